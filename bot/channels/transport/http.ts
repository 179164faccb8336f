import { z } from 'zod';

import { PlatformError } from '../platform-error.ts';
import { parseJson } from './json.ts';
import { noAnswer, platformSaidNo, type Verdicts } from './verdicts.ts';

export type Fetch = typeof globalThis.fetch;

/** One call: where, what, and whether saying it twice does harm. */
export interface Call {
  /** for error texts: the path without its query */
  readonly path: string;
  readonly url: string;
  /** absent: GET */
  readonly json?: unknown;
  /** a file to upload, instead of JSON */
  readonly form?: FormData;
  readonly headers?: Readonly<Record<string, string>>;
  /** what this platform's errcodes mean; absent: the official account's */
  readonly verdicts?: Verdicts;
  /** true: the platform takes a second one for the first, so a lost answer may be retried */
  readonly repeatable: boolean;
  readonly timeoutMs: number;
}

/** Before these the request never left, so even a message may be sent again. */
const NEVER_LEFT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const Status = z.object({ errcode: z.number().default(0), errmsg: z.string().default('') });

/** Makes a call and reads its JSON; an errcode other than 0 is thrown (HTTP is 200 even then). */
export async function callJson(
  fetch: Fetch,
  call: Call,
): Promise<Readonly<Record<string, unknown>>> {
  const text = await exchange(fetch, call, (response) => response.text());
  return readJson(call, text);
}

/** An answer in JSON, its errcode looked at. */
export function readJson(call: Call, text: string): Readonly<Record<string, unknown>> {
  const json = parseJson(text);
  const status = Status.safeParse(json);
  if (json === null || !status.success) throw noAnswer(call.path, 'not JSON', whenLost(call));
  const { errcode, errmsg } = status.data;
  if (errcode !== 0) throw platformSaidNo({ path: call.path, errcode, errmsg }, call.verdicts);
  return json;
}

/**
 * Sends and reads within the time-out. `read` must take the whole body: a connection cut
 * half-way is the same fault. Redirects are errors: the address holds the token.
 */
export async function exchange<T>(
  fetch: Fetch,
  call: Call,
  read: (response: Response) => Promise<T>,
): Promise<T> {
  const signal = AbortSignal.timeout(call.timeoutMs);
  try {
    const response = await fetch(call.url, { ...requestOf(call), redirect: 'error', signal });
    if (!response.ok) throw noAnswer(call.path, `HTTP ${response.status}`, whenLost(call));
    return await read(response);
  } catch (fault) {
    if (fault instanceof PlatformError) throw fault;
    throw lost(call, fault);
  }
}

function requestOf({ json, form, headers: more }: Call): RequestInit {
  if (form !== undefined) return { method: 'POST', body: form };
  if (json === undefined) return { method: 'GET' };
  const headers = { 'content-type': 'application/json; charset=utf-8', ...more };
  // JSON.stringify leaves Chinese and emoji as they are; escaped, the platform answers 40033 (A7)
  return { method: 'POST', headers, body: JSON.stringify(json) };
}

/** The fault itself is not passed on: its texts may quote the address, and so the token. */
function lost(call: Call, fault: unknown): PlatformError {
  const code = codeOf(fault);
  return noAnswer(call.path, code, NEVER_LEFT.has(code) ? 'retry' : whenLost(call));
}

function whenLost({ repeatable }: Call): 'retry' | 'unknown-outcome' {
  return repeatable ? 'retry' : 'unknown-outcome';
}

function codeOf(fault: unknown): string {
  if (!(fault instanceof Error)) return 'failed';
  if (fault.name === 'TimeoutError') return 'timeout';
  const cause: unknown = fault.cause;
  if (typeof cause === 'object' && cause !== null && 'code' in cause) return String(cause.code);
  return 'connection lost';
}
