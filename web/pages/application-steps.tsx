import type { JSX } from 'preact';
import type { nomination, Role, staff } from '../../domain/index.ts';
import { Form } from '../ui/form.tsx';
import { Fold, Section } from '../ui/parts.tsx';
import { NextLine } from './application-lines.tsx';
import { ReviewForm } from './application-review.tsx';
import { isOpen, roleWords } from './application-words.ts';
import { RevealForm } from './reveal.tsx';
import { OFFICE_ROLES } from './roles.ts';

interface Props {
  readonly application: nomination.ApplicationView;
  readonly account: staff.Account;
  readonly colleagues: readonly staff.Account[];
}

/** What this person may do next with the application. */
export const ApplicationSteps = (props: Props): JSX.Element => {
  const { application, account } = props;
  const has = (wanted: readonly Role[]): boolean =>
    account.roles.some((role) => wanted.includes(role));
  const home =
    application.snapshot.form1 === null ? [] : [{ value: 'homeAddress', label: '家庭地址' }];
  return (
    <>
      <Prints application={application} prints={has(OFFICE_ROLES)} />
      <ReviewStep application={application} has={has} />
      <NextLine {...props} />
      {application.state === 'qualified' ? (
        <Section title="择优选定">
          <p>
            <a href={`/selection?roster=${application.roster}`}>到“择优选定”页面</a>
            ，对照全库结构选定。
          </p>
        </Section>
      ) : null}
      <RevealForm also={home} />
      {isOpen(application.state) && has(OFFICE_ROLES) ? (
        <Fold title="本人来电撤回" form="withdraw">
          <p>只在本人明确要求时撤回。撤回后可以重新申请。</p>
          <Form name="withdraw" submit="撤回申请" tone="danger" />
        </Fold>
      ) : null}
    </>
  );
};

/** Every print shows all numbers whole, so each is recorded (C-10). */
const Prints = ({
  application,
  prints,
}: {
  readonly application: nomination.ApplicationView;
  readonly prints: boolean;
}): JSX.Element | null =>
  prints ? (
    <Section title="打印">
      <p class="links">
        <a href={`/applications/${application.id}/paper/application`}>
          {application.snapshot.form1 === null ? '书面申请（Word）' : '入库申请表（Word）'}
        </a>
        <a href={`/applications/${application.id}/paper/review`}>资格审查表（Word）</a>
      </p>
      <p class="hint">打印件上有完整的号码，每次打印都记入审计日志。</p>
    </Section>
  ) : null;

const ReviewStep = ({
  application,
  has,
}: {
  readonly application: nomination.ApplicationView;
  readonly has: (roles: readonly Role[]) => boolean;
}): JSX.Element | null => {
  const { state, lines, terms } = application;
  const [reviewer] = terms.entry.chain.value;
  const roles = reviewer?.roles ?? [];
  const again = state === 'reviewed' && lines.length === 0;
  if (state !== 'submitted' && !again) return null;
  if (!has(roles))
    return state === 'submitted' ? (
      <p class="quiet">等待{roleWords(roles)}填写资格审查表。</p>
    ) : null;
  return again ? (
    <Fold title="修改审查结论（下一栏签署之前可以改）" form="review">
      <ReviewForm application={application} />
    </Fold>
  ) : (
    <Section title="填写资格审查表">
      <ReviewForm application={application} />
    </Section>
  );
};
