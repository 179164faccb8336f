import type { BureauId } from '../../../domain/index.ts';
import { HANDED_OVER } from '../hand-over.ts';
import {
  callbackOf,
  inReply,
  plain,
  refuse,
  respond,
  sealed,
  type Callback,
  type CallbackHand,
  type CallbackResponse,
  type OpenedPush,
} from '../transport/callback.ts';
import type { Fetch } from '../transport/http.ts';
import { writeTextReply, type Format, type TextReply } from '../transport/reply.ts';
import { buildXml } from '../transport/xml.ts';
import { readPush } from './inbound.ts';
import { isForeign, passOn, type PassOn } from './pass-on.ts';
import { openCheck, openPush } from './request.ts';

/** What the console and the bureau's file agree on. */
export interface CallbackAccount {
  readonly appId: string;
  readonly token: string;
  /** absent: plain mode */
  readonly encodingAesKey?: string | undefined;
  /** still taken while the console changes over */
  readonly previousEncodingAesKey?: string | undefined;
  /** what belongs to another backend of this account */
  readonly passOn?: PassOn | undefined;
  readonly humanService?: 'own' | 'platform';
}

export interface CallbackParts extends CallbackHand {
  readonly bureau: BureauId;
  readonly account: CallbackAccount;
  /** for what is passed on; by default the process's own */
  readonly fetch?: Fetch;
}

/** The platform's callback address for one account, without a server (wechat-platform A2–A6). */
export const createCallback = (parts: CallbackParts): Callback =>
  callbackOf({ ...parts.account, id: parts.account.appId }, parts, {
    check: openCheck,
    open: openPush,
    take: (push) => take(push, parts),
  });

async function take(push: OpenedPush, parts: CallbackParts): Promise<CallbackResponse> {
  const nonce = `${push.timestamp}:${push.nonce}`;
  const read = readPush(push.body, { bureau: parts.bureau, nonce });
  if (read === null) return refuse('malformed', parts);
  const { from, key, body } = read.inbound;
  const elsewhere = parts.account.passOn;
  if (elsewhere !== undefined && isForeign(body, elsewhere))
    return foreign(elsewhere, { push, openid: from }, parts);
  const addressed = { push, parts, key, to: from, from: read.account };
  return respond(read.inbound, parts, ({ text }) => reply(text ?? '', addressed));
}

/** The other backend's reply in our envelope; when it fails, the person sees nothing at all. */
async function foreign(
  elsewhere: PassOn,
  { push, openid }: { readonly push: OpenedPush; readonly openid: string },
  parts: CallbackParts,
): Promise<CallbackResponse> {
  try {
    const { body, format } = push;
    const reply = await passOn(
      elsewhere,
      { body, format, openid },
      { ...parts, fetch: parts.fetch ?? globalThis.fetch },
    );
    return reply === null ? plain(200, 'success') : inEnvelope(reply, push, parts);
  } catch (fault) {
    parts.onFault?.(fault);
    return plain(200, 'success');
  }
}

const inEnvelope = (text: string, push: OpenedPush, parts: CallbackParts): CallbackResponse =>
  sealed(text, push, { ...parts, token: parts.account.token });

interface Addressed {
  readonly push: OpenedPush;
  readonly parts: CallbackParts;
  readonly key: string;
  readonly to: string;
  readonly from: string;
}

function reply(text: string, { push, parts, key, to, from }: Addressed): CallbackResponse {
  const said = inReply(text);
  if (said === null) return plain(200, 'success');
  const sent = { to, from, at: parts.now() };
  if (text === HANDED_OVER && parts.account.humanService === 'platform')
    return inEnvelope(writeHandOver(sent, push.format), push, parts);
  if (said.rest !== '') parts.sendRest(to, said.rest, key);
  return inEnvelope(writeTextReply({ ...sent, text: said.first }, push.format), push, parts);
}

/** Hands the chat to the platform's own staff. */
function writeHandOver(sent: Omit<TextReply, 'text'>, format: Format): string {
  const fields = {
    ToUserName: sent.to,
    FromUserName: sent.from,
    CreateTime: Math.floor(sent.at.getTime() / 1000),
    MsgType: 'transfer_customer_service',
  };
  return format === 'json' ? JSON.stringify(fields) : buildXml(fields);
}
