import { describe, expect, it } from 'vitest';
import {
  ALG,
  codeAt,
  NODE_HASHING,
  recordShape,
  verifyRecord,
  type DrawRecord,
  type Row,
} from '../../domain/vrs/index.ts';
import { PLAIN_HASHING } from '../../domain/vrs/sm3.ts';
import { dice } from './pools.ts';
import { declined, linked, recordOf, seatsAfter, VECTOR_LIST, VECTOR_RULES } from './records.ts';

const check = (record: unknown) => verifyRecord(record, NODE_HASHING);
const firstBad = (record: unknown): string => {
  const { firstBad: bad } = check(record);
  return bad === null ? 'none' : bad.name;
};
const good = recordOf();
const changed = (change: (record: DrawRecord) => void, from = good): DrawRecord => {
  const copy = structuredClone(from);
  change(copy);
  return copy;
};

describe('a record that fits', () => {
  it('is verified with both ways of hashing, every link named in English and Chinese', () => {
    for (const hashing of [NODE_HASHING, PLAIN_HASHING]) {
      const verdict = verifyRecord(structuredClone(good), hashing);
      expect(verdict.firstBad).toBeNull();
      expect(verdict.ok).toBe(true);
      expect(verdict.steps).toHaveLength(13);
      expect(verdict.record).toEqual(recordShape.parse(good));
      for (const { says, zh } of verdict.steps) {
        expect(says).toMatch(/^[\x20-\x7e]+$/);
        expect(zh.says).toMatch(/\p{Script=Han}/u);
      }
    }
  });

  it.each(['a5', 'a2', 'b1', 'a8'])('goes on when %s declines', (cid) => {
    expect(check(declined(good, cid)).firstBad).toBeNull();
  });

  it('draw-1 every step of a cascade of declines is verified, down to an open seat', () => {
    let record = good;
    for (let step = 0; step < 6; step += 1) {
      const [cid] = [...seatsAfter(record).keys()].slice(-1);
      if (cid === undefined) break;
      record = declined(record, cid);
      expect(check(record).firstBad, `after ${step + 1} declines`).toBeNull();
    }
    expect(seatsAfter(record).size).toBeLessThan(4);
  });

  it('draw-4 with locked seats the seat of the coder stays open, and that is verified', () => {
    const record = declined(good, 'a8', { locked: true });
    expect(record.events.at(-1)?.body).toMatchObject({ taken: [], open: { code: 1 } });
    expect(check(record).firstBad).toBeNull();
  });

  it('a replacement may use the next one-time code', () => {
    const record = declined(good, 'a2', { round: 2 });
    expect(check(record).firstBad).toBeNull();
    const other = codeAt('another secret', 8, NODE_HASHING);
    const forged = changed((copy) => (copy.events.at(-1)!.body.code = other), record);
    expect(firstBad(relinked(forged))).toBe('replacements');
  });

  it('draw-22 needs nothing but the file: names and employers of today are not asked', () => {
    expect(check(JSON.parse(JSON.stringify(good))).ok).toBe(true);
  });

  it('draw-25 the order of keys in the file does not matter', () => {
    const turned = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(turned);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, one]) => [key, turned(one)]),
      );
    };
    expect(check(turned(good)).ok).toBe(true);
  });

  it('draw-29 another algorithm is not read as this one', () => {
    expect(firstBad({ ...good, alg: 'SM3-VRS-2' })).toBe('shape');
    expect(firstBad(changed((copy) => Object.assign(copy.rules, { alg: 'X' })))).toBe('shape');
    expect(good.rules.alg).toBe(ALG);
  });
});

/** Hashes of a forger who has understood the chain. */
const relinked = (record: DrawRecord): DrawRecord =>
  linked(
    { ...record, events: [] },
    record.events.map(({ kind, body }) => ({ kind, body })),
  );

describe('draw-23 a tampered record', () => {
  it.each<[string, (record: DrawRecord) => void]>([
    ['commitment', (r) => (r.list.rows[0]!.unit = 'h9')],
    ['commitment', (r) => r.list.rows.reverse()],
    ['commitment', (r) => (r.list.rows[3]!.out = '')],
    ['commitment', (r) => (r.rules.need = { clin: 1, code: 2, pharm: 1 })],
    ['commitment', (r) => (r.commit = r.prev)],
    ['commitment', (r) => (r.prev = r.commit)],
    ['commitment', (r) => (r.code = r.commit)],
    ['commitment', (r) => (r.round = 2)],
    ['sources', (r) => (r.sources[0]!.value = '1.2.4./')],
    ['sources', (r) => (r.sources[0]!.party = 'somebody')],
    ['sources', (r) => (r.sources[1]!.salt = 'x')],
    ['sources', (r) => (r.id = 'DRAW-0002')],
    ['entropy', (r) => (r.entropy = '1.2.3./4.5.7./')],
    ['entropy', (r) => r.sources.reverse()],
    ['order', (r) => r.order!.reverse()],
    ['panel', (r) => (r.panel = ['a5', 'a2', 'b1', 'a9'])],
    ['panel', (r) => (r.seats.a2 = 'code')],
    ['panel', (r) => (r.skipped = [])],
    ['panel', (r) => (r.skipped[0]!.why = 'full')],
    ['events', (r) => (r.events[2]!.at = '2026-11-22T09:00:00.000Z')],
    ['events', (r) => (r.events[2]!.body.hash = r.prev)],
    ['events', (r) => r.events.splice(2, 1)],
    ['events', (r) => r.events.pop()],
    ['events', (r) => ([r.events[2], r.events[3]] = [r.events[3]!, r.events[2]!])],
    ['events', (r) => (r.head = r.prev)],
    ['header', (r) => (r.attempt = 2)],
    ['header', (r) => (r.assurance = 'A')],
    ['header', (r) => (r.rehearsal = true)],
    ['header', (r) => (r.bureau = 'gaoping')],
    ['header', (r) => (r.rounds = 16)],
    ['rows', (r) => r.list.rows.push(r.list.rows[0]!)],
    ['shape', (r) => Object.assign(r, { extra: 1 })],
    ['shape', (r) => Object.assign(r.list.rows[0]!, { extra: 1 })],
    ['shape', (r) => Object.assign(r, { head: undefined })],
  ])('names %s as the first bad link: %s', (link, change) => {
    expect(firstBad(changed(change))).toBe(link);
  });

  it('says which part of what was committed to was altered', () => {
    const verdict = check(changed((r) => (r.list.rows[0]!.unit = 'h9')));
    expect(verdict.firstBad?.says).toContain('the list was altered');
    expect(verdict.firstBad?.zh.says).toContain('名单被改动');
  });

  it('draw-20 a code that does not open the commitment, or digits typed wrong, are refused', () => {
    const code = codeAt('another secret', 9, NODE_HASHING);
    const verdict = check(changed((r) => (r.code = code)));
    expect(verdict.firstBad?.name).toBe('commitment');
    const mistyped = changed((r) => {
      r.sources[0]!.value = '1.2.8./';
      r.entropy = '1.2.8./4.5.6./';
    });
    expect(firstBad(mistyped)).toBe('sources');
  });

  it('is found with any one character changed anywhere', () => {
    const record = declined(declined(good, 'a8'), 'b1');
    const text = JSON.stringify(record);
    const random = dice(7);
    for (let round = 0; round < 1500; round += 1) {
      const at = Math.floor(random() * text.length);
      const other = text[at] === '1' ? '2' : '1';
      const tampered = `${text.slice(0, at)}${other}${text.slice(at + 1)}`;
      let json: unknown;
      try {
        json = JSON.parse(tampered);
      } catch {
        continue;
      }
      expect(check(json).ok, `${text.slice(at - 30, at)}[${other}]`).toBe(false);
    }
  });

  it.each<[string, (record: DrawRecord) => void]>([
    ['commitment', (r) => (r.list.rows[0]!.unit = 'h9')],
    ['sequence', (r) => r.events.splice(2, 1)],
    ['sequence', (r) => ([r.events[3], r.events[4]] = [r.events[4]!, r.events[3]!])],
    ['sequence', (r) => r.events.splice(1, 1)],
    ['sequence', (r) => r.events.splice(5, 0, r.events[5]!)],
    ['header', (r) => (r.events[5]!.body.panel = ['a1'])],
    ['replacements', (r) => (r.events.at(-1)!.body.taken = [])],
    ['replacements', (r) => (r.events.at(-1)!.body.moved = [])],
    ['replacements', (r) => (r.events.at(-1)!.body.gone = [])],
    ['replacements', (r) => (r.events.at(-1)!.body.unitCap = 'none')],
    ['replacements', (r) => (r.events.at(-1)!.body.keep as object[]).splice(0, 1)],
    ['replacements', (r) => (r.events.at(-1)!.body.passed = [{ cid: 'a9', out: 'D' }])],
    ['replacements', (r) => r.events.splice(-1, 0, ...declined(good, 'a5').events.slice(-1))],
  ])('names %s even when all hashes were made anew: %s', (link, change) => {
    expect(firstBad(relinked(changed(change, declined(good, 'a8'))))).toBe(link);
  });

  it('nobody drops out of a panel without being named as gone', () => {
    const silent = changed(
      (r) => {
        // kept out of the order another way, so that the same person follows
        Object.assign(r.events.at(-1)!.body, { gone: [], passed: [{ cid: 'a2', out: 'D' }] });
      },
      declined(good, 'a2'),
    );
    const verdict = check(relinked(silent));
    expect(verdict.firstBad?.says).toContain('a2 is neither kept nor gone');
  });

  it('level C is never passed off as a draw, nor a draw with one party as level B', () => {
    const rehearsal = changed((r) => {
      r.assurance = 'C';
      r.events[0]!.body.assurance = 'C';
    });
    expect(firstBad(relinked(rehearsal))).toBe('header');
    expect(firstBad(recordOf({ values: ['1.2.3./'] }))).toBe('sources');
  });
});

describe('what no draw may have', () => {
  const withRow = (change: Partial<Row>): unknown => {
    const [first, ...others] = VECTOR_LIST.rows;
    return { ...good, list: { ...good.list, rows: [{ ...first, ...change }, ...others] } };
  };

  it.each([0, -1, 11, 1e9, 1.5])('draw-26 a weight of %s', (w) => {
    expect(firstBad(withRow({ w }))).toBe('rows');
  });

  it('draw-26 weights from 1 to 10 are drawn with and verified', () => {
    const rows = VECTOR_LIST.rows.map((row, index) => ({ ...row, w: 1 + index }));
    expect(check(recordOf({ list: { ...VECTOR_LIST, rows } })).firstBad).toBeNull();
  });

  it('draw-27 the same cid twice', () => {
    const verdict = check(withRow({ cid: 'a2' }));
    expect(verdict.firstBad?.says).toContain('twice');
  });

  it.each(['张', 'ａ１', 'a\u0301', '𠮷', 'a b', ''])(
    'draw-24 a cid %j that is no plain label',
    (cid) => {
      expect(firstBad(withRow({ cid }))).toBe('rows');
    },
  );

  it('draw-24 a category beyond the basic plane, which two languages would sort apart', () => {
    expect(firstBad(withRow({ cats: ['𠮷'] }))).toBe('rows');
    const rules = { ...VECTOR_RULES, need: { 临床: 1 } };
    const rows = VECTOR_LIST.rows.map((row) => ({ ...row, cats: ['临床'] }));
    expect(check(recordOf({ rules, list: { ...VECTOR_LIST, rows } })).firstBad).toBeNull();
  });

  it.each([null, 1, 'text', [], {}])('a file that is %j', (json) => {
    expect(firstBad(json)).toBe('shape');
  });
});
