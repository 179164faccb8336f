import * as z from 'zod';
import { ALG } from './model.ts';

/** The portable record of one draw: everything that was committed to, revealed and decided (README.md). */
export const RECORD_FORMAT = 'jiandu-draw-record-1';

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const hex = z.string().regex(/^(?:[0-9a-f]{2})+$/);
const count = z.int().min(0);
const text = z.string().max(10_000);
const unitCap = z.union([z.int().min(1), z.literal('none')]);

const rowShape = z.strictObject({
  cid: text,
  cats: z.array(text),
  unit: text,
  out: text,
  w: z.number().optional(),
  bind: text.optional(),
});

const seatShape = z.strictObject({ cid: text, category: text });

const skipShape = z.strictObject({
  cid: text,
  why: z.enum(['unit', 'full', 'blocks']),
  category: text.optional(),
});

/** What a party gave: fixed by the hash before anybody's value was shown. */
const sourceShape = z.strictObject({ party: text, salt: text, hash: digest, value: text });

const eventShape = z.strictObject({
  n: count,
  kind: text,
  at: text,
  body: z.record(z.string(), z.json()),
  hash: digest,
});

export const recordShape = z.strictObject({
  format: z.literal(RECORD_FORMAT),
  alg: z.literal(ALG),
  bureau: text.optional(),
  id: text,
  attempt: count,
  /** A: secret and a public future value · B: secret and two parties · C: secret only, for rehearsals */
  assurance: z.enum(['A', 'B', 'C']),
  rehearsal: z.boolean(),
  /** hash of the record before: numbers and aborted draws cannot vanish */
  prev: digest,
  list: z.strictObject({ salt: hex, rows: z.array(rowShape) }),
  rules: z
    .record(z.string(), z.json())
    .and(z.looseObject({ alg: z.literal(ALG), need: z.record(z.string(), count), unitCap })),
  commit: digest,
  /** how often the secret was hashed: the committed top */
  rounds: count,
  round: z.int().min(1),
  code: digest,
  sources: z.array(sourceShape),
  entropy: text,
  order: z.array(text).optional(),
  panel: z.array(text),
  seats: z.record(z.string(), text),
  skipped: z.array(skipShape),
  gone: z.array(text).optional(),
  keep: z.array(text).optional(),
  events: z.array(eventShape),
  head: digest,
});

export type DrawRecord = z.output<typeof recordShape>;
export type RecordEvent = DrawRecord['events'][number];

/** Body of an event `replaced`: what the walk started from, and what it gave. */
export const replacedShape = z.looseObject({
  round: z.int().min(1),
  /** the code of that round, where it is a later one than the draw's */
  code: digest.nullish(),
  /** everybody who left so far: they never return for this task */
  gone: z.array(text),
  /** passed over now, with the class of what keeps them out */
  passed: z.array(z.strictObject({ cid: text, out: text })),
  /** classes admitted by an earlier event `relaxed` */
  admitted: z.array(text).optional(),
  keep: z.array(z.strictObject({ cid: text, category: text, locked: z.boolean() })),
  unitCap,
  taken: z.array(seatShape),
  moved: z.array(z.strictObject({ cid: text, from: text, to: text })),
  open: z.record(z.string(), count),
});

export type Replaced = z.output<typeof replacedShape>;
