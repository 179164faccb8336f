import type { JSX } from 'preact';
import { adoptedBy } from '../../domain/exchange/index.ts';
import {
  nomination,
  ROSTER_WORDS,
  showInstant,
  staff,
  type StaffActor,
} from '../../domain/index.ts';
import { Choices } from '../../web/ui/choices.tsx';
import { Form, LongField } from '../../web/ui/form.tsx';
import { Facts, Notice, Section } from '../../web/ui/parts.tsx';
import { dueLine } from '../flows/sign-off.ts';
import { first, returned, type FormHand, type FormKind, type FormView } from './form-kind.ts';

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
    const seen = await seenBy(hand);
    const due = seen === null ? null : dueIn(seen);
    if (due !== null)
      return {
        title: `${due.application.number} ${due.line.label}`,
        body: <SignOff due={due} path={hand.path} />,
      };
    return seen === null ? null : signedView(seen);
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
  file: async (hand, name) => {
    const seen = await seenBy(hand);
    const id = /^piece-([0-9a-f-]{36})$/u.exec(name)?.[1];
    if (seen === null || id === undefined || dueIn(seen) === null) return null;
    const { app, bureau } = hand;
    const kept = await app.gate.transaction(bureau, (tx) => adoptedBy(tx, seen.application.id));
    const row = kept.find((one) => one.id === id);
    if (row?.file == null || row.digest === null) return null;
    const bytes = await app.files.read(bureau, { file: row.file, digest: row.digest });
    return { name: null, type: row.mime ?? 'application/octet-stream', bytes };
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

interface Seen {
  readonly application: nomination.ApplicationView;
  readonly actor: StaffActor;
}

const seenBy = async (hand: FormHand): Promise<Seen | null> => {
  const actor = await actorOf(hand);
  if (actor === null) return null;
  const asked = { application: hand.link.subject };
  const answer = await hand.app.ask(hand.bureau, nomination.oneApplication, asked, actor);
  const application = answer.kind === 'found' ? answer.value : null;
  return application === null ? null : { application, actor };
};

/** The line this account is to sign now; null: signed meanwhile, sent back, or another's turn. */
const dueIn = ({ application, actor }: Seen): Due | null => {
  const line = dueLine(application, actor);
  return line === null ? null : { application, line };
};

/** Whoever has just signed reads what they signed; null: it was somebody else. */
const signedView = ({ application, actor }: Seen): FormView | null => {
  const { lines, returned, number } = application;
  const own = [...lines, ...(returned === null ? [] : [returned])].findLast(
    ({ by }) => by === actor.account,
  );
  if (own === undefined) return null;
  const words = own.verdict === 'agree' ? '您已签署：同意' : '您已签署：退回';
  return {
    title: `${number} ${labelOf(application, own.line)}`,
    body: (
      <Notice tone="info">
        <p>
          {words}
          {own.opinion === '' ? '。' : `，意见是“${own.opinion}”。`}签署时间
          {showInstant(own.at)}。
        </p>
        <p>这件事已经办好，可以关掉这个网页，回到微信。</p>
      </Notice>
    ),
  };
};

const FOUND = { met: '符合', notMet: '不符合', unclear: '待核实' } as const;
const CONCLUSION = { qualified: '合格', unqualified: '不合格' } as const;

/** What was handed in, above all the signed paper, for whoever signs by the phone. */
const Pieces = ({
  pieces,
  path,
}: {
  readonly pieces: nomination.ApplicationView['pieces'];
  readonly path: string;
}): JSX.Element | null =>
  pieces.length === 0 ? null : (
    <Section title="照片和材料">
      <ul>
        {pieces.map(({ attachment, role }, at) => (
          <li key={attachment}>
            <a href={`${path}/piece-${attachment}`}>
              {at + 1}. {nomination.PIECE_ROLE_WORDS[role]}
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );

const History = ({ rows }: { readonly rows: readonly nomination.HistoryRow[] }) =>
  rows.length === 0 ? null : (
    <Section title="个人工作简历">
      <ul>
        {rows.map(({ from, to, unit, post }) => (
          <li key={`${from}${unit}`}>{[`${from}至${to ?? '今'}`, unit, post].join('，')}</li>
        ))}
      </ul>
    </Section>
  );

const SignOff = ({
  due: { application, line },
  path,
}: {
  readonly due: Due;
  readonly path: string;
}): JSX.Element => {
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
      <History rows={snapshot.form1?.history ?? []} />
      <Pieces pieces={application.pieces} path={path} />
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
