import { z } from 'zod';

import type {
  Delivered,
  Media,
  Menu,
  OutgoingMedia,
  Scene,
  SubscriptionMessage,
  TemplateMessage,
} from '../outward.ts';
import { callJson } from '../transport/http.ts';
import { fetchMedia } from '../transport/media.ts';
import { noAnswer } from '../transport/verdicts.ts';
import { createCalls, type ApiParts, type Calls } from './calls.ts';
import { createMenuApi, type MenuApi } from './menu-api.ts';
import { mediaBody, menuBody, subscriptionBody, templateBody, textBody } from './messages.ts';
import { uploadOf } from './uploads.ts';

/** Since 2021 the platform gives no name and no picture (wechat-platform A11). */
export interface UserInfo {
  readonly follows: boolean;
  readonly unionId?: string;
}

/** The calls one account makes. Every one throws `PlatformError`. */
export interface OfficialAccountApi {
  /** one customer-service text of at most 2048 bytes (A7) */
  readonly sendText: (openid: string, text: string) => Promise<void>;
  readonly sendMenu: (openid: string, menu: Menu) => Promise<void>;
  /** `id`: the msgid that the later delivery event names (A8) */
  readonly sendTemplate: (message: TemplateMessage) => Promise<Delivered>;
  readonly sendSubscription: (message: SubscriptionMessage) => Promise<Delivered>;
  /** uploads and sends; an upload that fails has sent nothing */
  readonly sendMedia: (openid: string, media: OutgoingMedia) => Promise<void>;
  readonly showTyping: (openid: string) => Promise<void>;
  readonly fetchMedia: (mediaId: string) => Promise<Media>;
  readonly userInfo: (openid: string) => Promise<UserInfo>;
  /** what the picture of a code says */
  readonly makeQr: (scene: Scene) => Promise<string>;
  readonly menu: MenuApi;
}

const MEDIA_TIMEOUT_MS = 60_000;
const CUSTOM = '/cgi-bin/message/custom/send';

export function createApi(parts: ApiParts): OfficialAccountApi {
  const calls = createCalls(parts);
  const { call } = calls;
  const send = async (json: object): Promise<void> => {
    await call({ path: CUSTOM, json, repeatable: false });
  };
  return {
    sendText: (openid, text) => send(textBody(openid, text)),
    sendMenu: (openid, menu) => send(menuBody(openid, menu)),
    sendTemplate: async (message) => {
      const path = '/cgi-bin/message/template/send';
      return sentAs(await call({ path, json: templateBody(message), repeatable: true }));
    },
    // no id of ours goes with it: a lost answer leaves its outcome unknown (F33)
    sendSubscription: async (message) => {
      const path = '/cgi-bin/message/subscribe/bizsend';
      return sentAs(await call({ path, json: subscriptionBody(message), repeatable: false }));
    },
    sendMedia: async (openid, media) => {
      const { kind, mediaId } = await upload(parts, calls, media);
      await send(mediaBody(openid, kind, mediaId));
    },
    showTyping: async (openid) => {
      const json = { touser: openid, command: 'Typing' };
      await call({ path: '/cgi-bin/message/custom/typing', json, repeatable: true });
    },
    fetchMedia: (mediaId) => {
      const asked = { path: '/cgi-bin/media/get', query: { media_id: mediaId }, repeatable: true };
      const timeoutMs = parts.mediaTimeoutMs ?? MEDIA_TIMEOUT_MS;
      return calls.raw(asked, timeoutMs, (made) => fetchMedia(parts.fetch, made));
    },
    userInfo: async (openid) => {
      const query = { openid, lang: 'zh_CN' };
      const info = UserAnswer.parse(
        await call({ path: '/cgi-bin/user/info', query, repeatable: true }),
      );
      const follows = info.subscribe === 1;
      return { follows, ...(info.unionid !== undefined && { unionId: info.unionid }) };
    },
    makeQr: async (scene) => {
      const path = '/cgi-bin/qrcode/create';
      const answer = QrAnswer.safeParse(
        await call({ path, json: qrBody(scene, parts.now()), repeatable: true }),
      );
      if (!answer.success) throw noAnswer(path, 'no url', 'retry');
      return answer.data.url;
    },
    menu: createMenuApi(calls),
  };
}

async function upload(parts: ApiParts, { raw }: Calls, media: OutgoingMedia) {
  const path = '/cgi-bin/media/upload';
  const { kind, form } = uploadOf(path, media);
  const asked = { path, query: { type: kind }, form, repeatable: true };
  const answer = await raw(asked, parts.mediaTimeoutMs ?? MEDIA_TIMEOUT_MS, (made) =>
    callJson(parts.fetch, made),
  );
  const { media_id: mediaId } = UploadAnswer.parse(answer);
  if (mediaId === '') throw noAnswer(path, 'no media_id', 'retry');
  return { kind, mediaId };
}

const LONGEST_SECONDS = 30 * 86_400;

/** A code for some time ends by itself at the platform; the others are counted: 100,000 for good. */
function qrBody({ id, validUntil }: Scene, now: Date): object {
  const action_info = { scene: { scene_str: id } };
  if (validUntil === null) return { action_name: 'QR_LIMIT_STR_SCENE', action_info };
  const seconds = Math.ceil((validUntil.getTime() - now.getTime()) / 1000);
  const expire_seconds = Math.min(Math.max(seconds, 60), LONGEST_SECONDS);
  return { expire_seconds, action_name: 'QR_STR_SCENE', action_info };
}

function sentAs(answer: Readonly<Record<string, unknown>>): Delivered {
  const { msgid } = SendAnswer.parse(answer);
  return msgid === undefined ? {} : { id: msgid };
}

const SendAnswer = z.object({
  msgid: z.union([z.string(), z.number()]).transform(String).optional().catch(undefined),
});
const UserAnswer = z.object({
  subscribe: z.number().catch(0),
  unionid: z.string().optional().catch(undefined),
});
const QrAnswer = z.object({ url: z.string().min(1).max(400) });
const UploadAnswer = z.object({ media_id: z.string().catch('') });
