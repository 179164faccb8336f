import type { Tx } from '../store/scope.ts';
import { conversations, type ConversationRow } from './tables.ts';

/** What opens a window (wechat-platform A7): a message for two days, a tap, scan or following for a minute. */
export type WindowName = 'written' | 'tapped';

const MINUTE = 60_000;
const OPENED = {
  written: { ms: 48 * 60 * MINUTE, messages: 5 },
  tapped: { ms: MINUTE, messages: 3 },
} as const;

/** The shorter one is spent first: what is left of it is worth nothing in a minute. */
const SHORTER_FIRST = ['tapped', 'written'] as const;

const LEFT = { written: 'windowLeft', tapped: 'tapLeft' } as const;

type Cells = Pick<ConversationRow, 'windowUntil' | 'windowLeft' | 'tapUntil' | 'tapLeft'>;

/** The platform lets us write back: each kind of window begins anew and leaves the other as it is. */
export const openWindow = async (
  tx: Tx,
  id: string,
  { by, now }: { readonly by: WindowName; readonly now: Date },
): Promise<void> => {
  const { ms, messages } = OPENED[by];
  const until = new Date(now.getTime() + ms).toISOString();
  await tx
    .table(conversations)
    .change(
      { id },
      by === 'written'
        ? { windowUntil: until, windowLeft: messages }
        : { tapUntil: until, tapLeft: messages },
    );
};

interface Window {
  readonly until: string | null;
  readonly left: number;
}

const windowOf = (row: Cells, by: WindowName): Window =>
  by === 'written'
    ? { until: row.windowUntil, left: row.windowLeft }
    : { until: row.tapUntil, left: row.tapLeft ?? 0 };

const isOpen = ({ until, left }: Window, now: Date): boolean =>
  until !== null && until > now.toISOString() && left > 0;

/** Others may take one at the same moment: then it is looked at anew, so often at most. */
const LOOKS = 8;

/** Takes one message out of a window, never below zero; false when every one is closed or used up. */
export const spendWindow = async (tx: Tx, id: string, now: Date): Promise<boolean> => {
  for (let look = 0; look < LOOKS; look += 1) {
    const row = await tx.table(conversations).one({ id });
    const by =
      row === null ? undefined : SHORTER_FIRST.find((one) => isOpen(windowOf(row, one), now));
    if (row === null || by === undefined) return false;
    const { left } = windowOf(row, by);
    const taken = await tx
      .table(conversations)
      .change({ id, [LEFT[by]]: left }, { [LEFT[by]]: left - 1 });
    if (taken === 1) return true;
  }
  return false;
};

/** 45015, 45047: the platform knows better than we do; until the person does something, both are shut. */
export const closeWindows = async (tx: Tx, id: string): Promise<void> => {
  await tx.table(conversations).change({ id }, { windowLeft: SHUT, tapLeft: SHUT });
};

/** Below what is used up: the platform itself has said no. */
const SHUT = -1;

export type WhyShut = 'silent' | 'used-up' | 'refused';

/** Why nothing can be taken out of a window: staff read it in the history of a notice (F34). */
export const whyShut = async (tx: Tx, id: string, now: Date): Promise<WhyShut> => {
  const row = await tx.table(conversations).one({ id });
  const lasting = (row === null ? [] : SHORTER_FIRST.map((by) => windowOf(row, by))).filter(
    ({ until }) => until !== null && until > now.toISOString(),
  );
  if (lasting.length === 0) return 'silent';
  return lasting.some(({ left }) => left === SHUT) ? 'refused' : 'used-up';
};
