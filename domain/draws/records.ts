import { In, LessThanOrEqual, MoreThanOrEqual, Not } from 'typeorm';
import { dayOf, type Day } from '../kernel/day.ts';
import { day, defineTable, id, int, json, key, long, maybe, str, time } from '../store/columns.ts';
import type { Tx } from '../store/scope.ts';
import type {
  InstitutionTold,
  Invitation,
  InvitationStatus,
  Need,
  Task,
  TaskExtras,
  TaskSecrets,
  TaskStatus,
} from './model.ts';

export interface TaskRow {
  readonly id: string;
  readonly number: string;
  readonly type: string;
  readonly institutionTold: InstitutionTold;
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly assembleAt: string;
  readonly need: Need;
  /** null in rows of the first release */
  readonly extras: TaskExtras | null;
  readonly version: number | null;
  /** sealed place and TaskSecrets (C-04) */
  readonly sealed: string;
  readonly enteredBy: string | null;
  readonly secondAccount: string | null;
  readonly status: TaskStatus;
  /** when it ought to be drawn, or its open seats filled */
  readonly dueAt: string | null;
  readonly disclosedAt: string | null;
  readonly enteredAt: string;
}

export const drawTasks = defineTable<TaskRow>({
  name: 'draw_task',
  columns: {
    id: key(id()),
    number: str(30),
    type: str(20),
    institutionTold: str(10),
    firstDay: day(),
    lastDay: day(),
    assembleAt: str(5),
    need: json(),
    extras: maybe(json()),
    version: maybe(int()),
    sealed: long(),
    enteredBy: maybe(id()),
    secondAccount: maybe(id()),
    status: str(10),
    dueAt: maybe(time()),
    disclosedAt: maybe(time()),
    enteredAt: time(),
  },
  indices: [
    { name: 'draw_task_number', columns: ['bureau', 'number'], unique: true },
    { name: 'draw_task_status', columns: ['bureau', 'status', 'firstDay'] },
  ],
});

export interface InvitationRow {
  readonly id: string;
  readonly task: string;
  readonly person: string;
  readonly term: string;
  readonly cid: string;
  readonly category: string;
  readonly team: number | null;
  readonly place: number;
  readonly status: InvitationStatus;
  readonly replyBy: string;
  readonly byPhone: number;
  readonly invitedAt: string;
  readonly repliedAt: string | null;
  readonly enteredByStaff: number;
  readonly enteredBy: string | null;
  readonly checked: 'open' | 'agreed' | 'disputed' | null;
  /** sealed words of the reason */
  readonly reason: string | null;
  readonly disclosedAt: string | null;
  readonly clearedAt: string | null;
  readonly replaces: string | null;
}

export const invitations = defineTable<InvitationRow>({
  name: 'draw_invitation',
  columns: {
    id: key(id()),
    task: id(),
    person: id(),
    term: id(),
    cid: str(16),
    category: str(40),
    team: maybe(int()),
    place: int(),
    status: str(10),
    replyBy: time(),
    byPhone: int(),
    invitedAt: time(),
    repliedAt: maybe(time()),
    enteredByStaff: int(),
    enteredBy: maybe(id()),
    checked: maybe(str(10)),
    reason: maybe(long()),
    disclosedAt: maybe(time()),
    clearedAt: maybe(time()),
    replaces: maybe(id()),
  },
  indices: [
    // an expert is asked once for one piece of work
    { name: 'draw_invitation_once', columns: ['bureau', 'task', 'cid'], unique: true },
    { name: 'draw_invitation_person', columns: ['bureau', 'person', 'status'] },
    { name: 'draw_invitation_due', columns: ['bureau', 'status', 'replyBy'] },
  ],
});

const taskOf = (tx: Tx, row: TaskRow): Task => {
  const { place, secrets } = tx.vault.open(row.sealed) as { place: string; secrets: TaskSecrets };
  return {
    id: row.id,
    number: row.number,
    type: row.type,
    institutionTold: row.institutionTold,
    firstDay: row.firstDay,
    lastDay: row.lastDay,
    assembleAt: row.assembleAt,
    place,
    need: row.need,
    extras: row.extras ?? { alternates: {}, teams: 1, requestedBy: '' },
    version: row.version ?? 1,
    secrets,
    enteredBy: row.enteredBy,
    secondAccount: row.secondAccount,
    status: row.status,
    disclosedAt: dateOf(row.disclosedAt),
    enteredAt: new Date(row.enteredAt),
  };
};

const dateOf = (text: string | null): Date | null => (text === null ? null : new Date(text));

const invitationOf = (row: InvitationRow): Invitation => ({
  id: row.id,
  task: row.task,
  person: row.person,
  term: row.term,
  cid: row.cid,
  category: row.category,
  team: row.team ?? 1,
  place: row.place,
  status: row.status,
  replyBy: new Date(row.replyBy),
  byPhone: row.byPhone === 1,
  invitedAt: new Date(row.invitedAt),
  repliedAt: dateOf(row.repliedAt),
  enteredByStaff: row.enteredByStaff === 1,
  enteredBy: row.enteredBy,
  checked: row.checked,
  disclosedAt: dateOf(row.disclosedAt),
  clearedAt: dateOf(row.clearedAt),
  replaces: row.replaces,
});

export const readTask = async (tx: Tx, task: string): Promise<Task | null> => {
  const row = await tx.table(drawTasks).one({ id: task });
  return row === null ? null : taskOf(tx, row);
};

/** Tasks of these statuses, the latest work first. */
export const readTasks = async (
  tx: Tx,
  statuses: readonly TaskStatus[] | null,
): Promise<readonly Task[]> => {
  const where = statuses === null ? {} : { status: In([...statuses]) };
  const rows = await tx
    .table(drawTasks)
    .find(where, { order: { firstDay: 'DESC', number: 'DESC' } });
  return rows.map((row) => taskOf(tx, row));
};

/** Undrawn or unfilled work with the time by which somebody must see to it. */
export const readDueTasks = async (tx: Tx, now: Date) => {
  const status = In<TaskStatus>(['entered', 'committed', 'unfilled']);
  const rows = await tx.table(drawTasks).find({ status });
  return rows
    .filter((row) => row.lastDay >= dayOf(now))
    .flatMap(({ id: task, number, dueAt, status: at }) =>
      dueAt === null ? [] : [{ task, number, status: at, dueAt: new Date(dueAt) }],
    );
};

export const readInvitation = async (tx: Tx, invitation: string): Promise<Invitation | null> => {
  const row = await tx.table(invitations).one({ id: invitation });
  return row === null ? null : invitationOf(row);
};

/** A task's invitations in the drawn order. */
export const invitationsOfTask = async (tx: Tx, task: string): Promise<readonly Invitation[]> =>
  (await tx.table(invitations).find({ task }, { order: { place: 'ASC' } })).map(invitationOf);

/** Why somebody of a task said no or recused, in their own words, by invitation. */
export const reasonsOfTask = async (tx: Tx, task: string): Promise<ReadonlyMap<string, string>> =>
  new Map(
    (await tx.table(invitations).find({ task })).flatMap(({ id: invitation, reason }) =>
      reason === null ? [] : [[invitation, tx.vault.open(reason) as string] as const],
    ),
  );

/** A person's invitations, newest first. */
export const invitationsOfPerson = async (tx: Tx, person: string): Promise<readonly Invitation[]> =>
  (await tx.table(invitations).find({ person }, { order: { invitedAt: 'DESC' } })).map(
    invitationOf,
  );

/** Up to `chunk` invitations whose reply time has passed, oldest first. */
export const expiredInvitations = async (
  tx: Tx,
  now: Date,
  chunk: number,
): Promise<readonly Invitation[]> => {
  const where = { status: 'invited' as const, replyBy: LessThanOrEqual(now.toISOString()) };
  const rows = await tx
    .table(invitations)
    .find(where, { order: { replyBy: 'ASC', id: 'ASC' }, limit: chunk });
  return rows.map(invitationOf);
};

/** Whom staff should phone: silent, asked too late for a message alone, or one of the `unreached`. */
export const invitationsToPhone = async (
  tx: Tx,
  unreached: readonly string[],
): Promise<readonly Invitation[]> => {
  const rows = await tx
    .table(invitations)
    .find(
      [
        { status: In(['silent', 'replaced']) },
        { status: 'invited', byPhone: 1 },
        { status: 'invited', id: In([...unreached]) },
      ],
      { order: { replyBy: 'ASC' } },
    );
  return rows.map(invitationOf);
};

/** Answers entered from the phone that no second person has looked at, oldest first (draw-15). */
export const uncheckedInvitations = async (
  tx: Tx,
  task: string | null,
): Promise<readonly Invitation[]> => {
  const where = { checked: 'open' as const, ...(task === null ? {} : { task }) };
  const rows = await tx.table(invitations).find(where, { order: { repliedAt: 'ASC', id: 'ASC' } });
  return rows.map(invitationOf);
};

/** Who took part in work that ended so few days ago that they are not drawn again (draw-30). */
export const workedSince = async (
  tx: Tx,
  since: Day,
  before: Day,
): Promise<ReadonlySet<string>> => {
  const lately = await tx.table(drawTasks).find({
    lastDay: MoreThanOrEqual(since),
    firstDay: LessThanOrEqual(before),
    status: Not<TaskStatus>('cancelled'),
  });
  if (lately.length === 0) return new Set();
  const rows = await tx
    .table(invitations)
    .find({ task: In(lately.map((row) => row.id)), status: 'accepted' });
  return new Set(rows.map((row) => row.person));
};

/** Who is asked for or has accepted other work on one of these days (draw-17). */
export const busyOn = async (
  tx: Tx,
  task: Pick<Task, 'id' | 'firstDay' | 'lastDay'>,
): Promise<ReadonlySet<string>> => {
  const overlapping = await tx.table(drawTasks).find({
    id: Not(task.id),
    firstDay: LessThanOrEqual(task.lastDay),
    lastDay: MoreThanOrEqual(task.firstDay),
  });
  if (overlapping.length === 0) return new Set();
  const rows = await tx.table(invitations).find({
    task: In(overlapping.map((row) => row.id)),
    status: In(['invited', 'accepted']),
  });
  return new Set(rows.map((row) => row.person));
};
