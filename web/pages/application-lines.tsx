import type { JSX } from 'preact';
import { z } from 'zod';
import type { nomination, staff } from '../../domain/index.ts';
import { needed, text } from '../fields.ts';
import { Choices } from '../ui/choices.tsx';
import { FilesField, Form, LongField, SelectField } from '../ui/form.tsx';
import { Fold, Section } from '../ui/parts.tsx';
import { roleWords, VERDICT_WORDS } from './application-words.ts';
import { OFFICE_ROLES } from './roles.ts';

const line = {
  version: z.coerce.number().int(),
  line: needed('请刷新页面。', 20),
  verdict: z.enum(['agree', 'return'], { error: '请选择同意还是退回。' }),
  opinion: text(1000),
};

export const lineShape = z.object(line);
export const paperLineShape = z.object({ ...line, by: needed('请选择是谁签的字。', 60) });

interface Props {
  readonly application: nomination.ApplicationView;
  readonly account: staff.Account;
  readonly colleagues: readonly staff.Account[];
}

/** The next line of form 2, for whoever it belongs to; on paper a clerk enters it (F2-11, F2-12, C-05, C-10). */
export const NextLine = ({ application, account, colleagues }: Props): JSX.Element | null => {
  const { nextLine, terms, version } = application;
  if (nextLine === null) return null;
  const hasSigned = signers(application).includes(account.id) && terms.entry.onePersonPerLine.value;
  const holds = account.roles.some((role) => nextLine.roles.includes(role));
  const hidden = { version: String(version), line: nextLine.id };
  return (
    <Section title={nextLine.label} id="line">
      <p>
        现在轮到“{nextLine.label}”，由{roleWords(nextLine.roles)}签署。
        {holds && hasSigned ? '您已经办过前面的一步，这一栏要由另一位同事签署。' : ''}
      </p>
      {holds && !hasSigned ? (
        <Form name="sign" submit="签署" hidden={hidden}>
          <LineFields />
        </Form>
      ) : null}
      {account.roles.some((role) => OFFICE_ROLES.includes(role)) ? (
        <PaperLine
          hidden={hidden}
          label={nextLine.label}
          able={colleagues.filter(
            ({ id, roles, disabled }) =>
              !disabled &&
              roles.some((role) => nextLine.roles.includes(role)) &&
              !(terms.entry.onePersonPerLine.value && signers(application).includes(id)),
          )}
        />
      ) : null}
    </Section>
  );
};

const signers = ({ review, lines }: nomination.ApplicationView): readonly string[] => [
  ...(review === null ? [] : [review.by]),
  ...lines.map(({ by }) => by),
];

const LineFields = (): JSX.Element => (
  <>
    <Choices
      kind="one"
      name="verdict"
      label="意见"
      options={Object.entries(VERDICT_WORDS).map(([value, label]) => ({ value, label }))}
    />
    <LongField
      name="opinion"
      label="具体意见"
      required={false}
      hint="退回时必须写明原因，审查人会看到。"
      example="同意审查结论。"
    />
  </>
);

interface PaperProps {
  readonly hidden: Readonly<Record<string, string>>;
  readonly label: string;
  readonly able: readonly staff.Account[];
}

const PaperLine = ({ hidden, label, able }: PaperProps): JSX.Element => (
  <Fold title={`登记纸质签字（${label}）`} form="sign-paper">
    <p>打印审查表，请本人在纸上签字，再把签字页扫描或拍照登记在这里。</p>
    {able.length === 0 ? (
      <p class="quiet">没有可以签这一栏的账号，请联系系统管理员。</p>
    ) : (
      <Form files name="sign-paper" submit="登记纸质签字" tone="plain" hidden={hidden}>
        <SelectField
          name="by"
          label="签字人"
          empty="请选择"
          options={able.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <LineFields />
        <FilesField name="files" label="签字页扫描件或照片" required />
      </Form>
    )}
  </Fold>
);
