import type { Fetch } from '../../transport/http.ts';
import type { XmlTree } from '../../transport/xml.ts';
import { DAY, HOUR, MINUTE } from '../clock.ts';
import { Faults } from '../faults.ts';
import { Cards } from './cards.ts';
import {
  bringWecom,
  checkWecomAddress,
  type WecomCourier,
  type WecomDelivery,
  type WecomPushOptions,
} from './courier.ts';
import type { WecomAddress } from './envelope.ts';
import type { WecomReceived } from './ledger.ts';
import { Member } from './member.ts';

export interface WecomSetup extends WecomAddress {
  readonly secret: string;
  /** addresses that may call; absent: any (60020 for all others) */
  readonly trustedIps?: readonly string[];
}

export interface WecomWorld {
  readonly now: () => Date;
  readonly fetch: Fetch;
  readonly patienceMs: number;
  readonly tries: number;
}

export interface WecomMedia {
  readonly bytes: Uint8Array;
  readonly mime: string;
  readonly at: number;
}

const TOKEN_MS = 2 * HOUR;
const A_MINUTE = 30;
const AN_HOUR = 1000;

/** One self-built app of one corp: its members, tokens, cards, media, and what went through. */
export class PlayedApp {
  readonly setup: WecomSetup;
  readonly faults = new Faults();
  readonly ledger: WecomReceived[] = [];
  readonly calls: {
    readonly path: string;
    readonly errcode: number | null;
    readonly at: Date;
  }[] = [];
  readonly cards: Cards;
  readonly media = new Map<string, WecomMedia>();
  /** what was sent and silently thrown away: more than 30 a minute or 1,000 an hour to a member */
  dropped = 0;
  readonly now: () => Date;
  readonly #world: WecomWorld;
  readonly #members = new Map<string, Member>();
  readonly #sent = new Map<string, number[]>();
  readonly #unlike = new Map<string, { readonly id: string; readonly until: number }>();
  #token: { readonly value: string; readonly until: number } | null = null;
  #callbackUrl: string | null = null;
  #count = 0;

  constructor(setup: WecomSetup, world: WecomWorld) {
    this.setup = setup;
    this.now = world.now;
    this.#world = world;
    this.cards = new Cards(world.now);
  }

  /** Saves the callback address, as in the console; `checks` says whether it answers. */
  connect(callbackUrl: string): void {
    this.#callbackUrl = callbackUrl;
  }

  checks(): Promise<boolean> {
    return checkWecomAddress(this.#courier());
  }

  /** The member of this userid, made on first sight, inside the app's range. */
  member(userId: string): Member {
    const key = userId.toLowerCase();
    const known = this.#members.get(key) ?? new Member(userId, this);
    this.#members.set(key, known);
    return known;
  }

  knows(userId: string): Member | undefined {
    return this.#members.get(userId.toLowerCase());
  }

  /** Repeated calls give the same token as long as it lives (B2). */
  issueToken(): { readonly access_token: string; readonly expires_in: number } {
    const at = this.now().getTime();
    if (this.#token === null || this.#token.until <= at) {
      const value = `${this.setup.corpId}.${this.setup.agentId}.${this.#next()}`;
      this.#token = { value, until: at + TOKEN_MS };
    }
    const seconds = Math.floor((this.#token.until - at) / 1000);
    return { access_token: this.#token.value, expires_in: seconds };
  }

  /** Withdraws the present token early, as the platform may. */
  withdrawToken(): void {
    this.#token = null;
  }

  accepts(token: string): boolean {
    return this.#token?.value === token && this.#token.until > this.now().getTime();
  }

  /** Whether the platform hands one more message to this member; what it does not is counted only. */
  takes(userId: string): boolean {
    const at = this.now().getTime();
    const past = (this.#sent.get(userId) ?? []).filter((time) => time > at - HOUR);
    const lately = past.filter((time) => time > at - MINUTE);
    const fits = lately.length < A_MINUTE && past.length < AN_HOUR;
    if (fits) past.push(at);
    else this.dropped += 1;
    this.#sent.set(userId, past);
    return fits;
  }

  /** The id of an equal message inside its duplicate check; null: it is the first one. */
  sentBefore(content: string, seconds: number): string | null {
    const known = this.#unlike.get(content);
    const at = this.now().getTime();
    if (known !== undefined && known.until > at) return known.id;
    this.#unlike.set(content, { id: this.nextId(), until: at + seconds * 1000 });
    return null;
  }

  keepMedia(bytes: Uint8Array, mime: string): string {
    const id = `wm-${this.#next()}`;
    this.media.set(id, { bytes, mime, at: this.now().getTime() });
    return id;
  }

  /** Gone after three days (B5). */
  mediaOf(id: string): WecomMedia | undefined {
    const media = this.media.get(id);
    return media !== undefined && this.now().getTime() - media.at < 3 * DAY ? media : undefined;
  }

  /** Adds what every push has. */
  complete(userId: string, fields: XmlTree): XmlTree {
    return {
      ToUserName: this.setup.corpId,
      FromUserName: userId,
      CreateTime: Math.floor(this.now().getTime() / 1000),
      ...fields,
      ...(fields.MsgType !== 'event' && { MsgId: this.nextId() }),
      AgentID: String(this.setup.agentId),
    };
  }

  bring(push: XmlTree, options: WecomPushOptions): Promise<readonly WecomDelivery[]> {
    const { tamper } = options;
    const fields = tamper === 'other-agent' ? { ...push, AgentID: '1999999' } : push;
    return bringWecom(fields, this.#courier(), options);
  }

  nextId(): string {
    return `7${String(this.#next()).padStart(18, '0')}`;
  }

  #courier(): WecomCourier {
    if (this.#callbackUrl === null) throw new Error('The app has no callback address yet');
    const nonce = (): string => `nonce-${this.#next()}`;
    return { ...this.#world, address: this.setup, callbackUrl: this.#callbackUrl, nonce };
  }

  #next(): number {
    this.#count += 1;
    return this.#count;
  }
}
