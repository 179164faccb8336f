import type { JSX } from 'preact';
import type { AttachmentRow } from '../../domain/exchange/index.ts';
import { evaluation } from '../../domain/index.ts';
import { Choices } from '../ui/choices.tsx';
import { FilesField, Form, LongField, SelectField } from '../ui/form.tsx';
import { Badge, Facts, Fold, Moment, Section } from '../ui/parts.tsx';
import { Table } from '../ui/table.tsx';
import { notSigned, Signing, Unsignable } from './work-signing.tsx';
import { ROUND_TONES } from './work-words.tsx';

interface Rights {
  readonly works: boolean;
  readonly decides: boolean;
  readonly account: string;
}

interface Props {
  readonly shown: evaluation.ShownRound;
  readonly pieces: readonly AttachmentRow[];
  readonly may: Rights;
}

const VOTE_OPTIONS = evaluation.VOTES.map((value) => ({
  value,
  label: evaluation.VOTE_WORDS[value],
}));

/** One question: before the count who has answered, afterwards what. */
export const RoundBlock = ({ shown, pieces, may }: Props): JSX.Element => {
  const { round, opinions, voters } = shown;
  return (
    <Section title={`${round.count}. ${round.title}`}>
      <p class="words">{round.text}</p>
      <Outcome shown={shown} />
      {opinions === null ? (
        <p>
          {round.way === 'paper'
            ? `参加合议：${voters.map(({ name }) => name).join('、')}`
            : voters
                .map(({ name, in: isIn }) => `${name}：${isIn ? '已提交' : '未提交'}`)
                .join('；')}
        </p>
      ) : (
        <Opinions shown={shown} />
      )}
      {pieces.map(({ id }, index) => (
        <a key={id} href={`/work/${round.task}/scan/${id}`}>
          扫描件{index + 1}{' '}
        </a>
      ))}
      {may.works && round.status === 'open' ? <OpenForms shown={shown} may={may} /> : null}
      {may.decides && round.status === 'tied' ? <Tie round={round.id} /> : null}
      {may.works && round.status === 'counted' ? <Minority shown={shown} /> : null}
      {may.works ? <Signing shown={shown} /> : null}
      {may.decides ? <Unsignable shown={shown} /> : null}
    </Section>
  );
};

const Outcome = ({ shown }: { readonly shown: evaluation.ShownRound }): JSX.Element => {
  const { round } = shown;
  const { tally, verdict } = round;
  return (
    <Facts
      facts={[
        [
          '状态',
          <Badge key="state" tone={ROUND_TONES[round.status]}>
            {evaluation.ROUND_STATUS_WORDS[round.status]}
          </Badge>,
        ],
        ['方式', evaluation.WAY_WORDS[round.way]],
        ['提交期限', <Moment key="due" at={round.dueAt} />],
        ['票数', tally === null ? '全部提交后才计票' : tallyWords(tally)],
        ['结果', verdict === null ? '还没有' : evaluation.VERDICT_WORDS[verdict]],
        ...(round.reason === '' ? [] : [['说明', round.reason] as const]),
      ]}
    />
  );
};

const tallyWords = (tally: evaluation.Tally): string =>
  `同意${tally.for}，不同意${tally.against}，弃权${tally.abstain}${
    tally.missing > 0 ? `，没有提交${tally.missing}` : ''
  }`;

const Opinions = ({ shown }: { readonly shown: evaluation.ShownRound }): JSX.Element => (
  <Table
    caption="意见"
    rows={shown.opinions ?? []}
    rowKey={({ opinion }) => opinion.id}
    empty="没有意见。"
    columns={[
      { head: '专家', narrow: true, cell: ({ name }) => name },
      {
        head: '表决',
        narrow: true,
        cell: ({ opinion }) =>
          opinion.voidAt === null ? (
            evaluation.VOTE_WORDS[opinion.vote]
          ) : (
            <>
              <s>{evaluation.VOTE_WORDS[opinion.vote]}</s> <Badge tone="bad">作废</Badge>
            </>
          ),
      },
      {
        head: '意见和依据',
        cell: ({ opinion }) => (
          <>
            <p class="words">{opinion.text === '' ? '见纸质笔录' : opinion.text}</p>
            {opinion.materials === '' ? null : <p class="quiet">依据：{opinion.materials}</p>}
            {opinion.dissent === null ? null : (
              <p>
                <Badge tone="wait">少数意见</Badge> 理由：{opinion.dissent}
              </p>
            )}
          </>
        ),
      },
      {
        head: '签字',
        narrow: true,
        cell: ({ opinion }) =>
          opinion.signedAt === null ? notSigned(opinion) : <Moment at={opinion.signedAt} />,
      },
    ]}
  />
);

const OpenForms = ({
  shown,
  may,
}: {
  readonly shown: evaluation.ShownRound;
  readonly may: Rights;
}): JSX.Element => {
  const { round, entry } = shown;
  if (round.way === 'page') return may.decides ? <CloseEarly round={round.id} /> : <></>;
  if (entry === null) return <PaperForm shown={shown} />;
  if (entry.by === may.account) return <p class="quiet">已录入，等另一位同事核对。</p>;
  return <Confirm shown={shown} />;
};

const CloseEarly = ({ round }: { readonly round: string }): JSX.Element => (
  <Fold title="不等了，先计票" form="close" which={round}>
    <Form name="close" which={round} hidden={{ round }} submit="按现有意见计票" tone="danger">
      <LongField
        name="reason"
        label="理由"
        rows={2}
        hint="计票后不能再提交，理由会留在记录里。一份意见也没有的，这次合议撤回，请重新发起，可以改用纸质合议。"
        example="有专家逾期没有提交，先行计票"
      />
    </Form>
  </Fold>
);

const PaperForm = ({ shown }: { readonly shown: evaluation.ShownRound }): JSX.Element => {
  const { round, voters } = shown;
  return (
    <Fold title="录入纸质合议的结果" form="paper" which={round.id}>
      <Form
        files
        name="paper"
        which={round.id}
        hidden={{ round: round.id }}
        submit="录入，请同事核对"
      >
        {voters.map(({ person, name }) => (
          <SelectField
            key={person}
            name={`vote-${person}`}
            label={name}
            empty="请选择"
            options={VOTE_OPTIONS}
          />
        ))}
        <FilesField name="files" label="签字的合议笔录扫描件" required />
      </Form>
    </Fold>
  );
};

const Confirm = ({ shown }: { readonly shown: evaluation.ShownRound }): JSX.Element => {
  const { round, entry } = shown;
  const votes = (entry?.votes ?? []).map(
    ({ name, vote }) => `${name}：${evaluation.VOTE_WORDS[vote]}`,
  );
  return (
    <>
      <p>同事录入的结果：{votes.join('；')}。请对照笔录扫描件核对。</p>
      <Form name="confirm" which={round.id} hidden={{ round: round.id }} submit="提交核对结果">
        <Choices
          kind="one"
          name="agrees"
          label="和笔录"
          options={[
            { value: 'yes', label: '一致' },
            { value: 'no', label: '不一致，退回重录' },
          ]}
        />
        <LongField name="reason" label="哪里不一致" rows={2} required={false} />
      </Form>
    </>
  );
};

const Tie = ({ round }: { readonly round: string }): JSX.Element => (
  <Form name="tie" which={round} hidden={{ round }} submit="作出决定">
    <p>票数相等，由本单位决定。票数不会改变。</p>
    <Choices
      kind="one"
      name="verdict"
      label="决定"
      options={[
        { value: 'for', label: evaluation.VERDICT_WORDS.for },
        { value: 'against', label: evaluation.VERDICT_WORDS.against },
      ]}
    />
    <LongField name="reason" label="理由" rows={3} example="证据不足，不予认定" />
  </Form>
);

/** After the count: minorities (ZJ-13.2b). */
const Minority = ({ shown }: { readonly shown: evaluation.ShownRound }): JSX.Element | null => {
  const { round } = shown;
  const minority = (shown.opinions ?? []).filter(
    ({ opinion, dissents }) => opinion.voidAt === null && dissents && opinion.dissent === null,
  );
  return minority.length === 0 ? null : (
    <Fold title="记载少数意见" form="dissent" which={round.id}>
      <Form
        name="dissent"
        which={round.id}
        hidden={{ round: round.id }}
        submit="记入合议记录"
        tone="plain"
      >
        <SelectField
          name="person"
          label="专家"
          empty="请选择"
          options={minority.map(({ opinion, name }) => ({ value: opinion.person, label: name }))}
        />
        <LongField name="reasons" label="理由" hint="按本人的书面或当场说明如实记载。" />
      </Form>
    </Fold>
  );
};
