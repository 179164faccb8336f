import type { BureauId, ChatIdentity } from '../../domain/index.ts';
import type { InboundBody } from '../channels/inbound.ts';
import type { PlayedAccount } from '../channels/platform/index.ts';
import type { PlayedApp } from '../channels/platform/wecom/index.ts';
import type { PuppetSimulator } from '../channels/simulator/puppet.ts';
import type { Carrier, Ordered, PlayedWay, Way } from './carrier.ts';
import { carryBinding, type Carrying } from './carry.ts';
import type { LedgerView, Order } from './ledger.ts';
import { OfficialCarrier } from './official-carrier.ts';
import type { Phone, Phones } from './phones.ts';
import { WecomCarrier } from './wecom-carrier.ts';

/** The platforms that the demo plays, and what a restart of the demo must find again. */
export interface PlayedWorld {
  readonly accounts: ReadonlyMap<BureauId, PlayedAccount>;
  readonly apps: ReadonlyMap<BureauId, PlayedApp>;
  /** phones that go through a platform, by `bureau/follower` */
  readonly through: Map<string, PlayedWay>;
  /** keeps `through` for the next start */
  readonly keep: () => void;
  /** moves the demo's own clock and the platforms' with it, only ever forward */
  readonly advance: (milliseconds: number) => void;
}

export interface PlayedParts {
  readonly world: PlayedWorld;
  readonly phones: Phones;
  readonly carrying: Omit<Carrying, 'bureau'>;
}

/** Phones whose messages go by a played platform: pushed to the callback, answered or sent for. */
export interface Played {
  readonly isOffered: (bureau: BureauId) => boolean;
  readonly wayOf: (phone: Phone) => Way;
  readonly switchTo: (phone: Phone, way: Way, puppet: PuppetSimulator) => Promise<void>;
  readonly hand: (phone: Phone, body: InboundBody) => Promise<void>;
  readonly press: (phone: Phone, task: string, key: string) => Promise<void>;
  /** brings what the platforms showed meanwhile onto the phones */
  readonly collect: (bureau: BureauId) => Promise<void>;
  readonly order: (phone: Phone, order: Order) => Promise<void>;
  readonly ledger: (phone: Phone) => LedgerView | null;
}

type Shown = ReturnType<Carrier['fresh']>[number];

const keyOf = ({ bureau, follower }: Phone): string => `${bureau}/${follower}`;
const CHANNELS = {
  direct: 'simulator',
  platform: 'official-account',
  wecom: 'wecom',
} as const satisfies Record<Way, string>;
const WAY_WORDS: Readonly<Record<Way, string>> = {
  direct: '改为直接收发',
  platform: '改为经公众号平台收发',
  wecom: '改为经企业微信收发',
};

/** Another channel is another account: nobody shall look for a draft in the wrong place. */
const switchedWords = (way: Way, isSamePerson: boolean): string =>
  isSamePerson
    ? `${WAY_WORDS[way]}。在系统里是另一个账号，绑定的身份跟着过来；没填完的内容和人工对话留在原来那边，换回去可以接着。`
    : `${WAY_WORDS[way]}。在系统里是另一个账号，身份没有跟过来；没填完的内容和人工对话留在原来那边，换回去可以接着。`;

export const createPlayed = (parts: PlayedParts): Played => new PlayedPhones(parts);

class PlayedPhones implements Played {
  readonly #world: PlayedWorld;
  readonly #phones: Phones;
  readonly #carrying: PlayedParts['carrying'];
  readonly #carriers: Readonly<Record<PlayedWay, ReadonlyMap<BureauId, Carrier>>>;
  readonly #orders: (Phone & Ordered & { readonly way: Way })[] = [];

  constructor({ world, phones, carrying }: PlayedParts) {
    [this.#world, this.#phones, this.#carrying] = [world, phones, carrying];
    this.#carriers = {
      platform: carriersOf(world.accounts, (account) => new OfficialCarrier(account)),
      wecom: carriersOf(world.apps, (app) => new WecomCarrier(app)),
    };
    // the platforms have forgotten everybody when the demo starts again
    for (const [key, way] of world.through) {
      const [bureau = '', follower = ''] = key.split('/');
      this.#carriers[way].get(bureau as BureauId)?.knows(follower);
    }
  }

  isOffered(bureau: BureauId): boolean {
    return this.#world.accounts.has(bureau);
  }

  wayOf(phone: Phone): Way {
    return this.#world.through.get(keyOf(phone)) ?? 'direct';
  }

  async switchTo(phone: Phone, way: Way, puppet: PuppetSimulator): Promise<void> {
    const before = this.wayOf(phone);
    if (before === way) return;
    const bureau = { ...this.#carrying, bureau: phone.bureau };
    const isSamePerson = await carryBinding(
      bureau,
      this.#identity(phone, before),
      this.#identity(phone, way),
    );
    if (way === 'direct') this.#world.through.delete(keyOf(phone));
    else this.#world.through.set(keyOf(phone), way);
    this.#world.keep();
    const content = { kind: 'note', text: switchedWords(way, isSamePerson) } as const;
    await this.#phones.add(phone, { side: 'follower', content });
    if (before === 'direct') await hearDirect(this.#phones, puppet, { phone, kind: 'unfollow' });
    else await this.#at(phone, before)?.leaves(phone.follower);
    if (way === 'direct') await hearDirect(this.#phones, puppet, { phone, kind: 'follow' });
    else await this.#at(phone, way)?.joins(phone.follower);
    await this.collect(phone.bureau);
  }

  async hand(phone: Phone, body: InboundBody): Promise<void> {
    const { pictures } = this.#phones;
    const picture = body.kind === 'image' ? await pictures.find(phone.bureau, body.mediaId) : null;
    await this.#at(phone)?.act(phone.follower, body, picture);
    await this.collect(phone.bureau);
  }

  async press(phone: Phone, task: string, key: string): Promise<void> {
    await this.#at(phone)?.press(phone.follower, task, key);
    await this.collect(phone.bureau);
  }

  async collect(bureau: BureauId): Promise<void> {
    for (const carriers of Object.values(this.#carriers))
      for (const shown of carriers.get(bureau)?.fresh() ?? []) await this.#bring(bureau, shown);
  }

  /** Onto the phone, with the bytes of a picture put where the page shows them from. */
  async #bring(bureau: BureauId, { follower, content, picture: bytes }: Shown): Promise<void> {
    const { pictures, uuid } = this.#phones;
    const picture = uuid();
    if (bytes !== undefined) await pictures.keep(bureau, picture, bytes);
    const line = { side: 'bureau', content, ...(bytes !== undefined && { picture }) } as const;
    await this.#phones.add({ bureau, follower }, line);
  }

  async order(phone: Phone, order: Order): Promise<void> {
    const way = this.wayOf(phone);
    this.#orders.push({ ...phone, way, at: this.#phones.clock(), order });
    const forward = FORWARD[order];
    if (forward !== undefined) this.#world.advance(forward);
    await this.#at(phone)?.obey(order, phone.follower);
    this.#carrying.app.wake(phone.bureau);
    await this.collect(phone.bureau);
  }

  ledger(phone: Phone): LedgerView | null {
    const way = this.wayOf(phone);
    const orders = this.#orders.filter((one) => one.way === way && concerns(one, phone));
    const at = { now: this.#phones.clock(), orders };
    return this.#at(phone)?.ledger(phone.follower, at) ?? null;
  }

  /** null: the phone goes directly. */
  #at(phone: Phone, way: Way = this.wayOf(phone)): Carrier | null {
    return way === 'direct' ? null : (this.#carriers[way].get(phone.bureau) ?? null);
  }

  #identity(phone: Phone, way: Way): ChatIdentity {
    const id = this.#at(phone, way)?.idOf(phone.follower) ?? phone.follower;
    return { channel: CHANNELS[way], id };
  }
}

const carriersOf = <T>(
  some: ReadonlyMap<BureauId, T>,
  carry: (one: T) => Carrier,
): ReadonlyMap<BureauId, Carrier> =>
  new Map([...some].map(([bureau, one]) => [bureau, carry(one)] as const));

/** Who follows is one phone's business; faults, tokens and time are the whole account's. */
const concerns = (one: Phone & Ordered, phone: Phone): boolean =>
  one.bureau === phone.bureau &&
  (one.follower === phone.follower || !['follow', 'unfollow'].includes(one.order));

/** The direct channel hears that the person has left it or come back: notices go where the phone is. */
const hearDirect = async (
  phones: Phones,
  puppet: PuppetSimulator,
  { phone, kind }: { phone: Phone; kind: 'follow' | 'unfollow' },
): Promise<void> => {
  await puppet.receive({
    bureau: phone.bureau,
    channel: 'simulator',
    from: phone.follower,
    key: `sim:${phones.uuid()}`,
    sentAt: phones.clock(),
    body: { kind },
  });
};

const MINUTE = 60_000;
const FORWARD: Partial<Record<Order, number>> = {
  minute: MINUTE,
  day: 24 * 60 * MINUTE,
  'three-days': 3 * 24 * 60 * MINUTE,
};
