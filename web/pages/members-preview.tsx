import type { JSX } from 'preact';
import { showDay, type membership, type Roster } from '../../domain/index.ts';
import { SheetPreview, SHOWN } from '../sheets/preview.tsx';
import { Table } from '../ui/table.tsx';

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
  const good = counts.added + counts.joined;
  return (
    <SheetPreview
      counts={{ ...counts }}
      facts={[
        ['新登记', `${counts.added}人`],
        ['已有资料，加入名册', `${counts.joined}人`],
        ['已经在册', `${counts.same}人`],
      ]}
      good={good}
      faulty={planned.flatMap((one) =>
        one.kind === 'faulty' ? [{ line: one.line, name: one.row.cells.姓名, why: one.why }] : [],
      )}
      head="姓名"
      path={pathOf(roster)}
      words={{
        all: `导入这${good}人`,
        onlyGood: `只导入没有错误的${good}行`,
        nothing: '表格里的人都已经在册了，不需要导入。',
      }}
    >
      <Unlike planned={planned} />
    </SheetPreview>
  );
};

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
