import { EventEmitter } from 'node:events';
import { FileBox, type FileBoxInterface } from 'file-box';
import type { payloads } from 'wechaty-puppet';

import { Deliveries, type Delivery } from './deliveries.ts';
import type { Answer, Inbound, InboundBody } from './inbound.ts';
import type { Delivered, Media, Outward, TemplateMessage } from './outward.ts';
import { contactPayload, isMessage, messagePayload } from './raw-message.ts';
import { UnsupportedPuppet } from './unsupported-puppet.ts';

export interface ChannelPuppetOptions {
  /** the channel's own id among its contacts, such as `official-account:gaoping` */
  readonly selfId: string;
  /** how long a delivery waits for the desk; 4.4 s by default: the platform hangs up at 5 s */
  readonly patienceMs?: number;
}

const PATIENCE_MS = 4_400;

/**
 * A channel as wechaty sees it. The transport hands inbounds in by `receive`; messages go out as
 * wechaty's `message`, everything wechaty has no word for (taps, follows, scans, delivery
 * results) by `onHappening`; the desk gives its answer by `answer`.
 */
export abstract class ChannelPuppet extends UnsupportedPuppet implements Outward {
  static override readonly VERSION = '1.0.0';

  readonly #selfId: string;
  readonly #deliveries: Deliveries;
  readonly #happenings = new EventEmitter();

  constructor({ selfId, patienceMs = PATIENCE_MS }: ChannelPuppetOptions) {
    super(); // no options: wechaty would write them to its log
    this.#selfId = selfId;
    this.#deliveries = new Deliveries(patienceMs);
  }

  abstract deliver(to: string, text: string): Promise<Delivered>;
  abstract sendTemplate(message: TemplateMessage): Promise<Delivered>;
  abstract fetchMedia(mediaId: string): Promise<Media>;

  /** Resolves with what the desk decided for this very delivery; never rejects. */
  receive(inbound: Inbound): Promise<Answer> {
    if (!this.isLoggedIn) return Promise.resolve({ kind: 'unkept' });
    return this.#deliveries.open(inbound, (delivery) => this.#announce(delivery));
  }

  /** The desk's answer to one delivery; too late or twice, it changes nothing. */
  answer(deliveryId: string, answer: Answer): void {
    this.#deliveries.settle(deliveryId, answer);
    this.cache.message.delete(deliveryId);
  }

  /** What stands behind a wechaty message, as long as it waits for its answer. */
  inboundOf(messageId: string): Delivery | undefined {
    return this.#deliveries.find(messageId);
  }

  /** Hears what wechaty has no word for. A listener that fails makes the delivery unkept. */
  onHappening(listener: (happening: Delivery) => Promise<void> | void): void {
    this.#happenings.on('happening', (happening: Delivery) => {
      void Promise.resolve(happening)
        .then(listener)
        .catch(() => this.answer(happening.deliveryId, { kind: 'unkept' }));
    });
  }

  #announce(delivery: Delivery): void {
    const { deliveryId, inbound } = delivery;
    const heard = isMessage(inbound.body)
      ? this.emit('message', { messageId: deliveryId })
      : this.#happenings.emit('happening', delivery);
    if (!heard) this.answer(deliveryId, { kind: 'unkept' });
  }

  override async onStart(): Promise<void> {
    this.login(this.#selfId);
    this.emit('ready', { data: this.#selfId });
  }

  override async onStop(): Promise<void> {
    this.#deliveries.settleAll({ kind: 'unkept' });
  }

  override version(): string {
    return ChannelPuppet.VERSION;
  }

  override ding(data?: string): void {
    this.emit('dong', data === undefined ? {} : { data });
  }

  override async contactList(): Promise<string[]> {
    return []; // the bureau's list of people is not the channel's business
  }

  override async contactRawPayload(contactId: string): Promise<string> {
    return contactId;
  }

  override async contactRawPayloadParser(contactId: string): Promise<payloads.Contact> {
    return contactPayload(contactId);
  }

  override async messageRawPayload(messageId: string): Promise<Delivery> {
    const delivery = this.inboundOf(messageId);
    if (delivery === undefined) throw new Error('This message was answered already');
    return delivery;
  }

  override async messageRawPayloadParser(delivery: Delivery): Promise<payloads.Message> {
    return messagePayload(delivery, this.#selfId);
  }

  override async messageSendText(conversationId: string, text: string): Promise<void> {
    await this.deliver(conversationId, text); // no id back: wechaty would ask for that message
  }

  override async messageFile(messageId: string): Promise<FileBoxInterface> {
    const { inbound } = await this.messageRawPayload(messageId);
    if (!('mediaId' in inbound.body)) throw new Error('This message carries no file');
    const { bytes, filename } = await this.fetchMedia(inbound.body.mediaId);
    return FileBox.fromBuffer(Buffer.from(bytes), filename ?? inbound.body.kind);
  }

  override async messageImage(messageId: string): Promise<FileBoxInterface> {
    return this.messageFile(messageId);
  }

  override async messageLocation(messageId: string): Promise<payloads.Location> {
    const place = await this.#bodyOf(messageId, 'location');
    const [latitude, longitude] = [Number(place.latitude), Number(place.longitude)];
    return { accuracy: 0, address: place.label, name: place.label, latitude, longitude };
  }

  override async messageUrl(messageId: string): Promise<payloads.UrlLink> {
    const { title, description, url } = await this.#bodyOf(messageId, 'link');
    return { title, description, url };
  }

  async #bodyOf<K extends InboundBody['kind']>(
    messageId: string,
    kind: K,
  ): Promise<Extract<InboundBody, { kind: K }>> {
    const { body } = (await this.messageRawPayload(messageId)).inbound;
    if (!isKind(body, kind)) throw new Error(`This message is no ${kind}`);
    return body;
  }
}

function isKind<K extends InboundBody['kind']>(
  body: InboundBody,
  kind: K,
): body is Extract<InboundBody, { kind: K }> {
  return body.kind === kind;
}
