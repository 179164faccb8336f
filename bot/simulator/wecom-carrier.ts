import type { InboundBody } from '../channels/inbound.ts';
import type { Member, PlayedApp, WecomReceived } from '../channels/platform/wecom/index.ts';
import type { Carrier, Ordered, Picture } from './carrier.ts';
import type { LedgerRow, LedgerView, Order } from './ledger.ts';
import type { Content } from './lines.ts';
import { FAULTS } from './official-carrier.ts';
import { wecomLedgerOf } from './wecom-ledger.ts';

/** A phone of a member of WeCom: everything is encrypted, notices may be cards with buttons. */
export class WecomCarrier implements Carrier {
  readonly #app: PlayedApp;
  /** the pushes of the demo's phones, as they went */
  readonly #pushed: (LedgerRow & { readonly follower: string })[] = [];
  #collected = 0;

  constructor(app: PlayedApp) {
    this.#app = app;
  }

  idOf(follower: string): string {
    return follower;
  }

  knows(follower: string): void {
    this.#app.member(follower);
  }

  joins(follower: string): Promise<unknown> {
    return this.#push(follower, '加入', (member) => member.joins());
  }

  leaves(follower: string): Promise<unknown> {
    return this.#push(follower, '离开', (member) => member.leaves());
  }

  async act(follower: string, body: InboundBody, picture: Picture | null): Promise<void> {
    if (body.kind === 'text') await this.#push(follower, '文字', (by) => by.says(body.text));
    if (body.kind === 'tap') await this.#push(follower, '点菜单', (by) => by.clicks(body.item));
    if (body.kind === 'follow') await this.joins(follower);
    if (picture !== null)
      await this.#push(follower, '图片', (by) => by.sendsImage(picture.bytes, picture.mime));
  }

  async press(follower: string, task: string, key: string): Promise<void> {
    // a card of before the last start is unknown, one that was closed has no button any more
    if (this.#app.cards.find(task)?.shown !== null) return;
    await this.#push(follower, '点卡片按钮', (member) => member.taps(task, key));
  }

  async obey(order: Order, follower: string): Promise<void> {
    const fault = FAULTS[order];
    if (fault !== undefined) this.#app.faults.failNext('*', fault);
    if (order === 'revoke') this.#app.withdrawToken();
    if (order === 'unfollow') await this.leaves(follower);
    if (order === 'follow') await this.joins(follower);
  }

  fresh(): ReturnType<Carrier['fresh']> {
    const { ledger } = this.#app;
    const fresh = ledger.slice(this.#collected);
    this.#collected = ledger.length;
    return fresh.map((received) => {
      const follower = received.to;
      const picture = pictureIn(received, this.#app);
      if (picture !== undefined) return { follower, content: { kind: 'picture' }, picture };
      return { follower, content: contentOf(received) };
    });
  }

  ledger(follower: string, at: { now: Date; orders: readonly Ordered[] }): LedgerView {
    const pushed = this.#pushed.filter((one) => one.follower === follower);
    return wecomLedgerOf(this.#app, { member: this.#app.member(follower), pushed, ...at });
  }

  async #push(
    follower: string,
    what: string,
    act: (member: Member) => Promise<unknown>,
  ): Promise<void> {
    const [at, begun] = [this.#app.now(), performance.now()];
    await act(this.#app.member(follower));
    const detail = `${Math.round(performance.now() - begun)} 毫秒`;
    this.#pushed.push({ follower, at, way: 'in', what: `推送：${what}`, detail, isWrong: false });
  }
}

const pictureIn = (received: WecomReceived, app: PlayedApp): Uint8Array | undefined =>
  received.kind === 'media' && received.type === 'image'
    ? app.mediaOf(received.mediaId)?.bytes
    : undefined;

const contentOf = (received: WecomReceived): Content => {
  switch (received.kind) {
    case 'reply':
    case 'message':
      return { kind: 'text', text: received.text };
    case 'card': {
      const { taskId, title, text, buttons } = received;
      return { kind: 'choice', task: taskId, title, text, buttons: [...buttons] };
    }
    case 'card-update':
      return { kind: 'closing', task: received.taskId, words: received.words };
    case 'media':
      return { kind: 'note', text: received.type === 'image' ? '[图片]' : '[文件]' };
  }
};
