import { addDays } from '../kernel/day.ts';
import { categoriesOf, readTerms, unavailabilitiesOn, type Term } from '../membership/index.ts';
import { readPeople, type Person } from '../people/index.ts';
import {
  employerKeyOf,
  readDirectory,
  standingsOf,
  stayAway,
  unitsOf,
  type Matter,
  type RecusalCode,
} from '../recusal/index.ts';
import { gently } from '../store/gently.ts';
import type { Tx } from '../store/scope.ts';
import type { Invitation, OutCode, PoolMember, RulingPolicy, Task } from './model.ts';
import { busyOn, invitationsOfTask, workedSince } from './records.ts';

/** Who is in the pool today under the pseudonyms of one draw, and why somebody could not be drawn for it. */
export const poolFor = async (
  tx: Tx,
  { task, name }: { readonly task: Task; readonly name: string },
  policy: RulingPolicy,
): Promise<readonly PoolMember[]> => {
  const terms = await readTerms(tx, {
    roster: 'experts',
    statuses: ['active', 'awaiting-consent'],
  });
  const people = new Map((await readPeople(tx)).map((person) => [person.id, person]));
  const members = terms.flatMap((term) => {
    const person = people.get(term.person);
    return person === undefined ? [] : [{ term, person }];
  });
  const known = members.map((one) => one.person);
  const recusals = await recusalsFor(tx, { task, people: known }, policy);
  const directory = await readDirectory(tx);
  const obstacles = await obstaclesOn(tx, task, policy);
  return gently(members, ({ term, person }) => ({
    cid: pseudonym(tx, name, `term:${term.id}`),
    term: term.id,
    person: person.id,
    cats: categoriesOf(term),
    unit: pseudonym(tx, name, employerKeyOf(person, directory, task.firstDay)),
    out: outOf(term, task, { ...obstacles, code: recusals.get(person.id) ?? null }),
  }));
};

/** A name that only this draw knows, under the bureau's own key (draw.md 2.3, step 2). */
const pseudonym = (tx: Tx, name: string, value: string): string =>
  tx.vault.fingerprint('draw', `${name}\n${value}`).slice(0, 16);

/** What keeps each of these people away from a piece of work by recusal. */
export const recusalsFor = async (
  tx: Tx,
  { task, people }: { readonly task: Task; readonly people: readonly Person[] },
  policy: RulingPolicy,
): Promise<ReadonlyMap<string, RecusalCode | null>> => {
  const units = unitsOf(await readDirectory(tx), task.secrets);
  const matter: Matter = {
    task: task.id,
    firstDay: task.firstDay,
    lastDay: task.lastDay,
    units,
  };
  const standings = await standingsOf(tx, people, units);
  const decided = await gently(
    [...standings],
    ([person, standing]) => [person, stayAway(standing, matter, policy)] as const,
  );
  return new Map(decided);
};

/** What keeps people from the days of a task, by person. */
interface Obstacles {
  /** other work, registered as unavailable, or already said no to this very task */
  readonly taken: ReadonlySet<string>;
  readonly recused: ReadonlySet<string>;
  readonly cooling: ReadonlySet<string>;
}

const obstaclesOn = async (tx: Tx, task: Task, policy: RulingPolicy): Promise<Obstacles> => {
  const days = { first: task.firstDay, last: task.lastDay };
  const away = (await unavailabilitiesOn(tx, days)).map(({ person }) => person);
  const asked = await invitationsOfTask(tx, task.id);
  const who = (status: Invitation['status']) =>
    asked.filter((one) => one.status === status).map(({ person }) => person);
  const since = policy.draws.coolDownDays.value;
  return {
    taken: new Set([...away, ...(await busyOn(tx, task)), ...who('declined'), ...named(asked)]),
    recused: new Set(who('recused')),
    cooling:
      since === 0
        ? new Set()
        : await workedSince(tx, addDays(task.firstDay, -since), addDays(task.firstDay, -1)),
  };
};

/** Who was named for a seat of this work is not drawn for another. */
const named = (asked: readonly Invitation[]): readonly string[] =>
  asked
    .filter(({ place, status }) => place === 0 && (status === 'invited' || status === 'accepted'))
    .map(({ person }) => person);

const outOf = (
  term: Term,
  task: Task,
  obstacles: Obstacles & { readonly code: RecusalCode | null },
): OutCode | null => {
  const { code, recused, cooling, taken } = obstacles;
  if (term.status !== 'active') return 'S';
  if (!covers(term, task)) return 'T';
  if (!categoriesOf(term).some((category) => Object.hasOwn(task.need, category))) return 'Q';
  if (code !== null) return code;
  if (recused.has(term.person)) return 'R5';
  if (taken.has(term.person)) return 'D';
  return cooling.has(term.person) ? 'C' : null;
};

/** The term must last through the work, not only through the draw (draw-10). */
const covers = ({ startsOn, lastDay }: Term, task: Task): boolean =>
  startsOn !== null && lastDay !== null && startsOn <= task.firstDay && lastDay >= task.lastDay;
