import type { InboundBody } from '../channels/inbound.ts';
import type { Fault, PlayedAccount, Received } from '../channels/platform/index.ts';
import type { Carrier, Ordered, Picture } from './carrier.ts';
import { labelled, ledgerOf, type LedgerView, type Order } from './ledger.ts';
import type { Content } from './lines.ts';

const OPENID = 'o-';

/** A phone on an official account: pushes to the callback; replies, messages and templates back. */
export class OfficialCarrier implements Carrier {
  readonly #account: PlayedAccount;
  #collected = 0;

  constructor(account: PlayedAccount) {
    this.#account = account;
  }

  idOf(follower: string): string {
    return `${OPENID}${follower}`;
  }

  knows(follower: string): void {
    this.#account.follower(this.idOf(follower));
  }

  joins(follower: string): Promise<unknown> {
    return this.#account.follower(this.idOf(follower)).subscribes();
  }

  leaves(follower: string): Promise<unknown> {
    return this.#account.follower(this.idOf(follower)).unsubscribes();
  }

  async act(follower: string, body: InboundBody, picture: Picture | null): Promise<void> {
    const by = this.#account.follower(this.idOf(follower));
    if (body.kind === 'text')
      await (body.menuItem === undefined
        ? by.says(body.text)
        : by.choosesItem(body.menuItem, body.text));
    if (body.kind === 'tap') await by.taps(body.item);
    if (body.kind === 'follow') await by.subscribes();
    if (picture !== null) await by.sendsImage(picture.bytes, picture.mime);
  }

  /** cards are WeCom's */
  press(): Promise<void> {
    return Promise.resolve();
  }

  async obey(order: Order, follower: string): Promise<void> {
    const fault = FAULTS[order];
    if (fault !== undefined) this.#account.faults.failNext('*', fault);
    if (order === 'revoke') this.#account.tokens.invalidate();
    if (order === 'unfollow') await this.leaves(follower);
    if (order === 'follow') await this.joins(follower);
  }

  fresh(): ReturnType<Carrier['fresh']> {
    const { ledger } = this.#account;
    const fresh = ledger.slice(this.#collected);
    // at once: two pages that ask together must not bring the same line twice
    this.#collected = ledger.length;
    return fresh.map((received) => {
      const follower = received.to.slice(OPENID.length);
      const picture = pictureIn(received, this.#account);
      if (picture !== undefined) return { follower, content: { kind: 'picture' }, picture };
      return { follower, content: contentOf(received, this.#account) };
    });
  }

  ledger(follower: string, at: { now: Date; orders: readonly Ordered[] }): LedgerView {
    const person = this.#account.follower(this.idOf(follower));
    return ledgerOf(this.#account, { follower: person, ...at });
  }
}

export const FAULTS: Partial<Record<Order, Fault>> = {
  hang: 'hang',
  cut: 'cut-after',
  '45015': 45_015,
  '40001': 40_001,
  '42001': 42_001,
  '-1': -1,
};

const FAULT_NOTICE = '该公众号提供的服务出现故障，请稍后再试';

const pictureIn = (received: Received, account: PlayedAccount): Uint8Array | undefined =>
  received.kind === 'media' && received.media === 'image'
    ? account.media(received.mediaId)?.bytes
    : undefined;

/** How the phone shows what the platform brought. */
const contentOf = (received: Received, account: PlayedAccount): Content => {
  switch (received.kind) {
    case 'reply':
    case 'message':
      return { kind: 'text', text: received.text };
    case 'menu':
      return menuOf(received);
    case 'template':
      return cardOf(received, received.url, account);
    case 'subscription':
      return cardOf(received, received.page, account);
    case 'media':
      return { kind: 'note', text: received.media === 'image' ? '[图片]' : '[语音]' };
    case 'handed-over':
      return { kind: 'note', text: '已转给公众平台的人工客服' };
    case 'fault':
      return { kind: 'note', text: FAULT_NOTICE };
  }
};

const menuOf = ({ head, items, tail }: Extract<Received, { kind: 'menu' }>): Content => ({
  kind: 'menu',
  head,
  items: [...items],
  tail,
});

const cardOf = (
  { fields, templateId }: Extract<Received, { kind: 'template' | 'subscription' }>,
  url: string | null,
  account: PlayedAccount,
): Content => ({ kind: 'card', fields: labelled(fields, account, templateId), url });
