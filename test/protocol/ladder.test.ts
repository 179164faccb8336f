import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../bot/channels/platform/index.ts';
import { startWecom } from '../../bot/channels/platform/wecom/index.ts';
import { people, type StaffActor } from '../../domain/index.ts';
import { notices, noticeTries, type NoticeRow } from '../../domain/notices/index.ts';
import { hasServer } from '../support/database.ts';
import { GAOPING, openHouse, until, type Dialect, type House } from './house.ts';

const CUSTOM = '/cgi-bin/message/custom/send';
const TEMPLATE = '/cgi-bin/message/template/send';
const CLERK: StaffActor = { kind: 'staff', account: 'clerk', roles: ['clerk'] };

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const opened = async (opening: Parameters<typeof openHouse>[0]): Promise<House> => {
  const house = await openHouse(opening);
  closing.push(() => house.close());
  return house;
};

const noticeOf = (house: House, noticeKey: string): Promise<NoticeRow | null> =>
  house.reads((tx) => tx.table(notices).one({ noticeKey }));

const settled = async (
  house: House,
  key: string,
  state: NoticeRow['state'],
): Promise<NoticeRow> => {
  let row: NoticeRow | null = null;
  await until(`${key} is ${state}`, async () => {
    row = await noticeOf(house, key);
    return row?.state === state;
  });
  return row!;
};

/** A gateway for SMS as bureaus have them: JSON in, JSON out. */
interface Gateway {
  readonly url: string;
  readonly taken: { readonly body: unknown; readonly key: string | undefined }[];
  /** what it answers next; null: nothing at all */
  answers: (string | number | null)[];
}

async function startGateway(): Promise<Gateway> {
  const gateway: Gateway = { url: '', taken: [], answers: [] };
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
      gateway.taken.push({ body, key: request.headers['x-key']?.toString() });
      const answer = gateway.answers.length === 0 ? 'OK' : gateway.answers.shift();
      if (answer === null) response.destroy();
      else if (typeof answer === 'number') response.writeHead(answer).end();
      else response.end(JSON.stringify({ result: { code: answer } }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(
    () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  );
  return {
    ...gateway,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`,
    get answers() {
      return gateway.answers;
    },
    set answers(next) {
      gateway.answers = next;
    },
  };
}

const smsOf = (url: string) => ({
  sms: {
    kind: 'http',
    url,
    headers: { 'x-key': 'gateway-secret' },
    body: { mobile: '{phone}', content: '{text}', sign: { product: 'notice' } },
    successWhen: { path: 'result.code', is: 'OK' },
    timeoutSeconds: 2,
  },
});

/** Somebody known by name and number, bound to a chat, whose window has shut again. */
const member = async (house: House, n: number) => {
  const { app } = house.first.installation;
  const particulars = { name: `周晓兰${n}`, phone: `1390000${String(1000 + n)}` };
  const input = { source: 'visit', particulars };
  const known = await app.perform(GAOPING, people.registerPerson, input, CLERK);
  if (known.kind !== 'done' || known.events[0].type !== 'people.registered')
    throw new Error(JSON.stringify(known));
  const { person } = known.events[0];
  const code = String(60_000_000 + n);
  await app.perform(GAOPING, people.issueBindingCode, { person, code }, CLERK);
  const phone = house.account.follower(`member-${n}`);
  expect(await phone.says(`绑定 ${code}`)).toContain('绑定成功');
  return { person, phone, number: particulars.phone };
};

const DIALECTS: readonly Dialect[] = ['sqlite', 'mariadb'];

describe.each(DIALECTS)('by SMS, on %s', (dialect) => {
  const test = it.skipIf(dialect === 'mariadb' && !hasServer);

  test('C-02 where no chat is open: the number and lock-screen words, no name, nothing in the log', async () => {
    const gateway = await startGateway();
    const house = await opened({ dialect, templates: {}, beside: smsOf(gateway.url) });
    const { person, number } = await member(house, 1);
    house.clock.advance(49 * HOUR);
    await house.remind({ channel: '', id: '' }, 'sms-1', { to: { to: 'person', person } });
    const row = await settled(house, 'sms-1', 'sent');
    expect(row.route).toBe('sms');
    expect(gateway.taken).toEqual([
      {
        key: 'gateway-secret',
        body: {
          mobile: number,
          content: '【高平市医疗保障局】有内容没有写完，请到微信公众号查看。',
          sign: { product: 'notice' },
        },
      },
    ]);
    const history = await house.reads((tx) =>
      tx.table(noticeTries).find({ notice: row.id }, { order: { n: 'ASC' } }),
    );
    expect(history.map(({ way, kind }) => `${way} ${kind}`)).toEqual([
      'service passed',
      'template passed',
      'subscription passed',
      'sms sent',
    ]);
    expect(house.log.join('\n')).not.toContain(number);
    expect(house.log.join('\n')).not.toContain('gateway-secret');
  });

  test('F33 a gateway that does not answer leaves it unknown: never repeated', async () => {
    const gateway = await startGateway();
    gateway.answers = [null];
    const house = await opened({ dialect, templates: {}, beside: smsOf(gateway.url) });
    const { person } = await member(house, 2);
    house.clock.advance(49 * HOUR);
    await house.remind({ channel: '', id: '' }, 'sms-2', { to: { to: 'person', person } });
    await settled(house, 'sms-2', 'unknown');
    house.clock.advance(HOUR);
    house.first.installation.app.wake(GAOPING);
    gateway.answers = ['LIMIT'];
    await house.remind({ channel: '', id: '' }, 'sms-3', { to: { to: 'person', person } });
    const refused = await settled(house, 'sms-3', 'sheet');
    expect(refused.outcome).toContain('平台拒绝发送');
    expect(gateway.taken).toHaveLength(2);
  });
});

describe('the platform’s report', () => {
  it('F33 settles a template message whose answer was lost, by the chat it went to', async () => {
    const house = await opened({});
    const phone = house.account.follower('lost-answer');
    await phone.says('菜单');
    house.clock.advance(49 * HOUR);
    house.account.faults.failNext(TEMPLATE, 'cut-after', 1);
    await house.remind({ channel: 'official-account', id: phone.openid }, 'lost');
    const row = await settled(house, 'lost', 'sent');
    expect(row.outcome).toBe('success');
    const tries = await house.reads((tx) => tx.table(noticeTries).find({ notice: row.id }));
    const words = tries.map(({ outcome }) => outcome).join('\n');
    expect(words).toContain('平台没有回答，不知道是否收到，稍后用同一编号再试');
    expect(words).not.toContain('没有发出');
    house.clock.advance(30 * MINUTE);
    house.first.installation.app.wake(GAOPING);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(phone.received().filter(({ kind }) => kind === 'template')).toHaveLength(1);
    expect(house.account.calls.filter(({ path }) => path === TEMPLATE)).toHaveLength(1);
  });
});

describe.each(DIALECTS)('a bulkhead for each account, on %s', (dialect) => {
  const test = it.skipIf(dialect === 'mariadb' && !hasServer);

  test('F37 an account that hangs delays no other one; its own notices come later, and once', async () => {
    let house: House | null = null;
    const wecom = await startWecom({ now: () => house?.clock.now() ?? new Date(0) });
    closing.push(() => wecom.stop());
    const setup = {
      corpId: 'ww0123456789abcdef',
      agentId: 1000002,
      secret: 'secret-of-the-app',
      token: 'TokenOfTheApp',
      encodingAesKey: `${'W'.repeat(42)}A`,
    };
    const app = wecom.app(setup);
    const full = await opened({ dialect, beside: { wecom: { ...setup, apiBase: wecom.apiBase } } });
    house = full;
    app.connect(full.first.url.replace('/wechat/', '/wecom/'));
    const phones = [];
    for (let n = 0; n < 30; n += 1) {
      const phone = full.account.follower(`hung-${n}`);
      await phone.says('菜单');
      phones.push(phone);
    }
    const colleague = app.member('colleague');
    await colleague.says('菜单');
    const before = colleague.received().length;
    full.account.faults.failNext(CUSTOM, 'hang', 100);
    for (const { openid } of phones)
      await full.remind({ channel: 'official-account', id: openid }, `hung ${openid}`);
    await until('the account hangs', () => full.account.calls.some(({ path }) => path === CUSTOM));
    const waits: number[] = [];
    for (let n = 0; n < 5; n += 1) {
      const began = performance.now();
      const identity = { channel: 'wecom', id: 'colleague' };
      const validUntil = new Date(full.clock.now().getTime() + (n + 1) * HOUR);
      await full.remind(identity, `wecom ${n}`, {
        kind: 'desk.submitted-on-page',
        params: { title: '申请', receipt: `收到${n}` },
        validUntil,
      });
      await settled(full, `wecom ${n}`, 'sent');
      waits.push(performance.now() - began);
    }
    expect(Math.max(...waits)).toBeLessThan(3000);
    expect(colleague.received()).toHaveLength(before + 5);
    // the account comes back: what was on its way is unknown, all others arrive once
    const ours = () => full.reads((tx) => tx.table(notices).find({ route: 'service' }));
    // the clock must not jump while something is on its way: its lease would end
    const atRest = () =>
      until(
        'nothing is on its way',
        async () => (await full.reads((tx) => tx.table(notices).count({ state: 'sending' }))) === 0,
        20_000,
      );
    await atRest();
    full.account.faults.clear(CUSTOM);
    let open = 30;
    for (let round = 0; round < 40 && open > 0; round += 1) {
      full.clock.advance(MINUTE);
      full.first.installation.app.wake(GAOPING);
      await new Promise((resolve) => setTimeout(resolve, 400));
      await atRest();
      const rows = await ours();
      open = 35 - rows.filter(({ state }) => state === 'sent' || state === 'unknown').length;
    }
    const rows = await ours();
    const count = (state: NoticeRow['state']) => rows.filter((row) => row.state === state).length;
    expect(count('sent') + count('unknown')).toBe(35);
    expect(count('unknown')).toBeLessThanOrEqual(16);
    for (const phone of phones)
      expect(phone.received().filter(({ kind }) => kind !== 'reply').length).toBeLessThan(2);
  }, 60_000);
});
