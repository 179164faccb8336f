import { chatsFor, sayNotice, sm3Hex, type Reachable, type Said, type Tx } from '../../domain/index.ts';
import { spendWindow } from '../../domain/exchange/index.ts';
import {
  claimNotices,
  expandNotice,
  markRoute,
  postponeNotice,
  recipientOf,
  recoverNotices,
  settleNotice,
  type NoticeRow,
} from '../../domain/notices/index.ts';
import type { Delivered, Outward } from '../channels/outward.ts';
import { PlatformError } from '../channels/platform-error.ts';
import type { DutyHand } from './duty.ts';
import type { Pump } from './pump.ts';
import { templateFor } from './template.ts';

const BATCH = 20;
const LEASE_MS = 60_000;
const TRIES = 6;

/** Notices: claimed, resolved to a chat, sent by the first way that is open, settled. Never twice. */
export const deliverNotices: Pump = {
  name: 'deliver-notices',
  run: async (hand) => {
    const { app, bureau, uuid } = hand;
    const claimed = await app.gate.transaction(bureau, async (tx) => {
      const now = app.clock();
      await recoverNotices(tx, now);
      return claimNotices(tx, { token: uuid(), now, leaseMs: LEASE_MS, limit: BATCH });
    });
    for (const row of claimed) await deliverOne(hand, row);
    return claimed.length === BATCH;
  },
};

/** What is to be done with one notice, decided and put on record before anything leaves. */
type Plan =
  | { readonly kind: 'done' }
  | {
      readonly kind: 'send';
      readonly route: 'service' | 'template';
      readonly channel: string;
      readonly to: string;
      readonly said: Said;
    };

const deliverOne = async (hand: DutyHand, row: NoticeRow): Promise<void> => {
  const { app, bureau } = hand;
  const plan = await app.gate.transaction(bureau, (tx) => planFor(hand, tx, row));
  if (plan.kind === 'done') return;
  const outward = hand.outward(bureau, plan.channel);
  if (outward === null) {
    await settle(hand, row, { state: 'sheet', outcome: '这个渠道没有开通' });
    return;
  }
  try {
    const delivered = await send(hand, { row, plan, outward });
    await settle(hand, row, { state: 'sent', outcome: null, ...(delivered.id === undefined ? {} : { platformId: delivered.id }) });
  } catch (fault) {
    await failed(hand, { row, plan, fault });
  }
};

const planFor = async (hand: DutyHand, tx: Tx, row: NoticeRow): Promise<Plan> => {
  const now = hand.app.clock();
  if (row.validUntil !== null && row.validUntil <= now.toISOString()) {
    await settleNotice(tx, row, { state: 'expired', outcome: '已过有效时间，不再发送', now });
    return { kind: 'done' };
  }
  const reach = await chatsFor(tx, recipientOf(tx, row), now);
  if (reach.kind === 'several') await expandNotice(tx, row, { to: reach.to, now });
  if (reach.kind === 'nobody') await settleNotice(tx, row, { state: 'sheet', outcome: reach.why, now });
  return reach.kind === 'chat' ? planForChat(hand, tx, { row, reach }) : { kind: 'done' };
};

const planForChat = async (
  hand: DutyHand,
  tx: Tx,
  { row, reach }: { row: NoticeRow; reach: Extract<Reachable, { kind: 'chat' }> },
): Promise<Plan> => {
  const now = hand.app.clock();
  const said = await sayNotice(tx, row);
  const { channel, id } = reach.identity;
  const route = said === null ? null : await routeFor(hand, tx, { row, reach, said });
  if (said === null || route === null) {
    await settleNotice(tx, row, { state: 'sheet', outcome: '48小时内没有来信，也没有可用的模板', now });
    return { kind: 'done' };
  }
  if (!(await markRoute(tx, row, route))) return { kind: 'done' };
  return { kind: 'send', route, channel, to: id, said };
};

/** A customer-service message inside the window, else a template message, else the call sheet. */
const routeFor = async (
  { app, bureau }: DutyHand,
  tx: Tx,
  { row, reach, said }: { row: NoticeRow; reach: Extract<Reachable, { kind: 'chat' }>; said: Said },
): Promise<'service' | 'template' | null> => {
  const { channel } = reach.identity;
  if (channel !== 'official-account') return 'service';
  const closed = row.outcome === WINDOW_CLOSED;
  if (!closed && (await spendWindow(tx, reach.conversation, app.clock()))) return 'service';
  return templateFor(app.bureauOf(bureau), said) === null ? null : 'template';
};

const WINDOW_CLOSED = '48小时窗口已关闭';

type Sending = Extract<Plan, { kind: 'send' }>;

const send = (
  { app, bureau }: DutyHand,
  { row, plan, outward }: { row: NoticeRow; plan: Sending; outward: Outward },
): Promise<Delivered> => {
  const template = plan.route === 'template' ? templateFor(app.bureauOf(bureau), plan.said) : null;
  if (template === null) return outward.deliver(plan.to, plan.said.text);
  const clientMsgId = sm3Hex(`${row.id}:${row.noticeKey}`).slice(0, 32);
  return outward.sendTemplate({ to: plan.to, ...template, clientMsgId });
};

type Settled = Omit<Parameters<typeof settleNotice>[2], 'now'>;

const settle = (hand: DutyHand, row: NoticeRow, settled: Settled): Promise<void> =>
  hand.app.gate.transaction(hand.bureau, (tx) =>
    settleNotice(tx, row, { ...settled, now: hand.app.clock() }),
  );

const postpone = (hand: DutyHand, row: NoticeRow, { minutes, outcome }: { minutes: number; outcome: string }): Promise<void> =>
  hand.app.gate.transaction(hand.bureau, (tx) =>
    postponeNotice(tx, row, { at: new Date(hand.app.clock().getTime() + minutes * 60_000), outcome }),
  );

/** By the platform's verdict: never again, another way, later, or unknown and shown to staff. */
const failed = async (
  hand: DutyHand,
  { row, plan, fault }: { row: NoticeRow; plan: Sending; fault: unknown },
): Promise<void> => {
  if (!(fault instanceof PlatformError)) {
    hand.onFault(fault);
    return settle(hand, row, { state: 'unknown', outcome: '发送时出错，不知道是否收到' });
  }
  const code = fault.errcode === null ? '' : `（${fault.errcode}）`;
  switch (fault.verdict) {
    case 'unknown-outcome':
      return settle(hand, row, { state: 'unknown', outcome: `平台没有回答，不知道是否收到${code}` });
    case 'window-closed':
      return plan.route === 'service'
        ? postpone(hand, row, { minutes: 0, outcome: WINDOW_CLOSED })
        : settle(hand, row, { state: 'sheet', outcome: `平台不允许发送${code}` });
    case 'retry':
    case 'token':
      return row.attempts + 1 >= TRIES
        ? settle(hand, row, { state: 'sheet', outcome: `多次发送不成功${code}` })
        : postpone(hand, row, { minutes: 2 ** row.attempts, outcome: `平台忙，稍后再发${code}` });
    case 'unreachable':
      return settle(hand, row, { state: 'sheet', outcome: `对方已取消关注或拒收${code}` });
    case 'operator':
    case 'refused':
      return settle(hand, row, { state: 'sheet', outcome: `平台拒绝发送${code}` });
  }
};
