import type { Tx } from '../store/scope.ts';
import { drawAttempts, drawParties, link, linkToDraw } from './attempt-records.ts';
import type { ChangeEvent, Targets } from './change-model.ts';
import { drawTasks, invitations, readInvitation, readTask } from './records.ts';
import { settle } from './settle-records.ts';

type Of<T extends ChangeEvent['type']> = Extract<ChangeEvent, { type: T }>;
interface At {
  readonly now: Date;
}

const recordChanged = async (tx: Tx, event: Of<'draws.task-changed'>): Promise<void> => {
  const { kind, institutionTold, firstDay, lastDay, assembleAt, need, extras } = event;
  await tx.table(drawTasks).change(
    { id: event.task },
    {
      ...{ type: kind, institutionTold, firstDay, lastDay, assembleAt, need, extras },
      version: event.version,
      sealed: tx.vault.seal(event.private),
      secondAccount: event.secondAccount,
      dueAt: event.dueAt,
    },
  );
};

const cidOf = async (tx: Tx, invitation: string): Promise<string> =>
  (await readInvitation(tx, invitation))?.cid ?? '';

const recordRescheduled = async (
  tx: Tx,
  event: Of<'draws.rescheduled'>,
  { now }: At,
): Promise<void> => {
  const { was, firstDay, lastDay, assembleAt, version } = event;
  const is = { firstDay, lastDay, assembleAt };
  const { place, secrets } = event.private;
  const sealed = tx.vault.seal({ place, secrets });
  await tx.table(drawTasks).change({ id: event.task }, { ...is, version, sealed });
  const asked: { readonly cid: string; readonly had: string }[] = [];
  for (const { invitation, had, replyBy, byPhone } of event.asked) {
    asked.push({ cid: await cidOf(tx, invitation), had });
    const anew = { repliedAt: null, enteredByStaff: 0, enteredBy: null, checked: null };
    const set = { status: 'invited', replyBy, byPhone: byPhone ? 1 : 0, ...anew } as const;
    await tx.table(invitations).change({ id: invitation }, set);
  }
  const released: string[] = [];
  for (const { invitation } of event.released) {
    released.push(await cidOf(tx, invitation));
    await tx.table(invitations).change({ id: invitation }, { status: 'released' });
  }
  const body = { what: 'times', was, is, asked, released };
  await linkToDraw(tx, event.task, { kind: 'corrected', body }, now);
  await settle(tx, event.task);
};

/** Under the bureau's key: whoever reads the record cannot try out the list of institutions (C-04). */
const digestOf = (tx: Tx, task: string, { institutions, words }: Targets): string =>
  tx.vault.fingerprint('draw', JSON.stringify([task, institutions, words]));

const recordTargets = async (
  tx: Tx,
  event: Of<'draws.targets-changed'>,
  { now }: At,
): Promise<void> => {
  const { was, secrets, place } = event.private;
  const sealed = tx.vault.seal({ place, secrets });
  await tx.table(drawTasks).change({ id: event.task }, { version: event.version, sealed });
  for (const { invitation } of event.told)
    await tx.table(invitations).change({ id: invitation }, { clearedAt: null });
  const digests = { was: digestOf(tx, event.task, was), is: digestOf(tx, event.task, secrets) };
  const body = { what: 'targets', ...digests };
  await linkToDraw(tx, event.task, { kind: 'corrected', body }, now);
};

const recordChecked = async (
  tx: Tx,
  event: Of<'draws.entry-checked'>,
  { now }: At,
): Promise<void> => {
  const checked = event.agrees ? 'agreed' : 'disputed';
  await tx.table(invitations).change({ id: event.invitation }, { checked });
  const body = { cid: await cidOf(tx, event.invitation), checked };
  await linkToDraw(tx, event.task, { kind: 'replied', body }, now);
};

const recordPostponed = async (
  tx: Tx,
  event: Of<'draws.lottery-postponed'>,
  { now }: At,
): Promise<void> => {
  const row = await tx.table(drawAttempts).one({ id: event.draw });
  if (row?.lottery == null) return;
  const lottery = { ...row.lottery, postponed: true };
  await tx.table(drawAttempts).change({ id: event.draw }, { lottery });
  const body = { what: 'lottery', was: lottery.name, is: lottery.fallback };
  await link(tx, event.draw, { kind: 'corrected', body }, now);
};

const recordCorrected = async (
  tx: Tx,
  event: Of<'draws.lottery-corrected'>,
  { now }: At,
): Promise<void> => {
  const { wrong, value, salt, words } = event.private;
  const sealed = tx.vault.seal({ value, salt, words });
  const where = { draw: event.draw, party: 'lottery' } as const;
  await tx.table(drawParties).change(where, { hash: event.hash, sealed });
  const was = { hash: event.was, ...wrong };
  const { hash } = event;
  const body = { what: 'digits', party: 'lottery', was, is: { hash } };
  await link(tx, event.draw, { kind: 'corrected', body }, now);
  await link(tx, event.draw, { kind: 'contributed', body: { party: 'lottery', hash } }, now);
};

/** How corrections of work, answers and lottery numbers are kept. */
export const recordChanges = {
  'draws.task-changed': recordChanged,
  'draws.rescheduled': recordRescheduled,
  'draws.targets-changed': recordTargets,
  'draws.entry-checked': recordChecked,
  'draws.lottery-postponed': recordPostponed,
  'draws.lottery-corrected': recordCorrected,
};

/** Whether a waiting notice speaks of days that were changed since: the newer one says what counts. */
export const speaksOfOldDays = async (
  tx: Tx,
  task: string,
  params: Readonly<Record<string, unknown>>,
): Promise<boolean> => {
  const { firstDay, lastDay, assembleAt, place } = params;
  if (firstDay === undefined || assembleAt === undefined) return false;
  const now = await readTask(tx, task);
  if (now === null) return false;
  const days = firstDay === now.firstDay && lastDay === now.lastDay;
  return !(days && assembleAt === now.assembleAt && place === now.place);
};
