import { z } from 'zod';

import type { PlayedApp } from './app.ts';

export interface WecomRequest {
  readonly query: Readonly<Record<string, string>>;
  readonly json: unknown;
  /** multipart field `media`, where one was sent */
  readonly file: { readonly bytes: Uint8Array; readonly mime: string } | null;
}

export type WecomAnswer =
  | { readonly kind: 'json'; readonly json: Readonly<Record<string, unknown>> }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly mime: string };

type Route = (app: PlayedApp, request: WecomRequest) => WecomAnswer;

export const TOKEN_PATH = '/cgi-bin/gettoken';

/** The part of qyapi.weixin.qq.com that an app of ours uses, by path (wechat-platform B2–B5). */
export const wecomRoutes: ReadonlyMap<string, Route> = new Map<string, Route>([
  [TOKEN_PATH, (app) => done({ ...app.issueToken() })],
  ['/cgi-bin/agent/get', agent],
  ['/cgi-bin/message/send', send],
  ['/cgi-bin/message/update_template_card', update],
  ['/cgi-bin/media/upload', upload],
  ['/cgi-bin/media/get', download],
]);

export const refusedCall = (errcode: number): WecomAnswer => ({
  kind: 'json',
  json: { errcode, errmsg: `error ${errcode}, hint: [played], from ip: 127.0.0.1` },
});

const done = (json: Readonly<Record<string, unknown>> = {}): WecomAnswer => ({
  kind: 'json',
  json: { errcode: 0, errmsg: 'ok', ...json },
});

/** What the console shows of the app; another app's number is refused. */
function agent(app: PlayedApp, { query }: WecomRequest): WecomAnswer {
  return query.agentid === String(app.setup.agentId)
    ? done({ agentid: app.setup.agentId, name: '监督通', close: 0 })
    : refusedCall(301002);
}

const Button = z.object({ text: z.string().min(1), key: z.string().min(1).max(1024) });
const Message = z.object({
  touser: z.string(),
  agentid: z.number(),
  msgtype: z.enum(['text', 'template_card', 'image', 'voice', 'file']),
  enable_duplicate_check: z.number().default(0),
  duplicate_check_interval: z.number().max(14_400).default(1800),
  text: z.object({ content: z.string().min(1) }).optional(),
  template_card: z
    .object({
      card_type: z.literal('button_interaction'),
      task_id: z.string().regex(/^[0-9A-Za-z_\-@]{1,128}$/),
      main_title: z.object({ title: z.string() }),
      sub_title_text: z.string().default(''),
      button_list: z.array(Button).min(1).max(6),
    })
    .optional(),
  image: z.object({ media_id: z.string() }).optional(),
  voice: z.object({ media_id: z.string() }).optional(),
  file: z.object({ media_id: z.string() }).optional(),
});
type Message = z.output<typeof Message>;

/** Partly invalid receivers: sent to the rest with errcode 0; nobody left: 81013 (B3). */
function send(app: PlayedApp, { json }: WecomRequest): WecomAnswer {
  const parsed = Message.safeParse(json);
  if (!parsed.success) return refusedCall(40058);
  const message = parsed.data;
  if (message.agentid !== app.setup.agentId) return refusedCall(301002);
  const named = message.touser.split('|').map((userId) => userId.toLowerCase());
  const known = named.filter((userId) => app.knows(userId) !== undefined);
  if (known.length === 0) return refusedCall(81013);
  const reached = known.filter((userId) => app.knows(userId)?.inRange === true);
  const invaliduser = named.filter((userId) => !reached.includes(userId)).join('|');
  const answer =
    reached.length === 0 ? done({ msgid: app.nextId() }) : sendTo(app, message, reached);
  return invaliduser === '' || answer.kind !== 'json'
    ? answer
    : { kind: 'json', json: { ...answer.json, invaliduser } };
}

function sendTo(app: PlayedApp, message: Message, to: readonly string[]): WecomAnswer {
  const before = alreadySent(app, message);
  if (before !== null) return done({ msgid: before });
  const card = message.template_card;
  const code = card === undefined ? undefined : app.cards.deal(card.task_id, to[0] ?? '');
  if (code === null) return refusedCall(40058);
  for (const userId of to) if (app.takes(userId)) show(app, message, userId);
  return done({ msgid: app.nextId(), ...(code !== undefined && { response_code: code }) });
}

function alreadySent(app: PlayedApp, message: Message): string | null {
  if (message.enable_duplicate_check !== 1) return null;
  const { duplicate_check_interval: seconds, enable_duplicate_check: _check, ...said } = message;
  return app.sentBefore(JSON.stringify(said), seconds);
}

function show(app: PlayedApp, message: Message, to: string): void {
  const shown = { to, at: app.now() };
  const { text, template_card: card } = message;
  if (text !== undefined) app.ledger.push({ kind: 'message', ...shown, text: text.content });
  if (card !== undefined)
    app.ledger.push({
      kind: 'card',
      ...shown,
      taskId: card.task_id,
      title: card.main_title.title,
      text: card.sub_title_text,
      buttons: card.button_list,
    });
  const type = message.msgtype;
  if (type === 'image' || type === 'voice' || type === 'file')
    app.ledger.push({ kind: 'media', ...shown, type, mediaId: message[type]?.media_id ?? '' });
}

const Update = z.object({
  userids: z.array(z.string()).default([]),
  agentid: z.number(),
  response_code: z.string(),
  button: z.object({ replace_name: z.string().min(1) }),
});

/** A code works once within 72 hours. Which number an old one gets is not confirmed. */
function update(app: PlayedApp, { json }: WecomRequest): WecomAnswer {
  const parsed = Update.safeParse(json);
  if (!parsed.success) return refusedCall(40058);
  const { response_code, button } = parsed.data;
  const card = app.cards.redeem(response_code);
  if (card === undefined) return refusedCall(42014);
  const words = button.replace_name;
  card.shown = words;
  const { to, taskId } = card;
  app.ledger.push({ kind: 'card-update', to, at: app.now(), taskId, words, by: 'call' });
  return done({ invaliduser: [] });
}

function upload(app: PlayedApp, { query, file }: WecomRequest): WecomAnswer {
  if (file === null) return refusedCall(41005);
  if (file.bytes.byteLength <= 5) return refusedCall(40006);
  const created_at = String(Math.floor(app.now().getTime() / 1000));
  return done({ type: query.type, media_id: app.keepMedia(file.bytes, file.mime), created_at });
}

/** Bytes of every kind, videos too: WeCom has no second step. */
function download(app: PlayedApp, { query }: WecomRequest): WecomAnswer {
  const media = app.mediaOf(query.media_id ?? '');
  return media === undefined ? refusedCall(40007) : { kind: 'bytes', ...media };
}
