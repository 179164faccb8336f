import type { Day } from '../kernel/day.ts';
import type { Roster } from '../kernel/world.ts';
import type { Particulars } from '../people/index.ts';

/** The columns of a roster's sheet, as their heads read; what a roster has no use for is left out. */
export const MEMBER_COLUMNS = [
  '姓名',
  '身份证号',
  '电话',
  '单位',
  '职务',
  '职称',
  '地区',
  '身份类别',
  '专业类别',
  '其他类别',
  '专长',
  '聘期开始',
  '聘期截止',
  '聘书编号',
  '已同意公开',
] as const;
export type MemberColumn = (typeof MEMBER_COLUMNS)[number];

const OF_EXPERTS: readonly MemberColumn[] = ['职称', '专业类别', '其他类别', '专长'];

/** The columns that a roster's template shows: a supervisor belongs to a group, an expert to a category. */
export const columnsOf = (roster: Roster): readonly MemberColumn[] =>
  MEMBER_COLUMNS.filter((column) =>
    roster === 'experts' ? column !== '身份类别' : !OF_EXPERTS.includes(column),
  );

/** One sheet at a time: a roster counts hundreds. */
export const MOST_MEMBERS = 2000;

export interface MemberSheetRow {
  /** the row's number in the spreadsheet, as Excel counts */
  readonly line: number;
  readonly cells: Readonly<Record<MemberColumn, string>>;
}

/** What a row says, read and checked. */
export interface ReadMember {
  readonly particulars: Particulars;
  readonly citizenNumber: string;
  readonly category: string | null;
  readonly furtherCategories: readonly string[];
  readonly speciality: string;
  readonly startsOn: Day;
  readonly lastDay: Day;
  /** the end as the old letter prints it; the computed one may be a day later (C-08, B-14) */
  readonly printedTo: Day;
  /** the sheet's end is not what the policy computes */
  readonly unlike: boolean;
  readonly letterNumber: string | null;
  readonly publication: boolean;
}

/** What a row would do: `joined` is a known person who gets a term, `same` holds one already. */
export type PlannedMember =
  | { readonly kind: 'new'; readonly line: number; readonly read: ReadMember }
  | {
      readonly kind: 'joined';
      readonly line: number;
      readonly read: ReadMember;
      readonly person: string;
    }
  | { readonly kind: 'same'; readonly line: number }
  | {
      readonly kind: 'faulty';
      readonly line: number;
      readonly row: MemberSheetRow;
      readonly why: string;
    };

export interface MemberCounts {
  readonly added: number;
  readonly joined: number;
  readonly same: number;
  readonly faulty: number;
}

/** One imported term, as its event carries it. */
export interface ImportedTerm {
  readonly term: string;
  readonly person: string;
  readonly category: string | null;
  readonly furtherCategories: readonly string[];
  readonly speciality: string;
  /** a term that was over before it was imported is history */
  readonly status: 'active' | 'lapsed';
  readonly startsOn: Day;
  readonly lastDay: Day;
  readonly printedTo: Day;
  readonly letterNumber: string | null;
}
