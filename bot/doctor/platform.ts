import { z } from 'zod';
import type { BureauFile } from '../../domain/index.ts';
import { seenOf, type Answered, type Fetch } from './ask.ts';
import { officialAdvice } from './errcodes.ts';
import { fine, none, wrong, type Finding } from './finding.ts';

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

/** An answer that is no success, with what it means and the next click. */
export const refusal = (step: string, answer: Answered, advice = officialAdvice): Finding => {
  const said = answer.kind === 'json' ? answer : { errcode: null, errmsg: '' };
  return wrong(step, seenOf(answer), advice(said.errcode, said.errmsg));
};

const SKEW_MS = 2_000;
const FAR_MS = 5 * 60_000;

/** The platform's clock is good to the second; a push five minutes off is refused as a replay. */
export const clockFinding = (answer: Answered, now: Date): Finding => {
  const step = '时钟（和平台比）';
  if (answer.kind !== 'json' || answer.date === null) return none(step, '平台没有说时间');
  const off = now.getTime() - answer.date.getTime();
  // the header has whole seconds
  if (Math.abs(off) <= SKEW_MS + 1_000) return fine(step, '相差不到 3 秒');
  const words = `本机时钟${off > 0 ? '快' : '慢'}了 ${Math.round(Math.abs(off) / 1000)} 秒`;
  return wrong(step, words, {
    means:
      Math.abs(off) >= FAR_MS
        ? '差了五分钟以上，微信推来的消息会被当作重放而拒收'
        : '时间戳和期限会不准，再大就收不到消息',
    next: '在服务器上打开时间同步：timedatectl set-ntp true，或启动 chrony',
  });
};
