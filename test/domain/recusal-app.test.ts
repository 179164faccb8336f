import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditEntries, verifyChain } from '../../domain/audit/index.ts';
import {
  clues,
  institutions,
  membership,
  parseDay,
  people,
  recusal,
  type BureauId,
  type Day,
  type StaffActor,
} from '../../domain/index.ts';
import { eraseKinWords } from '../../bot/jobs/kin.ts';
import { creditCodeOf } from '../../scripts/demo/numbers.ts';
import { GAOPING, openApp, SYSTEM, ZHANJIANG, type OpenApp } from '../support/app.ts';
import { bureauOf, type Bureau } from '../support/experts.ts';
import { follower } from '../support/people.ts';

let open: OpenApp;
let clerk: StaffActor;
let bureau: Bureau;

beforeEach(async () => {
  open = await openApp();
  clerk = await open.member(ZHANJIANG, 'clerk', 'sectionHead');
  bureau = bureauOf(open, clerk);
});
afterEach(() => open.close());

const day = (text: string): Day => {
  const parsed = parseDay(text);
  if (parsed === null) throw new Error(text);
  return parsed;
};
const WORK = { task: 'a task', firstDay: day('2026-10-15'), lastDay: day('2026-10-15') };

/** Under which code this person would stay away from work at these institutions. */
const codeFor = (person: string, institutions: string[], at: BureauId = ZHANJIANG) =>
  open.app.gate.transaction(at, async (tx) => {
    const directory = await recusal.readDirectory(tx);
    const units = recusal.unitsOf(directory, { institutions, words: [] });
    const known = await people.readPerson(tx, person);
    if (known === null) throw new Error('nobody');
    const standing = (await recusal.standingsOf(tx, [known], units)).get(person);
    const policy = open.app.bureauOf(at).section(recusal.RECUSAL);
    if (standing === undefined) throw new Error('no standing');
    return recusal.stayAway(standing, { ...WORK, units }, policy);
  });

const unresolved = async (actor: StaffActor = clerk) => {
  const answer = await open.app.ask(ZHANJIANG, recusal.listUnresolved, {}, actor);
  if (answer.kind !== 'found') throw new Error(answer.kind);
  return answer.value.rows;
};

describe('draw-7 待核实单位', () => {
  it('lists who is blocked, proposes what the words may mean, and lets go once staff have said', async () => {
    const hospital = await bureau.institution('湛江市第一人民医院');
    const other = await bureau.institution('遂溪县人民医院');
    const { person } = await bureau.expert(['药学'], [{ unit: '第一人民医院药剂科' }]);
    await bureau.expert(['药学'], [{ unit: '海风律师事务所', outside: true }]);
    expect(await codeFor(person, [other])).toBe('U');
    const [row, ...more] = await unresolved();
    expect(more).toEqual([]);
    const likely = [{ id: hospital, name: '湛江市第一人民医院' }];
    expect(row).toMatchObject({ person, place: 0, rosters: ['experts'], likely });

    const resolving = { person, expectVersion: row?.version, place: 0, institution: hospital };
    await bureau.done(clerk, people.resolveEmployerOf, resolving);
    expect(await unresolved()).toEqual([]);
    expect(await codeFor(person, [other])).toBeNull();
    expect(await codeFor(person, [hospital])).toBe('R3');
    expect(await bureau.perform(clerk, people.resolveEmployerOf, resolving)).toMatchObject({
      reason: { code: 'people.changed-meanwhile' },
    });
  });

  it('a name in the list exactly is proposed, but chosen by people', async () => {
    const hospital = await bureau.institution('湛江市第一人民医院');
    const { person } = await bureau.expert(['药学'], [{ unit: '湛江市第一人民医院' }]);
    expect(await codeFor(person, [await bureau.institution('遂溪县人民医院')])).toBe('U');
    expect((await unresolved())[0]?.likely).toEqual([{ id: hospital, name: '湛江市第一人民医院' }]);
  });

  it('whoever has no employer on record at all is blocked until staff say so', async () => {
    const hospital = await bureau.institution('湛江市第一人民医院');
    const { person } = await bureau.expert(['药学'], []);
    expect(await codeFor(person, [hospital])).toBe('U');
    expect(await codeFor(person, [])).toBeNull();
    const [row] = await unresolved();
    expect(row).toMatchObject({ place: null, employment: null });
    const none = { person, expectVersion: 1, place: null, institution: null };
    await bureau.done(clerk, people.resolveEmployerOf, none);
    expect(await codeFor(person, [hospital])).toBeNull();
  });

  it('does not ask about a post that ended before the look-back, and asks within it', async () => {
    await bureau.expert(['药学'], [{ unit: '甲公司', until: '2024-10-11' }]);
    expect(await unresolved()).toEqual([]);
    await bureau.expert(['药学'], [{ unit: '乙公司', until: '2024-10-12' }]);
    expect((await unresolved()).map(({ employment }) => employment?.unit)).toEqual(['乙公司']);
  });

  it('draw-7 a branch of a branch ends at the same legal entity', async () => {
    const [HEAD, CAMPUS] = [creditCodeOf(1), creditCodeOf(2)];
    const top = await bureau.institution('湛江市第一人民医院', HEAD);
    const point = await bureau.institution('霞山社区服务站', CAMPUS);
    const { person } = await bureau.expert(['药学'], [{ unit: '服务站', institution: point }]);
    expect(await codeFor(person, [top])).toBeNull();
    const { legalEntity, creditCode } = { legalEntity: HEAD, creditCode: CAMPUS };
    const details = { name: '霞山院区', kind: 'hospital', legalEntity, creditCode };
    await bureau.done(clerk, institutions.registerInstitution, { details });
    expect(await codeFor(person, [top])).toBe('R3');
  });

  it('people without an employer are no one unit of the draw; several posts count as the listed one', async () => {
    const hospital = await bureau.institution('湛江市第一人民医院');
    const nowhere = [{ unit: people.NO_EMPLOYER, outside: true }];
    const both = [
      { unit: '某律师事务所', outside: true },
      { unit: '市一院', institution: hospital, kind: 'multiSite' },
    ];
    const keys: string[] = [];
    for (const employments of [nowhere, nowhere, both, [both[1] ?? {}]]) {
      const { person } = await bureau.expert(['药学'], employments);
      keys.push(
        await open.app.gate.transaction(ZHANJIANG, async (tx) => {
          const known = await people.readPerson(tx, person);
          if (known === null) throw new Error('nobody');
          return recusal.employerKeyOf(known, await recusal.readDirectory(tx), WORK.firstDay);
        }),
      );
    }
    expect(keys[0]).not.toBe(keys[1]);
    expect(keys[2]).toBe(keys[3]);
  });
});

describe('draw.md a supervisor may witness a draw', () => {
  const tiedOf = async (employments: readonly object[]) => {
    const { person } = await bureau.expert(['药学'], employments);
    return open.app.gate.transaction(ZHANJIANG, async (tx) => {
      const known = await people.readPerson(tx, person);
      if (known === null) throw new Error('nobody');
      const directory = await recusal.readDirectory(tx);
      return recusal.isTiedToAnyInstitution(known, directory, WORK.firstDay);
    });
  };

  it('only without any post at a designated institution, and with none unresolved', async () => {
    const hospital = await bureau.institution('湛江市第一人民医院');
    const office = { unit: '某律师事务所', outside: true };
    expect(await tiedOf([office])).toBe('no');
    expect(await tiedOf([])).toBe('no');
    expect(await tiedOf([office, { unit: '市一院', institution: hospital }])).toBe('tied');
    expect(await tiedOf([office, { unit: '某某公司' }])).toBe('unresolved');
    expect(await tiedOf([{ unit: '湛江市第一人民医院', outside: true }])).toBe('tied');
  });

  it('a post that is over does not tie, one whose end is unknown does', async () => {
    const hospital = await bureau.institution('湛江市第一人民医院');
    const left = { unit: '市一院', institution: hospital };
    expect(await tiedOf([{ ...left, until: '2026-10-14' }])).toBe('no');
    expect(await tiedOf([{ ...left, until: '2026-10-15' }])).toBe('tied');
    expect(await tiedOf([{ ...left, until: '不久前' }])).toBe('tied');
  });
});

describe('one person, two rosters', () => {
  it('A-36 a tie declared as a supervisor bars the expert, and an own clue does under R5 (B-24)', async () => {
    const hospital = await bureau.institution('湛江市第一人民医院');
    const pharmacy = await bureau.institution('惠民大药房');
    const { person, chat } = await bureau.expert(['药学']);
    const declared = { person, kind: 'interest', institution: hospital };
    await bureau.done(chat, recusal.declareTie, declared);
    expect(await codeFor(person, [hospital])).toBe('R1');
    expect(await codeFor(person, [pharmacy])).toBeNull();
    await bureau.done(chat, clues.reportClue, { body: clueAbout('惠民大药房') });
    expect(await codeFor(person, [pharmacy])).toBe('R5');
  });

  const clueAbout = (subject: string) => ({
    time: { words: '前天', understood: '2026年10月10日' },
    place: '门诊收费处',
    event: '用医保卡刷保健品，多次虚记费用',
    subjectKind: 'institution',
    subject,
  });

  it('C-01 recusal stops assignments, never a clue: who works there and has a tie may report it', async () => {
    const hospital = await bureau.institution('湛江市第一人民医院');
    const { person, chat } = await bureau.expert(
      ['药学'],
      [{ unit: '市一院', institution: hospital }],
    );
    await bureau.done(chat, recusal.declareTie, {
      person,
      kind: 'interest',
      institution: hospital,
    });
    expect(await codeFor(person, [hospital])).not.toBeNull();
    const reported = await bureau.perform(chat, clues.reportClue, {
      body: clueAbout('湛江市第一人民医院'),
    });
    expect(reported.kind).toBe('done');
  });

  it('GP-9.3, A-09 supervisors are blocked with the same list, look-back and kin as experts', async () => {
    const of = (at: BureauId) => open.app.bureauOf(at).section(recusal.RECUSAL).recusal;
    const values = (at: BureauId) =>
      Object.entries(of(at)).map(([name, { value }]) => [name, value as unknown]);
    expect(values(GAOPING)).toEqual(values(ZHANJIANG));
    expect(of(GAOPING).kin).toMatchObject({ clause: 'C-08' });
    expect(of(GAOPING).kin.value).toEqual(expect.arrayContaining(['岳父母', '儿媳', '继父母']));

    const staff = await open.member(GAOPING, 'clerk');
    const perform = async (input: object) => {
      const done = await open.app.perform(GAOPING, people.registerPerson, input, staff);
      const event = done.kind === 'done' ? done.events[0] : null;
      if (event?.type !== 'people.registered') throw new Error(JSON.stringify(done));
      return event.person;
    };
    const employments = [{ unit: '高平市第一中学', outside: true }];
    const particulars = { name: '李梅', employments };
    const person = await perform({ source: 'visit', particulars });
    const appointing = {
      person,
      roster: 'supervisors',
      route: 'selfNomination',
      application: 'none',
    };
    const appointed = await open.app.perform(GAOPING, membership.appointMember, appointing, SYSTEM);
    expect(appointed.kind).toBe('done');
    const chat = follower('limei', { person });
    const tie = { person, kind: 'kin', words: '高平市中医院' };
    const declared = await open.app.perform(GAOPING, recusal.declareTie, tie, chat);
    expect(declared.kind).toBe('done');
    const details = { name: '高平市中医院', kind: 'hospital' };
    const listed = await open.app.perform(
      GAOPING,
      institutions.registerInstitution,
      { details },
      staff,
    );
    const event = listed.kind === 'done' ? listed.events[0] : null;
    if (event?.type !== 'institutions.registered') throw new Error('not listed');
    expect(await codeFor(person, [event.institution], GAOPING)).toBe('R4');
  });
});

describe('ZJ-11.6 a recusal that the bureau orders', () => {
  it('shows who decided when on what evidence to the office, and its words to nobody else', async () => {
    const hospital = await bureau.institution('湛江市第一人民医院');
    const leader = await open.member(ZHANJIANG, 'leader');
    const { person } = await bureau.expert(['药学']);
    const input = {
      person,
      kind: 'interest',
      institution: hospital,
      task: 'secret-task',
      reason: '核查发现持股百分之三',
      evidence: '市场监管部门的股东登记',
      decidedBy: leader.account,
      decidedOn: '2026-10-10',
    };
    await bureau.done(clerk, recusal.orderRecusal, input);
    const seen = async (actor: StaffActor) => {
      const answer = await open.app.ask(ZHANJIANG, recusal.listTies, { person }, actor);
      if (answer.kind !== 'found') throw new Error(answer.kind);
      return answer.value.rows[0];
    };
    expect(await seen(clerk)).toMatchObject({
      tie: { decidedBy: leader.account, decidedOn: '2026-10-10', source: 'ordered' },
      detail: '核查发现持股百分之三',
      evidence: '市场监管部门的股东登记',
    });
    const auditor = await open.member(ZHANJIANG, 'auditor');
    const hidden = await seen(auditor);
    expect(hidden).toMatchObject({ tie: { unit: null }, detail: null, evidence: null });

    const entry = await open.app.gate.transaction(ZHANJIANG, (tx) =>
      tx.table(auditEntries).one({ type: 'recusal.ordered' }),
    );
    // C-04: whoever reads the log must not learn which institution the secret work is about
    expect(JSON.stringify(entry)).not.toMatch(/股东|持股/);
    expect(JSON.stringify(entry)).not.toContain(hospital);
    expect(
      await bureau.perform(clerk, recusal.orderRecusal, { ...input, evidence: '' }),
    ).toMatchObject({ kind: 'denied' });
  });
});

describe('ZJ-11.4 what is said of kin', () => {
  const runDuty = () =>
    eraseKinWords.run({
      app: open.app,
      bureau: ZHANJIANG,
      outward: () => null,
      uuid: () => 'x',
      onFault: (fault) => {
        throw new Error(String(fault));
      },
    });

  it('C-08 is erased 30 days after the work, in the register and in the log, which stays whole', async () => {
    const { person } = await bureau.expert(['药学']);
    const task = await bureau.task({ 药学: 1 });
    const input = {
      person,
      kind: 'kin',
      task,
      reason: '其妻王小丽在该院药剂科',
      evidence: '群众来信，经电话核实',
    };
    await bureau.done(clerk, recusal.orderRecusal, input);
    const shown = async () => {
      const answer = await open.app.ask(ZHANJIANG, recusal.listTies, { person }, clerk);
      return JSON.stringify(answer);
    };
    const chain = () => open.app.gate.transaction(ZHANJIANG, verifyChain);

    open.clock.set('2026-11-14T03:00:00+08:00');
    await runDuty();
    expect(await shown()).toContain('王小丽');
    open.clock.set('2026-11-15T03:00:00+08:00');
    await runDuty();
    await runDuty();
    expect(await shown()).not.toMatch(/王小丽|来信/);
    expect(await shown()).toContain('"kind":"kin"');
    expect(await chain()).toMatchObject({ intact: true, erased: 1 });
    const erasures = await open.app.gate.transaction(ZHANJIANG, (tx) =>
      tx.table(auditEntries).count({ type: 'recusal.kin-erased' }),
    );
    expect(erasures).toBe(1);
  });
});
