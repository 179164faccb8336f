import type { Day } from '../kernel/day.ts';
import { categoriesOf, readTerms, unavailabilitiesOn, type Term } from '../membership/index.ts';
import { readPeople, type Person } from '../people/index.ts';
import {
  employerOf,
  readDirectory,
  standingsOf,
  stayAway,
  unitKey,
  unitsOf,
  type Directory,
  type Matter,
  type RecusalCode,
} from '../recusal/index.ts';
import type { Tx } from '../store/scope.ts';
import type { Invitation, OutCode, PoolMember, RulingPolicy, Task, TaskState } from './model.ts';
import { busyOn, invitationsOfTask, readDraw, readTask } from './records.ts';
import type { ReplyFacts } from './reply-rules.ts';

/** Who is in the pool today, and why somebody could not be drawn for this work. */
export const poolFor = async (
  tx: Tx,
  task: Task,
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
  const recusals = await recusalsFor(
    tx,
    { task, people: members.map((one) => one.person) },
    policy,
  );
  const directory = await readDirectory(tx);
  const taken = await takenOn(tx, task);
  return members.map(({ term, person }) => ({
    cid: pseudonym(tx, task, `term:${term.id}`),
    term: term.id,
    person: person.id,
    cats: categoriesOf(term),
    unit: pseudonym(tx, task, employerKey(person, directory, task.firstDay)),
    out: outOf(term, task, { code: recusals.get(person.id) ?? null, taken }),
  }));
};

/** A name that only this draw knows, under the bureau's own key (draw.md 2.3, step 2). */
const pseudonym = (tx: Tx, task: Task, value: string): string =>
  tx.vault.fingerprint('draw', `${task.id}\n${value}`).slice(0, 16);

const recusalsFor = async (
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
  return new Map(
    [...standings].map(([person, standing]) => [person, stayAway(standing, matter, policy)]),
  );
};

/** Whose days are not free: other work, or registered as unavailable. */
const takenOn = async (tx: Tx, task: Task): Promise<ReadonlySet<string>> => {
  const days = { first: task.firstDay, last: task.lastDay };
  const away = (await unavailabilitiesOn(tx, days)).map(({ person }) => person);
  return new Set([...away, ...(await busyOn(tx, task))]);
};

interface Obstacles {
  readonly code: RecusalCode | null;
  readonly taken: ReadonlySet<string>;
}

const outOf = (term: Term, task: Task, { code, taken }: Obstacles): OutCode | null => {
  if (term.status !== 'active') return 'S';
  if (!covers(term, task)) return 'T';
  if (!categoriesOf(term).some((category) => Object.hasOwn(task.need, category))) return 'Q';
  if (code !== null) return code;
  return taken.has(term.person) ? 'D' : null;
};

/** The term must last through the work, not only through the draw (draw-10). */
const covers = ({ startsOn, lastDay }: Term, task: Task): boolean =>
  startsOn !== null && lastDay !== null && startsOn <= task.firstDay && lastDay >= task.lastDay;

/** The employer of today; who has none is a unit alone. */
const employerKey = (person: Person, directory: Directory, day: Day): string => {
  const current = person.particulars.employments.filter(
    ({ until }) => until === null || until >= day,
  );
  const employment = current.find(({ institution }) => institution !== null) ?? current[0];
  return employment === undefined
    ? `person:${person.id}`
    : `unit:${unitKey(employerOf(employment, directory))}`;
};

/** A drawn task with its frozen order; `out` is today's, for who is still to be asked. */
export const stateOf = async (tx: Tx, task: Task, policy: RulingPolicy): Promise<TaskState> => {
  const invitations = await invitationsOfTask(tx, task.id);
  const draw = await readDraw(tx, task.id);
  if (draw === null) return { task, order: [], invitations };
  const today = new Map((await poolFor(tx, task, policy)).map((one) => [one.cid, one]));
  const rows = new Map(draw.record.list.map((row) => [row.cid, row]));
  const order = draw.record.order.flatMap((cid, index) => {
    const row = rows.get(cid);
    const identity = draw.identities[cid];
    if (row === undefined || identity === undefined) return [];
    // who is no longer in the pool has no term left to cover the work
    const now = today.get(cid);
    return [{ ...row, ...identity, place: index + 1, out: now === undefined ? 'T' : now.out }];
  });
  return { task, order, invitations };
};

export const stateOfTask = async (
  tx: Tx,
  task: string,
  policy: RulingPolicy,
): Promise<TaskState | null> => {
  const found = await readTask(tx, task);
  return found === null ? null : stateOf(tx, found, policy);
};

/**
 * The facts of one answer; `barred` is what keeps this person from the seat today. Days once registered
 * as not free do not bar: whoever was asked and says yes has changed their mind.
 */
export const replyFactsOf = async (
  tx: Tx,
  invitation: Invitation,
  policy: RulingPolicy,
): Promise<ReplyFacts | null> => {
  const state = await stateOfTask(tx, invitation.task, policy);
  if (state === null) return null;
  const member = state.order.find(({ cid }) => cid === invitation.cid);
  const out = member === undefined ? 'T' : member.out;
  return { state, invitation, barred: out === 'D' ? null : out };
};
