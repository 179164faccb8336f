import type { Tx } from '../../domain/index.ts';
import {
  adoptReport,
  backOff,
  noteTry,
  NOTICES,
  postponeNotice,
  queueNotice,
  settleNotice,
  triesOf,
  triesOn,
  type NoticeRow,
  type Step,
  type TryKind,
} from '../../domain/notices/index.ts';
import type { Delivered } from '../channels/outward.ts';
import { PlatformError } from '../channels/platform-error.ts';
import type { Prepared, Way } from '../ways/way.ts';
import { isUncertain } from './climb.ts';
import { circuitName, circuitsOf } from './delivering.ts';
import type { DutyHand } from './duty.ts';

/** A send that has come back, well or not. */
export interface Sent {
  readonly row: NoticeRow;
  readonly step: Step;
  readonly way: Way;
  readonly open: Extract<Prepared, { kind: 'open' }>;
  /** when it left, at the earliest */
  readonly at: Date;
}

/** The platform has taken it. */
export const delivered = (hand: DutyHand, sent: Sent, delivery: Delivered): Promise<void> => {
  circuitsOf(hand).worked(circuitName(hand, sent.step));
  const { id: platformId } = delivery;
  return inside(hand, async (tx) => {
    const now = hand.app.clock();
    const settled = { state: 'sent' as const, outcome: null, now };
    const mine = await settleNotice(
      tx,
      sent.row,
      platformId === undefined ? settled : { ...settled, platformId },
    );
    if (!mine) return;
    await note(tx, hand, { sent, line: { kind: 'sent', outcome: '平台已接收' } });
    await sent.open.keep?.(tx, delivery);
  });
};

/** By the platform's verdict: another way, later, or unknown and shown to staff. */
export const failed = (hand: DutyHand, sent: Sent, fault: unknown): Promise<void> => {
  if (!(fault instanceof PlatformError)) {
    hand.onFault(fault);
    return lost(hand, sent, { outcome: '发送时出错，不知道是否收到' });
  }
  judgeAccount(hand, sent, fault);
  const line = lineOf(fault);
  switch (verdictOf(fault)) {
    case 'unknown-outcome':
      return lost(hand, sent, { ...line, outcome: `平台没有回答，不知道是否收到${line.code}` });
    case 'retry':
    case 'token':
      return again(hand, sent, fault);
    case 'window-closed':
      return next(hand, sent, { fault, kind: 'failed', outcome: `现在不能发客服消息${line.code}` });
    case 'unreachable':
      return next(hand, sent, {
        fault,
        // a template nobody agreed to says nothing about the chat
        kind: sent.step.way === 'subscription' ? 'failed' : 'unreachable',
        outcome: `对方已取消关注或拒收${line.code}`,
      });
    case 'operator':
    case 'refused':
      return next(hand, sent, { fault, kind: 'failed', outcome: `平台拒绝发送${line.code}` });
  }
};

/** The day's calls are used up: tomorrow there are new ones, so it is a matter of time. */
const DAILY_LIMIT = 45009;
const TOO_FAST = 45011;

const verdictOf = ({ errcode, verdict }: PlatformError): PlatformError['verdict'] =>
  errcode === DAILY_LIMIT ? 'retry' : verdict;

/** A fault of the whole account rests the way, not the person's turn (F37). */
const judgeAccount = (hand: DutyHand, { step }: Sent, fault: PlatformError): void => {
  const { errcode } = fault;
  const isAccounts = errcode === null || ['retry', 'token'].includes(verdictOf(fault));
  const name = circuitName(hand, step);
  if (isAccounts)
    circuitsOf(hand).failed(name, hand.app.clock(), [DAILY_LIMIT, TOO_FAST].includes(errcode ?? 0));
  else circuitsOf(hand).worked(name);
};

interface Line {
  readonly kind: TryKind;
  readonly outcome: string;
  readonly errcode?: number | null;
  readonly rid?: string | null;
}

const lineOf = ({ errcode, rid }: PlatformError) => ({
  errcode,
  rid,
  code: errcode === null ? '' : `（${errcode}）`,
});

const inside = (hand: DutyHand, work: (tx: Tx) => Promise<void>): Promise<void> =>
  hand.app.gate.transaction(hand.bureau, work);

const note = (
  tx: Tx,
  hand: DutyHand,
  { sent, line }: { readonly sent: Sent; readonly line: Line },
): Promise<void> => {
  const { row, step } = sent;
  const { way, chat, lane: channel } = step;
  const { kind, outcome, errcode = null, rid = null } = line;
  const now = hand.app.clock();
  return noteTry(tx, row, { way, chat, channel, kind, outcome, errcode, rid, now });
};

/** Perhaps received: never repeated by machine; the platform's report may still settle it (F33). */
const lost = (
  hand: DutyHand,
  sent: Sent,
  { outcome, errcode = null, rid = null }: Omit<Line, 'kind'>,
): Promise<void> =>
  inside(hand, async (tx) => {
    const now = hand.app.clock();
    if (!(await settleNotice(tx, sent.row, { state: 'unknown', outcome, now }))) return;
    await note(tx, hand, { sent, line: { kind: 'unknown', outcome, errcode, rid } });
    await adoptReport(tx, sent.row.id, now);
  });

interface Failing {
  readonly fault: PlatformError;
  readonly kind: TryKind;
  readonly outcome: string;
}

/** This step is done with: the next one is looked for at once. */
const next = (hand: DutyHand, sent: Sent, { fault, kind, outcome }: Failing): Promise<void> => {
  // an earlier send of it may have arrived: then it goes by no other way
  if (sent.row.leftAt !== null)
    return lost(hand, sent, { ...lineOf(fault), outcome: `不知道是否收到：${outcome}` });
  return inside(hand, async (tx) => {
    if (!(await queueNotice(tx, sent.row, null))) return;
    await note(tx, hand, { sent, line: { ...lineOf(fault), kind, outcome } });
    await sent.open.lost?.(tx, fault);
  });
};

/** Later, ever less often; what had no answer may have arrived, and is repeated while its id is known. */
const again = (hand: DutyHand, sent: Sent, fault: PlatformError): Promise<void> => {
  const { row, step, way } = sent;
  const now = hand.app.clock();
  const answered = fault.errcode !== null || way.repeatableMs(step.lane, row) === 0;
  const leftAt = answered ? row.leftAt : (row.leftAt ?? sent.at.toISOString());
  const at = new Date(now.getTime() + backOff(row.id, row.attempts));
  const line = lineOf(fault);
  const doubtful = { leftAt, kind: row.kind, route: step.way, channel: step.lane };
  if (isUncertain(doubtful, at))
    return lost(hand, sent, { ...line, outcome: '平台没有回答，不知道是否收到' });
  return inside(hand, async (tx) => {
    const tries = triesOn(step, await triesOf(tx, row.id)) + 1;
    const outcome = laterWords(sent, fault, leftAt !== null);
    const usedUp = tries >= triesAllowed(hand) && leftAt === null;
    const mine = usedUp
      ? await queueNotice(tx, row, null)
      : await postponeNotice(tx, row, { at, outcome, leftAt });
    if (!mine) return;
    const words = usedUp ? `多次发送不成功${line.code}` : outcome;
    await note(tx, hand, {
      sent,
      line: { ...line, kind: usedUp ? 'failed' : 'busy', outcome: words },
    });
    await sent.open.lost?.(tx, fault);
    if (leftAt !== null) await adoptReport(tx, row.id, now);
  });
};

/** What had no answer may have arrived: only what was refused is said not to have left (F33). */
const laterWords = ({ step }: Sent, fault: PlatformError, mayHaveLeft: boolean): string => {
  const { code } = lineOf(fault);
  if (!mayHaveLeft) return `平台忙，没有发出，稍后再发${code}`;
  const same = step.way === 'service' ? '原样' : '用同一编号';
  return fault.errcode === null
    ? `平台没有回答，不知道是否收到，稍后${same}再试`
    : `平台忙，稍后${same}再试${code}`;
};

const triesAllowed = ({ app, bureau }: DutyHand): number =>
  app.bureauOf(bureau).section(NOTICES).notices.tries.value;
