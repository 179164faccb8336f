import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  membership,
  people,
  publicity,
  WHOLE_POLICY,
  type StaffActor,
} from '../../domain/index.ts';
import { publicityContext } from '../../domain/publicity/index.ts';
import { GAOPING, openApp, SYSTEM, type OpenApp } from '../support/app.ts';
import { citizenOf } from '../support/people.ts';

describe('GP-6.4b the roster is published of those who agreed', () => {
  let open: OpenApp;
  let clerk: StaffActor;
  let leader: StaffActor;
  let count = 0;

  beforeEach(async () => {
    open = await openApp();
    clerk = await open.member(GAOPING, 'clerk');
    leader = await open.member(GAOPING, 'leader');
  });
  afterEach(() => open.close());

  const supervisor = async (name: string, agrees: boolean): Promise<string> => {
    count += 1;
    const particulars = {
      name,
      citizenNumber: citizenOf('1980-03-15', String(100 + count)),
      phone: '13912345678',
      employments: [{ unit: '高平市第三中学', outside: true }],
      sourceGroups: ['参保群众'],
      area: '东城街道',
    };
    const registering = { source: 'visit', particulars };
    const done = await open.app.perform(GAOPING, people.registerPerson, registering, clerk);
    const event = done.kind === 'done' ? done.events[0] : null;
    if (event?.type !== 'people.registered') throw new Error(JSON.stringify(done));
    const { person } = event;
    if (agrees) {
      const consent = { person, text: 'publication', version: '2026-1' };
      await open.app.perform(GAOPING, people.giveConsent, consent, SYSTEM);
    }
    const appointing = {
      person,
      roster: 'supervisors',
      route: 'invitation',
      application: `yq-${count}`,
    };
    const appointed = await open.app.perform(GAOPING, membership.appointMember, appointing, SYSTEM);
    if (appointed.kind !== 'done') throw new Error(JSON.stringify(appointed));
    return person;
  };

  const publish = (fields: readonly string[], by = leader) =>
    open.app.perform(GAOPING, publicity.publishRoster, { roster: 'supervisors', fields }, by);
  const published = async (...fields: readonly string[]): Promise<string> => {
    const outcome = await publish(fields);
    const event = outcome.kind === 'done' ? outcome.events[0] : null;
    if (event?.type !== 'publicity.roster-published') throw new Error(JSON.stringify(outcome));
    return event.publication;
  };
  const view = async (publication: string) => {
    const asked = await open.app.ask(
      GAOPING,
      publicity.oneRosterPublication,
      { publication },
      clerk,
    );
    if (asked.kind !== 'found' || asked.value === null) throw new Error('no such list');
    return asked.value;
  };
  const dues = () =>
    open.app.gate.transaction(GAOPING, async (tx) => {
      const world = await open.app.world(tx, WHOLE_POLICY);
      return publicityContext.deadlines(tx, world);
    });
  const sentence = (outcome: Awaited<ReturnType<typeof publish>>): string =>
    outcome.kind === 'refused' ? (publicityContext.refuse(outcome.reason) ?? '') : outcome.kind;

  it('A-37 only members who agreed stand on it, with the chosen fields in the measure’s order', async () => {
    await supervisor('李梅', true);
    await supervisor('王强', false);
    const { publication, rows } = await view(await published('unit', 'name'));
    expect(publication.number).toBe('MD2026-0001');
    expect(publication.fields).toEqual(['name', 'unit']);
    expect(rows.map(({ values }) => [values.name, values.unit, values.group])).toEqual([
      ['李梅', '高平市第三中学', '参保群众'],
    ]);
  });

  it('A-37 a field the measure does not open is refused, and so is a list of nobody', async () => {
    await supervisor('王强', false);
    expect(sentence(await publish(['name']))).toContain('没有可以公开的名单');
    await supervisor('李梅', true);
    expect(sentence(await publish(['name', 'area']))).toContain('没有允许公开“地区”');
    expect((await publish(['name'], clerk)).kind).toBe('denied');
    expect((await publish([])).kind).toBe('denied');
  });

  it('GP-2b who withdraws the consent is named to the office at once, falls due, and is off the next file', async () => {
    const li = await supervisor('李梅', true);
    await supervisor('赵敏', true);
    const list = await published('name');
    expect((await view(list)).outdated).toEqual([]);
    expect(await dues()).toEqual([]);
    open.clock.set('2026-10-14T10:00:00+08:00');
    const withdrawn = { person: li, text: 'publication' };
    const outcome = await open.app.perform(GAOPING, people.withdrawConsent, withdrawn, clerk);
    expect(outcome.kind).toBe('done');
    const after = await view(list);
    expect(after.outdated).toEqual([
      { person: li, name: '李梅', because: 'consent', since: open.clock.now() },
    ]);
    expect(after.rows.map(({ values }) => values.name)).toEqual(['赵敏']);
    expect(await dues()).toMatchObject([
      { subject: 'roster-publication', id: list, number: 'MD2026-0001', audience: 'office' },
    ]);
    const off = { publication: list, persons: [li] };
    const taken = await open.app.perform(GAOPING, publicity.takeDownRoster, off, clerk);
    expect(taken.kind).toBe('done');
    expect((await view(list)).outdated).toEqual([]);
    expect(await dues()).toEqual([]);
    const again = await open.app.perform(GAOPING, publicity.takeDownRoster, off, clerk);
    expect(again).toMatchObject({ reason: { code: 'publicity.taken-down' } });
  });

  it('GP-6.4b unpublish on exit: who has left must come off, and a list taken down asks nothing more', async () => {
    const li = await supervisor('李梅', true);
    const list = await published('name');
    open.clock.set('2029-10-20T10:00:00+08:00');
    await open.app.perform(GAOPING, membership.lapseEndedTerms, {}, SYSTEM);
    const { outdated, rows } = await view(list);
    expect(outdated).toMatchObject([{ person: li, because: 'left' }]);
    expect(outdated[0]?.since.toISOString()).toBe('2029-10-12T16:00:00.000Z');
    expect(rows).toEqual([]);
    await open.app.perform(GAOPING, publicity.takeDownRoster, { publication: list }, clerk);
    expect((await view(list)).outdated).toEqual([]);
    expect((await view(list)).publication.takenDownAt).toEqual(open.clock.now());
    const place = { publication: list, where: '网站', url: 'https://a.cn', day: '2029-10-20' };
    const late = await open.app.perform(GAOPING, publicity.noteRosterPlacement, place, clerk);
    expect(late).toMatchObject({ reason: { code: 'publicity.taken-down' } });
  });

  it('GP-6.4b where and when it stood is kept with its proof', async () => {
    await supervisor('李梅', true);
    const list = await published('name');
    const place = (over: object) =>
      open.app.perform(
        GAOPING,
        publicity.noteRosterPlacement,
        { publication: list, where: '市政府网站', day: '2026-10-12', ...over },
        clerk,
      );
    expect(await place({})).toMatchObject({ reason: { code: 'publicity.no-proof' } });
    expect((await place({ url: 'https://example.gov.cn/md' })).kind).toBe('done');
    expect((await view(list)).publication.placements).toEqual([
      { where: '市政府网站', url: 'https://example.gov.cn/md', day: '2026-10-12', scans: [] },
    ]);
  });
});
