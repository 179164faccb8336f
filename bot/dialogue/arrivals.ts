import {
  addConsent,
  endConsent,
  openWindow,
  setFollowing,
  takeRightsBack,
  takeScene,
  type ConversationRow,
  type WindowName,
} from '../../domain/exchange/index.ts';
import { settleSend } from '../../domain/notices/index.ts';
import { liaison, people, type App, type Tx } from '../../domain/index.ts';
import type { Inbound, InboundBody, SubscriptionChange } from '../channels/inbound.ts';
import { sendHeld } from '../ways/held-answers.ts';
import type { Message } from './outcome.ts';

/** What the engine hears of an inbound; null for what needs no answer. */
export const messageOf = (body: InboundBody): Message | null => {
  switch (body.kind) {
    case 'text':
      return body.menuItem === undefined
        ? { kind: 'text', text: body.text }
        : { kind: 'chosen', item: body.menuItem, text: body.text };
    case 'image':
    case 'voice':
    case 'video':
      return { kind: 'attachments' };
    case 'tap':
      return { kind: 'tap', item: body.item };
    case 'follow':
    case 'scan':
      return { kind: 'follow' };
    case 'location':
    case 'link':
      return { kind: 'other', what: body.kind };
    case 'unfollow':
    case 'card':
    case 'subscription':
    case 'rights':
    case 'delivery':
    case 'other':
      return null;
  }
};

/** What the engine hears, a scanned code looked up: what it stands for no code says itself. */
export const heardOf = async (tx: Tx, body: InboundBody, now: Date): Promise<Message | null> => {
  const scene = 'scene' in body ? body.scene : undefined;
  const found = scene === undefined ? null : await takeScene(tx, scene, now);
  if (found === null) return messageOf(body);
  return { kind: 'scanned', instant: found.purpose, rest: found.meaning };
};

/** Which window each kind of action opens (wechat-platform A7). */
const WINDOWS: Partial<Record<InboundBody['kind'], WindowName>> = {
  text: 'written',
  image: 'written',
  voice: 'written',
  video: 'written',
  location: 'written',
  link: 'written',
  tap: 'tapped',
  follow: 'tapped',
  scan: 'tapped',
};

interface Arrived {
  readonly app: App;
  /** the row of the inbox */
  readonly id: string;
  readonly inbound: Inbound;
  readonly conversation: ConversationRow;
  readonly now: Date;
}

type Of<K extends InboundBody['kind']> = Extract<InboundBody, { kind: K }>;

/** What an arrival changes beside the talk: the window to write back, following or not, a send's result. */
export const afterwards = async (tx: Tx, arrived: Arrived): Promise<void> => {
  const { inbound, conversation, now } = arrived;
  const { body } = inbound;
  const window = WINDOWS[body.kind];
  if (window !== undefined) await openWindow(tx, conversation.id, { by: window, now });
  // whoever writes gets the answers that could not be sent before (C-11)
  if (window === 'written') await sendHeld(tx, { channel: inbound.channel, id: inbound.from }, now);
  if (body.kind === 'unfollow' || body.kind === 'follow')
    await setFollowing(tx, conversation.id, body.kind === 'follow');
  else await afterReport(tx, arrived);
};

/** What the platform tells by itself of somebody, without anything said. */
const afterReport = async (tx: Tx, arrived: Arrived): Promise<void> => {
  const { inbound, conversation, now } = arrived;
  const { body } = inbound;
  if (body.kind === 'delivery') await settleSend(tx, { ...body, chat: conversation.id, now });
  if (body.kind === 'subscription') await afterSubscription(tx, arrived, body);
  if (body.kind === 'rights' && body.change === 'revoked') await afterRevoked(tx, arrived);
};

/** Agreement is counted per person and template; a report settles the notice that was sent (A8). */
const afterSubscription = async (
  tx: Tx,
  { app, inbound, conversation, now }: Arrived,
  { templates }: Of<'subscription'>,
): Promise<void> => {
  const known = Object.values(
    app.bureauOf(inbound.bureau).channels.officialAccount?.subscriptions ?? {},
  );
  for (const change of templates) {
    const { templateId, status, managed } = change;
    const of = { conversation: conversation.id, template: templateId, now };
    const longTerm = known.some(({ id, longTerm: always }) => id === templateId && always);
    if (status === 'accepted' && (longTerm || managed !== true))
      await addConsent(tx, of, { longTerm });
    if (status === 'rejected') await endConsent(tx, of);
    await settleReported(tx, change, { chat: conversation.id, now });
  }
};

/** Only the report of a notice that was sent names a message. */
const settleReported = async (
  tx: Tx,
  { status, messageId, errcode }: SubscriptionChange,
  at: { readonly chat: string; readonly now: Date },
): Promise<void> => {
  if (messageId === undefined) return;
  const delivered = status === 'sent';
  const words = delivered ? 'success' : `failed: ${errcode ?? ''}`;
  await settleSend(tx, { messageId, delivered, status: words, ...at });
};

/** Nothing more goes to this chat; the office hears of it and decides about what is kept. */
const afterRevoked = async (tx: Tx, { id, inbound, conversation, now }: Arrived): Promise<void> => {
  const identity = { channel: inbound.channel, id: inbound.from };
  const binding = await people.bindingOfChat(tx, identity);
  const roster = (await liaison.rostersWithOfficer(tx))[0] ?? 'supervisors';
  const person = binding?.person ?? null;
  await takeRightsBack(tx, { conversation: conversation.id, person, roster, id, now });
};
