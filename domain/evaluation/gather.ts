import { invitationsOfTask, readTask, type Invitation, type Task } from '../draws/index.ts';
import type { Day } from '../kernel/day.ts';
import { membershipsOf } from '../membership/index.ts';
import { readPerson, type Person } from '../people/index.ts';
import {
  readDirectory,
  standingsOf,
  stayAway,
  unitsOf,
  type Matter,
  type RecusalPolicy,
  type Standing,
} from '../recusal/index.ts';
import type { Tx } from '../store/scope.ts';
import {
  attendanceOfTask,
  evaluationsOfTask,
  opinionsOfTask,
  readRound,
  readWork,
  roundsOfTask,
} from './records.ts';
import type { RoundFacts } from './count-rules.ts';
import type { ArrivalFacts, WorkState } from './rules.ts';

/** All there is to know of a task's work, or null where there is no such task. */
export const stateOf = async (tx: Tx, id: string): Promise<WorkState | null> => {
  const task = await readTask(tx, id);
  if (task === null) return null;
  return {
    task,
    work: await readWork(tx, id),
    invitations: await invitationsOfTask(tx, id),
    attendance: await attendanceOfTask(tx, id),
    rounds: await roundsOfTask(tx, id),
    opinions: await opinionsOfTask(tx, id),
    evaluations: await evaluationsOfTask(tx, id),
  };
};

export const roundFacts = async (tx: Tx, id: string): Promise<RoundFacts | null> => {
  const round = await readRound(tx, id);
  const state = round === null ? null : await stateOf(tx, round.task);
  return round === null || state === null ? null : { round, state };
};

/** An expert at the door, eligibility tested for that very day (draw-10). */
export const arrivalFacts = async (
  tx: Tx,
  asked: { readonly task: string; readonly invitation: string; readonly day: Day },
  policy: RecusalPolicy,
): Promise<ArrivalFacts | null> => {
  const state = await stateOf(tx, asked.task);
  const invitation = state?.invitations.find(({ id }) => id === asked.invitation);
  if (state === null || invitation === undefined) return null;
  const barred = await barredOn(tx, { state, invitation, day: asked.day }, policy);
  return { state, invitation, barred };
};

const barredOn = async (
  tx: Tx,
  about: {
    readonly state: WorkState;
    readonly invitation: Invitation;
    readonly day: Day;
  },
  policy: RecusalPolicy,
): Promise<ArrivalFacts['barred']> => {
  const { state, invitation, day } = about;
  if (!(await termRuns(tx, invitation, day))) return 'term';
  const person = await readPerson(tx, invitation.person);
  const known = person === null ? null : await matterOf(tx, state.task, person);
  if (known === null) return null;
  return stayAway(known.standing, known.matter, policy) === null ? null : 'recusal';
};

/** Experts lent by another bureau have no term here. */
const termRuns = async (tx: Tx, { person, term }: Invitation, day: Day): Promise<boolean> => {
  if (term === '') return true;
  const found = (await membershipsOf(tx, person)).find(({ id }) => id === term);
  return found?.status === 'active' && found.lastDay !== null && found.lastDay >= day;
};

interface Known {
  readonly matter: Matter;
  readonly standing: Standing;
}

/** A piece of work as the rules of recusal see it, and what is known of the person today. */
export const matterOf = async (tx: Tx, task: Task, person: Person): Promise<Known | null> => {
  const units = unitsOf(await readDirectory(tx), task.secrets);
  const standing = (await standingsOf(tx, [person], units)).get(person.id);
  if (standing === undefined) return null;
  const { id, firstDay, lastDay } = task;
  return { matter: { task: id, firstDay, lastDay, units }, standing };
};
