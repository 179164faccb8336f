import type { JSX } from 'preact';
import type { AttachmentRow } from '../../domain/exchange/index.ts';
import { campaigns, nomination } from '../../domain/index.ts';
import { Badge, DayText, Facts, Moment, Notice, Section } from '../ui/parts.tsx';
import {
  APPLICATION_TONES,
  CONCLUSION_WORDS,
  contentRows,
  exceptionLine,
  FINDING_WORDS,
  isOpen,
  rosterWords,
  turnWords,
  VERDICT_WORDS,
  wayWords,
} from './application-words.ts';
import { SOURCE_WORDS } from './clue-words.ts';
import { EvidenceList } from './evidence-list.tsx';

type View = nomination.ApplicationView;
type Names = (account: string | null) => string;

interface Props {
  readonly application: View & Parameters<typeof turnWords>[0];
  readonly names: Names;
  /** title of the call it came by */
  readonly call: string | null;
  /** category for which somebody was invited */
  readonly asked: string | null;
  readonly kept: readonly AttachmentRow[];
}

/** Where the application stands and what was confirmed. */
export const ApplicationBody = ({ application, names, call, asked, kept }: Props): JSX.Element => (
  <>
    <Exceptions application={application} />
    <Section title="办理情况">
      <Facts
        facts={[
          [
            '状态',
            <Badge key="state" tone={APPLICATION_TONES[application.state]}>
              {nomination.APPLICATION_STATE_WORDS[application.state]}
            </Badge>,
          ],
          ['下一步', turnWords(application)],
          ['申请', `${rosterWords(application.roster)}（${wayWords(application)}）`],
          ...(call === null ? [] : [['公告', call] as const]),
          ...invitedFacts(application, asked),
          ['来源', SOURCE_WORDS[application.source]],
          ['申请时间', <Moment key="at" at={application.submittedAt} />],
          ...(isOpen(application.state)
            ? [['最晚办理', <DayText key="due" day={application.touchBy} />] as const]
            : []),
          ['年龄', `${application.age}岁`],
          ['公示', publicityWords(application)],
        ]}
      />
    </Section>
    <Content application={application} kept={kept} />
    <ReviewFacts application={application} names={names} />
    <Lines application={application} names={names} />
    <Rulings application={application} names={names} />
  </>
);

/** By which invitation it came, what it is spared, and for what somebody was asked (A-21). */
const invitedFacts = ({ invited }: View, asked: string | null) =>
  invited === null
    ? []
    : [
        [
          '邀请',
          <>
            <a href={`/invitations/${invited.invitation}`}>{invited.number}</a>
            {asked === null ? '' : `，邀请时的专业类别：${asked}`}
          </>,
        ] as const,
        ['按邀请办理', campaigns.nextStepWords(invited)] as const,
      ];

const publicityWords = ({ publication, invited }: View): string => {
  const consent = publication === null ? '本人没有同意公示' : '本人同意公示';
  return invited?.skipsPublicity === true ? `受邀人选不公示（${consent}）` : consent;
};

const Exceptions = ({ application }: { readonly application: View }): JSX.Element | null =>
  application.exceptions.length === 0 ? null : (
    <Notice tone="warn">
      {application.exceptions.map((one) => (
        <p key={one}>{exceptionLine(application, one)}</p>
      ))}
    </Notice>
  );

const Content = ({ application, kept }: Pick<Props, 'application' | 'kept'>): JSX.Element => {
  const { snapshot, pieces } = application;
  const photo = pieces.find(
    ({ role, attachment }) =>
      role === 'photo' && kept.some(({ id, state }) => id === attachment && state === 'kept'),
  );
  return (
    <Section title="申请内容">
      {photo === undefined ? null : (
        <img
          src={`/applications/${application.id}/photo`}
          alt={`${snapshot.name}的证件照`}
          width={102}
        />
      )}
      <Facts
        facts={[
          ...contentRows(snapshot).map(
            ([label, value]) => [label, <Words key={label} text={value} />] as const,
          ),
          ['本人承诺', <Words key="vow" text={snapshot.declarationTexts.join('\n')} />],
          ['个人信息说明', <Words key="consent" text={snapshot.consentText} />],
        ]}
      />
    </Section>
  );
};

const conditionOf = ({ terms }: View, id: string): string =>
  terms.entry.conditions.value.find((one) => one.id === id)?.text ?? id;

/** Form 2 as far as it is filled in (F2-04, F2-05, F2-09, F2-10). */
const ReviewFacts = ({
  application,
  names,
}: Omit<Props, 'call' | 'asked' | 'kept'>): JSX.Element | null => {
  const { review } = application;
  if (review === null) return null;
  return (
    <Section title="资格审查">
      <Facts
        facts={[
          ...review.findings.map(
            ({ condition, found, note }) =>
              [
                conditionOf(application, condition),
                `${FINDING_WORDS[found]}${note === '' ? '' : `：${note}`}`,
              ] as const,
          ),
          ['单位联系电话', review.unitPhone],
          ['从事专业', review.practice],
          ['审查意见', <Words key="text" text={review.text} />],
          ['结论', CONCLUSION_WORDS[review.conclusion]],
          ['审查人', names(review.by)],
          ['审核时间', <Moment key="at" at={review.at} />],
        ]}
      />
    </Section>
  );
};

/** What the further lines said, the one that sent it back included (F2-11, F2-12). */
const Lines = ({
  application,
  names,
}: Omit<Props, 'call' | 'asked' | 'kept'>): JSX.Element | null => {
  const { lines, returned, terms } = application;
  const all = returned === null ? lines : [...lines, returned];
  if (all.length === 0) return null;
  const labelOf = (id: string): string =>
    terms.entry.chain.value.find((one) => one.id === id)?.label ?? id;
  return (
    <Section title="签署意见">
      {returned === null ? null : (
        <Notice tone="warn">
          <p>
            “{labelOf(returned.line)}”已退回：{returned.opinion}。请审查人重新填写审查表。
          </p>
        </Notice>
      )}
      {all.map((line) => (
        <Facts
          key={line.line}
          facts={[
            [labelOf(line.line), `${VERDICT_WORDS[line.verdict]}　${line.opinion}`],
            ['签名', names(line.by)],
            ['时间', <Moment key="at" at={line.at} />],
            ...(line.paper === null
              ? []
              : [['登记', `纸质签字，由${names(line.paper.enteredBy)}登记`] as const]),
          ]}
        />
      ))}
    </Section>
  );
};

const Rulings = ({
  application,
  names,
}: Omit<Props, 'call' | 'asked' | 'kept'>): JSX.Element | null => {
  const { selection, decision, state } = application;
  if (selection === null && decision === null) return null;
  return (
    <Section title="选定和决定">
      {selection === null ? null : (
        <Facts
          facts={[
            ['择优', '已选定'],
            ['理由', <Words key="why" text={selection.reason} />],
            ['选定人', names(selection.by)],
            ['时间', <Moment key="at" at={selection.at} />],
          ]}
        />
      )}
      {decision === null ? null : (
        <Facts
          facts={[
            ['结果', nomination.APPLICATION_STATE_WORDS[state]],
            ['理由', <Words key="why" text={decision.reason} />],
            ['决定人', names(decision.by)],
            ['时间', <Moment key="at" at={decision.at} />],
          ]}
        />
      )}
    </Section>
  );
};

const Words = ({ text }: { readonly text: string }): JSX.Element =>
  text === '' ? <span class="quiet">未填</span> : <span class="words">{text}</span>;

const LINE_SCANS = '签字页和其他扫描件';

/** The papers by what they are; scans of signed lines and the rest come last. */
export const PieceLists = ({
  application,
  kept,
}: {
  readonly application: View;
  readonly kept: readonly AttachmentRow[];
}): JSX.Element => {
  const roleOf = new Map(application.pieces.map(({ attachment, role }) => [attachment, role]));
  const rest = kept.filter(({ id }) => !roleOf.has(id));
  const at = `/applications/${application.id}/scan`;
  return (
    <>
      {nomination.PIECE_ROLES.map((role) => {
        const pieces = kept.filter(({ id }) => roleOf.get(id) === role);
        const title = nomination.PIECE_ROLE_WORDS[role];
        return pieces.length === 0 ? null : (
          <EvidenceList key={role} title={title} at={at} empty="" pieces={pieces} />
        );
      })}
      {rest.length === 0 ? null : (
        <EvidenceList title={LINE_SCANS} at={at} empty="" pieces={rest} />
      )}
    </>
  );
};
