import type { ContextSpec } from '../kernel/context.ts';
import { readRunningNumber } from '../kernel/running-number.ts';
import { useNumber } from '../store/numbers.ts';
import type { Tx } from '../store/scope.ts';
import type { DrawsEvent } from './model-events.ts';
import type { InvitationStatus } from './model.ts';
import { recordChanges } from './change-records.ts';
import { recordChoices } from './choice-records.ts';
import { linkToDraw } from './attempt-records.ts';
import { drawTasks, invitations } from './records.ts';
import { settle } from './settle-records.ts';
import { recordAttempts } from './writing-attempts.ts';

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
    extras: event.extras,
    version: 1,
    sealed: tx.vault.seal(event.private),
    enteredBy: event.enteredBy,
    secondAccount: event.secondAccount,
    status: 'entered',
    dueAt: event.dueAt,
    disclosedAt: null,
    enteredAt: now.toISOString(),
  });
};

const recordInvited: Recorder['draws.invited'] = async (tx, event, { now }) => {
  await tx.table(invitations).insert({
    id: event.invitation,
    task: event.task,
    person: event.person,
    term: event.term,
    cid: event.private.cid,
    category: event.category,
    team: event.team,
    place: event.place,
    status: 'invited',
    replyBy: event.replyBy,
    byPhone: event.byPhone ? 1 : 0,
    invitedAt: now.toISOString(),
    repliedAt: null,
    enteredByStaff: 0,
    enteredBy: null,
    checked: null,
    reason: null,
    disclosedAt: null,
    clearedAt: null,
    replaces: event.replaces,
  });
  if (event.replaces !== null) {
    const silent = { id: event.replaces, status: 'silent' as const };
    await tx.table(invitations).change(silent, { status: 'replaced' });
  }
  const { category, replyBy, private: hidden } = event;
  const body = { cid: hidden.cid, category, replyBy };
  await linkToDraw(tx, event.task, { kind: 'invited', body }, now);
  await settle(tx, event.task);
};

interface Answered {
  readonly invitation: string;
  readonly task: string;
  readonly status: InvitationStatus;
  readonly at: Date;
  readonly by: 'self' | 'staff' | 'rule';
  /** who entered what was said on the phone */
  readonly account?: string | null;
  readonly reason?: string;
}

const answer = async (tx: Tx, given: Answered): Promise<void> => {
  const byStaff = given.by === 'staff';
  const set = {
    status: given.status,
    repliedAt: given.at.toISOString(),
    enteredByStaff: byStaff ? 1 : 0,
    ...(byStaff ? { enteredBy: given.account ?? null, checked: 'open' as const } : {}),
    ...(given.reason === undefined ? {} : { reason: tx.vault.seal(given.reason) }),
  };
  await tx.table(invitations).change({ id: given.invitation }, set);
  await bind(
    tx,
    { ...given, kind: given.status === 'recused' ? 'recused' : 'replied' },
    {
      answer: given.status,
      by: given.by,
    },
  );
  await settle(tx, given.task);
};

interface Bound {
  readonly invitation: string;
  readonly task: string;
  readonly kind: string;
  readonly at: Date;
}

/** What happened to one invitation goes into the record of its draw, under the pseudonym. */
const bind = async (tx: Tx, about: Bound, facts: object): Promise<void> => {
  const row = await tx.table(invitations).one({ id: about.invitation });
  const body = { cid: row?.cid ?? '', ...facts };
  await linkToDraw(tx, about.task, { kind: about.kind, body }, about.at);
};

const recordDisclosed: Recorder['draws.disclosed'] = async (tx, event, { now }) => {
  const disclosedAt = now.toISOString();
  for (const { invitation } of event.told)
    await tx.table(invitations).change({ id: invitation }, { disclosedAt });
  const task = await tx.table(drawTasks).one({ id: event.task });
  if (task?.disclosedAt === null)
    await tx.table(drawTasks).change({ id: event.task }, { disclosedAt });
  const body = { by: event.by, told: event.told.length };
  await linkToDraw(tx, event.task, { kind: 'disclosed', body }, now);
};

const recordCancelled: Recorder['draws.cancelled'] = async (tx, event, { now }) => {
  const body = { released: event.released.length };
  await linkToDraw(tx, event.task, { kind: 'cancelled', body }, now);
  await tx.table(drawTasks).change({ id: event.task }, { status: 'cancelled', dueAt: null });
  for (const { invitation } of event.released)
    await tx.table(invitations).change({ id: invitation }, { status: 'released' });
};

type Answering = Extract<DrawsEvent, { type: 'draws.accepted' | 'draws.declined' }>;

const answered = (event: Answering, at: Date): Answered => ({
  invitation: event.invitation,
  task: event.task,
  status: event.type === 'draws.accepted' ? 'accepted' : 'declined',
  at,
  by: event.by,
  account: event.account,
  ...(event.type === 'draws.declined' ? { reason: event.private.reason } : {}),
});

export const record: Recorder = {
  ...recordAttempts,
  ...recordChanges,
  ...recordChoices,
  'draws.task-entered': recordEntered,
  'draws.invited': recordInvited,
  'draws.accepted': (tx, event, { now }) => answer(tx, answered(event, now)),
  'draws.declined': (tx, event, { now }) => answer(tx, answered(event, now)),
  'draws.silenced': async (tx, event, { now }) => {
    await tx.table(invitations).change({ id: event.invitation }, { status: 'silent' });
    await bind(tx, { ...event, kind: 'silent', at: now }, {});
    await settle(tx, event.task);
  },
  'draws.recused': (tx, event, { now }) =>
    answer(tx, {
      invitation: event.invitation,
      task: event.task,
      status: 'recused',
      at: now,
      by: event.by,
      ...(event.private === undefined ? {} : { reason: event.private.reason }),
    }),
  'draws.cleared': async (tx, event, { now }) => {
    const set = { clearedAt: now.toISOString() };
    await tx.table(invitations).change({ id: event.invitation }, set);
    await bind(tx, { ...event, kind: 'replied', at: now }, { answer: 'cleared', by: 'self' });
  },
  'draws.disclosed': recordDisclosed,
  'draws.exhausted': async (tx, event, { now }) => {
    const set = { status: 'unfilled', dueAt: event.dueAt } as const;
    await tx.table(drawTasks).change({ id: event.task }, set);
    await linkToDraw(tx, event.task, { kind: 'exhausted', body: { open: event.open } }, now);
  },
  'draws.cancelled': recordCancelled,
  // changes no row, but belongs to the record of the draw (draw-12)
  'draws.reply-late': (tx, event, { now }) =>
    bind(
      tx,
      { ...event, kind: 'replied', at: now },
      { answer: event.answer, late: event.why, by: event.by },
    ),
  // kept in the audit log alone
  'draws.filled': () => Promise.resolve(),
};
