import { newId } from '../kernel/fresh.ts';
import { err, ok, type NonEmpty, type Result } from '../kernel/result.ts';
import type { World } from '../kernel/world.ts';
import type { NoticesEvent, NoticesRefusal } from './model.ts';
import type { NoticeRow } from './tables.ts';

type Decision = Result<NonEmpty<NoticesEvent>, NoticesRefusal>;

/** 打过电话: of what did not arrive, and of what may not have. */
export const call = (row: NoticeRow | null, by: string): Decision => {
  if (row === null) return err({ code: 'notices.unknown' });
  if (row.state !== 'sheet' && row.state !== 'unknown') return err({ code: 'notices.settled' });
  return ok([{ type: 'notices.called', notice: row.id, by }]);
};

/** 再发一次: never while the first is still under way, and with open eyes where it may have arrived (F33). */
export const resend = (
  row: NoticeRow | null,
  input: { readonly reason: string; readonly evenIfTwice: boolean },
  { now, seed, by }: Pick<World<object>, 'now' | 'seed'> & { readonly by: string },
): Decision => {
  const refusal = whyNotResend(row, input.evenIfTwice, now);
  if (row === null || refusal !== null) return err(refusal ?? { code: 'notices.unknown' });
  return ok([
    {
      type: 'notices.resent',
      notice: row.id,
      again: newId(seed, 'again'),
      despiteDoubt: mayHaveArrived(row),
      by,
      private: { reason: input.reason },
    },
  ]);
};

/** What is under way, is no message by itself, or has been sent once more already. */
const NOT_NOW: Partial<Record<NoticeRow['state'], NoticesRefusal>> = {
  ready: { code: 'notices.under-way' },
  sending: { code: 'notices.under-way' },
  expanded: { code: 'notices.not-to-one' },
  merged: { code: 'notices.not-to-one' },
  resent: { code: 'notices.settled' },
};

const whyNotResend = (
  row: NoticeRow | null,
  evenIfTwice: boolean,
  now: Date,
): NoticesRefusal | null => {
  if (row === null) return { code: 'notices.unknown' };
  if (isTooLate(row, now)) return { code: 'notices.too-late' };
  const doubtful = mayHaveArrived(row) && !evenIfTwice;
  return NOT_NOW[row.state] ?? (doubtful ? { code: 'notices.doubtful' } : null);
};

/** Its time has passed: it helps nobody any more. */
export const isTooLate = ({ validUntil }: Pick<NoticeRow, 'validUntil'>, now: Date): boolean =>
  validUntil !== null && validUntil <= now.toISOString();

export const mayHaveArrived = ({ state }: Pick<NoticeRow, 'state'>): boolean =>
  state === 'unknown' || state === 'sent';
