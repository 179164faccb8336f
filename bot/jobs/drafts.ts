import { clues, type Tx } from '../../domain/index.ts';
import {
  bagOf,
  draftsSince,
  dropBag,
  dropDrafts,
  eraseDrafts,
  identityOf,
  markDraft,
  readConversation,
  type ConversationRow,
} from '../../domain/exchange/index.ts';
import { putNotice } from '../../domain/notices/index.ts';
import { systemActor, type Duty, type DutyHand } from './duty.ts';

const DAY = 86_400_000;
const REMIND_DAYS = 3;
const KEPT_DAYS = 30;
const ANSWER_DAYS = 30;

/**
 * Unfinished drafts: one reminder to the writer alone, erased after 30 days with their files;
 * one with evidence waits until discipline has let the writer be asked (C-01, C-03).
 */
export const tendDrafts: Duty = {
  name: 'tend-drafts',
  when: { kind: 'daily', at: '09:10' },
  run: async (hand) => {
    const now = hand.app.clock().getTime();
    await each(hand, { before: new Date(now - REMIND_DAYS * DAY), reminded: 0 }, remind);
    await each(hand, { before: new Date(now - KEPT_DAYS * DAY), reminded: 1 }, endDraft);
    await eraseUnanswered(hand, new Date(now - ANSWER_DAYS * DAY));
  },
};

type Tend = (hand: DutyHand, tx: Tx, row: ConversationRow) => Promise<void>;

const each = async (
  hand: DutyHand,
  which: Parameters<typeof draftsSince>[1],
  tend: Tend,
): Promise<void> => {
  const { app, bureau } = hand;
  for (;;) {
    const rows = await app.gate.transaction(bureau, (tx) => draftsSince(tx, which));
    for (const row of rows) await app.gate.transaction(bureau, (tx) => tend(hand, tx, row));
    app.wake(bureau);
    if (rows.length < 50) return;
  }
};

const remind: Tend = async ({ app, uuid }, tx, row) => {
  if (!(await markDraft(tx, row, 1))) return;
  const now = app.clock();
  const key = `desk.draft-waiting:${row.id}:${row.draftAt ?? ''}`;
  const to = { to: 'chat', identity: identityOf(tx, row) } as const;
  await putNotice(tx, {
    notice: { key, to, kind: 'desk.draft-waiting', params: {} },
    id: uuid(),
    now,
    officeMoment: now,
  });
};

const endDraft: Tend = async ({ app }, tx, row) => {
  if (row.draftEvidence === 0) {
    await erase(tx, row);
    return;
  }
  if (!(await markDraft(tx, row, 2))) return;
  const input = { draft: row.id, identity: identityOf(tx, row) };
  await app.performIn(tx, clues.watchDraft, input, systemActor('tend-drafts'));
};

const eraseUnanswered = async ({ app, bureau }: DutyHand, before: Date): Promise<void> => {
  const ids = await app.gate.transaction(bureau, (tx) => clues.readAskedBefore(tx, before));
  for (const id of ids) {
    await app.gate.transaction(bureau, async (tx) => {
      const row = await readConversation(tx, id);
      if (row !== null && row.draftReminded === 2 && row.draftAt !== null) await erase(tx, row);
    });
  }
};

const erase = async (tx: Tx, row: ConversationRow): Promise<void> => {
  if (!(await eraseDrafts(tx, row))) return;
  await dropDrafts(tx, row.id);
  const bag = await bagOf(tx, row.id);
  await dropBag(
    tx,
    bag.map((one) => one.id),
  );
};
