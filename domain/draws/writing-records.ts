import type { ContextSpec } from '../kernel/context.ts';
import { readRunningNumber } from '../kernel/running-number.ts';
import { useNumber } from '../store/numbers.ts';
import type { Tx } from '../store/scope.ts';
import type { DrawsEvent } from './model-events.ts';
import type { InvitationStatus } from './model.ts';
import { draws, drawTasks, invitations, invitationsOfTask } from './records.ts';
import { taskStatusOf } from './successor-rules.ts';

type Recorder = ContextSpec<DrawsEvent>['record'];

const recordEntered: Recorder['draws.task-entered'] = async (tx, event, { now }) => {
  const { series, count } = readRunningNumber(event.number);
  await useNumber(tx, series, count);
  await tx.table(drawTasks).insert({
    id: event.task,
    number: event.number,
    type: event.kind,
    institutionTold: event.institutionTold,
    firstDay: event.firstDay,
    lastDay: event.lastDay,
    assembleAt: event.assembleAt,
    need: event.need,
    sealed: tx.vault.seal(event.private),
    enteredBy: event.enteredBy,
    secondAccount: event.secondAccount,
    status: 'entered',
    dueAt: event.dueAt,
    disclosedAt: null,
    enteredAt: now.toISOString(),
  });
};

const recordDrawn: Recorder['draws.drawn'] = async (tx, event, { now }) => {
  await tx.table(draws).insert({
    id: event.draw,
    task: event.task,
    scheme: event.scheme,
    listDigest: event.listDigest,
    rulesDigest: event.rulesDigest,
    recordDigest: event.recordDigest,
    record: tx.vault.seal(event.private.record),
    identities: tx.vault.seal(event.private.identities),
    drawnAt: now.toISOString(),
  });
  await tx.table(drawTasks).change({ id: event.task }, { status: 'inviting', dueAt: null });
};

const recordInvited: Recorder['draws.invited'] = async (tx, event, { now }) => {
  await tx.table(invitations).insert({
    id: event.invitation,
    task: event.task,
    person: event.person,
    term: event.term,
    cid: event.private.cid,
    category: event.category,
    place: event.place,
    status: 'invited',
    replyBy: event.replyBy,
    byPhone: event.byPhone ? 1 : 0,
    invitedAt: now.toISOString(),
    repliedAt: null,
    enteredByStaff: 0,
    reason: null,
    disclosedAt: null,
    clearedAt: null,
    replaces: event.replaces,
  });
  if (event.replaces !== null) {
    const silent = { id: event.replaces, status: 'silent' as const };
    await tx.table(invitations).change(silent, { status: 'replaced' });
  }
  await settle(tx, event.task);
};

interface Answered {
  readonly invitation: string;
  readonly task: string;
  readonly status: InvitationStatus;
  readonly at: Date;
  readonly byStaff?: boolean;
  readonly reason?: string;
}

const answer = async (tx: Tx, given: Answered): Promise<void> => {
  const set = {
    status: given.status,
    repliedAt: given.at.toISOString(),
    enteredByStaff: given.byStaff === true ? 1 : 0,
    ...(given.reason === undefined ? {} : { reason: tx.vault.seal(given.reason) }),
  };
  await tx.table(invitations).change({ id: given.invitation }, set);
  await settle(tx, given.task);
};

/** A drawn task's status follows from its invitations; only open seats keep a due time. */
const settle = async (tx: Tx, task: string): Promise<void> => {
  const row = await tx.table(drawTasks).one({ id: task });
  if (row === null || row.status === 'cancelled') return;
  const status = taskStatusOf(row.need, await invitationsOfTask(tx, task));
  const dueAt = status === 'unfilled' ? row.dueAt : null;
  await tx.table(drawTasks).change({ id: task }, { status, dueAt });
};

const recordDisclosed: Recorder['draws.disclosed'] = async (tx, event, { now }) => {
  const disclosedAt = now.toISOString();
  for (const { invitation } of event.told)
    await tx.table(invitations).change({ id: invitation }, { disclosedAt });
  const task = await tx.table(drawTasks).one({ id: event.task });
  if (task?.disclosedAt === null)
    await tx.table(drawTasks).change({ id: event.task }, { disclosedAt });
};

const recordCancelled: Recorder['draws.cancelled'] = async (tx, event) => {
  await tx.table(drawTasks).change({ id: event.task }, { status: 'cancelled', dueAt: null });
  for (const { invitation } of event.released)
    await tx.table(invitations).change({ id: invitation }, { status: 'released' });
};

export const record: Recorder = {
  'draws.task-entered': recordEntered,
  'draws.drawn': recordDrawn,
  'draws.invited': recordInvited,
  'draws.accepted': (tx, event, { now }) =>
    answer(tx, {
      invitation: event.invitation,
      task: event.task,
      status: 'accepted',
      at: now,
      byStaff: event.by === 'staff',
    }),
  'draws.declined': (tx, event, { now }) =>
    answer(tx, {
      invitation: event.invitation,
      task: event.task,
      status: 'declined',
      at: now,
      byStaff: event.by === 'staff',
      reason: event.private.reason,
    }),
  'draws.silenced': async (tx, event) => {
    await tx.table(invitations).change({ id: event.invitation }, { status: 'silent' });
    await settle(tx, event.task);
  },
  'draws.recused': (tx, event, { now }) =>
    answer(tx, {
      invitation: event.invitation,
      task: event.task,
      status: 'recused',
      at: now,
      ...(event.private === undefined ? {} : { reason: event.private.reason }),
    }),
  'draws.cleared': async (tx, event, { now }) => {
    const set = { clearedAt: now.toISOString() };
    await tx.table(invitations).change({ id: event.invitation }, set);
  },
  'draws.disclosed': recordDisclosed,
  'draws.exhausted': async (tx, event) => {
    const set = { status: 'unfilled', dueAt: event.dueAt } as const;
    await tx.table(drawTasks).change({ id: event.task }, set);
  },
  'draws.cancelled': recordCancelled,
  // kept in the audit log alone: they change nothing
  'draws.reply-late': () => Promise.resolve(),
  'draws.filled': () => Promise.resolve(),
};
