import type { Day } from '../kernel/day.ts';
import { couldBeSameName, plainName } from '../kernel/names.ts';
import type { Employment, Person } from '../people/index.ts';
import type { Directory, Unit } from './model.ts';

/**
 * One unit for the purposes of recusal: same entry, same legal entity (B-16), same group where the
 * bureau counts groups (draw-7), or, where one of them is not known for certain, names that may mean both.
 */
export const couldBeSameUnit = (one: Unit, other: Unit, groupCounts = false): boolean => {
  if (isSame(one.institution, other.institution) || isSame(one.owner, other.owner)) return true;
  if (groupCounts && areOneGroup(one, other)) return true;
  if (isCertain(one) && isCertain(other)) return false;
  return one.names.some((name) => other.names.some((known) => couldBeSameName(name, known)));
};

const isSame = (one: string | null, other: string | null): boolean => one !== null && one === other;

/** An entry without any code does not say whose it is: its name decides like words (draw-7). */
const isCertain = ({ institution, owner }: Unit): boolean => institution !== null && owner !== null;

/** Members of one group, or one that is known by the group's own name only (集团医院, 医共体). */
const areOneGroup = (one: Unit, other: Unit): boolean => {
  if (one.group !== null && other.group !== null)
    return plainName(one.group) === plainName(other.group);
  return isNamedLikeGroup(one, other) || isNamedLikeGroup(other, one);
};

const isNamedLikeGroup = ({ group }: Unit, words: Unit): boolean =>
  group !== null &&
  words.institution === null &&
  words.names.some((name) => couldBeSameName(name, group));

/** Two employers with the same key are one unit of the draw: legal entity, else name. */
export const unitKey = (unit: Unit): string => unit.owner ?? plainName(unit.names[0] ?? '');

/** Where somebody is employed, as a unit. */
export const employerOf = (employment: Employment, directory: Directory): Unit =>
  directory.byId(employment.institution) ?? directory.byWords(employment.unit);

/** Neither chosen from the list nor confirmed as none of it: such an employer never passes (draw-7). */
export const isResolved = (employment: Employment, directory: Directory): boolean =>
  employment.outside || directory.byId(employment.institution) !== null;

/** Still held on that day; an end that no calendar has counts as still held. */
export const isHeldOn = ({ until }: Pick<Employment, 'until'>, day: Day): boolean =>
  until === null || !/^\d{4}-\d{2}-\d{2}$/.test(until) || until >= day;

export type InstitutionTie = 'no' | 'tied' | 'unresolved';

/**
 * Whether somebody works for any designated institution on that day: who does, or may do so, cannot
 * witness a draw (draw.md, A-36). Confirmed as outside but named exactly like a listed one is tied.
 */
export const isTiedToAnyInstitution = (
  person: Person,
  directory: Directory,
  day: Day,
): InstitutionTie => {
  const current = person.particulars.employments.filter((one) => isHeldOn(one, day));
  if (current.some((one) => isListed(one, directory))) return 'tied';
  return current.every((one) => isResolved(one, directory)) ? 'no' : 'unresolved';
};

const isListed = (employment: Employment, directory: Directory): boolean =>
  directory.byId(employment.institution) !== null || directory.listsName(employment.unit);
