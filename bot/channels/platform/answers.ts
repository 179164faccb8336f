import type { PlayedAccount } from './account.ts';

export interface ApiRequest {
  readonly query: Readonly<Record<string, string>>;
  readonly json: unknown;
  /** multipart field `media`, where one was sent */
  readonly file: { readonly bytes: Uint8Array; readonly mime: string } | null;
  /** where this server is reached, for addresses it hands out */
  readonly origin: string;
}

export type ApiAnswer =
  | { readonly kind: 'json'; readonly json: Readonly<Record<string, unknown>> }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly mime: string };

export type Route = (account: PlayedAccount, request: ApiRequest) => ApiAnswer;

export function failed(errcode: number): ApiAnswer {
  return { kind: 'json', json: { errcode, errmsg: `error ${errcode} rid: played-${errcode}` } };
}

export function done(json: Readonly<Record<string, unknown>> = {}): ApiAnswer {
  return { kind: 'json', json: { errcode: 0, errmsg: 'ok', ...json } };
}
