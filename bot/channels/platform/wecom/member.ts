import type { XmlFields, XmlTree } from '../../transport/xml.ts';
import type { PlayedApp } from './app.ts';
import type { WecomDelivery, WecomPushOptions } from './courier.ts';
import type { WecomReceived } from './ledger.ts';

/** One member with a phone and perhaps a computer. Acts return the passive reply's text, or null. */
export class Member {
  readonly userId: string;
  /** false: outside the app's range; messages are answered with errcode 0 and `invaliduser` */
  inRange = true;
  readonly #app: PlayedApp;
  #pushed: XmlTree | null = null;

  constructor(userId: string, app: PlayedApp) {
    this.userId = userId;
    this.#app = app;
  }

  says(text: string, options?: WecomPushOptions): Promise<string | null> {
    return this.#acts({ MsgType: 'text', Content: text }, options);
  }

  sendsImage(bytes: Uint8Array, mime = 'image/jpeg'): Promise<string | null> {
    const MediaId = this.#app.keepMedia(bytes, mime);
    return this.#acts({ MsgType: 'image', PicUrl: `http://p.qpic.cn/${MediaId}`, MediaId });
  }

  sendsVoice(bytes: Uint8Array): Promise<string | null> {
    const MediaId = this.#app.keepMedia(bytes, 'voice/amr');
    return this.#acts({ MsgType: 'voice', MediaId, Format: 'amr' });
  }

  sendsVideo(bytes: Uint8Array): Promise<string | null> {
    const MediaId = this.#app.keepMedia(bytes, 'video/mp4');
    return this.#acts({ MsgType: 'video', MediaId, ThumbMediaId: `${MediaId}-thumb` });
  }

  /** a click of the app's menu */
  clicks(key: string): Promise<string | null> {
    return this.#acts(event('click', { EventKey: key }));
  }

  opensApp(): Promise<string | null> {
    return this.#acts(event('enter_agent', { EventKey: '' }));
  }

  joins(): Promise<string | null> {
    this.inRange = true;
    return this.#acts(event('subscribe'));
  }

  async leaves(): Promise<void> {
    this.inRange = false;
    await this.#acts(event('unsubscribe'));
  }

  /** Taps a button of a card; what the card shows now, null: its buttons still. */
  async taps(taskId: string, key: string, options?: WecomPushOptions): Promise<string | null> {
    const card = this.#app.cards.find(taskId);
    if (card === undefined) throw new Error(`No card ${taskId}`);
    await this.#acts(
      event('template_card_event', {
        EventKey: key,
        TaskId: taskId,
        CardType: 'button_interaction',
        ResponseCode: this.#app.cards.code(card),
      }),
      options,
    );
    return card.shown;
  }

  /** Any push at all. */
  pushes(fields: XmlTree, options: WecomPushOptions = {}): Promise<readonly WecomDelivery[]> {
    this.#pushed = this.#app.complete(this.userId, fields);
    return this.#bring(this.#pushed, options);
  }

  /** The very same push once more: the platform's retry. */
  repeatsLast(options: WecomPushOptions = {}): Promise<readonly WecomDelivery[]> {
    if (this.#pushed === null) throw new Error('Nothing was pushed yet');
    return this.#bring(this.#pushed, options);
  }

  /** What the phones showed, oldest first. */
  received(): readonly WecomReceived[] {
    return this.#app.ledger.filter(({ to }) => to === this.userId.toLowerCase());
  }

  async #acts(fields: XmlTree, options?: WecomPushOptions): Promise<string | null> {
    const deliveries = await this.pushes(fields, options);
    const replies = deliveries.map(({ reply }) => textOf(reply)).filter((text) => text !== null);
    return replies[0] ?? null;
  }

  async #bring(push: XmlTree, options: WecomPushOptions): Promise<readonly WecomDelivery[]> {
    const deliveries = await this.#app.bring(push, options);
    const replies = deliveries.map(({ reply }) => reply).filter((reply) => reply !== null);
    if (replies[0] !== undefined) this.#show(replies[0], push);
    return deliveries;
  }

  /** Of several answers to one push the phones show the first. */
  #show(reply: XmlFields, push: XmlTree): void {
    const shown = { to: this.userId.toLowerCase(), at: this.#app.now() };
    const text = textOf(reply);
    if (text !== null) this.#app.ledger.push({ kind: 'reply', ...shown, text });
    const words = wordsOf(reply);
    const card = this.#app.cards.find(typeof push.TaskId === 'string' ? push.TaskId : '');
    if (words === null || card === undefined) return;
    card.shown = words;
    const { taskId } = card;
    this.#app.ledger.push({ kind: 'card-update', ...shown, taskId, words, by: 'passive' });
  }
}

const event = (name: string, fields: XmlTree = {}): XmlTree => ({
  MsgType: 'event',
  Event: name,
  ...fields,
});

const textOf = (reply: XmlFields | null): string | null =>
  reply?.MsgType === 'text' && typeof reply.Content === 'string' ? reply.Content : null;

const wordsOf = (reply: XmlFields): string | null => {
  if (reply.MsgType !== 'update_button') return null;
  const { ReplaceName: words } = reply.Button as XmlFields;
  return typeof words === 'string' ? words : null;
};
