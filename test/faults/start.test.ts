import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { markAsDemo } from '../../demo-mark.ts';
import { readConfig } from '../../config.ts';
import { createLog, openInstallation } from '../../installation.ts';
import { bureauFolder } from '../protocol/house.ts';
import { startChild } from './child.ts';

const SECRET_KEY = Buffer.alloc(32, 7).toString('base64');
let folder: string;
let bureaus: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'jiandu-start-'));
  bureaus = bureauFolder(folder, 'http://127.0.0.1:9');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const place = (name: string, more: Readonly<Record<string, string>> = {}) => ({
  DATABASE_URL: `sqlite:${path.join(folder, name, 'jiandu.db')}`,
  DATA_DIR: path.join(folder, name),
  BUREAUS_DIR: bureaus,
  SECRET_KEY,
  BOT_PORT: '0',
  WEB_PORT: '0',
  ...more,
});

describe('a start that cannot work ends with 2 and says everything at once', () => {
  it('wrong configuration, in Chinese and English', async () => {
    const wrong = {
      SECRET_KEY: 'c2hvcnQ=',
      BOT_PORT: '70000',
      LOG_LEVEL: 'loud',
      PUBLIC_URL: 'here',
    };
    const { code, errors } = await startChild('main.ts', place('config', wrong)).ended;
    expect(code).toBe(2);
    expect(errors).toContain('4 configuration fault(s)');
    for (const name of Object.keys(wrong)) expect(errors).toContain(name);
    expect(errors).toContain('密钥应为32字节的base64');
    expect(errors).toContain('must be 32 bytes in base64');
    expect(errors).not.toContain('c2hvcnQ=');
  });

  it('wrong bureau files', async () => {
    const wrong = path.join(folder, 'wrong-bureaus');
    mkdirSync(wrong);
    writeFileSync(
      path.join(wrong, 'a.yaml'),
      'slug: gaoping\nname: 高\nmeasure: gaoping\nchannels: { officialAccount: { appId: x } }\n',
    );
    writeFileSync(
      path.join(wrong, 'b.yaml'),
      'slug: zhanjiang\nname: 湛江市医疗保障局\nmeasure: nonsense\n',
    );
    writeFileSync(
      path.join(wrong, 'c.yaml'),
      'slug: third\nname: 第三\nmeasure: gaoping\nchannels: { officialAccount: { secret: "${NO_SUCH_SECRET}" } }\n',
    );
    const { code, errors } = await startChild('main.ts', place('bureaus', { BUREAUS_DIR: wrong }))
      .ended;
    expect(code).toBe(2);
    for (const words of [
      'a.yaml',
      'name',
      'channels.officialAccount.appId',
      'b.yaml',
      'nonsense',
      'c.yaml',
      'NO_SUCH_SECRET',
      '缺少环境变量',
    ])
      expect(errors).toContain(words);
  });

  it('a database that cannot be reached, named without its password', async () => {
    const unreachable = { DATABASE_URL: 'mysql://jiandu:p%40ssw@rd@127.0.0.1:9/jiandu' };
    const { code, errors } = await startChild('bin/bot.ts', place('unreachable', unreachable))
      .ended;
    expect(code).toBe(2);
    expect(errors).toContain('数据库连不上');
    expect(errors).toContain('mysql://127.0.0.1:9/jiandu');
    expect(errors).toContain('ECONNREFUSED');
    expect(errors).not.toMatch(/w@rd|w%40rd|p%40ss/);
  });

  it('demo data', async () => {
    const env = place('demo');
    const read = readConfig(env);
    if ('faults' in read) throw new Error('config');
    const installation = await openInstallation({
      config: read.config,
      log: createLog('silent'),
      clock: () => new Date(),
      env: {},
    });
    await markAsDemo(installation);
    await installation.close();
    const { code, errors } = await startChild('main.ts', env).ended;
    expect(code).toBe(2);
    expect(errors).toContain('演示数据');
  });

  it('C-09 a bureau that calls itself a demonstration', async () => {
    const free = path.join(folder, 'free-bureaus');
    mkdirSync(free);
    writeFileSync(
      path.join(free, 'a.yaml'),
      'slug: gaoping\nname: 高平市医疗保障局\nmeasure: gaoping\npolicy: { demonstration: true }\n',
    );
    const env = place('freedoms', { BUREAUS_DIR: free });
    const { code, errors } = await startChild('main.ts', env).ended;
    expect(code).toBe(2);
    expect(errors).toContain('demonstration: true');
  });
});
