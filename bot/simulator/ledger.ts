import { showInstant } from '../../domain/index.ts';
import type { Fault, Follower, PlayedAccount, Received } from '../channels/platform/index.ts';

/** What somebody at the demo may do to the platform. */
export const ORDERS = [
  'hang',
  'cut',
  '45015',
  '40001',
  '42001',
  '-1',
  'revoke',
  'minute',
  'day',
  'three-days',
  'unfollow',
  'follow',
] as const;
export type Order = (typeof ORDERS)[number];

export const ORDER_WORDS: Readonly<Record<Order, string>> = {
  hang: '平台超时',
  cut: '断开回答',
  '45015': '返回 45015',
  '40001': '返回 40001',
  '42001': '返回 42001',
  '-1': '返回 -1',
  revoke: '撤销令牌',
  minute: '快进 1 分钟',
  day: '快进 1 天',
  'three-days': '快进 3 天',
  unfollow: '取消关注',
  follow: '关注',
};

export interface LedgerRow {
  readonly at: Date;
  /** in: from the phone to us · out: from us to the phone · call: asked of the platform · hand: done here */
  readonly way: 'in' | 'out' | 'call' | 'hand';
  readonly what: string;
  readonly detail: string;
  readonly isWrong: boolean;
}

/** The platform as seen beside one phone. */
export interface LedgerView {
  /** changes whenever there is something new to show */
  readonly version: string;
  readonly follows: boolean;
  /** what may go wrong with the next call */
  readonly faults: readonly Order[];
  readonly state: readonly { readonly name: string; readonly value: string }[];
  readonly rows: readonly (LedgerRow & { readonly time: string })[];
}

export interface LedgerOf {
  readonly follower: Follower;
  readonly now: Date;
  readonly orders: readonly { readonly at: Date; readonly order: Order }[];
}

const SHOWN = 60;

/** Rows in order, the state, and a version that changes with them. */
export const viewOf = ({
  rows,
  state,
  now,
  ...rest
}: Pick<LedgerView, 'follows' | 'faults' | 'state'> & {
  readonly rows: readonly LedgerRow[];
  readonly now: Date;
}): LedgerView => ({
  ...rest,
  version: `${rows.length}-${Math.floor(now.getTime() / 60_000)}`,
  state: [{ name: '现在', value: timeOf(now) }, ...state],
  rows: newestFirst(rows).map((row) => ({ ...row, time: timeOf(row.at) })),
});

const FAULTS: readonly Order[] = ['hang', 'cut', '45015', '40001', '-1'];

export const ledgerOf = (account: PlayedAccount, { follower, now, orders }: LedgerOf): LedgerView =>
  viewOf({
    now,
    follows: follower.follows,
    faults: FAULTS,
    state: stateOf(account, { follower, now }),
    rows: [
      ...account.pushed.filter(({ openid }) => openid === follower.openid).map(pushRow),
      ...follower.received().map((received) => receivedRow(received, account)),
      ...account.calls.filter(({ to }) => to === null || to === follower.openid).map(callRow),
      ...orders.map(({ at, order }) => handRow(at, order)),
    ],
  });

/** Rows of one instant stay in the order in which they happened. */
const newestFirst = (rows: readonly LedgerRow[]): readonly LedgerRow[] =>
  rows
    .toSorted((one, other) => one.at.getTime() - other.at.getTime())
    .slice(-SHOWN)
    .toReversed();

/** `10-12 10:00:05`: in a ledger the second counts. */
const timeOf = (at: Date): string => {
  const seconds = String(at.getUTCSeconds()).padStart(2, '0');
  return `${showInstant(at)}:${seconds}`;
};

const stateOf = (
  account: PlayedAccount,
  { follower, now }: Pick<LedgerOf, 'follower' | 'now'>,
): LedgerView['state'] => {
  const { windows } = follower;
  const token = account.tokens.state();
  const waiting = account.faults.waiting();
  return [
    { name: '关注', value: follower.follows ? '已关注' : '没有关注' },
    { name: '48小时窗口（共5条）', value: windowWords(windows.written, now) },
    { name: '1分钟窗口（共3条）', value: windowWords(windows.tapped, now) },
    { name: '令牌', value: tokenWords(token) },
    ...(waiting.length === 0
      ? []
      : [{ name: '下一次调用', value: waiting.map(faultWords).join('，') }]),
  ];
};

const windowWords = (
  window: { readonly closesAt: number; readonly left: number },
  now: Date,
): string =>
  now.getTime() <= window.closesAt
    ? `还可发 ${window.left} 条，到 ${timeOf(new Date(window.closesAt))}`
    : '关着';

const tokenWords = ({
  issued,
  secondsLeft,
}: ReturnType<PlayedAccount['tokens']['state']>): string =>
  secondsLeft === null
    ? `没有有效的令牌（发过 ${issued} 个）`
    : `有效，还有 ${Math.floor(secondsLeft / 60)} 分钟（发过 ${issued} 个）`;

export const faultWords = (fault: Fault): string => {
  if (fault === 'hang') return '不回答';
  if (fault === 'cut-after') return '做了，回答断开';
  if (fault === 'cut-before') return '没收到就断开';
  return typeof fault === 'number' ? `返回 ${fault}` : `HTTP ${fault.status}`;
};

const PUSHES: Readonly<Record<string, string>> = {
  text: '文字',
  image: '图片',
  voice: '语音',
  video: '视频',
  CLICK: '点菜单',
  subscribe: '关注',
  unsubscribe: '取消关注',
  TEMPLATESENDJOBFINISH: '模板消息送达结果',
};

const pushRow = ({
  at,
  what,
  statuses,
  milliseconds,
}: PlayedAccount['pushed'][number]): LedgerRow => ({
  at,
  way: 'in',
  what: `推送：${PUSHES[what] ?? what}`,
  detail: `${statuses.map((status) => status ?? '超时').join('、')}（${statuses.length} 次，${milliseconds} 毫秒）`,
  isWrong: statuses.at(-1) !== 200,
});

const RECEIVED: Readonly<Record<string, string>> = {
  reply: '被动回复',
  message: '客服消息',
  menu: '选择菜单',
  template: '模板消息',
  subscription: '订阅通知',
  media: '图片或语音',
  'handed-over': '转给平台客服',
  fault: '手机上显示故障提示',
};

const receivedRow = (received: Received, account: PlayedAccount): LedgerRow => ({
  at: received.at,
  way: 'out',
  what: RECEIVED[received.kind] ?? received.kind,
  detail: detailOf(received, account),
  isWrong: received.kind === 'fault',
});

const MOST = 40;

const detailOf = (received: Received, account: PlayedAccount): string => {
  if ('text' in received) return short(received.text);
  if (received.kind === 'menu') return short(received.head);
  if (!('fields' in received)) return '';
  const title = templateOf(account, received.templateId)?.title ?? received.templateId;
  return short(`${title}，${Object.values(received.fields).join('，')}`);
};

export const short = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ');
  return [...line].length > MOST ? `${[...line].slice(0, MOST).join('')}…` : line;
};

const CALLS: Readonly<Record<string, string>> = {
  '/cgi-bin/stable_token': '取令牌',
  '/cgi-bin/gettoken': '取令牌',
  '/cgi-bin/message/send': '发应用消息',
  '/cgi-bin/message/update_template_card': '更新卡片',
  '/cgi-bin/message/custom/send': '发客服消息',
  '/cgi-bin/message/template/send': '发模板消息',
  '/cgi-bin/message/subscribe/bizsend': '发订阅通知',
  '/cgi-bin/message/custom/typing': '显示正在输入',
  '/cgi-bin/menu/create': '建菜单',
  '/cgi-bin/menu/get': '看菜单',
  '/cgi-bin/media/get': '下载媒体',
  '/cgi-bin/media/upload': '上传媒体',
  '/cgi-bin/user/info': '查关注者',
};

const ERRORS: Readonly<Record<number, string>> = {
  [-1]: '系统繁忙',
  40001: '令牌无效',
  40003: '没有这个人',
  42001: '令牌过期',
  81013: '收件人都不在可见范围里',
  43004: '没有关注',
  45015: '窗口已关闭',
  45047: '条数已用完',
};

export const callRow = ({
  at,
  path,
  errcode,
}: Pick<PlayedAccount['calls'][number], 'at' | 'path' | 'errcode'>): LedgerRow => ({
  at,
  way: 'call',
  what: `调用：${CALLS[path] ?? path}`,
  detail: errcode === null ? '没有回答' : errcodeWords(errcode),
  isWrong: errcode !== 0,
});

const errcodeWords = (errcode: number): string => {
  if (errcode === 0) return '成功';
  const words = ERRORS[errcode];
  return words === undefined ? String(errcode) : `${errcode} ${words}`;
};

export const handRow = (at: Date, order: Order): LedgerRow => ({
  at,
  way: 'hand',
  what: `操作：${ORDER_WORDS[order]}`,
  detail: '',
  isWrong: false,
});

const templateOf = (account: PlayedAccount, id: string) =>
  account.setup.console?.templates?.find(({ template_id }) => template_id === id);

/** The fields under the names that the template's own text gives them, as WeChat shows them. */
export const labelled = (
  fields: Readonly<Record<string, string>>,
  account: PlayedAccount,
  templateId: string,
): Record<string, string> => {
  const content = templateOf(account, templateId)?.content ?? '';
  const names = new Map(
    [...content.matchAll(/([^\n：:]+)[：:]\s*\{\{(\w+)\.DATA\}\}/g)].map(([, name, field]) => [
      field,
      name,
    ]),
  );
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [names.get(field) ?? field, value]),
  );
};
