import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NODE_HASHING, verifyRecord, type DrawRecord } from '../../domain/vrs/index.ts';
import { declined, recordOf, VECTOR_LIST } from './records.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** The checker of the scheme, as short as it gets: commitment and panel, for one of an employer. */
const SHORT_CHECKER = `
import json, sys, hmac, hashlib
r = json.load(open(sys.argv[1])); H = lambda b: hashlib.new('sm3', b); mac = lambda k, s: hmac.new(k, s.encode(), 'sm3')
canon = lambda o: json.dumps(o, ensure_ascii=False, sort_keys=True, separators=(',', ':')).encode()
L, U = H(canon(r['list'])).hexdigest(), H(canon(r['rules'])).hexdigest()
x = bytes.fromhex(r['code'])
for _ in range(r['round']): x = H(x).digest()
print('commitment', H('\\n'.join([r['id'], L, U, x.hex(), r['prev']]).encode()).hexdigest() == r['commit'])
K = mac(bytes.fromhex(r['code']), '\\n'.join([r['id'], L, U, r['entropy']])).digest()
P = {p['cid']: p for p in r['list']['rows'] if not p['out']}
ticket = lambda c: (min(mac(K, f'{c}|{j}').hexdigest() for j in range(P[c].get('w', 1))), c)
order = [c for c in sorted(P, key=ticket) if c not in r.get('gone', [])]
seats = [c for c, n in r['rules']['need'].items() for _ in range(n)]
def matched(left, nbrs):
    m = {}
    def grow(u, seen):
        for v in nbrs(u):
            if v not in seen:
                seen.add(v)
                if v not in m or grow(m[v], seen): m[v] = u; return True
    return sum(bool(grow(u, set())) for u in left)
def completable(F):
    units = {}
    for c in order: units.setdefault(P[c]['unit'], set()).update(P[c]['cats'])
    for c in F: units[P[c]['unit']] = set(P[c]['cats'])
    fu = {P[c]['unit'] for c in F}
    return len(fu) == len(F) and matched(range(len(seats)), lambda s: [u for u in units if seats[s] in units[u]]) == len(seats) \\
        and matched(fu, lambda u: [s for s in range(len(seats)) if seats[s] in units[u]]) == len(F)
panel = list(r.get('keep', []))
for c in order:
    if len(panel) < len(seats) and c not in panel and completable(panel + [c]): panel.append(c)
print('panel', panel == r['panel'], panel)
`;

let folder: string;
beforeAll(() => (folder = mkdtempSync(path.join(tmpdir(), 'jiandu-record-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fileOf = (record: unknown): string => {
  const file = path.join(folder, 'record.json');
  writeFileSync(file, typeof record === 'string' ? record : JSON.stringify(record));
  return file;
};

const knowsSm3 = (): boolean =>
  spawnSync('python3', ['-c', "import hashlib; hashlib.new('sm3')"]).status === 0;

describe.runIf(knowsSm3())('draw-23 another language comes to the same', () => {
  const python = (record: unknown): { readonly code: number | null; readonly out: string } => {
    const { status, stdout, stderr } = spawnSync(
      'python3',
      [path.join(ROOT, 'domain/vrs/verify.py'), fileOf(record)],
      { encoding: 'utf8' },
    );
    expect(stderr).toBe('');
    return { code: status, out: stdout };
  };

  it('the short checker of the scheme accepts a record as it is', () => {
    const program = path.join(folder, 'short.py');
    writeFileSync(program, SHORT_CHECKER);
    const said = execFileSync('python3', [program, fileOf(recordOf())], { encoding: 'utf8' });
    expect(said).toBe("commitment True\npanel True ['a5', 'a2', 'b1', 'a8']\n");
    const after = { ...recordOf(), gone: ['a8'], keep: ['a5', 'a2', 'b1'] };
    const panel = ['a5', 'a2', 'b1', 'a9'];
    const replaced = fileOf({ ...after, panel });
    expect(execFileSync('python3', [program, replaced], { encoding: 'utf8' })).toContain(
      "panel True ['a5', 'a2', 'b1', 'a9']",
    );
    const seats = { a5: 'pharm', a2: 'code', b1: 'clin', a9: 'clin' };
    const skipped = [
      { cid: 'a1', why: 'unit' },
      { cid: 'a3', why: 'unit' },
      { cid: 'a6', why: 'full' },
    ];
    const { steps } = verifyRecord({ ...after, panel, seats, skipped }, NODE_HASHING);
    expect(steps.find(({ name }) => name === 'panel')).toMatchObject({ ok: true });
  });

  it.each<[string, DrawRecord]>([
    ['as drawn', recordOf()],
    ['after a decline that moves a seat', declined(recordOf(), 'a8')],
    ['with locked seats and one open', declined(recordOf(), 'a8', { locked: true })],
    ['with the next code', declined(recordOf(), 'a2', { round: 2 })],
    ['after three declines', declined(declined(declined(recordOf(), 'a5'), 'a2'), 'b1')],
    [
      'with weights and Chinese categories',
      recordOf({
        list: {
          ...VECTOR_LIST,
          rows: VECTOR_LIST.rows.map((row, index) => ({
            ...row,
            cats: row.cats.map((one) => `${one}·临床`),
            w: 1 + index,
          })),
        },
        rules: {
          alg: 'SM3-VRS-1',
          need: { 'clin·临床': 3, 'code·临床': 1 },
          unitCap: 2,
          注: '每单位两人',
        },
      }),
    ],
    [
      'with no limit by employer',
      recordOf({ rules: { alg: 'SM3-VRS-1', need: { clin: 4 }, unitCap: 'none' } }),
    ],
  ])('verify.py accepts a record %s', (_what, record) => {
    expect(verifyRecord(record, NODE_HASHING).firstBad).toBeNull();
    expect(python(record)).toMatchObject({ code: 0 });
  });

  it.each<[string, (record: DrawRecord) => void]>([
    ['commitment', (r) => (r.list.rows[0]!.unit = 'h9')],
    ['digits of witness', (r) => (r.sources[1]!.value = '4.5.7./')],
    ['panel', (r) => r.panel.reverse()],
    ['event 2 contributed', (r) => (r.events[2]!.at = '')],
    ['event 7 replaced', (r) => (r.events[7]!.body.taken = [])],
  ])('verify.py names the first bad link: %s', (link, change) => {
    const record = declined(recordOf(), 'a8');
    change(record);
    const { code, out } = python(record);
    expect(code).toBe(1);
    expect(out).toContain(`first bad link: ${link}`);
  });
});

describe('npm run jiandu -- verify-draw', () => {
  const jiandu = (...args: readonly string[]) =>
    spawnSync(
      path.join(ROOT, 'node_modules/.bin/tsx'),
      [path.join(ROOT, 'scripts/jiandu.ts'), 'verify-draw', ...args],
      // no configuration, no database, no bureau
      { cwd: folder, env: { PATH: process.env.PATH }, encoding: 'utf8' },
    );

  it('accepts a good record, step by step, without any installation', () => {
    const { status, stdout, stderr } = jiandu(fileOf(recordOf()));
    expect(stderr).toBe('');
    expect(stdout).toContain('ok   commitment');
    expect(stdout).toContain('verified: DRAW-0001, level B; drawn: a5 a2 b1 a8\n');
    expect(status).toBe(0);
  }, 60_000);

  it('names the first bad link of a tampered one, and tells wrong use apart', () => {
    const tampered = { ...recordOf(), panel: ['a5', 'a2', 'b1', 'a9'] };
    const bad = jiandu(fileOf(tampered));
    expect(bad.stdout).toContain('first bad link: panel: place 4 of the panel should be a8\n');
    expect(bad.status).toBe(1);
    expect(jiandu(fileOf('no json')).status).toBe(1);
    expect(jiandu().status).toBe(2);
    expect(jiandu(path.join(folder, 'nowhere.json')).status).toBe(2);
  }, 60_000);
});
