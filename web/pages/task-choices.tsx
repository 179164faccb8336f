import type { JSX } from 'preact';
import { draws, type Role } from '../../domain/index.ts';
import { Choices } from '../ui/choices.tsx';
import { Form, LongField, SelectField, TextField, type Option } from '../ui/form.tsx';
import { Badge, Fold, Moment, Notice, Section, type Tone } from '../ui/parts.tsx';
import { Table } from '../ui/table.tsx';

/** Who proposes what is to be done where the drawn order ends, and who may approve it. */
const PROPOSING: readonly Role[] = ['clerk', 'sectionHead', 'leader'];
const APPROVING: readonly Role[] = ['sectionHead', 'leader'];

const TONES: Readonly<Record<draws.ChoiceStatus, Tone>> = {
  proposed: 'wait',
  applied: 'good',
  rejected: 'done',
};

export const CHOICE_EXAMPLE = '名单内专家都不能参加，检查日期不能推迟';

interface Props {
  readonly task: draws.VisibleTask;
  readonly choices: draws.ChoicesOfTask;
  readonly me: { readonly id: string; readonly roles: readonly Role[] };
}

const holdsAny = (roles: readonly Role[], wanted: readonly Role[]): boolean =>
  roles.some((role) => wanted.includes(role));

/** 补足专家: why seats stay open, what was proposed, and the fixed list to choose from. */
export const TaskChoices = ({ task, choices, me }: Props): JSX.Element | null => {
  const { why, rows } = choices;
  const kinds = holdsAny(me.roles, PROPOSING) ? kindsFor(task) : [];
  const waiting = rows.find(({ choice }) => choice.status === 'proposed');
  if (why === null && rows.length === 0 && kinds.length === 0) return null;
  return (
    <Section title={task.status === 'entered' ? '不经抽取的邀请' : '补足专家'} id="choices">
      {why === null ? null : <Notice tone="warn">{draws.exhaustionWords(why)}</Notice>}
      {rows.length === 0 ? null : <Proposals rows={rows} />}
      {waiting === undefined ? null : <Decision row={waiting} me={me} />}
      {waiting !== undefined || kinds.length === 0 ? null : (
        <Fold title={titleFor(task)} form="choose" open={why !== null}>
          <ProposalForm kinds={kinds} choices={choices} />
        </Fold>
      )}
    </Section>
  );
};

const kindsFor = ({ status }: draws.VisibleTask): readonly draws.ChoiceKind[] => {
  if (status === 'unfilled') return draws.CHOICE_KINDS;
  if (status === 'entered') return draws.NAMING;
  return status === 'inviting' ? ['redraw'] : [];
};

const titleFor = ({ status }: draws.VisibleTask): string =>
  status === 'entered' ? '不抽取，指定邀请（要另一人批准）' : '提出补足办法（要另一人批准）';

const Proposals = ({ rows }: { readonly rows: readonly draws.ChoiceRow[] }): JSX.Element => (
  <Table
    caption="补足办法"
    rows={rows}
    rowKey={({ choice }) => choice.id}
    empty=""
    columns={[
      {
        head: '办法',
        cell: ({ choice, person }) => (
          <>
            {draws.CHOICE_WORDS[choice.kind]}
            {person === '' ? null : `：${person}（${choice.category ?? ''}）`}
            {choice.lender === '' ? null : `，来自${choice.lender}`}
          </>
        ),
      },
      { head: '理由', cell: ({ choice }) => choice.reason },
      {
        head: '提出',
        cell: ({ choice, proposer }) => (
          <>
            {proposer} <Moment at={choice.proposedAt} />
          </>
        ),
      },
      {
        head: '结果',
        cell: ({ choice, decider }) => (
          <>
            <Badge tone={TONES[choice.status]}>{draws.CHOICE_STATUS_WORDS[choice.status]}</Badge>{' '}
            {decider} {choice.note}
          </>
        ),
      },
    ]}
  />
);

const Decision = ({
  row: { choice },
  me,
}: {
  readonly row: draws.ChoiceRow;
  readonly me: Props['me'];
}): JSX.Element => {
  if (!holdsAny(me.roles, APPROVING) || choice.proposedBy === me.id)
    return <p class="quiet">等科室负责人或分管领导批准，提出的人不能批准自己的办法。</p>;
  return (
    <Form name="decide" submit="确定" hidden={{ choice: choice.id }}>
      <Choices
        kind="one"
        name="approves"
        label={`是否批准“${draws.CHOICE_WORDS[choice.kind]}”`}
        options={[
          { value: 'yes', label: '批准，马上执行' },
          { value: 'no', label: '不批准' },
        ]}
      />
      <TextField name="note" label="说明" required={false} />
    </Form>
  );
};

const optionOf = ({ person, name, categories, lent }: draws.NameOption): Option => ({
  value: person,
  label: `${name}（${lent ? '不在本单位专家库' : categories.join('、')}）`,
});

const isNaming = (kind: draws.ChoiceKind): boolean => draws.NAMING.includes(kind);

interface NamingProps extends Pick<draws.ChoicesOfTask, 'open' | 'options'> {
  /** whatever is chosen, somebody has to be named */
  readonly always: boolean;
}

/** Whom to ask without a draw: needed for every way of naming, so never marked as optional. */
const NamingFields = ({ open, options, always }: NamingProps): JSX.Element => {
  const when = always ? '' : '（指定邀请或借用时必填）';
  const empty = always ? '请选择' : '不是指定邀请';
  return (
    <>
      <p class="hint">指定邀请不是随机抽取，会计入次数，由审计查看。回避、聘期和日期照样核对。</p>
      <SelectField
        name="category"
        label={`专业类别${when}`}
        empty={empty}
        options={Object.keys(open).map((name) => ({ value: name, label: name }))}
      />
      <SelectField
        name="person"
        label={`邀请谁${when}`}
        empty={empty}
        options={options.map(optionOf)}
      />
      <p class="hint">
        {options.length === 0 ? '现在没有可以选的人。' : ''}
        从外单位借用的专家，要先<a href="/people/new">登记人员</a>，再回到这里选。
      </p>
      <TextField name="lender" label="从哪个单位借（借用时必填）" example="省医保局专家库" />
    </>
  );
};

const ProposalForm = ({
  kinds,
  choices: { open, options },
}: {
  readonly kinds: readonly draws.ChoiceKind[];
  readonly choices: draws.ChoicesOfTask;
}): JSX.Element => (
  <Form name="choose" submit="提出，请人批准">
    <Choices
      kind="one"
      name="kind"
      label="办法"
      options={kinds.map((kind) => ({ value: kind, label: draws.CHOICE_WORDS[kind] }))}
    />
    {kinds.some(isNaming) ? (
      <NamingFields open={open} options={options} always={kinds.every(isNaming)} />
    ) : null}
    <LongField name="reason" label="理由" rows={2} example={CHOICE_EXAMPLE} />
  </Form>
);
