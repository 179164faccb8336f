import { z } from 'zod';
import { holds, type Actor } from '../kernel/actor.ts';
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
  type TaskStatus,
} from './model.ts';
import { readAccounts } from '../staff/index.ts';
import { attemptsOfTask } from './attempt-records.ts';
import { attemptView, type AttemptView, type Viewing } from './attempt-view.ts';
import {
  invitationsOfPerson,
  invitationsOfTask,
  invitationsToPhone,
  readTask,
  readTasks,
  reasonsOfTask,
} from './records.ts';
import { seesTargets, seesTasks } from './sight-rules.ts';
import { UNHEARD } from './successor-rules.ts';

/** A task as the actor may see it. */
export interface VisibleTask extends Omit<Task, 'secrets'> {
  readonly targets: readonly string[] | null;
  readonly note: string | null;
  readonly leaderPhone: string;
}

const visibleTo =
  (actor: Actor, names: ReadonlyMap<string, string>) =>
  ({ secrets, ...task }: Task): VisibleTask => {
    const open = seesTargets(actor)(task);
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
  /** who was not drawn but named, or lent by another bureau */
  readonly chosen: 'named' | 'lent' | null;
  /** why somebody declined or recused, empty where nothing was written; null: not for this reader */
  readonly reason: string | null;
}

const panelRow = (invitation: Invitation, person: Person | undefined): PanelRow => ({
  invitation,
  statusWords: INVITATION_STATUS_WORDS[invitation.status],
  name: person?.particulars.name ?? '',
  phone: maskPhone(person?.particulars.phone ?? ''),
  chosen: chosenOf(invitation),
  reason: null,
});

/** Who is lent has no term here. */
const chosenOf = ({ place, term }: Invitation): PanelRow['chosen'] => {
  if (place > 0) return null;
  return term === '' ? 'lent' : 'named';
};

interface PanelSight {
  readonly actor: Actor;
  readonly privy: boolean;
  readonly reasons: ReadonlyMap<string, string>;
}

/** A recusal tells of the target: whoever may not know that one reads a neutral word (C-02, C-04). */
const withReason =
  ({ actor, privy, reasons }: PanelSight) =>
  (row: PanelRow): PanelRow => {
    const { id, status } = row.invitation;
    if (status !== 'declined' && status !== 'recused') return row;
    if (!privy) return { ...row, statusWords: '不参加' };
    return readsReasons(actor) ? { ...row, reason: reasons.get(id) ?? '' } : row;
  };

const readsReasons = (actor: Actor): boolean =>
  holds(actor, 'clerk', 'sectionHead', 'leader', 'liaison', 'discipline');

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
    const invitations = await invitationsOfTask(tx, id);
    const privy = seesTargets(actor)(task);
    const sight = { actor, privy, reasons: await reasonsOfTask(tx, id) };
    const attempts = await attemptViews(tx, id, { people, actor, privy });
    return {
      task: visibleTo(actor, await namesIn(tx, [task]))(task),
      panel: invitations.map((one) => panelRow(one, people.get(one.person))).map(withReason(sight)),
      /** the one that stands */
      draw: attempts.find(({ rehearsal, status }) => !rehearsal && status !== 'void') ?? null,
      /** all of them, void ones and rehearsals too, oldest first (draw-18) */
      attempts,
    };
  },
});

const attemptViews = async (
  tx: Tx,
  task: string,
  seeing: Omit<Viewing, 'accounts'>,
): Promise<readonly AttemptView[]> => {
  const accounts = new Map((await readAccounts(tx)).map(({ id, name }) => [id, name]));
  const views: AttemptView[] = [];
  for (const attempt of await attemptsOfTask(tx, task))
    views.push(await attemptView(tx, attempt, { ...seeing, accounts }));
  return views;
};

const UNDRAWN: readonly TaskStatus[] = ['entered', 'committed'];

/** Before a draw only those who were named are awaited; a void draw's silent are not. */
const isAwaitedOn = ({ status }: Task, { place }: Invitation): boolean =>
  !UNDRAWN.includes(status) || place === 0;

/** Whom to phone: silent, asked too late for a message alone, or not reached in chat (ZJ-14.3). */
export const callSheet = defineQuery({
  name: 'draws.call-sheet',
  params: z.object({
    /** invitations whose notice did not arrive for certain */
    unreached: z.array(z.string()).max(500).default([]),
  }),
  policy: NO_POLICY,
  permit: (actor) => holds(actor, 'clerk', 'sectionHead', 'leader', 'liaison'),
  read: async (tx, { unreached }) => {
    const open = await readTasks(tx, [...UNDRAWN, 'inviting', 'unfilled', 'filled']);
    const tasks = new Map(open.map((task) => [task.id, task]));
    const people = await peopleById(tx);
    return (await invitationsToPhone(tx, unreached)).flatMap((invitation) => {
      const task = tasks.get(invitation.task);
      if (task === undefined || !isAwaitedOn(task, invitation)) return [];
      const { number, firstDay, assembleAt, place } = task;
      const work = { task: task.id, number, firstDay, assembleAt, place };
      return [{ ...panelRow(invitation, people.get(invitation.person)), ...work }];
    });
  },
});

/** What an expert sees of an own invitation; the institutions once they were told (draw-36, A-23). */
export interface OwnInvitation {
  readonly invitation: Invitation;
  readonly task: Omit<
    VisibleTask,
    'enteredBy' | 'secondAccount' | 'need' | 'status' | 'extras' | 'version'
  >;
  /** closed or called off: nothing is asked any more */
  readonly isOver: boolean;
}

const OVER: readonly TaskStatus[] = ['closed', 'cancelled'];

/** How many of a task's experts still owe an answer past its time; 0: it matters no more, null: no such task. */
export const unansweredOf = async (tx: Tx, id: string): Promise<number | null> => {
  const task = await readTask(tx, id);
  if (task === null) return null;
  if (task.status === 'filled' || OVER.includes(task.status)) return 0;
  const silent = (await invitationsOfTask(tx, id)).filter(({ status }) => UNHEARD.includes(status));
  return silent.filter((one) => isAwaitedOn(task, one)).length;
};

const ownView = (
  invitation: Invitation,
  { secrets, ...task }: Task,
  names: ReadonlyMap<string, string>,
): OwnInvitation => {
  const standing = invitation.status === 'invited' || invitation.status === 'accepted';
  const told = invitation.disclosedAt !== null || task.institutionTold === 'atOnce';
  const {
    enteredBy: _by,
    secondAccount: _second,
    need: _need,
    status,
    extras: _extras,
    version: _version,
    ...rest
  } = task;
  return {
    invitation,
    isOver: OVER.includes(status),
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
