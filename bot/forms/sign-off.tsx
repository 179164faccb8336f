import type { JSX } from 'preact';
import { nomination, ROSTER_WORDS, staff, type StaffActor } from '../../domain/index.ts';
import { Choices } from '../../web/ui/choices.tsx';
import { Form, LongField } from '../../web/ui/form.tsx';
import { Facts, Notice, Section } from '../../web/ui/parts.tsx';
import { dueLine } from '../flows/sign-off.ts';
import { first, returned, type FormHand, type FormKind } from './form-kind.ts';

/** 科室意见, 领导意见 from the phone: the line of form 2 that is due, signed by its account (F2-11, F2-12). */
export const signOffForm: FormKind = {
  kind: nomination.SIGN_OFF_FORM,
  title: '签署审查意见',
  before: [
    '请您本人签署，不要让他人代签。点“开始”后，这个网页只能在这部手机上使用。',
    '网页上有申请人的个人信息，请注意保密。',
  ],
  again: '签署',
  show: async (hand) => {
    const due = await dueFor(hand);
    return due === null
      ? null
      : { title: `${due.application.number} ${due.line.label}`, body: <SignOff due={due} /> };
  },
  submit: async (hand, body) => {
    const actor = await actorOf(hand);
    if (actor === null) return null;
    const input = {
      application: hand.link.subject,
      expectVersion: first(body, 'version'),
      line: first(body, 'line'),
      verdict: body.verdict?.[0],
      opinion: first(body, 'opinion'),
    };
    const { app, bureau } = hand;
    return returned(body, await app.perform(bureau, nomination.signLine, input, actor));
  },
};

const SYSTEM = { kind: 'system', duty: 'sign-off' } as const;

/** The account the page was made for, with the roles it has today. */
const actorOf = async ({ app, bureau, link }: FormHand): Promise<StaffActor | null> => {
  const asked = await app.ask(bureau, staff.listAccounts, {}, SYSTEM);
  const accounts = asked.kind === 'found' ? asked.value : [];
  const account = accounts.find(({ id, disabled }) => id === link.person && !disabled);
  return account === undefined
    ? null
    : { kind: 'staff', account: account.id, roles: account.roles };
};

interface Due {
  readonly application: nomination.ApplicationView;
  readonly line: nomination.ChainLine;
}

/** The line this account is to sign now; null: signed meanwhile, sent back, or another's turn. */
const dueFor = async (hand: FormHand): Promise<Due | null> => {
  const actor = await actorOf(hand);
  if (actor === null) return null;
  const asked = { application: hand.link.subject };
  const answer = await hand.app.ask(hand.bureau, nomination.oneApplication, asked, actor);
  const application = answer.kind === 'found' ? answer.value : null;
  if (application === null) return null;
  const line = dueLine(application, actor);
  return line === null ? null : { application, line };
};

const FOUND = { met: '符合', notMet: '不符合', unclear: '待核实' } as const;
const CONCLUSION = { qualified: '合格', unqualified: '不合格' } as const;

const SignOff = ({ due: { application, line } }: { readonly due: Due }): JSX.Element => {
  const { snapshot, review, terms, lines, age } = application;
  const conditionOf = (id: string): string =>
    terms.entry.conditions.value.find((one) => one.id === id)?.text ?? id;
  return (
    <>
      <Section title="申请人">
        <Facts
          facts={[
            ['姓名', snapshot.name],
            ['申请', ROSTER_WORDS[application.roster].member],
            ['单位', snapshot.employer ?? '无'],
            ['年龄', `${age}岁`],
          ]}
        />
        {application.exceptions.length === 0 ? null : (
          <Notice tone="warn">
            <p>
              例外情况：
              {application.exceptions.map((one) => nomination.EXCEPTION_WORDS[one]).join('；')}
            </p>
          </Notice>
        )}
      </Section>
      {review === null ? null : (
        <Section title="资格审查情况">
          <Facts
            facts={[
              ...review.findings.map(
                ({ condition, found, note }) =>
                  [
                    conditionOf(condition),
                    `${FOUND[found]}${note === '' ? '' : `：${note}`}`,
                  ] as const,
              ),
              ['审查意见', review.text],
              ['审查结论', CONCLUSION[review.conclusion]],
              ...lines.map(
                ({ line: id, opinion }) => [labelOf(application, id), `同意　${opinion}`] as const,
              ),
            ]}
          />
        </Section>
      )}
      <Section title={line.label}>
        <Form
          name="sign"
          submit="签署"
          hidden={{ version: String(application.version), line: line.id }}
        >
          <Choices
            kind="one"
            name="verdict"
            label="意见"
            options={[
              { value: 'agree', label: '同意' },
              { value: 'return', label: '退回' },
            ]}
          />
          <LongField
            name="opinion"
            label="具体意见"
            required={false}
            hint="退回时必须写明原因，审查人会看到。"
            rows={4}
          />
        </Form>
      </Section>
    </>
  );
};

const labelOf = ({ terms }: nomination.ApplicationView, id: string): string =>
  terms.entry.chain.value.find((one) => one.id === id)?.label ?? id;
