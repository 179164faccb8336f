import type { Fetch } from '../transport/http.ts';
import { DAY } from './clock.ts';
import {
  bring,
  checkAddress,
  type CourierParts,
  type PushOptions,
  type PushOutcome,
} from './courier.ts';
import type { PushAccount } from './envelope.ts';
import type { ConsoleSetup } from './console-routes.ts';
import { Faults } from './faults.ts';
import { Follower } from './follower.ts';
import type { AskedCall, Pushed, Received } from './ledger.ts';
import { OfficialState } from './official-state.ts';
import { pushes, type PushFields } from './pushes.ts';
import { TokenDesk } from './token-desk.ts';

export interface AccountSetup extends PushAccount {
  readonly secret: string;
  /** ids of the templates the account holds; absent: any id is one */
  readonly templates?: readonly string[];
  /** how often a day each call may be made; absent: as often as one likes */
  readonly quotas?: Readonly<Record<string, number>>;
  /** what the console shows of the account: template texts, permissions, menu */
  readonly console?: ConsoleSetup;
  /** where the platform's own numbers begin; a demo that starts again begins higher */
  readonly countFrom?: number;
}

/** A picture or voice is served as it is, a video by a second address (A10). */
export interface KeptMedia {
  readonly kind: 'bytes' | 'video';
  readonly bytes: Uint8Array;
  readonly mime: string;
}

export interface PlatformWorld {
  readonly now: () => Date;
  readonly fetch: Fetch;
  readonly patienceMs: number;
  readonly tries: number;
}

const MEDIA_LIFE_MS = 3 * DAY;

/** One official account on the platform: its followers, tokens, media, and what went through. */
export class PlayedAccount {
  readonly setup: AccountSetup;
  readonly tokens: TokenDesk;
  readonly faults = new Faults();
  readonly official = new OfficialState();
  readonly ledger: Received[] = [];
  readonly calls: AskedCall[] = [];
  readonly pushed: Pushed[] = [];
  readonly now: () => Date;
  readonly #world: PlatformWorld;
  readonly #followers = new Map<string, Follower>();
  readonly #media = new Map<string, KeptMedia & { readonly at: number }>();
  readonly #running = new Set<Promise<unknown>>();
  #callbackUrl: string | null = null;
  #count: number;

  constructor(setup: AccountSetup, world: PlatformWorld) {
    this.setup = setup;
    this.now = world.now;
    this.tokens = new TokenDesk(setup.appId, world.now);
    this.#world = world;
    this.#count = setup.countFrom ?? 0;
  }

  /** Saves the callback address, as in the console; `checks` says whether it answers. */
  connect(callbackUrl: string): void {
    this.#callbackUrl = callbackUrl;
  }

  checks(): Promise<boolean> {
    return checkAddress(this.#courier(this.#callbackUrl ?? ''));
  }

  /** The person of this openid, made on first sight, following the account. */
  follower(openid: string): Follower {
    const known = this.#followers.get(openid) ?? new Follower(openid, this);
    this.#followers.set(openid, known);
    return known;
  }

  knows(openid: string): Follower | undefined {
    return this.#followers.get(openid);
  }

  /** Has this call been made today as often as it may (45009)? */
  isOverQuota(path: string): boolean {
    const most = this.setup.quotas?.[path];
    if (most === undefined) return false;
    const today = this.now().toISOString().slice(0, 10);
    const made = this.calls.filter(
      (call) => call.path === path && call.at.toISOString().startsWith(today),
    );
    return made.length >= most;
  }

  keepMedia(media: KeptMedia): string {
    const id = `media-${this.#next()}`;
    this.#media.set(id, { ...media, at: this.now().getTime() });
    return id;
  }

  /** Gone after three days (A10). */
  media(id: string): KeptMedia | undefined {
    const media = this.#media.get(id);
    return media !== undefined && this.now().getTime() - media.at < MEDIA_LIFE_MS
      ? media
      : undefined;
  }

  /** Adds what every push has: both ends, the second, and a MsgId unless it is an event. */
  complete(openid: string, fields: PushFields): PushFields {
    return {
      ToUserName: this.setup.originalId,
      FromUserName: openid,
      CreateTime: Math.floor(this.now().getTime() / 1000),
      ...fields,
      ...(fields.MsgType !== 'event' && { MsgId: this.nextId() }),
    };
  }

  /** Brings a complete push to the callback and writes down what the phone showed. */
  async bring(push: PushFields, follower: Follower, options: PushOptions): Promise<PushOutcome> {
    if (this.#callbackUrl === null) throw new Error('The account has no callback address yet');
    const job = { ...this.#courier(this.#callbackUrl), options };
    const [at, begun] = [this.now(), performance.now()];
    const outcome = await bring(push, follower.openid, job);
    const shown = { to: follower.openid, at: this.now() };
    this.pushed.push({
      openid: follower.openid,
      at,
      what: nameOf(push),
      statuses: outcome.deliveries.map(({ status }) => status),
      milliseconds: Math.round(performance.now() - begun),
    });
    if (outcome.reply !== null) this.ledger.push({ kind: 'reply', ...shown, text: outcome.reply });
    if (outcome.handedOver) this.ledger.push({ kind: 'handed-over', ...shown });
    if (outcome.fault) this.ledger.push({ kind: 'fault', ...shown });
    return outcome;
  }

  /** Tells the account how a template fared, as the platform does a moment after the call. */
  reportTemplate(follower: Follower, msgId: string): void {
    this.#report(follower, pushes.templateResult(msgId, follower.templateStatus));
  }

  /** The same of a subscription notice. */
  reportSubscription(
    follower: Follower,
    { templateId, msgId }: { readonly templateId: string; readonly msgId: string },
  ): void {
    const code = follower.templateStatus === 'success' ? '0' : '43101';
    this.#report(follower, pushes.subscriptionSent({ templateId, msgId, code }));
  }

  #report(follower: Follower, fields: PushFields): void {
    if (this.#callbackUrl === null || follower.templateStatus === '') return;
    const running = follower.pushes(fields).finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Waits until every report of a template has been delivered. */
  async settle(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled([...this.#running]);
  }

  /** A 19-digit number, as messages have. */
  nextId(): string {
    return `1${String(this.#next()).padStart(18, '0')}`;
  }

  #courier(callbackUrl: string): CourierParts {
    const nonce = (): string => `nonce-${this.#next()}`;
    return { ...this.#world, account: this.setup, callbackUrl, nonce };
  }

  #next(): number {
    this.#count += 1;
    return this.#count;
  }
}

function nameOf({ MsgType, Event }: PushFields): string {
  const name = MsgType === 'event' ? Event : MsgType;
  return typeof name === 'string' ? name : '?';
}
