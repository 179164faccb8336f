import { describe, expect, it } from 'vitest';
import type { Day } from '../../domain/index.ts';
import type { Matter, Post, Standing, Tie, TieKind, Unit } from '../../domain/recusal/model.ts';
import { missedMatches } from '../../domain/recusal/index.ts';
import { close, declare, eraseKin, order, stayAway } from '../../domain/recusal/rules.ts';

const day = (text: string) => text as Day;
const unit = (institution: string | null, owner: string | null, ...names: string[]): Unit => ({
  institution,
  owner,
  group: null,
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
    groupCounts: { value: true, clause: 'default' },
    kin: { value: ['配偶'], clause: 'C-08' },
    kinKeptDays: { value: 30, clause: 'default' },
  },
};
const worksAt = (at: Unit, until: string | null = null, since: string | null = null): Standing => ({
  ...nobody,
  posts: [{ unit: at, resolved: true, since, until } satisfies Post],
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
      evidence: '',
      decidedBy: null,
      decidedOn: null,
      status: 'open',
      createdAt: new Date('2026-01-01T00:00:00Z'),
      erasedAt: null,
      entries: [],
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

  it('draw-7 an entry without any code decides by its name too', () => {
    const campus = unit('h9', null, '湛江市第一人民医院霞山院区');
    expect(judge(worksAt(campus), unit('h8', null, '湛江市第一人民医院'))).toBe('R3');
    expect(judge(worksAt(campus), STRANGER)).toBeNull();
  });

  describe('draw-7 members of one hospital group', () => {
    const GROUP = '湛江市第一人民医院医共体';
    const inGroup = (one: Unit): Unit => ({ ...one, group: GROUP });
    const TOWN = inGroup(unit('h7', 'OWNER7', '麻章镇卫生院'));
    const HEAD = inGroup(HOSPITAL);

    it('recuse like one legal person: R3, and R2 once they have left', () => {
      expect(judge(worksAt(TOWN), HEAD)).toBe('R3');
      expect(judge(worksAt(TOWN, '2025-10-12'), HEAD)).toBe('R2');
      expect(judge(worksAt(TOWN), STRANGER)).toBeNull();
      expect(judge(worksAt(TOWN), inGroup(STRANGER))).toBe('R3');
    });

    it('by the words of the group alone', () => {
      expect(judge(worksAt(unit(null, null, '第一人民医院医共体')), HEAD)).toBe('R3');
    });

    it('are strangers where a bureau does not count groups', () => {
      const groupCounts = { value: false, clause: 'default' };
      const policy = { recusal: { ...POLICY.recusal, groupCounts } };
      expect(stayAway(worksAt(TOWN), matter(HEAD), policy)).toBeNull();
    });
  });

  describe('draw-7 an employer that nobody has resolved blocks, it never passes', () => {
    const someCompany = unit(null, null, '康宁科技公司');
    const unresolved = (until: string | null = null, more: Partial<Standing> = {}): Standing => ({
      ...nobody,
      posts: [{ unit: someCompany, resolved: false, since: null, until }],
      ...more,
    });

    it('U today and within the look-back, nothing after it', () => {
      expect(judge(unresolved())).toBe('U');
      expect(judge(unresolved('2024-10-12'))).toBe('U');
      expect(judge(unresolved('2024-10-11'))).toBeNull();
      expect(judge(unresolved('2019年左右'))).toBe('U');
    });

    it('is no obstacle once staff have confirmed it as outside', () => {
      expect(judge(worksAt(someCompany))).toBeNull();
    });

    it('confirmed as outside it still blocks where its words could mean the inspected unit', () => {
      expect(judge(worksAt(unit(null, null, '市一医院')))).toBe('R3');
    });

    it('a known reason goes before the unknown one', () => {
      expect(judge(unresolved(null, { ties: tied('kin').ties }))).toBe('R4');
      const named = { unit: unit(null, null, '市一医院'), resolved: false };
      expect(judge({ ...nobody, posts: [{ ...named, since: null, until: null }] })).toBe('R3');
    });

    it('training, where nothing is inspected, is open to everybody', () => {
      expect(stayAway(unresolved(), matter(), POLICY)).toBeNull();
    });
  });

  it('ZJ-11.2, ZJ-11.3 several posts at once, 返聘 and 多点执业: any of them bars', () => {
    const post = (at: Unit, until: string | null = null): Post => {
      return { unit: at, resolved: true, since: null, until };
    };
    const several = (...posts: Post[]): Standing => ({ ...nobody, posts });
    const office = unit(null, null, '某律师事务所');
    expect(judge(several(post(office), post(STRANGER), post(HOSPITAL)))).toBe('R3');
    expect(judge(several(post(office), post(HOSPITAL, '2025-01-31'), post(STRANGER)))).toBe('R2');
    expect(judge(several(post(office), post(STRANGER)))).toBeNull();
  });

  it.each(['2025', '2025-01', '2025-02-30', '去年', ''])(
    'draw-8 an unknown month (“%s”) recuses',
    (until) => {
      expect(judge(worksAt(HOSPITAL, until))).toBe('R2');
    },
  );

  it.each([
    ['2024-08-31', '2026-02-28', 18, 'R2'],
    ['2024-08-31', '2026-03-01', 18, null],
    ['2026-10-11', '2026-10-12', 0, null],
    ['2026-10-12', '2026-10-13', 0, null],
  ])('draw-8 left %s, work %s, look-back of %i months by policy: %s', (left, on, months, code) => {
    const lookBackMonths = { value: months, clause: 'default' };
    const policy = { recusal: { ...POLICY.recusal, lookBackMonths } };
    const work = { ...matter(HOSPITAL), firstDay: day(on), lastDay: day(on) };
    expect(stayAway(worksAt(HOSPITAL, left), work, policy)).toBe(code);
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
    const [event] = said.value;
    if (event.type !== 'recusal.declared') throw new Error(event.type);
    const { private: secret, ...open } = event;
    expect(JSON.stringify(open)).not.toMatch(/市一医院|股份/);
    expect(secret).toEqual({
      institution: null,
      words: '市一医院',
      detail: '持有股份',
      evidence: '',
    });
  });

  it('asks for the unit where none is named', () => {
    const nothing = { ...tie, words: '', detail: '', source: 'chat' as const };
    expect(declare(facts, nothing, world)).toMatchObject({
      error: { code: 'recusal.nothing-named' },
    });
  });

  it('ZJ-11.6 an order bears its reason, ZJ-11 a tie is closed once', () => {
    const decided = { reason: '核查发现持股', evidence: '工商登记信息', decidedOn: null };
    expect(order({ ...facts, decidedBy: 'a' }, { ...tie, ...decided }, world)).toMatchObject({
      ok: true,
    });
    const [known] = tied('interest').ties;
    if (known === undefined) throw new Error('no tie');
    expect(close(known, { reason: '已转让股份' })).toMatchObject({ ok: true });
    expect(close({ ...known, status: 'closed' }, { reason: '已转让' })).toMatchObject({
      error: { code: 'recusal.already-closed' },
    });
  });

  const decided = {
    reason: '核查发现持股',
    evidence: '工商登记信息',
    decidedOn: day('2026-10-10'),
  };

  it('ZJ-11.6 an order says who decided and when, and seals the evidence', () => {
    const said = order({ ...facts, decidedBy: 'leader' }, { ...tie, ...decided }, world);
    expect(said).toMatchObject({
      value: [
        { decidedBy: 'leader', decidedOn: '2026-10-10', private: { evidence: '工商登记信息' } },
      ],
    });
  });

  it('ZJ-11.6 is not decided tomorrow, nor by nobody', () => {
    const later = { ...decided, decidedOn: day('2026-10-13') };
    expect(order({ ...facts, decidedBy: 'a' }, { ...tie, ...later }, world)).toMatchObject({
      error: { code: 'recusal.decided-later' },
    });
    expect(order({ ...facts, decidedBy: null }, { ...tie, ...decided }, world)).toMatchObject({
      error: { code: 'recusal.unknown-account' },
    });
  });

  it('C-04 the institution of a piece of work is not among the open facts', () => {
    const secret = { ...tie, institution: 'h1', task: 'task-1' };
    const said = order({ ...facts, decidedBy: 'a' }, { ...secret, ...decided }, world);
    if (!said.ok || said.value[0].type !== 'recusal.ordered') throw new Error('refused');
    const { private: sealed, ...open } = said.value[0];
    expect(open.task).toBe('task-1');
    expect(JSON.stringify(open)).not.toContain('h1');
    expect(sealed.institution).toBe('h1');
  });

  it('ZJ-11.4 of kin only the fact is kept; for one piece of work not even the unit', () => {
    const about = { detail: '妻子王小丽在药剂科', source: 'chat' as const };
    const general = declare(facts, { ...tie, ...about, kind: 'kin' }, world);
    expect(general).toMatchObject({ value: [{ private: { words: '市一医院', detail: '' } }] });
    const once = declare(facts, { ...tie, ...about, kind: 'kin', task: 'task-1' }, world);
    expect(once).toMatchObject({
      value: [{ kind: 'kin', task: 'task-1', private: { institution: null, words: '' } }],
    });
    expect(JSON.stringify(once)).not.toMatch(/王小丽|药剂科|市一医院/);
  });

  it('ZJ-11.4, C-08 its words are erased when the work has been over long enough, once', () => {
    const [kin] = tied('kin', { task: 'task-1', entries: [7] }).ties;
    if (kin === undefined) throw new Error('no tie');
    const on = (workEnded: string, one: Tie = kin) =>
      eraseKin({ tie: one, keptDays: 30 }, { workEnded: day(workEnded) }, world);
    expect(on('2026-09-11')).toMatchObject({
      value: [{ type: 'recusal.kin-erased', entries: [7] }],
    });
    const notYet = { error: { code: 'recusal.nothing-to-erase' } };
    expect(on('2026-09-12')).toMatchObject(notYet);
    expect(on('2026-09-01', { ...kin, erasedAt: world.now })).toMatchObject(notYet);
    expect(on('2026-09-01', { ...kin, kind: 'interest' })).toMatchObject(notYet);
    expect(on('2026-09-01', { ...kin, task: null })).toMatchObject(notYet);
  });
});

describe('ZJ-17.12 what came to light after the work', () => {
  const took = (standing: Standing) =>
    missedMatches(matter(HOSPITAL), [{ person: 'p', standing }], POLICY);
  const registered = (at: string, more: Partial<Tie> = {}) =>
    tied('interest', { createdAt: new Date(at), ...more });

  it('a post on the record of today that bars from it: it cannot have been known then', () => {
    expect(took(worksAt(HOSPITAL, '2025-06-30'))).toMatchObject([
      { person: 'p', code: 'R2', found: { kind: 'post' } },
    ]);
    expect(took(worksAt(HOSPITAL, '2024-01-31'))).toEqual([]);
    expect(took(worksAt(STRANGER))).toEqual([]);
  });

  it('a tie registered after the work that was there before it, open or closed by now', () => {
    expect(took(registered('2026-11-02T02:00:00Z'))).toMatchObject([
      { code: 'R1', found: { kind: 'tie', tie: { number: 'HB2026-0001' } } },
    ]);
    expect(took(registered('2026-11-02T02:00:00Z', { status: 'closed' }))).toHaveLength(1);
  });

  it('not a tie that was known in time, nor one that began later', () => {
    expect(took(registered('2026-10-14T02:00:00Z'))).toEqual([]);
    expect(took(registered('2026-11-02T02:00:00Z', { since: day('2026-10-20') }))).toEqual([]);
  });

  it('C-01 never an own clue, and no employer that is merely unresolved', () => {
    expect(took({ ...nobody, ownClue: true })).toEqual([]);
    const post = { unit: unit(null, null, '某公司'), resolved: false, since: null, until: null };
    expect(took({ ...nobody, posts: [post] })).toEqual([]);
  });
});
