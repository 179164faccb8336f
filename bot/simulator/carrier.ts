import type { InboundBody } from '../channels/inbound.ts';
import type { LedgerView, Order } from './ledger.ts';
import type { Content } from './lines.ts';

/** How a phone sends and receives: by hand, or through one of the played platforms. */
export const WAYS = ['direct', 'platform', 'wecom'] as const;
export type Way = (typeof WAYS)[number];
export type PlayedWay = Exclude<Way, 'direct'>;

/** Something that was ordered at the platform, by whom. */
export interface Ordered {
  readonly at: Date;
  readonly order: Order;
}

export interface Picture {
  readonly bytes: Uint8Array;
  readonly mime: string;
}

/** One played account or app, as the phones of the demo use it. */
export interface Carrier {
  /** the same person under the name that this channel knows */
  readonly idOf: (follower: string) => string;
  readonly knows: (follower: string) => void;
  readonly joins: (follower: string) => Promise<unknown>;
  readonly leaves: (follower: string) => Promise<unknown>;
  readonly act: (follower: string, body: InboundBody, picture: Picture | null) => Promise<void>;
  /** a button of a card */
  readonly press: (follower: string, task: string, key: string) => Promise<void>;
  readonly obey: (order: Order, follower: string) => Promise<void>;
  /** what was shown since this was asked last */
  readonly fresh: () => readonly {
    readonly follower: string;
    readonly content: Content;
    /** the bytes of a picture that the office sent */
    readonly picture?: Uint8Array;
  }[];
  readonly ledger: (
    follower: string,
    at: { readonly now: Date; readonly orders: readonly Ordered[] },
  ) => LedgerView;
}
