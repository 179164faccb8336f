import { isUnreachable, sayNotice, type Tx } from '../../domain/index.ts';
import {
  claimNotices,
  mergeWaiting,
  postponeNotice,
  recoverNotices,
  settleNotice,
  SMS_LANE,
  type NoticeRow,
} from '../../domain/notices/index.ts';
import { planFor, sortOne } from './climb.ts';
import { LEASE_MS } from './delivering.ts';
import type { DutyHand } from './duty.ts';
import { delivered, failed } from './outcome.ts';
import type { Pump } from './pump.ts';
import type { Plan } from './step.ts';

const SORTED = 50;
const BATCH = 20;
/** so many people at once; one person's notices go one after the other */
const AT_ONCE = 8;
/** how often a notice whose planning throws is looked at */
const TRIES = 6;

/** Each account sends through a queue of its own: one that hangs delays nobody else's notices (F37). */
const LANES = ['official-account', 'wecom', 'simulator', 'puppet', SMS_LANE] as const;

const isServed = ({ app, bureau, outward }: DutyHand, lane: string): boolean =>
  lane === SMS_LANE
    ? app.bureauOf(bureau).channels.sms !== undefined
    : outward(bureau, lane) !== null;

/** Notices are resolved to people and put into the queue of the account whose turn it is. */
const sortNotices: Pump = {
  name: 'sort-notices',
  run: async (hand) => {
    const { app, bureau, uuid } = hand;
    const lanes = LANES.filter((lane) => isServed(hand, lane));
    const claimed = await app.gate.transaction(bureau, async (tx) => {
      const now = app.clock();
      await recoverNotices(tx, now);
      return claimNotices(tx, { token: uuid(), now, leaseMs: LEASE_MS, limit: SORTED, lanes });
    });
    if (claimed.length === 0) return false;
    await sortAll(hand, claimed);
    app.wake(bureau);
    return true;
  },
};

/** All in one transaction; one that cannot be sorted must not hold up the others. */
const sortAll = async (hand: DutyHand, rows: readonly NoticeRow[]): Promise<void> => {
  const sort = (some: readonly NoticeRow[]): Promise<void> =>
    hand.app.gate.transaction(hand.bureau, async (tx) => {
      const say = (row: NoticeRow) => sayNotice(tx, row);
      const kept = await mergeWaiting(tx, some, { say, now: hand.app.clock() });
      for (const row of kept) await sortOne(hand, tx, row);
    });
  const together = await sort(rows).then(
    () => true,
    () => false,
  );
  if (together) return;
  for (const row of rows) await sort([row]).catch((fault: unknown) => stumbled(hand, row, fault));
};

/** Sends what waits in the queue of one account, by the first way that is open there. Never twice. */
const deliverIn = (lane: string): Pump => ({
  name: `deliver-${lane}`,
  run: async (hand) => {
    if (!isServed(hand, lane)) return false;
    const { app, bureau, uuid } = hand;
    const claimed = await app.gate.transaction(bureau, (tx) =>
      claimNotices(tx, {
        token: uuid(),
        now: app.clock(),
        leaseMs: LEASE_MS,
        limit: BATCH,
        lane,
      }),
    );
    await eachAtOnce(byChat(claimed), async (rows) => {
      for (const row of rows) await deliverOne(hand, { row, lane });
    });
    if (claimed.length > 0) app.wake(bureau);
    return claimed.length > 0;
  },
});

/** The whole outbox, in the order it is looked at. */
export const DELIVERY: readonly Pump[] = [sortNotices, ...LANES.map(deliverIn)];

const byChat = (rows: readonly NoticeRow[]): readonly (readonly NoticeRow[])[] => {
  const groups = new Map<string, NoticeRow[]>();
  for (const row of rows) {
    const of = row.chat ?? row.id;
    groups.set(of, [...(groups.get(of) ?? []), row]);
  }
  return [...groups.values()];
};

const eachAtOnce = async <T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> => {
  const waiting = [...all];
  const worker = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
};

interface Claimed {
  readonly row: NoticeRow;
  readonly lane: string;
}

const deliverOne = async (hand: DutyHand, { row, lane }: Claimed): Promise<void> => {
  const { app, bureau } = hand;
  const plan = await app.gate
    .transaction(bureau, (tx) => planFor(hand, tx, { row, lane }))
    .catch((fault: unknown) => stumbled(hand, row, fault));
  if (plan.kind === 'done') return;
  const sent = { ...plan, row };
  await plan.open.send().then(
    (delivery) => delivered(hand, sent, delivery),
    (fault: unknown) => failed(hand, sent, fault),
  );
};

/** A notice that cannot be planned is tried again later and must not hold up those behind it. */
const stumbled = async (hand: DutyHand, row: NoticeRow, fault: unknown): Promise<Plan> => {
  hand.onFault(fault);
  if (isUnreachable(fault)) return { kind: 'done' };
  const now = hand.app.clock();
  const settle = (tx: Tx): Promise<boolean> =>
    settleNotice(tx, row, { state: 'sheet', outcome: '处理时出错，请打电话通知', now });
  const postpone = (tx: Tx): Promise<boolean> =>
    postponeNotice(tx, row, {
      at: new Date(now.getTime() + 2 ** row.attempts * 60_000),
      outcome: '处理时出错，稍后再试',
      leftAt: row.leftAt,
      stumbled: true,
    });
  await hand.app.gate.transaction(hand.bureau, row.attempts + 1 >= TRIES ? settle : postpone);
  return { kind: 'done' };
};
