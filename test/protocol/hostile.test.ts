import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sign } from '../../bot/channels/transport/signature.ts';
import { pushes } from '../../bot/channels/platform/index.ts';
import { inbox } from '../../domain/exchange/index.ts';
import { ACCOUNT, openHouse, type House } from './house.ts';

let plain: House;
let secure: House;
beforeAll(async () => {
  plain = await openHouse();
  secure = await openHouse({ mode: 'secure' });
});
afterAll(() => Promise.all([plain.close(), secure.close()]));

/** A correctly signed query, so that only the body is at fault. */
function signedUrl(): string {
  const timestamp = String(Math.floor(plain.clock.now().getTime() / 1000));
  const nonce = `n${performance.now()}`;
  const query = {
    timestamp,
    nonce,
    signature: sign(ACCOUNT.token, timestamp, nonce),
    openid: 'o1',
  };
  return `${plain.first.url}?${new URLSearchParams(query).toString()}`;
}

const envelope = (inner: string): string =>
  `<xml><ToUserName>gh</ToUserName><FromUserName>o1</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType>${inner}</xml>`;

const BODIES: Readonly<Record<string, string>> = {
  XXE: `<!DOCTYPE xml [<!ENTITY x SYSTEM "file:///etc/passwd">]>${envelope('<Content>&x;</Content>')}`,
  'billion laughs': `<!DOCTYPE xml [<!ENTITY a "ha">${Array.from({ length: 20 }, (_n, i) => `<!ENTITY b${i} "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">`).join('')}]>${envelope('<Content>&b19;</Content>')}`,
  'nested tags': envelope(`${'<a>'.repeat(30_000)}${'</a>'.repeat(30_000)}`),
  __proto__: envelope('<__proto__><polluted>1</polluted></__proto__><Content>x</Content>'),
  'no XML': '这不是 XML',
  empty: '',
  '200k nested tags': envelope(`${'<a>'.repeat(200_000)}${'</a>'.repeat(200_000)}`),
};

describe('F09 hostile bodies', () => {
  it.each(Object.entries(BODIES))(
    '%s is refused at once and leaves nothing',
    async (_name, body) => {
      const began = process.cpuUsage();
      const answer = await fetch(signedUrl(), { method: 'POST', body });
      const { user, system } = process.cpuUsage(began);
      expect([400, 413]).toContain(answer.status);
      // microseconds of this process, whatever else the machine does
      expect(user + system).toBeLessThan(200_000);
      expect(({} as { polluted?: string }).polluted).toBeUndefined();
      expect(await plain.reads((tx) => tx.table(inbox).count({}))).toBe(0);
    },
  );

  it('20 MB with a length and 20 MB without one are refused without being kept', async () => {
    const chunk = Buffer.alloc(64 * 1024, 'a');
    await flood(signedUrl(), chunk, { 'content-length': '20971520' });
    const before = used();
    expect(await flood(signedUrl(), chunk, { 'content-length': '20971520' })).toBe(413);
    expect(await flood(signedUrl(), chunk, {})).toBe(413);
    expect(used() - before).toBeLessThan(10 * 1024 * 1024);
    expect(await plain.account.follower('o-after').says('菜单')).not.toBeNull();
  });
});

describe('F08 in secure mode', () => {
  it.each(['signature', 'stale', 'early', 'other-app-id', 'body'] as const)(
    'a push with a wrong %s is refused with 403 and leaves nothing',
    async (tamper) => {
      const phone = secure.account.follower('o1');
      const { deliveries } = await phone.pushes(pushes.text('举报'), { tamper });
      expect(deliveries.map(({ status }) => status)).toEqual([403, 403, 403]);
      expect(await secure.reads((tx) => tx.table(inbox).count({}))).toBe(0);
    },
  );

  it('a plain push is no way around the key, other methods and other bureaus are none either', async () => {
    expect((await fetch(secure.first.url, { method: 'PUT' })).status).toBe(405);
    const elsewhere = secure.first.url.replace('gaoping', 'nowhere');
    expect((await fetch(elsewhere, { method: 'POST', body: 'x' })).status).toBe(404);
    const timestamp = String(Math.floor(secure.clock.now().getTime() / 1000));
    const query = { timestamp, nonce: 'n', signature: sign(ACCOUNT.token, timestamp, 'n') };
    const url = `${secure.first.url}?${new URLSearchParams(query).toString()}`;
    const answer = await fetch(url, {
      method: 'POST',
      body: envelope('<MsgId>1</MsgId><Content>x</Content>'),
    });
    expect(answer.status).toBe(403);
  });
});

const used = (): number => {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

/** Writes chunks until the server answers; the status, whatever becomes of the rest. */
function flood(url: string, chunk: Buffer, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    let written = 0;
    let answered = false;
    const asked = request(url, { method: 'POST', headers }, (response) => {
      answered = true;
      response.resume();
      asked.destroy();
      resolve(response.statusCode ?? 0);
    });
    asked.on('error', (error) => {
      if (!answered) reject(error);
    });
    const write = (): void => {
      while (!answered && written < 320) {
        written += 1;
        if (!asked.write(chunk)) {
          asked.once('drain', write);
          return;
        }
      }
      if (!answered) asked.end();
    };
    write();
  });
}
