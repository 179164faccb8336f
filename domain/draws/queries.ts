import { z } from 'zod';
import { accountOf, holds, type Actor } from '../kernel/actor.ts';
import { maskPhone } from '../kernel/masking.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { defineQuery, PAGE_SIZE } from '../kernel/query.ts';
import { readInstitutionsById } from '../institutions/index.ts';
import { readPeople, type Person } from '../people/index.ts';
import type { Tx } from '../store/scope.ts';
import {
  INVITATION_STATUS_WORDS,
  TASK_STATUSES,
  type Invitation,
  type Task,
  type TaskSecrets,
} from './model.ts';
import {
  invitationsOfPerson,
  invitationsOfTask,
  invitationsToPhone,
  readDraw,
  readTask,
  readTasks,
  type KeptDraw,
} from './records.ts';
import { outWordsFor } from './wording.ts';

const seesTasks = (actor: Actor): boolean =>
  holds(actor, 'clerk', 'sectionHead', 'leader', 'liaison', 'discipline', 'auditor');

/**
 * Which institutions: two named people until disclosure, then whoever sees tasks; work whose institution
 * everybody is told at once has no secret (C-04).
 */
const seesTargets =
  (actor: Actor) =>
  (task: Task): boolean => {
    if (task.disclosedAt !== null || task.institutionTold === 'atOnce') return seesTasks(actor);
    const account = accountOf(actor);
    return account !== null && (account === task.enteredBy || account === task.secondAccount);
  };

/** A task as the actor may see it. */
export interface VisibleTask extends Omit<Task, 'secrets'> {
  readonly targets: readonly string[] | null;
  readonly note: string | null;
  readonly leaderPhone: string;
}

const visibleTo =
  (actor: Actor, names: ReadonlyMap<string, string>) =>
  ({ secrets, ...task }: Task): VisibleTask => {
    const open = seesTargets(actor)({ secrets, ...task });
    return {
      ...task,
      targets: open ? targetNames(secrets, names) : null,
      note: open ? secrets.note : null,
      leaderPhone: secrets.leaderPhone,
    };
  };

const targetNames = (
  { institutions, words }: TaskSecrets,
  names: ReadonlyMap<string, string>,
): readonly string[] => [
  ...institutions.map((institution) => names.get(institution) ?? institution),
  ...words,
];

const namesIn = async (tx: Tx, tasks: readonly Task[]): Promise<ReadonlyMap<string, string>> => {
  const ids = new Set(tasks.flatMap(({ secrets }) => secrets.institutions));
  return new Map((await readInstitutionsById(tx, [...ids])).map(({ id, name }) => [id, name]));
};

/** All expert work, the latest first; institutions only where they may be seen. */
export const listDrawTasks = defineQuery({
  name: 'draws.list',
  params: z.object({
    status: z.enum(TASK_STATUSES).nullable().default(null),
    page: z.coerce.number().int().min(1).default(1),
  }),
  policy: NO_POLICY,
  permit: seesTasks,
  read: async (tx, { status, page }, _world, actor) => {
    const all = await readTasks(tx, status === null ? null : [status]);
    const rows = all.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
    return { rows: rows.map(visibleTo(actor, await namesIn(tx, rows))), total: all.length };
  },
});

/** Somebody on the panel, or who was. */
export interface PanelRow {
  readonly invitation: Invitation;
  readonly statusWords: string;
  readonly name: string;
  readonly phone: string;
}

const panelRow = (invitation: Invitation, person: Person | undefined): PanelRow => ({
  invitation,
  statusWords: INVITATION_STATUS_WORDS[invitation.status],
  name: person?.particulars.name ?? '',
  phone: maskPhone(person?.particulars.phone ?? ''),
});

/** Somebody of the frozen list; the kind of a recusal is for the discipline office only (B-24). */
export interface CandidateRow {
  readonly name: string;
  readonly categories: readonly string[];
  /** null: took part in the draw */
  readonly out: string | null;
}

const peopleById = async (tx: Tx): Promise<ReadonlyMap<string, Person>> =>
  new Map((await readPeople(tx)).map((person) => [person.id, person]));

/** One task with its panel, its draw and why others were no candidates; null where there is none. */
export const oneDrawTask = defineQuery({
  name: 'draws.one',
  params: z.object({ task: z.string() }),
  policy: NO_POLICY,
  permit: seesTasks,
  read: async (tx, { task: id }, _world, actor) => {
    const task = await readTask(tx, id);
    if (task === null) return null;
    const people = await peopleById(tx);
    const draw = await readDraw(tx, id);
    const invitations = await invitationsOfTask(tx, id);
    return {
      task: visibleTo(actor, await namesIn(tx, [task]))(task),
      panel: invitations.map((one) => panelRow(one, people.get(one.person))),
      draw: draw === null ? null : drawView(draw, people, actor),
    };
  },
});

/** The order beyond the members asked is shown to nobody (draw.md 2.3, step 8). */
const drawView = (draw: KeptDraw, people: ReadonlyMap<string, Person>, actor: Actor) => ({
  id: draw.draw,
  at: draw.at,
  scheme: draw.record.scheme,
  recordDigest: draw.recordDigest,
  rules: draw.record.rules,
  candidates: draw.record.list.map(({ cid, cats, out }): CandidateRow => ({
    name: people.get(draw.identities[cid]?.person ?? '')?.particulars.name ?? '',
    categories: cats,
    out: out === null ? null : outWordsFor(out, holds(actor, 'discipline')),
  })),
});

/** Whom to phone: silent, or asked too late for a message alone. */
export const callSheet = defineQuery({
  name: 'draws.call-sheet',
  params: z.object({}),
  policy: NO_POLICY,
  permit: (actor) => holds(actor, 'clerk', 'sectionHead', 'leader', 'liaison'),
  read: async (tx) => {
    const open = await readTasks(tx, ['inviting', 'unfilled', 'filled']);
    const tasks = new Map(open.map((task) => [task.id, task]));
    const people = await peopleById(tx);
    return (await invitationsToPhone(tx)).flatMap((invitation) => {
      const task = tasks.get(invitation.task);
      if (task === undefined) return [];
      const { number, firstDay, assembleAt, place } = task;
      const work = { task: task.id, number, firstDay, assembleAt, place };
      return [{ ...panelRow(invitation, people.get(invitation.person)), ...work }];
    });
  },
});

/** What an expert sees of an own invitation; the institutions once they were told (draw-36, A-23). */
export interface OwnInvitation {
  readonly invitation: Invitation;
  readonly task: Omit<VisibleTask, 'enteredBy' | 'secondAccount' | 'need' | 'status'>;
}

const ownView = (
  invitation: Invitation,
  { secrets, ...task }: Task,
  names: ReadonlyMap<string, string>,
): OwnInvitation => {
  const standing = invitation.status === 'invited' || invitation.status === 'accepted';
  const told = invitation.disclosedAt !== null || task.institutionTold === 'atOnce';
  const { enteredBy: _by, secondAccount: _second, need: _need, status: _status, ...rest } = task;
  return {
    invitation,
    task: {
      ...rest,
      targets: standing && told ? targetNames(secrets, names) : null,
      note: standing && told ? secrets.note : null,
      leaderPhone: invitation.status === 'accepted' ? secrets.leaderPhone : '',
    },
  };
};

/** An expert's own invitations, newest first: 任务 and 我的. */
export const ownInvitations = defineQuery({
  name: 'draws.own',
  params: z.object({ person: z.string() }),
  policy: NO_POLICY,
  permit: (actor, { person }) => actor.kind === 'follower' && actor.person === person,
  read: async (tx, { person }) => {
    const own = await invitationsOfPerson(tx, person);
    const wanted = new Set(own.map(({ task }) => task));
    const tasks = (await readTasks(tx, null)).filter(({ id }) => wanted.has(id));
    const names = await namesIn(tx, tasks);
    const byId = new Map(tasks.map((task) => [task.id, task]));
    return own.flatMap((invitation) => {
      const task = byId.get(invitation.task);
      return task === undefined ? [] : [ownView(invitation, task, names)];
    });
  },
});
