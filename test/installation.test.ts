import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openInstallation, OtherKey, WrongBureaus } from '../installation.ts';
import { readConfig } from '../config.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'jiandu-installation-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const open = (yaml: string, { demo = false, key = 3 } = {}) => {
  writeFileSync(path.join(folder, 'somewhere.yaml'), yaml);
  const read = readConfig({
    DATABASE_URL: `sqlite:${path.join(folder, 'jiandu.db')}`,
    DATA_DIR: folder,
    BUREAUS_DIR: folder,
    SECRET_KEY: Buffer.alloc(32, key).toString('base64'),
  });
  if (!('config' in read)) throw new Error('no configuration');
  const log = pino({ level: 'silent' });
  return openInstallation({ config: read.config, log, clock: () => new Date(), env: {}, demo });
};

const PUPPET =
  'slug: somewhere\nname: 某某局\nmeasure: gaoping\nchannels:\n  puppet: { package: wechaty-puppet-service';

describe('a published puppet in the path of every message', () => {
  it('is refused until the bureau says that it accepts a third party', async () => {
    const refused = await open(`${PUPPET} }\n`).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(WrongBureaus);
    expect(String(refused)).toContain('acceptThirdParty');
    const accepted = await open(`${PUPPET}, acceptThirdParty: true }\n`);
    await accepted.close();
  });

  it('is allowed in a demonstration', async () => {
    const demo = await open(`${PUPPET} }\n`, { demo: true });
    await demo.close();
  });
});

describe('a bureau’s own measure', () => {
  it('every fault of a measure is named with its path, nothing starts', async () => {
    const broken =
      'slug: somewhere\nname: 某某局\nmeasure: gaoping\npolicy:\n  clues: { untouchedDays: { value: 0, clause: default } }\n  liaison: { acknowledgeHours: { value: soon, clause: default } }\n';
    const refused = await open(broken).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(WrongBureaus);
    const paths = refused instanceof WrongBureaus ? refused.faults.map((fault) => fault.path) : [];
    expect(paths).toContain('clues.untouchedDays.value');
    expect(paths).toContain('liaison.acknowledgeHours.value');
  });

  it('a measure that is not there, and an environment variable that is not set, are named', async () => {
    const nowhere = await open('slug: somewhere\nname: 某某局\nmeasure: ./nowhere.yaml\n').catch(
      (error: unknown) => error,
    );
    expect(String(nowhere)).toContain('no such measure: ./nowhere.yaml');
    const unset = await open('slug: somewhere\nname: ${NAME_OF_IT}\nmeasure: gaoping\n').catch(
      (error: unknown) => error,
    );
    expect(String(unset)).toContain('NAME_OF_IT is not set');
  });
});

describe('another SECRET_KEY than the one the database was made with', () => {
  it('is refused before anything is sealed under it; the right one opens', async () => {
    const plain = 'slug: somewhere\nname: 某某局\nmeasure: gaoping\n';
    await (await open(plain)).close();
    const other = await open(plain, { key: 4 }).catch((error: unknown) => error);
    expect(other).toBeInstanceOf(OtherKey);
    await (await open(plain)).close();
  });
});

describe('a file with faults of every kind', () => {
  it('names them all at once: variables, shape, measure', async () => {
    const yaml =
      'slug: S\nname: 某\nmeasure: gaopin\nchannels:\n  officialAccount: { appId: wx1234, secret: "${SECRET_OF_IT}", token: t, encodingAesKey: short }\n';
    const refused = await open(yaml).catch((error: unknown) => error);
    const text =
      refused instanceof WrongBureaus
        ? refused.faults.map((one) => `${one.path} ${one.english}`).join('\n')
        : '';
    for (const part of [
      'slug',
      'name',
      'SECRET_OF_IT',
      'token',
      'encodingAesKey',
      'no such measure: gaopin',
    ])
      expect(text).toContain(part);
    expect(text).not.toContain('channels.officialAccount.secret');
  });
});
