import type { BureauId } from '../../../domain/index.ts';
import type { Card, Delivered, Media, OutgoingMedia, SettledCard } from '../outward.ts';
import { PlatformError } from '../platform-error.ts';
import { ChannelPuppet } from '../puppet.ts';
import type { Callback } from '../transport/callback.ts';
import type { Fetch } from '../transport/http.ts';
import { splitText } from '../transport/parts.ts';
import type { TokenStore } from '../transport/tokens.ts';
import { createApi, type WecomApi } from './api.ts';
import { createCallback, type CallbackApp, type CallbackParts } from './callback.ts';

/** The `wecom` block of a bureau's file. */
export interface WecomApp extends CallbackApp {
  readonly secret: string;
  readonly apiBase: string;
}

/**
 * Takes a place for one message to this member, or says from when there is one: what exceeds 30 a
 * minute or 1,000 an hour the platform drops without a word (B4, F38).
 */
export type TakePlace = (userId: string) => Promise<Date | null>;

export interface WecomParts extends Pick<
  CallbackParts,
  'sendRest' | 'cardShown' | 'onRefused' | 'onFault'
> {
  readonly bureau: BureauId;
  readonly app: WecomApp;
  readonly now: () => Date;
  readonly fetch: Fetch;
  /** cryptographically random bytes */
  readonly random: (length: number) => Uint8Array;
  readonly tokens: TokenStore;
  readonly takePlace: TakePlace;
  readonly timeoutMs?: number;
  readonly patienceMs?: number;
}

/** A self-built app of WeCom as a wechaty puppet over `callback` and `api`. */
export class PuppetWecom extends ChannelPuppet {
  /** what the web server hands the requests of /wecom/<bureau> to */
  readonly callback: Callback;
  readonly #api: WecomApi;
  readonly #takePlace: TakePlace;

  constructor(parts: WecomParts) {
    const { bureau, app, takePlace, timeoutMs, patienceMs, ...shared } = parts;
    super({
      selfId: `wecom:${bureau}`,
      ...(patienceMs !== undefined && { patienceMs }),
    });
    this.#api = createApi({ ...shared, ...app, ...(timeoutMs !== undefined && { timeoutMs }) });
    this.#takePlace = takePlace;
    this.callback = createCallback({
      ...shared,
      bureau,
      app,
      receive: (inbound) => this.receive(inbound),
    });
  }

  /**
   * As many messages as the text needs. Once the first part is out, a fault of a later one is
   * never 'retry': that would repeat what the person has read.
   */
  override deliver(to: string, text: string): Promise<Delivered> {
    return this.#inParts(to, text, this.#api.sendText);
  }

  /** What belongs to the talk itself: the same question twice is two questions. */
  async say(to: string, text: string): Promise<void> {
    await this.#inParts(to, text, this.#api.say);
  }

  async #inParts(to: string, text: string, send: WecomApi['sendText']): Promise<Delivered> {
    let last: Delivered = {};
    for (const [index, part] of splitText(text).entries()) {
      last = await this.#inPlace(to, () => send(to, part)).catch((fault: unknown) => {
        throw index > 0 && fault instanceof PlatformError ? fault.as('unknown-outcome') : fault;
      });
    }
    return last;
  }

  /** WeCom has no templates: its own messages need no window. */
  override sendTemplate(): Promise<Delivered> {
    return Promise.reject(
      new PlatformError({
        path: 'wecom',
        errcode: null,
        errmsg: 'WeCom has no template messages',
        rid: null,
        verdict: 'refused',
      }),
    );
  }

  override fetchMedia(mediaId: string): Promise<Media> {
    return this.#api.fetchMedia(mediaId);
  }

  sendCard(to: string, card: Card): Promise<Delivered> {
    return this.#inPlace(to, () => this.#api.sendCard(to, card));
  }

  updateCard(settled: SettledCard): Promise<void> {
    return this.#api.updateCard(settled);
  }

  sendMedia(to: string, media: OutgoingMedia): Promise<Delivered> {
    return this.#inPlace(to, () => this.#api.sendMedia(to, media));
  }

  async #inPlace<T>(to: string, send: () => Promise<T>): Promise<T> {
    const from = await this.#takePlace(to);
    if (from === null) return send();
    throw tooMany(from);
  }
}

/** Nothing has left: it counts as the platform's own answer to too many. */
const tooMany = (from: Date): PlatformError =>
  new PlatformError({
    path: 'wecom',
    errcode: 45009,
    errmsg: `no place before ${from.toISOString()}`,
    rid: null,
    verdict: 'retry',
  });
