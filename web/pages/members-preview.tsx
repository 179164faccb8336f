import type { JSX } from 'preact';
import { showDay, type membership, type Roster } from '../../domain/index.ts';
import { Form } from '../ui/form.tsx';
import { Facts, Notice, Section } from '../ui/parts.tsx';
import { Table } from '../ui/table.tsx';

const SHOWN = 50;

export const pathOf = (roster: Roster): string => `/members/import/${roster}`;

export interface Preview {
  readonly rows: readonly membership.MemberSheetRow[];
  readonly planned: readonly membership.PlannedMember[];
  readonly counts: membership.MemberCounts;
}

interface PreviewProps {
  readonly preview: Preview;
  readonly roster: Roster;
}

/** What the sheet would do, its faulty rows, and the choice that follows. */
export const PreviewSection = ({ preview, roster }: PreviewProps): JSX.Element => {
  const { planned, counts } = preview;
  const faulty = planned.filter((one) => one.kind === 'faulty');
  const good = counts.added + counts.joined;
  return (
    <Section title="核对结果">
      <Facts
        facts={[
          ['新登记', `${counts.added}人`],
          ['已有资料，加入名册', `${counts.joined}人`],
          ['已经在册', `${counts.same}人`],
          ['有问题', `${counts.faulty}行`],
        ]}
      />
      {faulty.length === 0 ? null : <Faults faulty={faulty} roster={roster} />}
      <Unlike planned={planned} />
      {good === 0 ? null : <Confirm counts={counts} good={good} />}
      {good === 0 && faulty.length === 0 ? (
        <Notice tone="info">
          <p>表格里的人都已经在册了，不需要导入。</p>
        </Notice>
      ) : null}
      <Form name="discard" submit="放弃这份表格" tone="plain" />
    </Section>
  );
};

type Faulty = Extract<membership.PlannedMember, { kind: 'faulty' }>;

const Faults = ({
  faulty,
  roster,
}: {
  readonly faulty: readonly Faulty[];
  readonly roster: Roster;
}): JSX.Element => (
  <>
    <Notice tone="warn">
      <p>
        有{faulty.length}行有问题。建议
        <a href={`${pathOf(roster)}/faults`}>下载问题行</a>
        （每行写明了问题），改好后重新上传。
      </p>
    </Notice>
    <Table
      caption="有问题的行"
      rows={faulty.slice(0, SHOWN)}
      rowKey={({ line }) => String(line)}
      empty=""
      columns={[
        { head: '行', narrow: true, cell: ({ line }) => `第${line}行` },
        { head: '姓名', cell: ({ row }) => row.cells.姓名 },
        { head: '问题', cell: ({ why }) => why },
      ]}
    />
    {faulty.length > SHOWN ? (
      <p class="quiet">这里只列出前{SHOWN}行，其余的在下载的表格里。</p>
    ) : null}
  </>
);

type Good = Extract<membership.PlannedMember, { kind: 'new' | 'joined' }>;

/** Terms that are not as long as the measure says: taken as the sheet has them, but not unseen (C-08). */
const Unlike = ({
  planned,
}: {
  readonly planned: readonly membership.PlannedMember[];
}): JSX.Element | null => {
  const unlike = planned.filter(
    (one): one is Good => (one.kind === 'new' || one.kind === 'joined') && one.read.unlike,
  );
  if (unlike.length === 0) return null;
  return (
    <>
      <p>下面的人聘期截止与规定的聘期不同，将按表格里的日期登记，请核对：</p>
      <Table
        caption="聘期与规定不同"
        rows={unlike.slice(0, SHOWN)}
        rowKey={({ line }) => String(line)}
        empty=""
        columns={[
          { head: '行', narrow: true, cell: ({ line }) => `第${line}行` },
          { head: '姓名', cell: ({ read: { particulars } }) => particulars.name },
          { head: '聘期开始', cell: ({ read: { startsOn } }) => showDay(startsOn) },
          { head: '聘期截止', cell: ({ read: { lastDay } }) => showDay(lastDay) },
        ]}
      />
    </>
  );
};

const Confirm = ({
  counts,
  good,
}: {
  readonly counts: membership.MemberCounts;
  readonly good: number;
}): JSX.Element => {
  const expected = Object.fromEntries(
    Object.entries(counts).map(([name, count]) => [name, String(count)]),
  );
  return counts.faulty === 0 ? (
    <Form name="import" submit={`导入这${good}人`} hidden={expected} />
  ) : (
    <Form
      name="import"
      submit={`只导入没有错误的${good}行`}
      tone="plain"
      hidden={{ ...expected, onlyGood: 'yes' }}
    />
  );
};
