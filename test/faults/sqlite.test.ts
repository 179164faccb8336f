import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  pushes,
  startPlatform,
  type Platform,
  type PlayedAccount,
} from '../../bot/channels/platform/index.ts';
import { readConfig } from '../../config.ts';
import { verifyChain } from '../../domain/audit/index.ts';
import { conversations, inbox } from '../../domain/exchange/index.ts';
import { openDatabase } from '../../domain/index.ts';
import { createLog, openInstallation } from '../../installation.ts';
import { ACCOUNT, bureauFolder, GAOPING } from '../protocol/house.ts';
import { plays } from '../protocol/transcript.ts';
import { citizenOf } from '../support/people.ts';
import { startChild } from './child.ts';
import { inParallel, Load } from './load.ts';

const CITIZEN = citizenOf('1985-03-15');
const SECRETS = {
  citizen: CITIZEN,
  phone: '13912345678',
  openid: 'o6_bmjrPTlm6_2sgVt7hMZOPfL2M',
  name: '欧阳建国',
  employer: '高平市人民医院药剂科',
  words: '退休前在医院收费处工作二十年',
  text: '药店用我的医保卡刷了保健品',
  appSecret: ACCOUNT.secret,
  token: ACCOUNT.token,
};
const NOMINATION = `
  用户：自荐
  用户：同意
  用户：${SECRETS.name}
  用户：${SECRETS.citizen}
  用户：${SECRETS.phone}
  用户：${SECRETS.employer}
  用户：1
  用户：跳过
  用户：东城街街道
  用户：${SECRETS.words}，熟悉医保结算
  用户：不同意
  用户：同意
  用户：提交
  机器人：编号
`;

describe('npm start on SQLite, as a real process', () => {
  let folder: string;
  let platform: Platform;
  let account: PlayedAccount;
  let env: Readonly<Record<string, string>>;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'jiandu-sqlite-'));
    platform = await startPlatform({ now: () => new Date() });
    account = platform.account({ ...ACCOUNT, mode: 'plain' });
    env = {
      DATABASE_URL: `sqlite:${path.join(folder, 'jiandu.db')}`,
      DATA_DIR: folder,
      BUREAUS_DIR: bureauFolder(folder, platform.apiBase),
      SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
      BOT_PORT: '0',
      WEB_PORT: '0',
      LOG_LEVEL: 'debug',
    };
  });
  afterAll(async () => {
    await platform.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const urlOf = (port: number) => `http://127.0.0.1:${port}/wechat/gaoping`;

  it('F17 kill -9 under load and a restart lose and double nothing; the log names nobody; SIGTERM ends in order', async () => {
    const first = startChild('main.ts', env);
    const url = urlOf(await first.ready);
    account.connect(url);
    const load = new Load(account);
    const people = Array.from({ length: 12 }, (_none, index) => `o-kill-${index}`);
    let answered = 0;
    await inParallel(people, 12, async (openid) => {
      for (const text of [
        '举报',
        SECRETS.text,
        '前天上午十点半',
        '泫氏街老车站旁边',
        '1',
        '惠民大药房',
        '提交',
      ]) {
        if (await load.deliver(load.text(openid, text), url)) answered += 1;
        if (answered === 40) first.kill('SIGKILL');
      }
    });
    const killed = await first.ended;
    expect(killed.signal).toBe('SIGKILL');
    const taken = load.sent.filter(({ acknowledged }) => acknowledged).length;
    expect(taken).toBeGreaterThanOrEqual(40);

    const second = startChild('main.ts', env);
    const anew = urlOf(await second.ready);
    for (const message of load.messages) await load.deliver(message, anew);
    expect(load.sent.filter(({ acknowledged }) => !acknowledged)).toEqual([]);
    for (const { replies } of load.sent) expect(new Set(replies).size).toBe(1);

    account.connect(anew);
    const nominee = account.follower(SECRETS.openid);
    await plays(nominee, NOMINATION);
    await troubles(nominee.openid, anew);
    second.kill('SIGTERM');
    const ended = await second.ended;
    expect({ code: ended.code, errors: ended.errors }).toEqual({ code: 0, errors: '' });

    const { rows, turns, states } = await kept();
    process.stdout.write(
      `      messages ${load.sent.length}, acknowledged before the kill ${taken}, rows ${rows}, turns ${turns}\n`,
    );
    expect(rows - turns).toBe(1); // the message whose turn threw
    expect(states).toEqual(['done', 'failed']);

    const log = killed.output + killed.errors + ended.output;
    expect(log).toContain('refused a callback');
    expect(log).toContain('bot fault');
    expect(log).toContain('/cgi-bin/media/get');
    for (const [what, secret] of Object.entries(SECRETS)) expect(log, what).not.toContain(secret);
    expect(log).not.toMatch(/\d{17}[\dXx]|(?<!\d)1[3-9]\d{9}(?!\d)|o-kill-/);
  }, 60_000);

  /** What makes a bot write to its log: a forgery, media that cannot be had, a turn that throws. */
  const troubles = async (openid: string, url: string): Promise<void> => {
    account.connect(url);
    const phone = account.follower(openid);
    await phone.pushes(pushes.text(SECRETS.text), { tamper: 'signature' });
    account.faults.failNext('/cgi-bin/media/get', 40007);
    await phone.sendsImage(Buffer.from('photo'));
    const database = await openDatabase({ url: env.DATABASE_URL ?? '', tables: [] });
    await database.query(
      "UPDATE conversation SET session = 'sm4.k1.broken' WHERE session IS NOT NULL",
    );
    await database.destroy();
    expect(await phone.says(SECRETS.text)).toContain('没有处理成功');
    expect((await phone.repeatsLast()).reply).toContain('没有处理成功');
  };

  const kept = async () => {
    const read = readConfig(env);
    if ('faults' in read) throw new Error('config');
    const installation = await openInstallation({
      config: read.config,
      log: createLog('silent'),
      clock: () => new Date(),
      env: {},
    });
    try {
      return await installation.app.gate.transaction(GAOPING, async (tx) => {
        expect(await verifyChain(tx)).toMatchObject({ intact: true });
        const talks = await tx.table(conversations).find({});
        const all = await tx.table(inbox).find({});
        return {
          rows: all.length,
          turns: talks.reduce((sum, talk) => sum + talk.turns, 0),
          states: [...new Set(all.map(({ state }) => state))].sort(),
        };
      });
    } finally {
      await installation.close();
    }
  };
});
