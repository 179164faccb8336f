import {
  chatsFor,
  isNoticeOver,
  personOf,
  sayNotice,
  sm3Hex,
  type Said,
  type Tx,
} from '../../domain/index.ts';
import { formPath } from '../../domain/exchange/index.ts';
import {
  audienceOf,
  expandNotice,
  NOTICES,
  queueNotice,
  recipientOf,
  SEEN_ON_SITE,
  settleNotice,
  standsOnSite,
  stepsOf,
  triesOf,
  wasRead,
  whyNot,
  type NoticeRow,
  type Step,
} from '../../domain/notices/index.ts';
import { wayNamed } from '../ways/index.ts';
import { isHeld, waitsWords } from '../ways/held-answers.ts';
import { isPicture, tellItWaits } from '../ways/picture.ts';
import type { Errand } from '../ways/way.ts';
import type { DutyHand } from './duty.ts';
import { DONE, tryStep, type Place, type Plan } from './step.ts';

/** Puts a notice into the queue of the account whose turn it is. */
export const sortOne = async (hand: DutyHand, tx: Tx, row: NoticeRow): Promise<void> => {
  const place = await placeOf(hand, tx, row);
  if (place === null) return;
  const [step] = place.steps;
  if (step === undefined) await endOf(hand, tx, { row, place });
  else await queueNotice(tx, row, step);
};

/** Goes up the ladder from where the notice stands to the first open way of this queue. */
export const planFor = async (
  hand: DutyHand,
  tx: Tx,
  { row, lane }: { readonly row: NoticeRow; readonly lane: string },
): Promise<Plan> => {
  const place = await placeOf(hand, tx, row);
  if (place === null) return DONE;
  const errand = await errandOf(hand, tx, { row, place });
  if (errand === null) return unsayable(hand, tx, row);
  for (const step of place.steps) {
    if (step.lane !== lane) {
      await queueNotice(tx, row, step);
      return DONE;
    }
    const plan = await tryStep(tx, { step, place, errand });
    if (plan !== null) return plan;
  }
  await endOf(hand, tx, { row, place });
  return DONE;
};

/** Where the notice stands; null: it has ended, or become several. */
const placeOf = async (hand: DutyHand, tx: Tx, row: NoticeRow): Promise<Place | null> => {
  const now = hand.app.clock();
  const end = await endWithoutSending(tx, row, now);
  if (end !== null) {
    await settleNotice(tx, row, { ...end, now });
    return null;
  }
  const to = recipientOf(tx, row);
  const reach = await chatsFor(tx, to, now);
  switch (reach.kind) {
    case 'several':
      await expandNotice(tx, row, { to: reach.to, now });
      return null;
    case 'nobody':
      await settleNotice(tx, row, { ...(await nobody(tx, row, reach.why)), now });
      return null;
    case 'chats': {
      const { why } = reach;
      const chats = reach.chats.filter(({ identity }) => isServed(hand, identity.channel));
      const tries = await triesOf(tx, row.id);
      return {
        to,
        chats,
        why: whyNoChat(reach),
        tries,
        steps: stepsFor(hand, row, { to, chats, tries, why }),
      };
    }
  }
};

const isServed = ({ outward, bureau }: DutyHand, channel: string): boolean =>
  outward(bureau, channel) !== null;

const whyNoChat = ({ chats, why }: Pick<Place, 'chats' | 'why'>): string =>
  chats.length === 0 ? why : '这个渠道没有开通';

/** What may be on its way is only ever repeated as itself (F33). */
const stepsFor = (
  { app, bureau }: DutyHand,
  row: NoticeRow,
  { to, chats, tries }: Omit<Place, 'steps'>,
): readonly Step[] => {
  const file = app.bureauOf(bureau);
  const { channels, rungs } = file.section(NOTICES).notices.ladders.value[audienceOf(row, to)];
  const hasSms = file.channels.sms !== undefined;
  const ladder = { channels, rungs: rungs.filter((rung) => rung !== 'sms' || hasSms) };
  const footholds = chats.map(({ identity, conversation }) => ({
    conversation,
    channel: identity.channel,
  }));
  if (row.leftAt === null) return stepsOf(ladder, footholds, tries);
  return stepsOf(ladder, footholds, []).filter(
    ({ way, chat }) => way === row.route && (row.chat === null || chat === row.chat),
  );
};

type End = Omit<Parameters<typeof settleNotice>[2], 'now' | 'platformId'>;

const UNCERTAIN = '平台没有回答，不知道是否收到';

/** Something may have left so long ago that its id no longer keeps a second one from arriving (F33). */
export const isUncertain = (
  { leftAt, route, channel, kind }: Pick<NoticeRow, 'leftAt' | 'route' | 'channel' | 'kind'>,
  now: Date,
): boolean => {
  if (leftAt === null) return false;
  const way = wayNamed(route ?? 'template');
  const knownMs = way?.repeatableMs(channel ?? 'official-account', { kind }) ?? 0;
  return now.getTime() - new Date(leftAt).getTime() > knownMs;
};

/** Why a notice must not leave any more: perhaps sent already, too late, or settled meanwhile. */
const endWithoutSending = async (tx: Tx, row: NoticeRow, now: Date): Promise<End | null> => {
  if (isUncertain(row, now)) return { state: 'unknown', outcome: UNCERTAIN };
  if (row.leftAt !== null) return null;
  if (row.validUntil !== null && row.validUntil <= now.toISOString())
    return { state: 'expired', outcome: '已过有效时间，不再发送' };
  return (await isNoticeOver(tx, row)) ? { state: 'expired', outcome: '情况已变，不用再发' } : null;
};

/** It did not arrive: a colleague finds it among what waits, a person or an alert is phoned. */
const nobody = async (tx: Tx, row: NoticeRow, why: string): Promise<End> => {
  if (standsOnSite(row))
    return { state: 'expired', outcome: `${[...why].slice(0, WHY).join('')}，${SEEN_ON_SITE}` };
  if (!isHeld(row)) return { state: 'sheet', outcome: why };
  const isPhoned = !isPicture(row) && (await personOf(tx, recipientOf(tx, row))) !== null;
  return { state: isPhoned ? 'sheet' : 'expired', outcome: waitsWords(why) };
};

/** leaves room for the rest of the column */
const WHY = 100;

/** The foot of the ladder: no way is left. */
const endOf = async (
  hand: DutyHand,
  tx: Tx,
  { row, place }: { readonly row: NoticeRow; readonly place: Place },
): Promise<void> => {
  const now = hand.app.clock();
  const { chats, why, tries } = place;
  const end = async (): Promise<End> => {
    if (row.leftAt !== null) return { state: 'unknown', outcome: UNCERTAIN };
    const tried = tries.filter(({ kind }) => kind !== 'passed');
    const words = whyNot([...(chats.length === 0 ? [{ outcome: why }] : []), ...tried, ...tries]);
    // what was read on a page already is told nobody by phone
    if (wasRead(row.kind)) return { state: 'expired', outcome: words };
    return nobody(tx, row, words);
  };
  const mine = await settleNotice(tx, row, { ...(await end()), now });
  if (mine && isPicture(row) && row.leftAt === null) await tellItWaits(tx, row, now);
};

interface Going {
  readonly row: NoticeRow;
  readonly place: Place;
}

const errandOf = async (hand: DutyHand, tx: Tx, { row, place }: Going): Promise<Errand | null> => {
  const said = await sayNotice(tx, row);
  if (said === null) return null;
  return {
    hand,
    now: hand.app.clock(),
    row,
    to: place.to,
    said,
    page: pageOf(hand, tx, said),
    messageKey: sm3Hex(`${row.id}:${row.noticeKey}`).slice(0, 32),
  };
};

const pageOf = ({ app }: DutyHand, tx: Tx, { form }: Said): string | null =>
  form === undefined ? null : `${app.publicUrl ?? ''}${formPath(tx, form)}`;

const unsayable = async (hand: DutyHand, tx: Tx, row: NoticeRow): Promise<Plan> => {
  const outcome = '没有这种通知的文字，请打电话通知';
  await settleNotice(tx, row, { state: 'sheet', outcome, now: hand.app.clock() });
  return DONE;
};
