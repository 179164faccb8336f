import type { Recipient } from '../kernel/context.ts';
import { sm3Hex } from '../kernel/sm3.ts';
import type { Ladder, NoticeAudience, Rung } from './policy.ts';
import type { NoticeRow, TryRow } from './tables.ts';

/** One rung with one chat; `chat` null: a way that needs none (SMS). */
export interface Step {
  readonly way: Rung;
  readonly chat: string | null;
  /** whose queue it leaves through: a channel, or `sms` */
  readonly lane: string;
}

/** A chat of the recipient, as the ladder sees it. */
export interface Foothold {
  readonly conversation: string;
  readonly channel: string;
}

type Tried = Pick<TryRow, 'way' | 'chat' | 'kind'>;

export const SMS_LANE = 'sms';

/** Ways that only some channels have. */
const ONLY_ON: Partial<Record<Rung, readonly string[]>> = {
  card: ['wecom'],
  template: ['official-account'],
  subscription: ['official-account'],
};

const fits = (way: Rung, { channel }: Foothold): boolean => ONLY_ON[way]?.includes(channel) ?? true;

/** Who is spoken to: alerts climb a ladder of their own. */
export const audienceOf = ({ kind }: Pick<NoticeRow, 'kind'>, to: Recipient): NoticeAudience => {
  if (kind.startsWith('liaison.')) return 'alerts';
  return to.to === 'person' || to.to === 'chat' ? 'members' : 'staff';
};

/** What a colleague is told stands among what waits on the site; only an alert is phoned as well. */
export const standsOnSite = ({ kind, recipientKind }: NoticeRow): boolean =>
  recipientKind === 'account' && !kind.startsWith('liaison.');

/** What is left to try, in order: the rungs over all chats, without what this notice has done with. */
export const stepsOf = (
  ladder: Ladder,
  footholds: readonly Foothold[],
  tries: readonly Tried[],
): readonly Step[] => {
  const chats = [...footholds].sort((a, b) => rank(ladder, a) - rank(ladder, b));
  return ladder.rungs
    .flatMap((way): Step[] =>
      way === 'sms'
        ? [{ way, chat: null, lane: SMS_LANE }]
        : chats
            .filter((chat) => fits(way, chat))
            .map(({ conversation, channel }) => ({ way, chat: conversation, lane: channel })),
    )
    .filter((step) => !isDone(step, tries));
};

const rank = ({ channels }: Ladder, { channel }: Foothold): number => {
  const place = channels.indexOf(channel);
  return place === -1 ? channels.length : place;
};

/** Tried for good, passed over, or leading to a chat that cannot be reached by any way. */
const isDone = (step: Step, tries: readonly Tried[]): boolean =>
  tries.some(
    ({ kind, way, chat }) =>
      chat === step.chat &&
      ((way === step.way && (kind === 'failed' || kind === 'passed')) || kind === 'unreachable'),
  );

/** The failures of this step that may be tried again. */
export const triesOn = (step: Omit<Step, 'lane'>, tries: readonly Tried[]): number =>
  tries.filter(({ kind, way, chat }) => kind === 'busy' && way === step.way && chat === step.chat)
    .length;

const FIRST_MS = 60_000;
const LONGEST_MS = 60 * 60_000;

/**
 * Waits twice as long each time, a quarter more or less: after a fault of the whole account its
 * notices must not all come back in the same second (F37).
 */
export const backOff = (seed: string, attempt: number): number => {
  const share = Number.parseInt(sm3Hex(`${seed}:${attempt}`).slice(0, 8), 16) / 0xffffffff;
  const whole = Math.min(FIRST_MS * 2 ** attempt, LONGEST_MS);
  return Math.round(whole * (0.75 + share / 2));
};

const LENGTH = 120;

/** Why nothing arrived, in a line: the last word about each way. */
export const whyNot = (tries: readonly Pick<TryRow, 'outcome'>[]): string => {
  const words = [...new Set(tries.map(({ outcome }) => outcome).filter((one) => one !== ''))];
  return [...(words.length === 0 ? '没有可用的发送方式' : words.join('；'))]
    .slice(0, LENGTH)
    .join('');
};
