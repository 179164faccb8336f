import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readConfig } from '../config.ts';
import { DatabaseUnreachable, openDatabase } from '../domain/index.ts';
import { hookOf } from '../hook.ts';

const SECRET_KEY = Buffer.alloc(32, 7).toString('base64');
const folder = mkdtempSync(path.join(tmpdir(), 'jiandu-config-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const faultsOf = (env: NodeJS.ProcessEnv) => {
  const read = readConfig(env);
  return 'faults' in read ? read.faults : [];
};

describe('the environment', () => {
  it('needs only the key; everything else has a value', () => {
    expect(readConfig({ SECRET_KEY })).toEqual({
      config: {
        DATABASE_URL: 'sqlite:data/jiandu.db',
        DATA_DIR: 'data',
        BUREAUS_DIR: 'bureaus',
        SECRET_KEY,
        WEB_PORT: 3000,
        BOT_PORT: 3001,
        METRICS_PORT: 9464,
        HOST: '127.0.0.1',
        LOG_LEVEL: 'info',
      },
    });
  });

  it('tells every fault at once, in Chinese and English, and never a value', () => {
    const env = {
      DATABASE_URL: 'postgres://u:geheim@h/d',
      SECRET_KEY: 'too-short',
      WEB_PORT: 'eighty',
      BOT_PORT: '70000',
      PUBLIC_URL: 'ftp://x',
      LOG_LEVEL: 'loud',
    };
    const faults = faultsOf(env);
    expect(faults.map(({ name }) => name).sort()).toEqual(Object.keys(env).sort());
    for (const { chinese, english } of faults) {
      expect(chinese).toMatch(/[\u4e00-\u9fff]/u);
      expect(english).toMatch(/^[\x20-\x7e–…]+$/);
    }
    for (const value of Object.values(env)) expect(JSON.stringify(faults)).not.toContain(value);
  });

  it('takes a secret from a file, and says which file cannot be read', () => {
    const file = path.join(folder, 'key');
    writeFileSync(file, `${SECRET_KEY}\n`);
    expect(readConfig({ SECRET_KEY_FILE: file })).toMatchObject({ config: { SECRET_KEY } });
    const missing = faultsOf({ SECRET_KEY_FILE: path.join(folder, 'none'), LOG_LEVEL: 'loud' });
    expect(missing.map(({ name }) => name).sort()).toEqual(['LOG_LEVEL', 'SECRET_KEY_FILE']);
  });

  it.each(['', ' ', 'AAAA', `${SECRET_KEY}AAAA`])('refuses the key %j', (key) => {
    expect(faultsOf({ SECRET_KEY: key }).map(({ name }) => name)).toEqual(['SECRET_KEY']);
  });
});

describe('a database that cannot be opened', () => {
  it.each([
    ['mysql://jiandu:geheim@127.0.0.1:9/jiandu', 'mysql://127.0.0.1:9/jiandu'],
    ['mysql://jiandu:ge@heim@127.0.0.1:9/jiandu?password=geheim', 'mysql://127.0.0.1:9/jiandu'],
    ['mariadb://geheim@127.0.0.1:9/jiandu', 'mariadb://127.0.0.1:9/jiandu'],
    ['mysql://jiandu:geheim@127.0.0.1:port/jiandu', 'mysql:'],
  ])('%s is named without its password', async (url, address) => {
    const error: unknown = await openDatabase({ url, tables: [] }).catch((fault: unknown) => fault);
    expect(error).toBeInstanceOf(DatabaseUnreachable);
    const { message } = error as DatabaseUnreachable;
    expect(message).toContain(address);
    expect(message).toContain('数据库连不上');
    expect(message).not.toMatch(/geheim|heim|jiandu:g/);
  });

  it('an embedded one where no file can be made is named too', async () => {
    const file = path.join(folder, 'plain');
    writeFileSync(file, '');
    const opening = openDatabase({ url: `sqlite:${file}/inside/jiandu.db`, tables: [] });
    await expect(opening).rejects.toThrow(/not reachable at sqlite:.*(ENOTDIR|EEXIST)/);
  });
});

it('crash points exist in tests only', () => {
  hookOf({ HOOK: 'committed:1', NODE_ENV: 'production' })('committed');
  hookOf({ HOOK: 'committed:1' })('committed');
  hookOf({ NODE_ENV: 'test' })('committed');
});
