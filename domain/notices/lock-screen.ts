import type { Said } from '../kernel/context.ts';

const NEW_MESSAGE = '您有一条新消息';
const PART = 70;

/**
 * What may stand on a lock screen and go through a third party's hands: what the fields of a
 * template say, never the text of the chat (C-02).
 */
const lockScreen = ({ template }: Said): string => {
  if (template === undefined) return NEW_MESSAGE;
  const { subject, when } = template.fields;
  return when === '' ? subject : `${subject}，${when}`;
};

export interface Reach {
  readonly follows: boolean;
  /** the bureau's own number, for whoever can only call */
  readonly phone?: string | undefined;
}

/** Until when an answer to an invitation counts, as its own note says it; empty: nothing runs out. */
const replyBy = ({ template }: Said): string =>
  template?.name === 'drawInvitation'
    ? (/^\d+月\d+日\d\d:\d\d前/u.exec(template.fields.note)?.[0] ?? '')
    : '';

/** Whoever has left the account, or never joined it, finds nothing there (F35): they call, in time (C-11). */
const nextStep = (by: string, { follows, phone }: Reach): string => {
  if (follows) return by === '' ? '请到微信公众号查看' : `${by}请到微信公众号答复`;
  if (by === '' || phone === undefined) return `${by}请与我局联系`;
  return `${by}请拨${phone}`;
};

/** The day of the work without its year, then no day at all: until when to answer goes last. */
const shorter = ({ template }: Said): readonly string[] => {
  if (template === undefined) return [];
  const { subject, when } = template.fields;
  return [`${subject}，${when.replaceAll(/\d{4}年/gu, '')}`, subject];
};

/** An SMS of so many parts at most, signed as the rules for them ask (【…】). */
export const smsText = (
  bureau: string,
  said: Said,
  parts: number,
  reach: Reach = { follows: true },
): string => {
  const by = replyBy(said);
  const next = nextStep(by, reach);
  const all = [lockScreen(said), ...(by === '' ? [] : shorter(said)), NEW_MESSAGE].map(
    (words) => `【${bureau}】${words}，${next}。`,
  );
  return all.find((text) => [...text].length <= PART * parts) ?? all.at(-1) ?? '';
};
