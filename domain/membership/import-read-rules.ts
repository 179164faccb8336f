import { lastDayOfTerm, readDay, type Day } from '../kernel/day.ts';
import { parseCitizenNumber, parsePhone } from '../kernel/ids.ts';
import { plainName } from '../kernel/names.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Roster } from '../kernel/world.ts';
import type { Particulars } from '../people/index.ts';
import type { MemberColumn, MemberSheetRow, ReadMember } from './import-model.ts';
import { MEMBER_FAULTS } from './import-wording.ts';

/** What reading a row needs to know: how long a term is, which categories there are, which institutions. */
export interface ReadingTerms {
  readonly roster: Roster;
  readonly months: number;
  readonly categories: readonly string[];
  /** the measure's groups; empty: it names none, and any word is taken */
  readonly groups: readonly string[];
  /** designated institutions by their plain name, so that an employer need not be resolved by hand */
  readonly institutions: ReadonlyMap<string, string>;
}

type Read<T> = Result<T, string>;
type Cells = MemberSheetRow['cells'];

/** One row as a person with a term, or everything that is wrong with it, in the words that stand beside it. */
export const readMember = ({ cells }: MemberSheetRow, terms: ReadingTerms): Read<ReadMember> => {
  const person = personIn(cells, terms);
  const category = categoriesIn(cells, terms);
  const days = daysIn(cells, terms.months);
  const publication = publicationIn(cells);
  const letterNumber = letterIn(cells);
  if (!person.ok || !category.ok || !days.ok || !publication.ok || !letterNumber.ok)
    return allWrong([person, category, days, publication, letterNumber]);
  return ok({
    particulars: { ...person.value, category: category.value.category },
    citizenNumber: person.value.citizenNumber,
    ...category.value,
    ...days.value,
    letterNumber: letterNumber.value,
    publication: publication.value,
  });
};

/** A row comes back once, with all its faults. */
const allWrong = (read: readonly Read<unknown>[]): Result<never, string> =>
  err(read.flatMap((one) => (one.ok ? [] : [one.error])).join(' '));

const publicationIn = ({ 已同意公开: said }: Cells): Read<boolean> => {
  const publication = yesOrNo(said);
  return publication === null ? err(MEMBER_FAULTS.publication(said)) : ok(publication);
};

const letterIn = ({ 聘书编号: said }: Cells): Read<string | null> => {
  const letterNumber = said.trim();
  if (letterNumber.length > LONGEST.聘书编号) return err(MEMBER_FAULTS.letter);
  return ok(letterNumber === '' ? null : letterNumber);
};

const LONGEST = { 职务: 60, 职称: 40, 地区: 60, 身份类别: 40, 专长: 60, 聘书编号: 30 } as const;
const MEASURED = ['职务', '职称', '地区', '身份类别', '专长'] as const;

type Known = Particulars & { readonly citizenNumber: string };

const personIn = (cells: Cells, terms: ReadingTerms): Read<Known> => {
  const name = nameIn(cells);
  const citizenNumber = numberIn(cells.身份证号);
  const phone = phoneIn(cells.电话);
  const unit = unitIn(cells);
  const groups = groupsIn(cells, terms);
  if (!name.ok || !citizenNumber.ok || !phone.ok || !unit.ok || !groups.ok)
    return allWrong([name, citizenNumber, phone, unit, groups]);
  return ok({
    name: name.value,
    citizenNumber: citizenNumber.value,
    phone: phone.value,
    employments: employmentsIn({ unit: unit.value, post: cells.职务.trim() }, terms),
    area: cells.地区.trim(),
    skills: [],
    sourceGroups: groups.value,
    category: null,
    title: cells.职称.trim(),
  });
};

const nameIn = ({ 姓名: said }: Cells): Read<string> => {
  const name = said.normalize('NFKC').trim();
  return name.length < 2 || name.length > 50 ? err(MEMBER_FAULTS.name) : ok(name);
};

/** 无工作单位 is how the house's own lists say that there is none. */
const NO_UNIT = /^(?:无|没有|暂无)(?:工作)?(?:单位)?$/u;

const unitIn = ({ 单位: said }: Cells): Read<string> => {
  const unit = said.trim();
  if (NO_UNIT.test(unit)) return ok('');
  return unit.length === 1 || unit.length > 100 ? err(MEMBER_FAULTS.unit) : ok(unit);
};

/** Nothing too long, and the groups as the measure spells them; an unknown one is told with the list (A-19, GP-4.0). */
const groupsIn = (cells: Cells, { groups }: ReadingTerms): Read<string[]> => {
  const long = MEASURED.find((column) => cells[column].trim().length > LONGEST[column]);
  if (long !== undefined) return err(MEMBER_FAULTS.long(long));
  const said = wordsIn(cells.身份类别);
  if (groups.length === 0) return ok(said);
  const listed = said.map((one) => groups.find((group) => plainName(group) === plainName(one)));
  const strange = listed.indexOf(undefined);
  return strange === -1
    ? ok([...new Set(listed.filter((one) => one !== undefined))])
    : err(MEMBER_FAULTS.group(said[strange] ?? '', groups));
};

/** No unit is no employment; the institution is known only where its name is exactly the listed one. */
const employmentsIn = (
  { unit, post }: { readonly unit: string; readonly post: string },
  { institutions }: ReadingTerms,
): Particulars['employments'] =>
  unit === ''
    ? []
    : [
        {
          unit,
          institution: institutions.get(plainName(unit)) ?? null,
          outside: false,
          kind: 'main',
          post,
          since: null,
          until: null,
        },
      ];

const numberIn = (text: string): Read<string> => {
  if (text.trim() === '') return err(MEMBER_FAULTS.noNumber);
  const parsed = parseCitizenNumber(text);
  if (parsed.ok) return ok(parsed.value.number);
  return err(
    isSpoiled(text) ? MEMBER_FAULTS.spoiled('身份证号') : MEMBER_FAULTS.number(parsed.error),
  );
};

/** A number that Excel took for a quantity shows as 6.59E+17, or its last three digits are zeros. */
const isSpoiled = (text: string): boolean =>
  /^\d(?:\.\d+)?E\+?\d+$/i.test(text.trim()) || /^\d{15}0{3}$/.test(text.trim());

const phoneIn = (text: string): Read<string | null> => {
  if (text.trim() === '') return ok(null);
  const parsed = parsePhone(text);
  return parsed.ok ? ok(parsed.value.phone) : err(MEMBER_FAULTS.phone);
};

type Categories = Pick<ReadMember, 'category' | 'furtherCategories' | 'speciality'>;

const categoriesIn = (cells: Cells, { roster, categories }: ReadingTerms): Read<Categories> => {
  if (roster === 'supervisors')
    return ok({ category: null, furtherCategories: [], speciality: '' });
  const [main, ...more] = [...wordsIn(cells.专业类别), ...wordsIn(cells.其他类别)];
  if (main === undefined) return err(MEMBER_FAULTS.noCategory);
  const listed = [main, ...more].map((said) => listedAs(said, categories));
  const strange = listed.findIndex((one) => one === null);
  if (strange >= 0) return err(MEMBER_FAULTS.category([main, ...more][strange] ?? '', categories));
  const [category = null, ...further] = listed.filter((one) => one !== null);
  const furtherCategories = [...new Set(further)].filter((one) => one !== category);
  return ok({ category, furtherCategories, speciality: cells.专长.trim() });
};

/** 药学类 is 药学: offices write both. */
const listedAs = (said: string, categories: readonly string[]): string | null =>
  categories.find((one) => plainName(one) === plainName(said).replace(/类$/u, '')) ??
  categories.find((one) => plainName(one) === plainName(said)) ??
  null;

type Days = Pick<ReadMember, 'startsOn' | 'lastDay' | 'printedTo' | 'unlike'>;

/**
 * The end is computed (GP-7a, ZJ-19). An old letter that prints the day before it means the same term
 * (C-08); another end was the bureau's own decision and stays.
 */
const daysIn = (cells: Cells, months: number): Read<Days> => {
  if (cells.聘期开始.trim() === '') return err(MEMBER_FAULTS.noStart);
  const startsOn = dayIn(cells, '聘期开始');
  if (!startsOn.ok) return startsOn;
  const computed = lastDayOfTerm(startsOn.value, months);
  if (cells.聘期截止.trim() === '')
    return ok({ startsOn: startsOn.value, lastDay: computed, printedTo: computed, unlike: false });
  const said = dayIn(cells, '聘期截止');
  if (!said.ok) return said;
  if (said.value < startsOn.value) return err(MEMBER_FAULTS.reversed(startsOn.value, said.value));
  const isSameTerm = said.value === computed || isDayBefore(said.value, computed);
  return ok({
    startsOn: startsOn.value,
    lastDay: isSameTerm ? computed : said.value,
    printedTo: said.value,
    unlike: !isSameTerm,
  });
};

const isDayBefore = (one: Day, other: Day): boolean =>
  Date.parse(other) - Date.parse(one) === 86_400_000;

const dayIn = (cells: Cells, column: MemberColumn): Read<Day> => {
  const day = readDay(cells[column]);
  return day === null
    ? err(MEMBER_FAULTS.day(column, cells[column].normalize('NFKC').trim()))
    : ok(day);
};

/** null: neither. A blank cell is no consent. */
const yesOrNo = (text: string): boolean | null => {
  const said = text.normalize('NFKC').trim();
  if (['是', '同意', '√', 'Y', 'y'].includes(said)) return true;
  return ['', '否', '不同意', '×', 'N', 'n'].includes(said) ? false : null;
};

const wordsIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\n、，,;；/|]+/u)
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  ),
];
