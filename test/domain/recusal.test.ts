import { describe, expect, it } from 'vitest';
import type { Day } from '../../domain/index.ts';
import type { Matter, Post, Standing, Tie, TieKind, Unit } from '../../domain/recusal/model.ts';
import { close, declare, order, stayAway } from '../../domain/recusal/rules.ts';

const day = (text: string) => text as Day;
const unit = (institution: string | null, owner: string | null, ...names: string[]): Unit => ({
  institution,
  owner,
  names,
});
const HOSPITAL = unit('h1', 'OWNER1', '湛江市第一人民医院', '市一医院');
const BRANCH = unit('h2', 'OWNER1', '湛江市第一人民医院霞山院区');
const STRANGER = unit('h3', 'OWNER3', '遂溪县人民医院');

const matter = (...units: Unit[]): Matter => ({
  task: 'task-1',
  firstDay: day('2026-10-12'),
  lastDay: day('2026-10-14'),
  units,
});
const nobody: Standing = { posts: [], ties: [], ownClue: false };
const POLICY = {
  recusal: {
    lookBackMonths: { value: 24, clause: 'ZJ-11.2' },
    boundaryDayCounts: { value: true, clause: 'B-15' },
  },
};
const worksAt = (at: Unit, until: string | null = null, since: string | null = null): Standing => ({
  ...nobody,
  posts: [{ unit: at, since, until } satisfies Post],
});
const tied = (kind: TieKind, more: Partial<Tie> = {}): Standing => ({
  ...nobody,
  ties: [
    {
      id: 't',
      number: 'HB2026-0001',
      person: 'p',
      kind,
      source: 'chat',
      unit: HOSPITAL,
      task: null,
      since: null,
      until: null,
      detail: '',
      status: 'open',
      createdAt: new Date('2026-01-01T00:00:00Z'),
      ...more,
    },
  ],
});
const judge = (standing: Standing, ...units: Unit[]) =>
  stayAway(standing, matter(...(units.length === 0 ? [HOSPITAL] : units)), POLICY);

describe('who must stay away', () => {
  it('nobody without a tie', () => {
    expect(judge(nobody)).toBeNull();
    expect(judge(worksAt(STRANGER))).toBeNull();
  });

  it('ZJ-11.1 an interest: R1', () => expect(judge(tied('interest'))).toBe('R1'));
  it('ZJ-11.3 the own employer: R3', () => expect(judge(worksAt(HOSPITAL))).toBe('R3'));
  it('ZJ-11.4 an interest of kin: R4', () => expect(judge(tied('kin'))).toBe('R4'));
  it('ZJ-11.5 another case by rule: R5', () => expect(judge(tied('other'))).toBe('R5'));
  it('ZJ-11.6 what the bureau has ordered counts like what was declared', () =>
    expect(judge(tied('other', { source: 'ordered' }))).toBe('R5'));
  it('a closed tie no longer counts', () =>
    expect(judge(tied('interest', { status: 'closed' }))).toBeNull());

  it.each([
    ['2024-10-12', 'R2'],
    ['2024-10-11', null],
    ['2026-10-11', 'R2'],
    ['2026-10-12', 'R3'],
  ])('ZJ-11.2, B-15 left on %s, work on 2026-10-12: %s', (left, code) => {
    expect(judge(worksAt(HOSPITAL, left))).toBe(code);
  });

  it('B-15 outside, where a bureau counts the corresponding day as free', () => {
    const boundaryDayCounts = { value: false, clause: 'default' };
    const policy = { recusal: { ...POLICY.recusal, boundaryDayCounts } };
    expect(stayAway(worksAt(HOSPITAL, '2024-10-12'), matter(HOSPITAL), policy)).toBeNull();
  });

  it('draw-08 leap day: left 2024-02-29, free from 2026-03-01 on', () => {
    const on = (firstDay: string) => ({ ...matter(HOSPITAL), firstDay: day(firstDay) });
    expect(stayAway(worksAt(HOSPITAL, '2024-02-29'), on('2026-02-28'), POLICY)).toBe('R2');
    expect(stayAway(worksAt(HOSPITAL, '2024-02-29'), on('2026-03-01'), POLICY)).toBeNull();
  });

  it('draw-08 an end of the post that no calendar has counts as unknown: recused', () => {
    expect(judge(worksAt(HOSPITAL, '2019年左右'))).toBe('R2');
  });

  it('ZJ-11.2 a declared former post follows the same look-back', () => {
    expect(judge(tied('post', { until: day('2024-10-12') }))).toBe('R2');
    expect(judge(tied('post', { until: day('2024-10-11') }))).toBeNull();
  });

  it('a post that begins after the work is none yet', () => {
    expect(judge(worksAt(HOSPITAL, null, '2026-11-01'))).toBeNull();
  });

  it('B-16 a branch campus of the same legal entity: R3 by ZJ-11.3', () => {
    expect(judge(worksAt(BRANCH))).toBe('R3');
    expect(judge(worksAt(BRANCH), STRANGER)).toBeNull();
  });

  it('one inspected institution of several is enough', () => {
    expect(judge(worksAt(HOSPITAL), STRANGER, BRANCH)).toBe('R3');
  });

  it.each([
    ['市一医院', 'R3'],
    ['湛江市第一人民医院心内科', 'R3'],
    ['第一人民医院', 'R3'],
    ['湛江市　第一人民医院（霞山院区）', 'R3'],
    ['湛江市会计师事务所', null],
  ])('draw-07 an employer known by the words “%s” only: %s', (words, code) => {
    expect(judge(worksAt(unit(null, null, words)))).toBe(code);
  });

  it('draw-07 an inspected unit outside the list is compared by its words', () => {
    expect(judge(worksAt(STRANGER), unit(null, null, '遂溪县人民医院新院'))).toBe('R3');
    expect(judge(tied('interest'), unit(null, null, '市一医院'))).toBe('R1');
  });

  it('a tie for one piece of work bars from that and from no other', () => {
    const own = tied('other', { unit: null, task: 'task-1' });
    const other = tied('other', { unit: null, task: 'task-2' });
    expect(judge(own, STRANGER)).toBe('R5');
    expect(judge(other)).toBeNull();
  });

  it('B-24 an own clue: the neutral code of any other tie', () => {
    expect(judge({ ...nobody, ownClue: true })).toBe('R5');
    expect(judge({ ...tied('other'), ownClue: true })).toBe(judge(tied('other')));
  });

  it('several reasons: one code', () => {
    expect(judge({ ...worksAt(HOSPITAL), ...tied('kin'), ownClue: true })).toBe('R4');
    expect(judge({ posts: worksAt(HOSPITAL).posts, ties: tied('kin').ties, ownClue: true })).toBe(
      'R3',
    );
  });
});

describe('declaring', () => {
  const facts = { known: true, institutionKnown: true, number: 'HB2026-0001' };
  const tie = {
    person: 'p',
    kind: 'interest' as const,
    institution: null,
    words: '市一医院',
    task: null,
    since: null,
    until: null,
  };
  const world = {
    now: new Date('2026-10-12T02:00:00Z'),
    seed: '00',
    bureau: 'x' as never,
    policy: {},
    calendar: { years: new Map() },
  };

  it('ZJ-11.0, GP-9.3 needs no consent and keeps the words private', () => {
    const said = declare(facts, { ...tie, detail: '持有股份', source: 'chat' }, world);
    expect(said).toMatchObject({ ok: true, value: [{ number: 'HB2026-0001', kind: 'interest' }] });
    if (!said.ok) throw new Error('refused');
    const { private: secret, ...open } = said.value[0];
    expect(JSON.stringify(open)).not.toMatch(/市一医院|股份/);
    expect(secret).toEqual({ words: '市一医院', detail: '持有股份' });
  });

  it('asks for the unit where none is named', () => {
    const nothing = { ...tie, words: '', detail: '', source: 'chat' as const };
    expect(declare(facts, nothing, world)).toMatchObject({
      error: { code: 'recusal.nothing-named' },
    });
  });

  it('ZJ-11.6 an order bears its reason, ZJ-11 a tie is closed once', () => {
    expect(order(facts, { ...tie, reason: '核查发现持股' }, world)).toMatchObject({ ok: true });
    const [known] = tied('interest').ties;
    if (known === undefined) throw new Error('no tie');
    expect(close(known, { reason: '已转让股份' })).toMatchObject({ ok: true });
    expect(close({ ...known, status: 'closed' }, { reason: '已转让' })).toMatchObject({
      error: { code: 'recusal.already-closed' },
    });
  });
});
