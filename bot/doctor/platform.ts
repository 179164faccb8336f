import { z } from 'zod';
import type { BureauFile } from '../../domain/index.ts';
import type { PlatformError } from '../channels/platform-error.ts';
import { lostWords, seenOf, type Answered, type Fetch } from './ask.ts';
import { officialAdvice, offWords, SET_TIME, type Advise } from './errcodes.ts';
import { fine, linesOf, none, wrong, type Finding } from './finding.ts';

export type OfficialAccount = NonNullable<BureauFile['channels']['officialAccount']>;

export interface PlatformCheck {
  readonly fetch: Fetch;
  readonly now: () => Date;
  /** what may never be printed; a token that was fetched is added */
  readonly secrets: string[];
}

export type Call = (path: string, json?: unknown) => Promise<Answered>;

const Token = z.object({ access_token: z.string().min(1) });

export const tokenIn = (answer: Answered): string | null =>
  answer.kind === 'json' ? (Token.safeParse(answer.json).data?.access_token ?? null) : null;

interface Asked {
  readonly advice?: Advise;
  readonly now: Date;
  /** asked with a token that had just been given out */
  readonly isFresh?: boolean;
}

/** An answer that is no success, with what it means and the next click. */
export const refusal = (
  step: string,
  answer: Answered,
  { advice = officialAdvice, now, isFresh = true }: Asked,
): Finding => {
  const said = answer.kind === 'json' ? answer : { errcode: null, errmsg: '' };
  const measured = { offMs: offOf(answer, now), isFresh };
  return wrong(step, seenOf(answer), advice(said.errcode, said.errmsg, measured));
};

/** A call that another command made and that failed, in the same words. */
export const failureLines = ({ errcode, errmsg, path }: PlatformError): readonly string[] => {
  const advice = officialAdvice(errcode, errmsg);
  if (errcode !== null)
    return linesOf(wrong('公众平台', `没有接受 ${path}：${errcode} ${errmsg}`, advice));
  const isAnswer = /^(HTTP \d+|not JSON)$/.test(errmsg);
  const seen = isAnswer ? `平台的回答不是应有的样子（${errmsg}）` : lostWords(errmsg);
  return linesOf(wrong('公众平台', seen, advice));
};

const offOf = (answer: Answered, now: Date): number | null =>
  answer.kind === 'json' && answer.date !== null ? now.getTime() - answer.date.getTime() : null;

const SKEW_MS = 2_000;
const FAR_MS = 5 * 60_000;

/** The platform's clock is good to the second; a push five minutes off is refused as a replay. */
export const clockFinding = (answer: Answered, now: Date): Finding => {
  const step = '时钟（和平台比）';
  const off = offOf(answer, now);
  if (off === null) return none(step, '平台没有说时间');
  // the header has whole seconds
  if (Math.abs(off) <= SKEW_MS + 1_000) return fine(step, '相差不到 3 秒');
  const words = `本机时钟${offWords(off)}`;
  return wrong(step, words, {
    means:
      Math.abs(off) >= FAR_MS
        ? '差了五分钟以上，微信推来的消息会被当作重放而拒收'
        : '时间戳和期限会不准，再大就收不到消息',
    next: SET_TIME,
  });
};
