import { PlatformError, type Verdict } from '../platform-error.ts';

/** What each errcode of one platform means; a code not listed is a plain no. */
export type Verdicts = ReadonlyMap<number, Verdict>;

export const verdictTable = (table: Partial<Record<Verdict, readonly number[]>>): Verdicts =>
  new Map(
    Object.entries(table).flatMap(([verdict, codes]) =>
      codes.map((code) => [code, verdict as Verdict] as const),
    ),
  );

/** The official account's (wechat-platform A12, A7–A9). */
const OFFICIAL_ACCOUNT = verdictTable({
  retry: [-1, 45011],
  token: [40001, 40014, 42001],
  unreachable: [40003, 43004, 43019, 43101, 48002],
  'window-closed': [45015, 45047],
  operator: [
    40013, 40037, 40125, 40164, 40243, 41002, 41004, 43116, 45009, 47003, 48001, 48006, 50002,
    89503,
  ],
});

/** One call as the platform answered it. */
export interface SaidNo {
  readonly path: string;
  readonly errcode: number;
  readonly errmsg: string;
}

/** The platform said no: HTTP 200 with an errcode, and `rid: …` at the end of errmsg. */
export function platformSaidNo(
  { path, errcode, errmsg }: SaidNo,
  verdicts: Verdicts = OFFICIAL_ACCOUNT,
): PlatformError {
  const [words = '', rid = null] = errmsg.split(/\s*rid:\s*/);
  const verdict = verdicts.get(errcode) ?? 'refused';
  return new PlatformError({ path, errcode, errmsg: words.slice(0, 120), rid, verdict });
}

/** No usable answer: network, HTTP status, or an answer that is none. */
export function noAnswer(path: string, why: string, verdict: Verdict): PlatformError {
  return new PlatformError({ path, errcode: null, errmsg: why, rid: null, verdict });
}
