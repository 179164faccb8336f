import {
  chatsFor,
  isNoticeOver,
  isUnreachable,
  sayNotice,
  sm3Hex,
  type Reachable,
  type Said,
  type Tx,
} from '../../domain/index.ts';
import { formPath, spendWindow } from '../../domain/exchange/index.ts';
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
/** the platform knows a template message's id for ten minutes; one is for the way there */
const ID_KNOWN_MS = 9 * 60_000;

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
    // one whose window was closed goes out by the next way at once
    return claimed.length > 0;
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
      /** the one-time page that goes with it: its address is in no row and on no page of staff */
      readonly page: string | null;
    };

const deliverOne = async (hand: DutyHand, row: NoticeRow): Promise<void> => {
  const { app, bureau } = hand;
  const plan = await app.gate
    .transaction(bureau, (tx) => planFor(hand, tx, row))
    .catch((fault: unknown) => stumbled(hand, row, fault));
  if (plan.kind === 'done') return;
  const outward = hand.outward(bureau, plan.channel);
  if (outward === null) {
    await settle(hand, row, { state: 'sheet', outcome: '这个渠道没有开通' });
    return;
  }
  await send(hand, { row, plan, outward }).then(
    ({ id }) =>
      settle(hand, row, {
        state: 'sent',
        outcome: null,
        ...(id === undefined ? {} : { platformId: id }),
      }),
    (fault: unknown) => failed(hand, { row, plan, fault }),
  );
};

/** A notice that cannot be planned is tried again later and must not hold up those behind it. */
const stumbled = async (hand: DutyHand, row: NoticeRow, fault: unknown): Promise<Plan> => {
  hand.onFault(fault);
  if (isUnreachable(fault)) return { kind: 'done' };
  if (row.attempts + 1 >= TRIES)
    await settle(hand, row, { state: 'sheet', outcome: '处理时出错，请打电话通知' });
  else
    await postpone(hand, row, {
      minutes: 2 ** row.attempts,
      outcome: '处理时出错，稍后再试',
      leftAt: row.leftAt,
    });
  return { kind: 'done' };
};

const planFor = async (hand: DutyHand, tx: Tx, row: NoticeRow): Promise<Plan> => {
  const now = hand.app.clock();
  const end = await endWithoutSending(tx, row, now);
  if (end !== null) {
    await settleNotice(tx, row, { ...end, now });
    return { kind: 'done' };
  }
  const reach = await chatsFor(tx, recipientOf(tx, row), now);
  if (reach.kind === 'several') await expandNotice(tx, row, { to: reach.to, now });
  if (reach.kind === 'nobody') await settleNotice(tx, row, { ...unreached(row, reach.why), now });
  return reach.kind === 'chat' ? planForChat(hand, tx, { row, reach }) : { kind: 'done' };
};

/** Nobody to write to: a person is phoned; a colleague finds it among what waits, an alert is phoned too. */
const unreached = (row: NoticeRow, why: string): Omit<Settled, 'platformId'> =>
  row.recipientKind === 'account' && !row.kind.startsWith('liaison.')
    ? { state: 'expired', outcome: `${why}，登录站点后在待办里看到` }
    : { state: 'sheet', outcome: why };

/** Why a notice must not leave any more: perhaps sent already, too late, or settled meanwhile. */
const endWithoutSending = async (
  tx: Tx,
  row: NoticeRow,
  now: Date,
): Promise<Omit<Settled, 'platformId'> | null> => {
  if (isUncertain(row, now)) return { state: 'unknown', outcome: UNCERTAIN };
  if (row.leftAt !== null) return null;
  if (row.validUntil !== null && row.validUntil <= now.toISOString())
    return { state: 'expired', outcome: '已过有效时间，不再发送' };
  return (await isNoticeOver(tx, row)) ? { state: 'expired', outcome: '情况已变，不用再发' } : null;
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
    await settleNotice(tx, row, {
      state: 'sheet',
      outcome: '48小时内没有来信，也没有可用的模板',
      now,
    });
    return { kind: 'done' };
  }
  if (!(await markRoute(tx, row, { route, now, leaseMs: LEASE_MS }))) return { kind: 'done' };
  return { kind: 'send', route, channel, to: id, said, page: pageOf(hand, tx, said) };
};

const pageOf = ({ app }: DutyHand, tx: Tx, { form }: Said): string | null =>
  form === undefined ? null : `${app.publicUrl ?? ''}${formPath(tx, form)}`;

/** A customer-service message inside the window, else a template message, else the call sheet. */
const routeFor = async (
  { app, bureau }: DutyHand,
  tx: Tx,
  { row, reach, said }: { row: NoticeRow; reach: Extract<Reachable, { kind: 'chat' }>; said: Said },
): Promise<'service' | 'template' | null> => {
  const { channel } = reach.identity;
  if (channel !== 'official-account') return 'service';
  // a template message that may have arrived is only ever repeated as itself
  const shut = row.outcome === WINDOW_CLOSED || row.leftAt !== null;
  if (!shut && (await spendWindow(tx, reach.conversation, app.clock()))) return 'service';
  return templateFor(app.bureauOf(bureau), said) === null ? null : 'template';
};

const WINDOW_CLOSED = '48小时窗口已关闭';
const UNCERTAIN = '平台没有回答，不知道是否收到';

/** Something may have left so long ago that its id no longer keeps a second one from arriving (F33). */
const isUncertain = ({ leftAt }: NoticeRow, now: Date): boolean =>
  leftAt !== null && now.getTime() - new Date(leftAt).getTime() > ID_KNOWN_MS;

type Sending = Extract<Plan, { kind: 'send' }>;

const send = (
  { app, bureau }: DutyHand,
  { row, plan, outward }: { row: NoticeRow; plan: Sending; outward: Outward },
): Promise<Delivered> => {
  const template = plan.route === 'template' ? templateFor(app.bureauOf(bureau), plan.said) : null;
  const { page } = plan;
  if (template === null)
    return outward.deliver(plan.to, [plan.said.text, ...(page === null ? [] : [page])].join('\n'));
  const clientMsgId = sm3Hex(`${row.id}:${row.noticeKey}`).slice(0, 32);
  const url = page === null ? {} : { url: page };
  return outward.sendTemplate({ to: plan.to, ...template, ...url, clientMsgId });
};

type Settled = Omit<Parameters<typeof settleNotice>[2], 'now'>;

const settle = (hand: DutyHand, row: NoticeRow, settled: Settled): Promise<void> =>
  hand.app.gate.transaction(hand.bureau, (tx) =>
    settleNotice(tx, row, { ...settled, now: hand.app.clock() }),
  );

interface Postponing {
  readonly minutes: number;
  readonly outcome: string;
  readonly leftAt: string | null;
}

const inMinutes = (hand: DutyHand, minutes: number): Date =>
  new Date(hand.app.clock().getTime() + minutes * 60_000);

const postpone = (hand: DutyHand, row: NoticeRow, { minutes, ...why }: Postponing): Promise<void> =>
  hand.app.gate.transaction(hand.bureau, (tx) =>
    postponeNotice(tx, row, { ...why, at: inMinutes(hand, minutes) }),
  );

interface Failure {
  readonly row: NoticeRow;
  readonly plan: Sending;
  readonly fault: unknown;
}

/** By the platform's verdict: never again, another way, later, or unknown and shown to staff. */
const failed = async (hand: DutyHand, { row, plan, fault }: Failure): Promise<void> => {
  if (!(fault instanceof PlatformError)) {
    hand.onFault(fault);
    return settle(hand, row, { state: 'unknown', outcome: '发送时出错，不知道是否收到' });
  }
  const code = fault.errcode === null ? '' : `（${fault.errcode}）`;
  switch (fault.verdict) {
    case 'unknown-outcome':
      return settle(hand, row, { state: 'unknown', outcome: `${UNCERTAIN}${code}` });
    case 'window-closed':
      return plan.route === 'service'
        ? postpone(hand, row, { minutes: 0, outcome: WINDOW_CLOSED, leftAt: null })
        : settle(hand, row, { state: 'sheet', outcome: `平台不允许发送${code}` });
    case 'retry':
    case 'token':
      return again(hand, { row, plan, fault });
    case 'unreachable':
      return settle(hand, row, { state: 'sheet', outcome: `对方已取消关注或拒收${code}` });
    case 'operator':
    case 'refused':
      return settle(hand, row, { state: 'sheet', outcome: `平台拒绝发送${code}` });
  }
};

/** Later, ever less often. A template message without any answer may have arrived: only while its id is known. */
const again = (
  hand: DutyHand,
  { row, plan, fault }: Failure & { readonly fault: PlatformError },
): Promise<void> => {
  const answered = fault.errcode !== null || plan.route === 'service';
  const leftAt = answered ? row.leftAt : (row.leftAt ?? hand.app.clock().toISOString());
  const code = fault.errcode === null ? '' : `（${fault.errcode}）`;
  const minutes = 2 ** row.attempts;
  if (isUncertain({ ...row, leftAt }, inMinutes(hand, minutes)))
    return settle(hand, row, { state: 'unknown', outcome: UNCERTAIN });
  if (row.attempts + 1 >= TRIES)
    return settle(hand, row, { state: 'sheet', outcome: `多次发送不成功${code}` });
  return postpone(hand, row, { minutes, outcome: `平台忙，稍后再发${code}`, leftAt });
};
