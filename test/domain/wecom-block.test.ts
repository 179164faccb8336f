import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBureaus, SECTIONS } from '../../domain/index.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const KEY = `${'W'.repeat(42)}A`;

const read = (wecom: object) =>
  readBureaus({
    files: [
      {
        name: 'a.yaml',
        text: `slug: aa\nname: 某某医疗保障局\nmeasure: gaoping\npolicy: { liaison: { outOfHours: { value: { phone: '0356-5550100', clockHours: null }, clause: default } } }\nchannels: ${JSON.stringify({ wecom })}\n`,
      },
    ],
    measure: (name) => readFileSync(path.join(ROOT, `domain/measures/${name}.yaml`), 'utf8'),
    env: () => undefined,
    sections: SECTIONS,
  });

const APP = { corpId: 'ww01', agentId: '1000002', secret: 's', token: 'T', encodingAesKey: KEY };

describe("the wecom block of a bureau's file", () => {
  it('has the address of WeCom and a number for the app', () => {
    const found = read(APP);
    const [bureau] = found.ok ? [...found.value.values()] : [];
    expect(bureau?.channels.wecom).toMatchObject({
      agentId: 1000002,
      apiBase: 'https://qyapi.weixin.qq.com',
    });
  });

  it.each([
    ['no key: WeCom knows no plain mode', { ...APP, encodingAesKey: undefined }, 'encodingAesKey'],
    ['a key cut off', { ...APP, encodingAesKey: 'short' }, 'encodingAesKey'],
    ['an app that is no number', { ...APP, agentId: 'app' }, 'agentId'],
    ['a word that means nothing', { ...APP, appId: 'x' }, 'appId'],
  ])('%s', (_name, wecom, at) => {
    const found = read(wecom);
    expect(found.ok ? [] : found.error.map(({ path: where }) => where)).toContain(
      `channels.wecom.${at}`,
    );
  });
});
