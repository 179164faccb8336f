import { canon } from './canon.ts';
import { nextLink } from './digests.ts';
import type { DrawRecord, RecordEvent } from './record.ts';
import type { Anew } from './verify.ts';
import { FAULTS, type Sentence } from './wording.ts';

/** Every event is bound to the one before it, the first to the record before this one. */
export const checkEvents = ({ record, hashing }: Anew): Sentence | null => {
  let last = record.prev;
  for (const [index, event] of record.events.entries()) {
    const inTurn = event.n === index;
    const bound = inTurn && nextLink(last, event, hashing) === event.hash;
    if (!bound) return FAULTS.event(event.n, event.kind);
    last = event.hash;
  }
  return last === record.head ? null : FAULTS.head();
};

const ONCE = ['frozen', 'committed', 'drawn'] as const;
/** Before the draw nothing of a later phase may stand before something of an earlier one. */
const PHASES = ['frozen', 'committed', 'contributed', 'revealed', 'drawn', 'replaced'];

/** Frozen and committed before anybody gave digits, all digits fixed before any was shown (draw.md 2.3, steps 2–4). */
export const checkSequence = ({ record }: Anew): Sentence | null => {
  for (const kind of ONCE) {
    const times = record.events.filter((event) => event.kind === kind).length;
    if (times === 0) return FAULTS.missing(kind);
    if (times > 1) return FAULTS.twice(kind);
  }
  return checkPhases(record) ?? checkGiven(record);
};

const checkPhases = ({ events }: DrawRecord): Sentence | null => {
  let reached = 0;
  for (const { n, kind } of events) {
    const phase = PHASES.indexOf(kind);
    if (phase < 0) continue;
    if (phase < reached) return FAULTS.late(n, kind);
    reached = phase;
  }
  return null;
};

/** What a party gave stood in the chain, as its hash, before it was shown. */
const checkGiven = ({ sources, events }: DrawRecord): Sentence | null => {
  const given = events.filter(({ kind }) => kind === 'contributed').map(({ body }) => body.hash);
  const ungiven = sources.find(({ hash }) => !given.includes(hash));
  return ungiven === undefined ? null : FAULTS.missing(`contributed (${ungiven.party})`);
};

/** Covered by no digest of the draw: some event or the rules must repeat them. */
const TO_REPEAT = ['attempt', 'assurance', 'rehearsal', 'rounds', 'bureau'] as const;
const MAY_REPEAT = ['id', 'prev', 'commit', 'code', 'entropy', 'panel', 'seats'] as const;
const REPEATING = ['frozen', 'committed', 'revealed', 'drawn'];

/** The header says what the chained events and the rules say. */
export const checkHeader = ({ record }: Anew): Sentence | null => {
  if ((record.assurance === 'C') !== record.rehearsal) return FAULTS.level();
  const repeating = record.events.filter(({ kind }) => REPEATING.includes(kind));
  for (const field of [...TO_REPEAT, ...MAY_REPEAT]) {
    const fault = differing(record, field, repeating);
    if (fault !== null) return fault;
  }
  return TO_REPEAT.map((field) => uncovered(record, field, repeating)).find(isFault) ?? null;
};

const isFault = (fault: Sentence | null): fault is Sentence => fault !== null;

type Field = (typeof TO_REPEAT)[number] | (typeof MAY_REPEAT)[number];

const differing = (
  record: DrawRecord,
  field: Field,
  repeating: readonly RecordEvent[],
): Sentence | null => {
  const said = canon(record[field] ?? null);
  const other = repeating.find(({ body }) => field in body && canon(body[field]) !== said);
  if (other !== undefined) return FAULTS.repeated(field, other.n);
  const ruled = field in record.rules && canon(record.rules[field]) !== said;
  return ruled ? FAULTS.ruled(field) : null;
};

const uncovered = (
  record: DrawRecord,
  field: (typeof TO_REPEAT)[number],
  repeating: readonly RecordEvent[],
): Sentence | null => {
  if (record[field] === undefined || field in record.rules) return null;
  return repeating.some(({ body }) => field in body) ? null : FAULTS.uncovered(field);
};
