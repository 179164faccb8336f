import {
  reportWords,
  SEEN_ON_SITE,
  UNHEARD,
  type NoticeState,
  type TryKind,
} from '../../domain/notices/index.ts';
import type { Tone } from '../ui/parts.tsx';

export const NOTICE_STATES: readonly { value: NoticeState; label: string; tone: Tone }[] = [
  { value: 'ready', label: '等待发送', tone: 'plain' },
  { value: 'sending', label: '正在发送', tone: 'plain' },
  { value: 'sent', label: '已送达', tone: 'good' },
  { value: 'unknown', label: '不知道是否收到', tone: 'wait' },
  { value: 'sheet', label: '没有送达，请打电话', tone: 'bad' },
  { value: 'called', label: '已打电话', tone: 'good' },
  { value: 'resent', label: '已再发一次', tone: 'done' },
  { value: 'expired', label: '不用再发', tone: 'done' },
  { value: 'merged', label: '已并入后来的通知', tone: 'done' },
];

interface Words {
  readonly label: string;
  readonly tone: Tone;
}

interface Stand {
  readonly state: NoticeState;
  readonly outcome: string | null;
  readonly isOver: boolean;
}

/** What became of it and what is to be done; the outcome beside it says why. */
export const stateWords = (stand: Stand): Words => {
  const { state, isOver } = stand;
  const words = NOTICE_STATES.find(({ value }) => value === state);
  if (state === 'unknown' && isOver) return { label: '不知道是否收到，已经过时', tone: 'done' };
  if (state === 'sheet') return ofSheet(stand);
  if (isOnSite(stand)) return { label: '登录站点看', tone: 'plain' };
  return words ?? { label: state, tone: 'plain' };
};

const ofSheet = ({ outcome, isOver }: Stand): Words => {
  if (outcome?.includes(UNHEARD) === true) return { label: '送达了，没有人确认', tone: 'bad' };
  return isOver
    ? { label: '没有送达，已经过时', tone: 'done' }
    : { label: '没有送达，请打电话', tone: 'bad' };
};

const isOnSite = ({ state, outcome }: Stand): boolean =>
  state === 'expired' && outcome?.endsWith(SEEN_ON_SITE) === true;

/** `staff:<id>` is for the record, not for reading. */
export const outcomeWords = (outcome: string | null): string =>
  outcome === null || outcome.startsWith('staff:') ? '' : reportWords(outcome);

export const ROUTE_WORDS: Readonly<Record<string, string>> = {
  passive: '当场回复',
  card: '卡片',
  service: '微信消息',
  template: '模板消息',
  subscription: '订阅通知',
  sms: '短信',
};

export const CHANNEL_WORDS: Readonly<Record<string, string>> = {
  'official-account': '公众号',
  wecom: '企业微信',
  puppet: '微信（第三方）',
  simulator: '模拟手机',
  sms: '短信',
};

/** 公众号模板消息, 短信: where and how. */
export const wayWords = (way: string | null, channel: string | null): string => {
  const words = ROUTE_WORDS[way ?? ''] ?? '';
  const where = way === 'sms' || way === 'passive' ? '' : (CHANNEL_WORDS[channel ?? ''] ?? '');
  return words === '' ? '' : `${where}${words}`;
};

export const TRY_WORDS: Readonly<Record<TryKind, { readonly label: string; readonly tone: Tone }>> =
  {
    passed: { label: '没有用这种方式', tone: 'plain' },
    waits: { label: '等待', tone: 'wait' },
    busy: { label: '稍后再试', tone: 'wait' },
    failed: { label: '没有送达', tone: 'bad' },
    unreachable: { label: '这里联系不上', tone: 'bad' },
    unknown: { label: '不知道是否收到', tone: 'wait' },
    sent: { label: '已送达', tone: 'good' },
    alike: { label: '内容和前一条相同，加写了时间和编号', tone: 'plain' },
  };

/** What a notice is about, by the first word of its kind. */
export const NOTICE_MATTERS: readonly { readonly value: string; readonly label: string }[] = [
  { value: 'draws', label: '专家抽取和邀请' },
  { value: 'evaluation', label: '专家工作' },
  { value: 'recusal', label: '回避' },
  { value: 'nomination', label: '申请' },
  { value: 'publicity', label: '公示和聘任' },
  { value: 'membership', label: '聘期' },
  { value: 'campaigns', label: '征集和邀请函' },
  { value: 'clues', label: '线索' },
  { value: 'enquiries', label: '人工对话' },
  { value: 'liaison', label: '联络员提醒' },
  { value: 'desk', label: '没写完的内容' },
];
