import {
  ALG,
  applyRounds,
  codeAt,
  commitment,
  contributionHash,
  drawKey,
  drawnOrderAtOnce,
  entropyOf,
  fillSeats,
  listDigestAtOnce,
  nextLink,
  NODE_HASHING,
  RECORD_FORMAT,
  rulesDigest,
  type DrawRecord,
  type List,
  type Row,
  type Rules,
} from '../../domain/vrs/index.ts';

/** The own vector of the scheme: ten people, four seats. */
export const VECTOR_ROWS: readonly Row[] = [
  ['a1', 'clin', 'h1', ''],
  ['a2', 'clin,code', 'h1', ''],
  ['a3', 'clin', 'h2', ''],
  ['a4', 'clin', 'h3', 'R3'],
  ['a5', 'pharm', 'h2', ''],
  ['a6', 'pharm', 'h4', ''],
  ['a7', 'code', 'h5', 'R2'],
  ['a8', 'code', 'h6', ''],
  ['a9', 'clin,pharm', 'h7', ''],
  ['b1', 'clin', 'h8', ''],
].map(([cid = '', cats = '', unit = '', out = '']) => ({ cid, cats: cats.split(','), unit, out }));

export const VECTOR_LIST: List = { salt: '00112233445566778899aabbccddeeff', rows: VECTOR_ROWS };
export const VECTOR_RULES: Rules = { alg: ALG, need: { clin: 2, code: 1, pharm: 1 }, unitCap: 1 };
export const ZEROS = '0'.repeat(64);
export const VECTOR = {
  id: 'DRAW-0001',
  secret: 'demo secret',
  rounds: 10,
  entropy: '1.2.3./4.5.6./',
};

export interface Given {
  readonly list: List;
  readonly rules: Rules;
  readonly secret: string;
  readonly rounds: number;
  readonly values: readonly string[];
}

const PARTIES = ['operator', 'witness', 'lottery'];

const VECTOR_GIVEN: Given = {
  list: VECTOR_LIST,
  rules: VECTOR_RULES,
  secret: VECTOR.secret,
  rounds: VECTOR.rounds,
  values: ['1.2.3./', '4.5.6./'],
};

/** A drawn record as a bureau would hand it out, with the events up to the panel. */
export const recordOf = (changes: Partial<Given> = {}): DrawRecord => {
  const given = { ...VECTOR_GIVEN, ...changes };
  const { list, rules, secret, rounds, values } = given;
  const id = VECTOR.id;
  const digests = {
    listDigest: listDigestAtOnce(list, NODE_HASHING),
    rulesDigest: rulesDigest(rules, NODE_HASHING),
  };
  const code = codeAt(secret, rounds - 1, NODE_HASHING);
  const top = applyRounds(code, 1, NODE_HASHING);
  const commit = commitment({ id, ...digests, top, prev: ZEROS }, NODE_HASHING);
  const entropy = entropyOf(values);
  const key = drawKey(code, { id, ...digests, entropy }, NODE_HASHING);
  const order = drawnOrderAtOnce(key, list.rows, NODE_HASHING).map(({ cid }) => cid);
  const byCid = new Map(list.rows.map((row) => [row.cid, row]));
  const filled = fillSeats({
    need: rules.need,
    unitCap: rules.unitCap,
    standing: [],
    order: order.map((cid) => byCid.get(cid)!),
  });
  const seats = Object.fromEntries(filled.seats.map(({ cid, category }) => [cid, category]));
  const sources = values.map((value, index) => {
    const party = PARTIES[index] ?? '';
    const salt = `${index}`.repeat(32);
    const hash = contributionHash({ draw: id, party, value, salt }, NODE_HASHING);
    return { party, salt, hash, value };
  });
  const header = {
    bureau: 'zhanjiang',
    attempt: 1,
    assurance: 'B',
    rehearsal: false,
    rounds,
  } as const;
  const panel = [...filled.taken];
  const record: DrawRecord = {
    format: RECORD_FORMAT,
    alg: ALG,
    id,
    ...header,
    prev: ZEROS,
    list: { salt: list.salt, rows: list.rows.map((row) => ({ ...row, cats: [...row.cats] })) },
    rules: { ...rules, need: { ...rules.need } },
    commit,
    round: 1,
    code,
    sources,
    entropy,
    order,
    panel,
    seats,
    skipped: [...filled.skipped],
    events: [],
    head: ZEROS,
  };
  return linked(record, [
    { kind: 'frozen', body: { ...digests, ...header } },
    { kind: 'committed', body: { commit } },
    ...sources.map(({ party, hash }) => ({ kind: 'contributed', body: { party, hash } })),
    { kind: 'revealed', body: { code, entropy } },
    { kind: 'drawn', body: { panel, seats, skipped: filled.skipped.map((skip) => ({ ...skip })) } },
  ]);
};

type Body = DrawRecord['events'][number]['body'];

/** The record with more events at its end. */
export const linked = (
  record: DrawRecord,
  more: readonly { readonly kind: string; readonly body: Body }[],
): DrawRecord => {
  const events = [...record.events];
  let head = events.at(-1)?.hash ?? record.prev;
  for (const { kind, body } of more) {
    const n = events.length;
    const at = `2026-11-22T0${n % 10}:00:00.000Z`;
    head = nextLink(head, { n, kind, at, body }, NODE_HASHING);
    events.push({ n, kind, at, body, hash: head });
  }
  return { ...record, events, head };
};

/** One member leaves; what follows is computed as a bureau would. */
export const declined = (
  record: DrawRecord,
  cid: string,
  how: { readonly locked?: boolean; readonly secret?: string; readonly round?: number } = {},
): DrawRecord => {
  const { locked = false, round = 1 } = how;
  const before = record.events.filter(({ kind }) => kind === 'replaced').map(({ body }) => body);
  const seats = seatsAfter(record);
  const earlier = before.flatMap((body) => body.gone as string[]);
  const gone = [...new Set([...earlier, cid])];
  seats.delete(cid);
  const rows = new Map(record.list.rows.map((row) => [row.cid, row]));
  const keep = [...seats].map(([one, category]) => ({ cid: one, category, locked }));
  const code =
    round === 1 ? null : codeAt(how.secret ?? VECTOR.secret, record.rounds - round, NODE_HASHING);
  const filled = fillSeats({
    need: record.rules.need,
    unitCap: record.rules.unitCap,
    standing: keep.map((one) => ({
      ...rows.get(one.cid)!,
      present: one.category,
      locked: locked ? one.category : null,
    })),
    order: orderOf(record, code)
      .filter((one) => !gone.includes(one) && !seats.has(one))
      .map((one) => rows.get(one)!),
  });
  const seatOf = new Map(filled.seats.map((seat) => [seat.cid, seat.category]));
  const body = {
    round,
    code,
    gone,
    passed: [],
    keep,
    unitCap: record.rules.unitCap,
    taken: filled.taken.map((one) => ({ cid: one, category: seatOf.get(one)! })),
    moved: keep.flatMap(({ cid: one, category }) =>
      seatOf.get(one) === category ? [] : [{ cid: one, from: category, to: seatOf.get(one)! }],
    ),
    open: { ...filled.open },
  };
  return linked(record, [
    { kind: 'replied', body: { cid, answer: 'declined' } },
    { kind: 'replaced', body },
  ]);
};

const orderOf = (record: DrawRecord, code: string | null): readonly string[] => {
  if (code === null) return record.order!;
  const covered = {
    id: record.id,
    listDigest: listDigestAtOnce(record.list, NODE_HASHING),
    rulesDigest: rulesDigest({ ...record.rules, alg: ALG }, NODE_HASHING),
    entropy: record.entropy,
  };
  const key = drawKey(code, covered, NODE_HASHING);
  return drawnOrderAtOnce(key, record.list.rows, NODE_HASHING).map(({ cid }) => cid);
};

/** Who sits where after all replacements so far. */
export const seatsAfter = (record: DrawRecord): Map<string, string> => {
  let seats = new Map(Object.entries(record.seats));
  for (const { kind, body } of record.events) {
    if (kind !== 'replaced') continue;
    const { keep, taken, moved } = body as unknown as {
      keep: { cid: string; category: string }[];
      taken: { cid: string; category: string }[];
      moved: { cid: string; to: string }[];
    };
    seats = new Map([...keep, ...taken].map((one) => [one.cid, one.category]));
    for (const { cid, to } of moved) seats.set(cid, to);
  }
  return seats;
};
