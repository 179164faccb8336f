import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { conversationId, inbox } from '../../domain/exchange/index.ts';
import { startWeb, type RunningWeb } from '../../web/main.ts';
import { openHouse, until, type House } from '../protocol/house.ts';
import { GAOPING, openApp, type OpenApp } from '../support/app.ts';
import { freshDatabase, hasServer, type FreshDatabase } from '../support/database.ts';

const COOKIE = `jiandu-session=gaoping.${'a'.repeat(64)}`;
const POOL = 12;

describe.skipIf(!hasServer)('a pool that is used up by slow statements', () => {
  let house: House;
  let web: RunningWeb;
  beforeAll(async () => {
    house = await openHouse({ dialect: 'mariadb' });
    const { app } = house.first.installation;
    const config = { host: '127.0.0.1', port: 0, siteUrl: 'http://127.0.0.1' };
    web = await startWeb(config, app, {
      info: () => undefined,
      warn: () => undefined,
      error: () => undefined,
    });
  });
  afterAll(async () => {
    await web.stop();
    await house.close();
  });

  it('F27 the site says 503 and when to come back; the callback is answered in time, and its answer follows', async () => {
    const phone = house.account.follower('o-crowded');
    await phone.says('菜单');
    const slow = Array.from({ length: POOL + 4 }, () =>
      house.reads((tx) => tx.sql('SELECT SLEEP(4.5)', [])).catch(() => undefined),
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    const began = performance.now();
    const [page, { deliveries }] = await Promise.all([
      fetch(`http://127.0.0.1:${web.port}/`, { headers: { cookie: COOKIE }, redirect: 'manual' }),
      phone.pushes({ MsgType: 'text', Content: '举报' }),
    ]);
    expect(performance.now() - began).toBeLessThan(4800);
    expect(page.status).toBe(503);
    expect(page.headers.get('retry-after')).toBe('60');
    expect(await page.text()).toContain('数据库暂时连不上');
    expect(deliveries).toEqual([{ status: 200, body: '' }]);
    expect((await fetch(house.first.url.replace('/wechat/gaoping', '/livez'))).status).toBe(200);
    await Promise.all(slow);
    await until('the answer came by itself', () => phone.received().length === 2, 15_000);
    const conversation = (tx: Parameters<typeof conversationId>[0]) =>
      conversationId(tx, { channel: 'official-account', id: phone.openid });
    const rows = await house.reads((tx) =>
      tx.table(inbox).find({ conversation: conversation(tx) }),
    );
    expect(rows.map(({ state }) => state)).toEqual(['done', 'done']);
    // no connection was lost on the way: as many may work at once as before
    const quick = Array.from({ length: POOL }, () =>
      house.reads((tx) => tx.sql('SELECT SLEEP(0.5)', [])),
    );
    const again = performance.now();
    await Promise.all(quick);
    expect(performance.now() - again).toBeLessThan(2500);
  }, 60_000);
});

describe.skipIf(!hasServer)('a lock that does not come', () => {
  let database: FreshDatabase;
  let open: OpenApp;
  beforeEach(async () => {
    database = await freshDatabase();
    open = await openApp({ url: database.url });
  }, 60_000);
  afterEach(async () => {
    await open.close();
    await database.drop();
  });

  it('F20 a lock time-out is tried again and nobody notices', async () => {
    const { gate } = open.app;
    await gate.transaction(GAOPING, (tx) =>
      tx.sql("INSERT INTO installation (bureau, id, value) VALUES (?, 'a', '')", [tx.bureau]),
    );
    const mark = "UPDATE installation SET value = CONCAT(value, 'x') WHERE id = 'a'";
    let held: () => void = () => undefined;
    const holding = new Promise<void>((resolve) => (held = resolve));
    const first = gate.transaction(GAOPING, async (tx) => {
      await tx.sql(mark, []);
      held();
      await new Promise((resolve) => setTimeout(resolve, 5500));
    });
    await holding;
    let tries = 0;
    await gate.transaction(GAOPING, async (tx) => {
      tries += 1;
      await tx.sql(mark, []);
    });
    await first;
    expect(tries).toBe(2);
    const rows = await gate.transaction(GAOPING, (tx) =>
      tx.sql("SELECT value FROM installation WHERE id = 'a'", []),
    );
    expect(rows).toEqual([{ value: 'xx' }]);
  }, 60_000);
});
