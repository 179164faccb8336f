import { z } from 'zod';

/** What a platform or an address of ours answered. */
export type Answered =
  | {
      readonly kind: 'json';
      readonly errcode: number;
      readonly errmsg: string;
      readonly json: Readonly<Record<string, unknown>>;
      /** the other side's clock, where it tells */
      readonly date: Date | null;
    }
  /** an answer that is none: HTTP status, or no JSON */
  | { readonly kind: 'odd'; readonly status: number }
  /** a name for why nothing came: timeout, ENOTFOUND, CERT_HAS_EXPIRED … */
  | { readonly kind: 'lost'; readonly why: string };

export interface Asking {
  readonly base: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly json?: unknown;
}

export type Fetch = typeof globalThis.fetch;

const PATIENCE_MS = 8_000;
const Status = z.looseObject({ errcode: z.number().default(0), errmsg: z.string().default('') });

/** One call, never repeated and never thrown. */
export const ask = async (fetch: Fetch, { base, path, query, json }: Asking): Promise<Answered> => {
  const url = new URL(path, base);
  url.search = new URLSearchParams(query).toString();
  try {
    const response = await fetch(url, {
      method: json === undefined ? 'GET' : 'POST',
      ...(json !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(json),
      }),
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return answered(response, await response.text());
  } catch (fault) {
    return { kind: 'lost', why: whyOf(fault) };
  }
};

const answered = (response: Response, text: string): Answered => {
  const parsed = Status.safeParse(jsonOf(text));
  if (!response.ok || !parsed.success) return { kind: 'odd', status: response.status };
  const { errcode, errmsg } = parsed.data;
  const date = Date.parse(response.headers.get('date') ?? '');
  return {
    kind: 'json',
    errcode,
    errmsg,
    json: parsed.data,
    date: Number.isNaN(date) ? null : new Date(date),
  };
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** The fault's code alone: its words may quote the address, and so a secret. */
export const whyOf = (fault: unknown): string => {
  if (!(fault instanceof Error)) return 'failed';
  if (fault.name === 'TimeoutError') return 'timeout';
  const { cause } = fault;
  if (typeof cause === 'object' && cause !== null && 'code' in cause) return String(cause.code);
  return 'code' in fault ? String(fault.code) : 'failed';
};

const LOST: readonly (readonly [RegExp, string])[] = [
  [/timeout|timedout/i, '等了几秒没有回答'],
  [/ENOTFOUND|EAI_AGAIN/, '这个域名查不到地址'],
  [/ECONNREFUSED/, '地址查到了，但那里没有程序在听'],
  [/CERT_HAS_EXPIRED/, 'https 证书已过期'],
  [/ALTNAME/, 'https 证书不是这个域名的'],
  [/^(connection lost|failed)$/, '连接不上，或者中途断开'],
  [/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ISSUER/, 'https 证书不被信任，可能缺中间证书'],
];

export const lostWords = (why: string): string =>
  LOST.find(([pattern]) => pattern.test(why))?.[1] ?? `连接不上（${why}）`;

/** How an answer reads in a finding: the errcode, never the token. */
export const seenOf = (answer: Answered): string => {
  switch (answer.kind) {
    case 'json':
      return answer.errcode === 0 ? '平台回答正常' : `平台返回 ${answer.errcode}`;
    case 'odd':
      return `平台的回答不是应有的样子（HTTP ${answer.status}）`;
    case 'lost':
      return lostWords(answer.why);
  }
};
