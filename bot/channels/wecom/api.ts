import { z } from 'zod';

import type { Card, Delivered, Media, OutgoingMedia, SettledCard } from '../outward.ts';
import { PlatformError } from '../platform-error.ts';
import { callJson, type Call, type Fetch } from '../transport/http.ts';
import { fetchMedia } from '../transport/media.ts';
import { keepTokens, withToken, type Token, type TokenStore } from '../transport/tokens.ts';
import { noAnswer } from '../transport/verdicts.ts';
import { cardBody } from './card.ts';
import { memberOf } from './inbound.ts';
import { WECOM_VERDICTS as verdicts } from './verdicts.ts';

export interface ApiParts {
  readonly corpId: string;
  readonly agentId: number;
  readonly secret: string;
  /** https://qyapi.weixin.qq.com; another only in tests */
  readonly apiBase: string;
  readonly fetch: Fetch;
  readonly now: () => Date;
  readonly tokens: TokenStore;
  /** for a call; 5 s by default */
  readonly timeoutMs?: number;
}

/** The calls one app makes. Every one throws `PlatformError`. */
export interface WecomApi {
  /** one text of at most 2048 bytes */
  readonly sendText: (userId: string, text: string) => Promise<Delivered>;
  /** the same as an answer in the talk: said again it is meant again, so it is never repeated */
  readonly say: (userId: string, text: string) => Promise<Delivered>;
  readonly sendCard: (userId: string, card: Card) => Promise<Delivered>;
  readonly updateCard: (settled: SettledCard) => Promise<void>;
  readonly sendMedia: (userId: string, media: OutgoingMedia) => Promise<Delivered>;
  readonly fetchMedia: (mediaId: string) => Promise<Media>;
}

const TIMEOUT_MS = 5_000;
const MEDIA_TIMEOUT_MS = 60_000;
/** for so long the platform drops a message that equals one it has sent (B3) */
const DUPLICATE_CHECK = { enable_duplicate_check: 1, duplicate_check_interval: 1_800 };

const textBody = (text: string): object => ({ msgtype: 'text', text: { content: text } });

export function createApi(parts: ApiParts): WecomApi {
  const { fetch, now, tokens: store } = parts;
  const tokens = keepTokens({ store, request: () => requestToken(parts), now });
  const call = (asked: Asked): Promise<Readonly<Record<string, unknown>>> =>
    withToken(tokens, (token) => callJson(fetch, callOf(parts, asked, token)));

  const send = async (userId: string, message: object, isChecked = true): Promise<Delivered> => {
    const path = '/cgi-bin/message/send';
    const receiver = { touser: userId, agentid: parts.agentId };
    const json = { ...receiver, ...message, ...(isChecked && DUPLICATE_CHECK) };
    const answer = SendAnswer.parse(await call({ path, json, repeatable: isChecked }));
    if (answer.invaliduser.includes(memberOf(userId))) throw invalidUser(path);
    const { msgid: id, response_code: responseCode } = answer;
    return { ...(id !== undefined && { id }), ...(responseCode !== undefined && { responseCode }) };
  };

  return {
    sendText: (userId, text) => send(userId, textBody(text)),
    say: (userId, text) => send(userId, textBody(text), false),
    sendCard: (userId, card) =>
      send(userId, { msgtype: 'template_card', template_card: cardBody(card) }),
    updateCard: async ({ to, responseCode, words }) => {
      const path = '/cgi-bin/message/update_template_card';
      const json = {
        userids: [to],
        agentid: parts.agentId,
        response_code: responseCode,
        button: { replace_name: words },
      };
      // the code works once, so a lost answer is not repeated
      await call({ path, json, repeatable: false });
    },
    sendMedia: async (userId, media) => {
      const form = new FormData();
      const bytes = new Blob([new Uint8Array(media.bytes)], { type: media.mime });
      form.set('media', bytes, media.filename);
      const query = { type: media.kind };
      const asked = { path: '/cgi-bin/media/upload', query, form, repeatable: true };
      const { media_id } = UploadAnswer.parse(await call(asked));
      // each upload has an id of its own, so the platform would not know a repeat as one (B3)
      return send(userId, { msgtype: media.kind, [media.kind]: { media_id } }, false);
    },
    fetchMedia: (mediaId) => {
      const asked = { path: '/cgi-bin/media/get', query: { media_id: mediaId }, repeatable: true };
      return withToken(tokens, (token) =>
        fetchMedia(fetch, { ...callOf(parts, asked, token), timeoutMs: MEDIA_TIMEOUT_MS }),
      );
    },
  };
}

interface Asked {
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: FormData;
  readonly repeatable: boolean;
}

function callOf(parts: ApiParts, asked: Asked, token: string): Call {
  const url = new URL(asked.path, parts.apiBase);
  url.search = new URLSearchParams({ access_token: token, ...asked.query }).toString();
  return { ...asked, url: url.href, timeoutMs: parts.timeoutMs ?? TIMEOUT_MS, verdicts };
}

/** One token per app; a repeated call gives the same as long as it lives (B2), so nothing is forced. */
async function requestToken(parts: ApiParts): Promise<Token> {
  const { corpId, secret, fetch, now } = parts;
  const path = '/cgi-bin/gettoken';
  const url = new URL(path, parts.apiBase);
  url.search = new URLSearchParams({ corpid: corpId, corpsecret: secret }).toString();
  const timeoutMs = parts.timeoutMs ?? TIMEOUT_MS;
  const call: Call = { path, url: url.href, repeatable: true, timeoutMs, verdicts };
  const answer = TokenAnswer.safeParse(await callJson(fetch, call));
  if (!answer.success) throw noAnswer(path, 'no token', 'retry');
  const { access_token: value, expires_in: lifetime } = answer.data;
  return { value, expiresAt: new Date(now().getTime() + lifetime * 1000) };
}

/** errcode 0, and yet it went to nobody: the only receiver is not in the app's range (B3). */
function invalidUser(path: string): PlatformError {
  const errmsg = 'the receiver is in invaliduser';
  return new PlatformError({ path, errcode: 81013, errmsg, rid: null, verdict: 'unreachable' });
}

const TokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
});
const UploadAnswer = z.object({ media_id: z.string().min(1) });
/** A `|` string in one call, an array in another: both are taken, in small letters. */
const receivers = z
  .union([z.string().transform((joined) => joined.split('|')), z.array(z.string())])
  .catch([])
  .transform((ids) => ids.filter((id) => id !== '').map(memberOf));
const text = z.string().min(1).optional().catch(undefined);
const SendAnswer = z.object({
  invaliduser: receivers,
  msgid: text,
  response_code: text,
});
