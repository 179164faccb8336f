import { categoryOf, type Application } from '../nomination/index.ts';
import { readPerson } from '../people/index.ts';
import { activeMembers, type Term } from '../membership/index.ts';
import type { Day } from '../kernel/day.ts';
import type { Tx } from '../store/scope.ts';
import type { PublicRow, RosterPublication } from './model.ts';

const list = (words: readonly string[]): string => words.join('、');

/** What a notice may show of a candidate: from the application as it was confirmed. */
export const rowOfCandidate = ({ id, roster, snapshot }: Application): PublicRow => ({
  id,
  values: {
    name: snapshot.name,
    unit: snapshot.employer ?? '',
    category: roster === 'experts' ? (categoryOf(snapshot) ?? '') : '',
    group: list(snapshot.sourceGroups),
    title: snapshot.form1?.title ?? snapshot.title,
    area: snapshot.area,
  },
});

const rowOfMember = async (tx: Tx, { person, category }: Term): Promise<PublicRow | null> => {
  const particulars = (await readPerson(tx, person))?.particulars;
  if (particulars === undefined) return null;
  return {
    id: person,
    values: {
      name: particulars.name,
      unit: particulars.employments.find(({ until }) => until === null)?.unit ?? '',
      category: category ?? '',
      group: list(particulars.sourceGroups),
      title: particulars.title,
      area: particulars.area,
    },
  };
};

/** A published roster as it may be handed out now: whoever has left or withdrawn is not on it any more. */
export const rowsOfList = async (
  tx: Tx,
  { roster, persons, removed }: RosterPublication,
  { today, outdated }: { readonly today: Day; readonly outdated: readonly string[] },
): Promise<readonly PublicRow[]> => {
  const off = new Set([...removed, ...outdated]);
  const terms = await activeMembers(tx, roster, today);
  const rows = [];
  for (const person of persons) {
    const term = off.has(person) ? undefined : terms.find((one) => one.person === person);
    const row = term === undefined ? null : await rowOfMember(tx, term);
    if (row !== null) rows.push(row);
  }
  return rows;
};
