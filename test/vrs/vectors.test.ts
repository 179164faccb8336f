import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  codeAt,
  commitment,
  drawKey,
  drawnOrderAtOnce,
  fillSeats,
  listDigest,
  listDigestAtOnce,
  nextCode,
  NODE_HASHING,
  parseDigits,
  entropyOf,
  rulesDigest,
  type Hashing,
} from '../../domain/vrs/index.ts';
import { PLAIN_HASHING } from '../../domain/vrs/sm3.ts';
import { VECTOR, VECTOR_LIST, VECTOR_ROWS, VECTOR_RULES, ZEROS } from './records.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe.each<[string, Hashing]>([
  ['OpenSSL', NODE_HASHING],
  ['plain JavaScript', PLAIN_HASHING],
])('%s', (_name, hashing) => {
  it('SM3 as in the standard (GB/T 32905-2016, appendix A)', () => {
    expect(hex(hashing.sm3(Buffer.from('abc')))).toBe(
      '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
    );
    expect(hex(hashing.sm3(Buffer.from('abcd'.repeat(16))))).toBe(
      'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732',
    );
  });

  it('HMAC-SM3', () => {
    const mac = '28e63256e7c5a087b1f073265dc53092163f7b82729735d06f28f10af9d52393';
    expect(hex(hashing.hmac(Buffer.from('key'), 'abc'))).toBe(mac);
    expect(hex(hashing.keyed(Buffer.from('key'))('abc'))).toBe(mac);
  });
});

it('HKDF-SM3 of Node agrees with the same made of our HMAC', () => {
  const okm = '315a3171a989f11d4b10d39d48360982fc7f586ccbc688699af779c6e05a3355';
  expect(hex(new Uint8Array(hkdfSync('sm3', 'ikm', 'salt', 'info', 32)))).toBe(okm);
  const extracted = PLAIN_HASHING.hmac(Buffer.from('salt'), 'ikm');
  expect(hex(PLAIN_HASHING.hmac(extracted, 'info\u0001'))).toBe(okm);
});

it('both ways agree on random inputs of every length around a block, in pieces too', () => {
  for (let length = 0; length < 400; length += 1) {
    const data = randomBytes(length);
    const sm3 = hex(NODE_HASHING.sm3(data));
    expect(hex(PLAIN_HASHING.sm3(data))).toBe(sm3);
    const pieces = PLAIN_HASHING.digest();
    for (let at = 0; at < length;) {
      const size = 1 + (data[at] ?? 0);
      pieces.update(data.subarray(at, at + size));
      at += size;
    }
    expect(hex(pieces.end())).toBe(sm3);
    const key = randomBytes(length % 150);
    const text = `${length % 2 === 0 ? '临床𠮷' : ''}${data.toString('hex').slice(0, length)}`;
    const mac = hex(NODE_HASHING.hmac(key, text));
    expect(hex(PLAIN_HASHING.hmac(key, text))).toBe(mac);
    expect(hex(NODE_HASHING.keyed(key)(text))).toBe(mac);
  }
});

/** RFC 3797, section 4: remainder of MD5 by the number left; what is chosen leaves the list. */
const rfc3797 = (key: string, people: number): readonly number[] => {
  const list = Array.from({ length: people }, (_none, index) => index + 1);
  return Array.from({ length: people }, (_none, round) => {
    const prefix = Buffer.from([round >> 8, round & 255]).toString('latin1');
    const digest = createHash('md5').update(`${prefix}${key}${prefix}`, 'latin1').digest('hex');
    return list.splice(Number(BigInt(`0x${digest}`) % BigInt(list.length)), 1)[0]!;
  });
};

it('RFC 3797, section 6: the sources are written as there, and give the order there', () => {
  const sources = ['9319', '2, 12, 8, 10, 5', '9 41 45 18 26 34'];
  const [first, ...others] = sources;
  // a daily number of four digits stands alone in the example; here a number has six
  expect(parseDigits(first!)).toEqual({ ok: false, fault: 'too-short' });
  const values = others.map((text) => {
    const digits = parseDigits(text);
    return digits.ok ? digits.value : digits.fault;
  });
  const key = entropyOf([`${first}./`, ...values]);
  expect(key).toBe('9319./2.5.8.10.12./9.18.26.34.41.45./');
  const digest = createHash('md5').update(`\0\0${key}\0\0`, 'latin1').digest('hex').toUpperCase();
  expect(digest).toBe('990DD0A5692A029A98B5E01AA28F3459');
  expect(rfc3797(key, 25)).toEqual([
    17, 7, 2, 16, 25, 23, 8, 24, 19, 13, 22, 5, 18, 9, 1, 4, 12, 15, 20, 14, 11, 3, 6, 21, 10,
  ]);
});

describe('the example of draft-thomson-elegy-vrs-00, with SHA-256 and its labels', () => {
  const hmac = (key: Uint8Array, text: string) => createHmac('sha256', key).update(text).digest();
  // the draft expands (HKDF) the bare label: a ticket is the MAC of the label and one byte 01
  const label = (text: string) => text.replace(/\|0$/, '\u0001');
  const sha256: Hashing = {
    ...NODE_HASHING,
    sm3: (data) => createHash('sha256').update(data).digest(),
    hmac,
    keyed: (key) => (text) => hmac(key, label(text)),
  };
  const secret = 'totally not a bikeshed';
  const entropy = '1.2.3.4.5.6./'.repeat(3);
  const orderOf = (code: string, labels: readonly string[]) =>
    drawnOrderAtOnce(
      sha256.hmac(Buffer.from(code, 'hex'), entropy),
      [...labels].sort().map((cid) => ({ cid, cats: [], unit: cid, out: '' })),
      sha256,
    );

  it('one-time codes', () => {
    expect(codeAt(secret, 10, sha256)).toBe(
      '950ea08d8d5fd3ae415b9967aba7a48aba39ca62a4d98f2e7fe25cb1b8f8c488',
    );
    expect(codeAt(secret, 9, sha256)).toBe(
      '5346f2efb5397a6788fc1f1d9c05c6d3f2abe9b7d16d8592a3695b6dbe9f2456',
    );
    expect(codeAt(secret, 8, sha256)).toBe(
      '2f70f884997ce80771adbefbbbc6c71a1b921da71896c25ca0f64966bfd0c8ce',
    );
    expect(nextCode(codeAt(secret, 9, sha256), sha256)).toBe(codeAt(secret, 10, sha256));
  });

  it('the order of the labels shown', () => {
    const first = [
      'lavenderblush',
      'blue',
      'darkgoldenrod',
      'mediumvioletred',
      'bisque',
      'lightpink',
    ];
    const order = orderOf(codeAt(secret, 9, sha256), first);
    expect(order.map(({ cid }) => cid)).toEqual(first);
    expect(order.map(({ ticket }) => ticket.slice(0, 8))).toEqual([
      '002ed527',
      '03f710be',
      '08bab813',
      '0c26494f',
      '0e1af5d1',
      '13a07cc9',
    ]);
    const second = ['aqua', 'darkgray', 'cornflowerblue'];
    expect(orderOf(codeAt(secret, 8, sha256), second).map(({ cid }) => cid)).toEqual(second);
  });
});

describe('the own vector', () => {
  const { id, secret, rounds, entropy } = VECTOR;
  const L = 'e8e8fd325df4b3750f1ba053b920cc87628d8f3e33e26264518803d1304afebc';
  const U = '3671c7249ef07a6d0de2ab06d5194072d7f04b2b28c43af7287eb2052279cd29';
  const c9 = '0e84322bf61cee483b26d9cc286eb2f295136f6e8f78be4000e073271035ba61';

  it('digests, codes, commitment, key and order', async () => {
    expect(listDigestAtOnce(VECTOR_LIST, NODE_HASHING)).toBe(L);
    expect(await listDigest(VECTOR_LIST, PLAIN_HASHING, () => Promise.resolve())).toBe(L);
    expect(rulesDigest(VECTOR_RULES, NODE_HASHING)).toBe(U);
    const top = codeAt(secret, rounds, NODE_HASHING);
    expect(top).toBe('1ac783ff495580e54924e6bb14dfe5ce68689eff75d4f1512908b82bea8ebb47');
    expect(codeAt(secret, rounds - 1, NODE_HASHING)).toBe(c9);
    const covered = { id, listDigest: L, rulesDigest: U };
    expect(commitment({ ...covered, top, prev: ZEROS }, NODE_HASHING)).toBe(
      '258e1c730ab35e869d2b535efc2d9de3b6e561d92d00818ff1328d922babdcd6',
    );
    const key = drawKey(c9, { ...covered, entropy }, NODE_HASHING);
    expect(hex(key)).toBe('ff96bcc772cfd9d4ddedaf22daa7c012b927050315af63fbba673c762dcd33f0');
    const order = drawnOrderAtOnce(key, VECTOR_ROWS, NODE_HASHING).map(({ cid }) => cid);
    expect(order.join(' ')).toBe('a5 a2 b1 a1 a8 a3 a6 a9');
  });

  const people = new Map(VECTOR_ROWS.map((row) => [row.cid, row]));
  const SEATS = { a5: 'pharm', a2: 'clin', b1: 'clin', a8: 'code' };
  const { need } = VECTOR_RULES;
  const without = (gone: string, locked: readonly string[] = []) =>
    fillSeats({
      need,
      unitCap: 1,
      standing: Object.entries(SEATS).flatMap(([cid, present]) =>
        cid === gone
          ? []
          : [{ ...people.get(cid)!, present, locked: locked.includes(cid) ? present : null }],
      ),
      order: ['a1', 'a3', 'a6', 'a9'].map((cid) => people.get(cid)!),
    });

  it('panel', () => {
    const order = ['a5', 'a2', 'b1', 'a1', 'a8', 'a3', 'a6', 'a9'].map((cid) => people.get(cid)!);
    const filled = fillSeats({ need, unitCap: 1, standing: [], order });
    expect(filled.taken).toEqual(['a5', 'a2', 'b1', 'a8']);
    expect(filled.skipped).toEqual([{ cid: 'a1', why: 'unit' }]);
    expect(Object.fromEntries(filled.seats.map(({ cid, category }) => [cid, category]))).toEqual(
      SEATS,
    );
  });

  it.each([
    ['a5', 'a6'],
    ['a2', 'a1'],
    ['b1', 'a9'],
    ['a8', 'a9'],
  ])('%s declines: %s follows', (gone, next) => {
    expect(without(gone)).toMatchObject({ taken: [next], open: {} });
  });

  it('draw-3 nobody else codes when a8 declines, but a2 moves and a9 takes the clinical seat', () => {
    expect(without('a8').seats).toEqual(
      expect.arrayContaining([
        { cid: 'a2', category: 'code' },
        { cid: 'a9', category: 'clin' },
        { cid: 'b1', category: 'clin' },
      ]),
    );
  });

  it('draw-4 with a2 locked the coder stays open: 3 turns into 2', () => {
    expect(without('a8', ['a2'])).toMatchObject({ taken: [], open: { code: 1 }, short: ['code'] });
  });
});
