import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canon,
  drawnOrder,
  drawnOrderAtOnce,
  listDigest,
  listDigestAtOnce,
  NODE_HASHING,
  rowsFault,
  type Hashing,
  type Row,
} from '../../domain/vrs/index.ts';

const noPause = () => Promise.resolve();
const label = fc.stringMatching(/^[\w.:-]{1,12}$/);
const row = fc.record<Row>(
  {
    cid: label,
    cats: fc.array(fc.oneof(label, fc.string({ unit: 'grapheme' })), { maxLength: 3 }),
    unit: label,
    out: fc.constantFrom('', '', '', 'R1', 'C'),
    w: fc.integer({ min: 1, max: 10 }),
    bind: fc.string({ unit: 'grapheme' }),
  },
  { requiredKeys: ['cid', 'cats', 'unit', 'out'] },
);
const rows = fc.uniqueArray(row, { selector: ({ cid }) => cid, maxLength: 30 });
const key = fc.uint8Array({ minLength: 32, maxLength: 32 });
const order = (with_: Uint8Array, of: readonly Row[], hashing: Hashing = NODE_HASHING) =>
  drawnOrderAtOnce(with_, of, hashing).map(({ cid }) => cid);

describe('canonical JSON (RFC 8785)', () => {
  it('draw-24 draw-25 is what another implementation writes, for whatever JSON can say', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'grapheme' }), (text) => {
        const value: unknown = JSON.parse(text);
        expect(canon(value)).toBe(canonicalize(value));
      }),
      { numRuns: 500 },
    );
  });

  it('draw-25 says the same for 1 and 1.0 and for keys in any order', () => {
    expect(canon(JSON.parse('{"b":1.0,"a":[1e2,-0,0.5]}'))).toBe('{"a":[100,0,0.5],"b":1}');
    expect(canon({ a: undefined, b: 1 })).toBe('{"b":1}');
  });

  it('draw-24 keeps what looks alike apart, and refuses half a character', () => {
    expect(canon('é')).not.toBe(canon('e\u0301'));
    expect(canon('𠮷１')).toBe('"𠮷１"');
    expect(() => canon('\ud842')).toThrow();
    expect(() => canon({ '\udfb7': 1 })).toThrow();
    for (const value of [NaN, Infinity, undefined, () => 1, 1n])
      expect(() => canon(value)).toThrow();
    expect(() => canon([undefined])).toThrow();
  });
});

describe('the list', () => {
  it('has the digest of its canonical JSON, at once or in turns', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (of) => {
        const list = { salt: 'a0', rows: of };
        const text = Buffer.from(canonicalize(list) ?? '');
        const digest = Buffer.from(NODE_HASHING.sm3(text)).toString('hex');
        expect(listDigestAtOnce(list, NODE_HASHING)).toBe(digest);
        expect(await listDigest(list, NODE_HASHING, noPause)).toBe(digest);
      }),
    );
  });

  it('draw-27 with the same cid twice is no list', async () => {
    const twice = ['a', 'b', 'a'].map((cid) => ({ cid, cats: [], unit: 'u', out: '' }));
    expect(rowsFault(twice)).toContain('twice');
    const list = { salt: '', rows: twice };
    expect(() => listDigestAtOnce(list, NODE_HASHING)).toThrow('twice');
    await expect(listDigest(list, NODE_HASHING, noPause)).rejects.toThrow('twice');
  });

  it.each([0, 11, 1.5, NaN])('draw-26 with a weight of %s is no list', (w) => {
    expect(rowsFault([{ cid: 'a', cats: [], unit: 'u', out: '', w }])).toContain('weight');
  });
});

describe('the order', () => {
  it('draw-23 does not depend on how the rows are ordered', () => {
    fc.assert(
      fc.property(
        key,
        rows.chain((of) =>
          fc.tuple(fc.constant(of), fc.shuffledSubarray(of, { minLength: of.length })),
        ),
        (k, [of, shuffled]) => {
          expect(order(k, shuffled)).toEqual(order(k, of));
        },
      ),
    );
  });

  it('draw-1 stays for the others when one is taken out', () => {
    fc.assert(
      fc.property(key, rows, fc.nat(), (k, of, pick) => {
        const gone = of[pick % Math.max(1, of.length)]?.cid;
        const others = of.filter(({ cid }) => cid !== gone);
        expect(order(k, others)).toEqual(order(k, of).filter((cid) => cid !== gone));
      }),
    );
  });

  it('holds everybody who may be drawn, once, by ticket; the same in turns', async () => {
    await fc.assert(
      fc.asyncProperty(key, rows, async (k, of) => {
        const tickets = drawnOrderAtOnce(k, of, NODE_HASHING);
        const free = of.filter(({ out }) => out === '').map(({ cid }) => cid);
        expect(tickets.map(({ cid }) => cid).sort()).toEqual(free.sort());
        expect([...tickets].sort((a, b) => (a.ticket < b.ticket ? -1 : 1))).toEqual(tickets);
        expect(await drawnOrder(k, of, NODE_HASHING, noPause)).toEqual(tickets);
      }),
    );
  });

  it('of many people is the plain sort by ticket, heaps or not', () => {
    const many = Array.from({ length: 5000 }, (_none, at) => ({
      cid: `c${at}`,
      cats: [],
      unit: 'u',
      out: '',
    }));
    const tickets = drawnOrderAtOnce(Buffer.alloc(32, 5), many, NODE_HASHING);
    expect([...tickets].sort((a, b) => (a.ticket < b.ticket ? -1 : 1))).toEqual(tickets);
    expect(new Set(tickets.map(({ cid }) => cid)).size).toBe(5000);
  });

  it('draw-27 breaks a tie by cid', () => {
    const same: Hashing = { ...NODE_HASHING, keyed: () => () => new Uint8Array(32) };
    const of = ['b', 'a', 'c'].map((cid) => ({ cid, cats: [], unit: cid, out: '' }));
    expect(order(new Uint8Array(32), of, same)).toEqual(['a', 'b', 'c']);
  });
});
