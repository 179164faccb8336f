import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { institutions } from '../../domain/index.ts';
import { institutionDetails } from '../../domain/institutions/model.ts';
import { matching } from '../../domain/institutions/rules.ts';
import { GAOPING, openApp, type OpenApp } from '../support/app.ts';
import { follower } from '../support/people.ts';

const listed = (id: string, name: string, more: object = {}) => ({
  ...institutionDetails.parse({ name, kind: 'hospital', ...more }),
  id,
  version: 1,
});

describe('C-11 an institution by its popular name', () => {
  const all = [
    listed('a', '高平市人民医院', { popularNames: ['市医院'] }),
    listed('b', '高平市第二人民医院', { formerNames: ['高平市工人医院'] }),
    listed('c', '高平市医院路诊所', { kind: 'clinic' }),
  ];

  it.each([
    ['市医院', ['a', 'c']],
    ['高平市人民医院', ['a']],
    ['工人医院', ['b']],
    ['高平市人民医院（北院区）', ['a']],
    ['　高平市 第二人民医院', ['b']],
    ['不存在', []],
    ['　', []],
  ])('%s', (words, ids) => {
    expect(matching(all, words).map(({ id }) => id)).toEqual(ids);
  });

  it('puts a name said exactly before one that only contains it', () => {
    const both = [listed('long', '爱民药店北街分店'), listed('short', '爱民药店')];
    expect(matching(both, '爱民药店').map(({ id }) => id)).toEqual(['short', 'long']);
  });
});

describe('the list of institutions', () => {
  let open: OpenApp;
  beforeAll(async () => {
    open = await openApp();
  });
  afterAll(() => open.close());

  it('takes a code of GB 32100 as typed and says what a wrong one should look like', () => {
    const details = { name: '某医院', kind: 'hospital', creditCode: '9135 0100 m000 100y43' };
    expect(institutionDetails.parse(details).creditCode).toBe('91350100M000100Y43');
    const wrong = institutionDetails.safeParse({ ...details, creditCode: '91350100M000100Y44' });
    expect(wrong.error?.issues[0]?.message).toContain('18位');
  });

  it('F22 refuses the second of two corrections of the same version', async () => {
    const clerk = await open.member(GAOPING, 'clerk');
    const details = { name: '高平市中医院', kind: 'hospital' };
    const registered = await open.app.perform(
      GAOPING,
      institutions.registerInstitution,
      { details },
      clerk,
    );
    if (registered.kind !== 'done') throw new Error(registered.kind);
    const [event] = registered.events;
    if (event.type !== 'institutions.registered') throw new Error(event.type);
    const { institution } = event;
    const correct = (area: string) =>
      open.app.perform(
        GAOPING,
        institutions.correctInstitution,
        { institution, version: 1, details: { ...details, area } },
        clerk,
      );
    expect(await correct('东城')).toMatchObject({ kind: 'done' });
    expect(await correct('西城')).toEqual({
      kind: 'refused',
      reason: { code: 'institutions.changed-meanwhile' },
    });
    const twin = await open.app.perform(
      GAOPING,
      institutions.registerInstitution,
      { details },
      clerk,
    );
    expect(twin).toMatchObject({ reason: { code: 'institutions.already-known', institution } });
  });

  it('is looked up by anybody and shown whole to staff only', async () => {
    const anybody = follower('visitor');
    const found = await open.app.ask(
      GAOPING,
      institutions.lookUpInstitutions,
      { words: '中医院' },
      anybody,
    );
    expect(found).toMatchObject({ kind: 'found', value: [{ name: '高平市中医院' }] });
    const whole = await open.app.ask(GAOPING, institutions.listInstitutions, {}, anybody);
    expect(whole).toMatchObject({ kind: 'denied' });
  });
});
