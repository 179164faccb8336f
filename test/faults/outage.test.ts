import { createServer, connect, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Follower } from '../../bot/channels/platform/index.ts';
import { conversationId, conversations, inbox } from '../../domain/exchange/index.ts';
import { hasServer } from '../support/database.ts';
import { openHouse, until, type House } from '../protocol/house.ts';

/** A TCP proxy to the database that can be closed, or swallow every packet. */
interface Wire {
  readonly url: string;
  readonly cut: () => Promise<void>;
  readonly mend: () => Promise<void>;
  readonly swallow: () => void;
  readonly stop: () => Promise<void>;
}

async function startWire(target: string): Promise<Wire> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let server: Server | null = null;
  let listening = 0;
  const open = async (): Promise<void> => {
    server = createServer((client) => {
      const upstream = connect(Number(port), hostname);
      for (const [from, to] of [
        [client, upstream],
        [upstream, client],
      ] as const) {
        sockets.add(from);
        from.on('error', () => undefined);
        from.on('close', () => {
          sockets.delete(from);
          to.destroy();
        });
        from.pipe(to);
      }
    });
    server.listen(listening, '127.0.0.1');
    await once(server, 'listening');
    listening = (server.address() as AddressInfo).port;
  };
  const close = async (): Promise<void> => {
    const closing = server;
    server = null;
    if (closing === null) return;
    const closed = once(closing, 'close');
    closing.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  await open();
  const url = new URL(target);
  url.port = String(listening);
  return {
    url: url.href,
    cut: close,
    mend: open,
    // half-open: connections stand, nothing comes through (F21)
    swallow: () => {
      for (const socket of sockets) socket.unpipe().pause();
    },
    stop: close,
  };
}

describe.skipIf(!hasServer)('a database that goes away', () => {
  let house: House;
  let wire: Wire;
  beforeAll(async () => {
    house = await openHouse({
      dialect: 'mariadb',
      through: async (url) => {
        wire = await startWire(url);
        return wire.url;
      },
    });
  });
  afterAll(async () => {
    await house.close();
    await wire.stop();
  });

  const talk = ({ openid }: Follower) =>
    house.reads(async (tx) => {
      const conversation = conversationId(tx, { channel: 'official-account', id: openid });
      return {
        rows: await tx.table(inbox).find({ conversation }, { order: { receivedAt: 'ASC' } }),
        turns: (await tx.table(conversations).one({ id: conversation }))?.turns,
      };
    });
  const ready = async () =>
    (await fetch(house.first.url.replace('/wechat/gaoping', '/readyz'))).text();

  it('F18 for some seconds: messages are taken at once, spooled, and answered in order when it is back', async () => {
    const phones = ['a', 'b', 'c'].map((name) => house.account.follower(`o-out-${name}`));
    for (const phone of phones) await phone.says('菜单');
    await wire.cut();
    for (const text of ['举报', '药店用我的医保卡刷了保健品', '前天上午十点半'])
      for (const phone of phones) {
        const { deliveries } = await phone.pushes({ MsgType: 'text', Content: text });
        expect(deliveries).toEqual([{ status: 200, body: '' }]);
      }
    expect(await ready()).toContain('spool draining');
    // the platform asks once more: still kept, still empty
    expect((await phones[0]!.repeatsLast()).deliveries).toEqual([{ status: 200, body: '' }]);
    await wire.mend();
    await until(
      'the spool is drained',
      async () => (await ready()).startsWith('ready\nspool empty'),
      15_000,
    );
    for (const phone of phones) {
      await until('the answers came', () => phone.received().length === 4);
      const texts = phone.received().map((entry) => ('text' in entry ? entry.text : ''));
      expect(texts[1]).toContain('请说说是什么事');
      expect(texts[2]).toContain('什么时候的事');
      expect(texts[3]).toContain('在什么地方');
      const { rows, turns } = await talk(phone);
      expect({ states: rows.map(({ state }) => state), turns }).toEqual({
        states: Array(4).fill('done'),
        turns: 4,
      });
    }
    expect(await phones[0]!.says('泫氏街老车站旁边')).toContain('定点医药机构');
  }, 40_000);

  it('F21 packets vanish: answered within the platform’s patience, recovered alone', async () => {
    const phone = house.account.follower('o-vanish');
    await phone.says('菜单');
    wire.swallow();
    const began = performance.now();
    const { deliveries } = await phone.pushes({ MsgType: 'text', Content: '举报' });
    expect(deliveries).toEqual([{ status: 200, body: '' }]);
    expect(performance.now() - began).toBeLessThan(4900);
    await until('the answer came by itself', () => phone.received().length === 2, 20_000);
    const { rows, turns } = await talk(phone);
    expect({ rows: rows.length, turns }).toEqual({ rows: 2, turns: 2 });
    expect(await phone.says('药店用我的医保卡刷了保健品')).toContain('什么时候的事');
  }, 40_000);
});
