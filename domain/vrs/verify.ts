import { applyRounds } from './codes.ts';
import {
  commitment,
  contributionHash,
  drawKey,
  listDigestAtOnce,
  rowsFault,
  rulesDigest,
} from './digests.ts';
import { entropyOf } from './digits.ts';
import { checkEvents, checkHeader, checkSequence } from './events.ts';
import {
  ALG,
  type Filled,
  type Hashing,
  type Row,
  type Rules,
  type Seat,
  type Skip,
} from './model.ts';
import { drawnOrderAtOnce } from './order.ts';
import { recordShape, type DrawRecord } from './record.ts';
import { checkReplacements } from './replay.ts';
import { fillSeats } from './seats.ts';
import { FAULTS, STEP_WORDS, STEPS, type Sentence, type StepName } from './wording.ts';

export { PLAIN_HASHING } from './sm3.ts';

export interface Step {
  readonly name: StepName;
  readonly ok: boolean;
  readonly says: string;
  /** the same for the page */
  readonly zh: { readonly name: string; readonly says: string };
}

export interface Verdict {
  readonly ok: boolean;
  readonly steps: readonly Step[];
  readonly firstBad: Step | null;
  /** null where the file is no record */
  readonly record: DrawRecord | null;
}

/** What the record says, and what follows from it when it is computed anew. */
export interface Anew {
  readonly record: DrawRecord;
  readonly hashing: Hashing;
  readonly rules: Rules;
  readonly rows: ReadonlyMap<string, Row>;
  readonly list: string;
  readonly ruled: string;
  readonly order: readonly string[];
}

/** Recomputes a whole record; the first step that does not fit is the first bad link (draw-23). */
export const verifyRecord = (json: unknown, hashing: Hashing): Verdict => {
  const parsed = recordShape.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return verdictOf(
      [stepOf('shape', FAULTS.shape(issue?.path.join('.') ?? '', issue?.message ?? ''))],
      null,
    );
  }
  const record = parsed.data;
  const shaped = [stepOf('shape', null), stepOf('rows', checkRows(record))];
  // nothing can be computed from rows that no draw could have had
  if (shaped.some(({ ok }) => !ok)) return verdictOf(shaped, record);
  const anew = computed(record, hashing);
  const others = STEPS.slice(shaped.length).map((name) =>
    stepOf(name, CHECKS[name]?.(anew) ?? null),
  );
  return verdictOf([...shaped, ...others], record);
};

/** The same from the text of a file. */
export const verifyText = (text: string, hashing: Hashing): Verdict => {
  try {
    return verifyRecord(JSON.parse(text), hashing);
  } catch {
    return verdictOf([stepOf('shape', FAULTS.notJson())], null);
  }
};

const verdictOf = (steps: readonly Step[], record: DrawRecord | null): Verdict => {
  const firstBad = steps.find(({ ok }) => !ok) ?? null;
  return { ok: firstBad === null, steps, firstBad, record };
};

const stepOf = (name: StepName, fault: Sentence | null): Step => {
  const { name: title, fits } = STEP_WORDS[name];
  const { en, zh } = fault ?? fits;
  return { name, ok: fault === null, says: en, zh: { name: title, says: zh } };
};

const computed = (record: DrawRecord, hashing: Hashing): Anew => {
  const rules: Rules = { ...record.rules, alg: ALG };
  const list = listDigestAtOnce(record.list, hashing);
  const ruled = rulesDigest(rules, hashing);
  const covered = { id: record.id, listDigest: list, rulesDigest: ruled, entropy: record.entropy };
  const key = drawKey(record.code, covered, hashing);
  const order = drawnOrderAtOnce(key, record.list.rows, hashing).map(({ cid }) => cid);
  const rows = new Map(record.list.rows.map((row) => [row.cid, row]));
  return { record, hashing, rules, rows, list, ruled, order };
};

type Check = (anew: Anew) => Sentence | null;

const checkRows = ({ list, rules }: DrawRecord): Sentence | null => {
  const fault = rowsFault(list.rows);
  if (fault !== null) return FAULTS.rows(fault);
  const words = [...Object.keys(rules.need), ...list.rows.flatMap(({ cats }) => cats)];
  const bad = words.find((category) => !CATEGORY.test(category));
  return bad === undefined ? null : FAULTS.need(bad);
};

/** Sorted alike by UTF-16 units and by code points, and the same however it was typed (draw-24). */
const CATEGORY = /^[\u0021-\ud7ff]{1,64}$/;

const VALUE = /^(?:[0-9a-z]+\.)+\/$/;

const checkSources: Check = ({ record, hashing }) => {
  const { id: draw, sources, assurance } = record;
  for (const { party, value, salt, hash } of sources) {
    if (!VALUE.test(value)) return FAULTS.sourceForm(party);
    if (contributionHash({ draw, party, value, salt }, hashing) !== hash)
      return FAULTS.source(party);
  }
  const parties = new Set(sources.map(({ party }) => party)).size;
  const enough = { A: 1, B: 2, C: 0 }[assurance];
  return parties === sources.length && parties >= enough ? null : FAULTS.parties(assurance);
};

const checkEntropy: Check = ({ record: { sources, entropy } }) =>
  entropyOf(sources.map(({ value }) => value)) === entropy ? null : FAULTS.entropy();

const checkCommitment: Check = (anew) => {
  const { record, list, ruled, hashing } = anew;
  const top = applyRounds(record.code, record.round, hashing);
  const { id, prev, commit } = record;
  if (commitment({ id, listDigest: list, rulesDigest: ruled, top, prev }, hashing) === commit)
    return null;
  if (checkList(anew) !== null) return FAULTS.commitment('the list was altered', '名单被改动');
  if (checkRules(anew) !== null) return FAULTS.commitment('the rules were altered', '规则被改动');
  return FAULTS.commitment(
    'code, number, list, rules, previous record or the commitment itself was altered',
    '随机码、编号、名单、规则、上一记录或承诺值本身被改动',
  );
};

const frozenAs = ({ record }: Anew, name: string): unknown =>
  record.events.find(({ kind }) => kind === 'frozen')?.body[name];

const checkList: Check = (anew) => {
  const frozen = frozenAs(anew, 'listDigest');
  return frozen === undefined || frozen === anew.list ? null : FAULTS.list();
};

const checkRules: Check = (anew) => {
  const frozen = frozenAs(anew, 'rulesDigest');
  return frozen === undefined || frozen === anew.ruled ? null : FAULTS.rules();
};

const checkOrder: Check = ({ record, order }) => {
  if (record.order === undefined) return null;
  const place = firstDifference(record.order, order);
  return place < 0 ? null : FAULTS.order(place + 1, order[place] ?? '–');
};

const firstDifference = (said: readonly string[], anew: readonly string[]): number => {
  const length = Math.max(said.length, anew.length);
  for (let place = 0; place < length; place += 1) if (said[place] !== anew[place]) return place;
  return -1;
};

const checkPanel: Check = (anew) => {
  const { record, rules, rows, order } = anew;
  const { keep = [], gone = [] } = record;
  const rowsOf = (cids: readonly string[]): readonly Row[] =>
    cids.flatMap((cid) => rows.get(cid) ?? []);
  const filled = fillSeats({
    need: rules.need,
    unitCap: rules.unitCap,
    standing: rowsOf(keep).map(({ cid, cats, unit }) => ({ cid, cats, unit, locked: null })),
    order: rowsOf(order.filter((cid) => !gone.includes(cid))),
  });
  const panel = [...keep, ...filled.taken];
  const place = firstDifference(record.panel, panel);
  if (place >= 0) return FAULTS.panel(place + 1, panel[place] ?? '–');
  return checkSeats(record, filled.seats) ?? checkSkips(record, filled);
};

const checkSeats = ({ seats }: DrawRecord, anew: readonly Seat[]): Sentence | null => {
  const wrong = anew.find(({ cid, category }) => seats[cid] !== category);
  if (wrong !== undefined) return FAULTS.seat(wrong.cid, wrong.category);
  const extra = Object.keys(seats).find((cid) => anew.every((seat) => seat.cid !== cid));
  return extra === undefined ? null : FAULTS.seat(extra, '–');
};

const checkSkips = ({ skipped }: DrawRecord, { skipped: anew }: Filled): Sentence | null => {
  const wrong = anew.find((skip, place) => !sameSkip(skipped[place], skip));
  if (wrong !== undefined) return FAULTS.skips(wrong);
  return skipped.length === anew.length ? null : FAULTS.skips(undefined);
};

/** The category that would be left short may be left out of a record. */
const sameSkip = (said: DrawRecord['skipped'][number] | undefined, anew: Skip): boolean =>
  said?.cid === anew.cid &&
  said.why === anew.why &&
  (said.category === undefined || said.category === anew.category);

const CHECKS: Readonly<Partial<Record<StepName, Check>>> = {
  sources: checkSources,
  entropy: checkEntropy,
  commitment: checkCommitment,
  list: checkList,
  rules: checkRules,
  order: checkOrder,
  panel: checkPanel,
  events: checkEvents,
  sequence: checkSequence,
  header: checkHeader,
  replacements: checkReplacements,
};
