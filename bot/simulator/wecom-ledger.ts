import type { Member, PlayedApp, WecomReceived } from '../channels/platform/wecom/index.ts';
import {
  callRow,
  faultWords,
  handRow,
  short,
  viewOf,
  type LedgerRow,
  type LedgerView,
  type Order,
} from './ledger.ts';

const MINUTE = 60_000;
const FAULTS: readonly Order[] = ['hang', 'cut', '42001', '-1'];

interface WecomLedgerOf {
  readonly member: Member;
  readonly pushed: readonly LedgerRow[];
  readonly now: Date;
  readonly orders: readonly { readonly at: Date; readonly order: Order }[];
}

/** WeCom as seen beside one member's phone. */
export const wecomLedgerOf = (
  app: PlayedApp,
  { member, pushed, now, orders }: WecomLedgerOf,
): LedgerView => {
  const received = member.received();
  const lately = received.filter(
    ({ kind, at }) => kind !== 'reply' && now.getTime() - at.getTime() < MINUTE,
  );
  const waiting = app.faults.waiting();
  return viewOf({
    now,
    follows: member.inRange,
    faults: FAULTS,
    state: [
      { name: '成员', value: member.inRange ? '在应用的可见范围里' : '不在可见范围里' },
      { name: '这一分钟收到（平台最多给30条）', value: `${lately.length} 条` },
      { name: '超过上限被平台悄悄丢掉的', value: `${app.dropped} 条` },
      ...(waiting.length === 0
        ? []
        : [{ name: '下一次调用', value: waiting.map(faultWords).join('，') }]),
    ],
    rows: [
      ...pushed,
      ...received.map(receivedRow),
      ...app.calls.map(callRow),
      ...orders.map(({ at, order }) => handRow(at, order)),
    ],
  });
};

const RECEIVED: Readonly<Record<WecomReceived['kind'], string>> = {
  reply: '被动回复',
  message: '应用消息',
  card: '按钮卡片',
  'card-update': '卡片更新',
  media: '图片或文件',
};

const receivedRow = (received: WecomReceived): LedgerRow => ({
  at: received.at,
  way: 'out',
  what: RECEIVED[received.kind],
  detail: short(wordsOf(received)),
  isWrong: false,
});

const wordsOf = (received: WecomReceived): string => {
  if (received.kind === 'card')
    return `${received.title}（${received.buttons.map(({ text }) => text).join('、')}）`;
  if (received.kind === 'card-update') return received.words;
  return 'text' in received ? received.text : '';
};
