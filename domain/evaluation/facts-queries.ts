import { z } from 'zod';
import { invitationsOfPerson, readTask, type Invitation, type Task } from '../draws/index.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { defineQuery } from '../kernel/query.ts';
import { readPerson, type Person } from '../people/index.ts';
import { missedMatches, RECUSAL, type RecusalPolicy } from '../recusal/index.ts';
import type { Tx } from '../store/scope.ts';
import { matterOf } from './gather.ts';
import type { Attendance, Evaluation, Opinion, Round } from './model.ts';
import {
  attendanceOfPerson,
  evaluationsOf,
  opinionsOfPerson,
  readWork,
  roundsOfTask,
} from './records.ts';
import { seesWork } from './queries.ts';

/** One question put to the expert, and whether the answer came in time (ZJ-17.3). */
export interface DueFact {
  readonly round: Pick<Round, 'id' | 'title' | 'dueAt' | 'status' | 'way'>;
  readonly givenAt: Date | null;
  readonly timing: 'in-time' | 'late' | 'missing' | 'still-time' | 'unknown';
}

/** The elements of ZJ-17.1, 17.3 and 17.12 for one task: facts side by side, no judgement. */
export interface TaskFacts {
  readonly task: string;
  readonly number: string;
  readonly acceptedAt: Date | null;
  readonly enteredByStaff: boolean;
  readonly days: readonly Attendance[];
  readonly dues: readonly DueFact[];
  /** ties found afterwards that touch the inspected institution; an own clue is never one (C-01) */
  readonly missedRecusals: number;
}

export interface PersonRecord {
  readonly name: string;
  readonly tasks: readonly TaskFacts[];
  readonly evaluations: readonly Evaluation[];
}

/** Everything on record of an expert's work, for a human decision. */
export const personRecord = defineQuery({
  name: 'evaluation.record',
  params: z.object({ person: z.string() }),
  policy: RECUSAL,
  permit: seesWork,
  read: async (tx, { person: id }, { policy, now }) => {
    const person = await readPerson(tx, id);
    if (person === null) return null;
    const about = {
      person,
      attendance: await attendanceOfPerson(tx, id),
      opinions: await opinionsOfPerson(tx, id),
      now,
      policy,
    };
    const tasks: TaskFacts[] = [];
    for (const invitation of await invitationsOfPerson(tx, id)) {
      const facts = await factsOf(tx, invitation, about);
      if (facts !== null) tasks.push(facts);
    }
    const evaluations = await evaluationsOf(tx, id);
    return { name: person.particulars.name, tasks, evaluations } satisfies PersonRecord;
  },
});

interface About {
  readonly person: Person;
  readonly attendance: readonly Attendance[];
  readonly opinions: readonly Opinion[];
  readonly now: Date;
  readonly policy: RecusalPolicy;
}

/** Only of work the expert accepted: no yes, no fact (C-07). */
const factsOf = async (tx: Tx, invitation: Invitation, about: About): Promise<TaskFacts | null> => {
  const days = about.attendance.filter((one) => one.invitation === invitation.id);
  if (invitation.status !== 'accepted' && days.length === 0) return null;
  const task = await readTask(tx, invitation.task);
  const work = await readWork(tx, invitation.task);
  if (task === null || work === null || work.status === 'prepared') return null;
  const rounds = (await roundsOfTask(tx, task.id)).filter(({ voters }) =>
    voters.includes(about.person.id),
  );
  const wasThere = days.some(({ kind }) => kind === 'present');
  return {
    task: task.id,
    number: task.number,
    acceptedAt: invitation.repliedAt,
    enteredByStaff: invitation.enteredByStaff,
    days: [...days].reverse(),
    dues: rounds.map((round) => dueFact(round, about)),
    missedRecusals: wasThere ? await missedIn(tx, task, about) : 0,
  };
};

const dueFact = ({ id, title, dueAt, status, way }: Round, { opinions, now }: About): DueFact => {
  const own = opinions.find(({ round }) => round === id) ?? null;
  const round = { id, title, dueAt, status, way };
  // when somebody signed the minutes in the room, no machine knows
  if (way === 'paper') return { round, givenAt: null, timing: 'unknown' };
  if (own !== null) {
    const timing = own.at > dueAt ? 'late' : 'in-time';
    return { round, givenAt: own.at, timing };
  }
  return { round, givenAt: null, timing: now > dueAt ? 'missing' : 'still-time' };
};

const missedIn = async (tx: Tx, task: Task, { person, policy }: About): Promise<number> => {
  const known = await matterOf(tx, task, person);
  if (known === null) return 0;
  const member = { person: person.id, standing: known.standing };
  return missedMatches(known.matter, [member], policy).length;
};

/** All evaluations of a person, newest first: for the page of the person and for renewal (ZJ-16b). */
export const evaluationsOfPerson = defineQuery({
  name: 'evaluation.of-person',
  params: z.object({ person: z.string() }),
  policy: NO_POLICY,
  permit: seesWork,
  read: (tx, { person }) => evaluationsOf(tx, person),
});
