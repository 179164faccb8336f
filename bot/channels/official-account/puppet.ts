import type { BureauId } from '../../../domain/index.ts';
import type {
  Delivered,
  Media,
  Menu,
  OutgoingMedia,
  Scene,
  SubscriptionMessage,
  Tags,
  TemplateMessage,
} from '../outward.ts';
import { PlatformError } from '../platform-error.ts';
import { ChannelPuppet } from '../puppet.ts';
import { createApi, type OfficialAccountApi } from './api.ts';
import { createCallback, type CallbackAccount, type CallbackParts } from './callback.ts';
import type { Callback, SendRest } from '../transport/callback.ts';
import type { Fetch } from '../transport/http.ts';
import { splitText } from '../transport/parts.ts';
import type { TokenStore } from '../transport/tokens.ts';

/** The `officialAccount` block of a bureau's file. */
export interface OfficialAccount extends CallbackAccount {
  readonly secret: string;
  readonly apiBase: string;
}

export interface OfficialAccountParts extends Pick<CallbackParts, 'onRefused' | 'onFault'> {
  readonly bureau: BureauId;
  readonly account: OfficialAccount;
  readonly now: () => Date;
  readonly fetch: Fetch;
  /** cryptographically random bytes */
  readonly random: (length: number) => Uint8Array;
  readonly tokens: TokenStore;
  /** takes over the rest of an answer longer than one message; by default sent at once */
  readonly sendRest?: SendRest;
  readonly timeoutMs?: number;
  readonly patienceMs?: number;
}

/** An official account (服务号) as a wechaty puppet over `callback` and `api`. */
export class PuppetOfficialAccount extends ChannelPuppet {
  /** what the web server hands the requests of /wechat/<bureau> to */
  readonly callback: Callback;
  readonly #api: OfficialAccountApi;

  constructor(parts: OfficialAccountParts) {
    const { bureau, account, sendRest, timeoutMs, patienceMs, ...shared } = parts;
    const selfId = `official-account:${bureau}`;
    super({ selfId, ...(patienceMs !== undefined && { patienceMs }) });
    this.#api = createApi({ ...shared, ...account, ...(timeoutMs !== undefined && { timeoutMs }) });
    this.callback = createCallback({
      ...shared,
      bureau,
      account,
      receive: (inbound) => this.receive(inbound),
      sendRest: sendRest ?? this.#sendOnce(parts.onFault),
    });
  }

  /**
   * By customer-service messages, as many as the text needs. Once the first part is out, a fault
   * of a later one is never 'retry': that would repeat what the person has read.
   */
  override async deliver(to: string, text: string): Promise<Delivered> {
    let sent = 0;
    for (const part of splitText(text)) {
      await this.#api.sendText(to, part).catch((fault: unknown) => {
        throw sent > 0 && fault instanceof PlatformError ? fault.as('unknown-outcome') : fault;
      });
      sent += 1;
    }
    return {};
  }

  override sendTemplate(message: TemplateMessage): Promise<Delivered> {
    return this.#api.sendTemplate(message);
  }

  async sendMenu(to: string, menu: Menu): Promise<Delivered> {
    await this.#api.sendMenu(to, menu);
    return {};
  }

  sendSubscription(message: SubscriptionMessage): Promise<Delivered> {
    return this.#api.sendSubscription(message);
  }

  async sendMedia(to: string, media: OutgoingMedia): Promise<Delivered> {
    await this.#api.sendMedia(to, media);
    return {};
  }

  showTyping(to: string): Promise<void> {
    return this.#api.showTyping(to);
  }

  makeQr(scene: Scene): Promise<string> {
    return this.#api.makeQr(scene);
  }

  get tags(): Tags {
    return this.#api.menu;
  }

  override fetchMedia(mediaId: string): Promise<Media> {
    return this.#api.fetchMedia(mediaId);
  }

  /** Repeated deliveries of a message hand the same rest over again; the last thousand are known. */
  #sendOnce(onFault: (fault: unknown) => void = () => undefined): SendRest {
    const known = new Set<string>();
    return (openid, text, key) => {
      if (known.has(key)) return;
      known.add(key);
      for (const oldest of known) {
        if (known.size <= 1000) break;
        known.delete(oldest);
      }
      this.deliver(openid, text).catch(onFault);
    };
  }
}
