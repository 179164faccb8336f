import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { accountOf, holds, type Actor } from '../kernel/actor.ts';
import { parseDay } from '../kernel/day.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { defineQuery, PAGE_SIZE } from '../kernel/query.ts';
import { runningNumber, seriesOf } from '../kernel/running-number.ts';
import { readInstitution } from '../institutions/index.ts';
import { readPeople, readPerson } from '../people/index.ts';
import { readAccount } from '../staff/index.ts';
import { nextNumber } from '../store/numbers.ts';
import type { Tx } from '../store/scope.ts';
import { RECUSAL, TIE_KINDS, TIE_SOURCES, type Tie } from './model.ts';
import { readTie, readTies } from './records.ts';
import {
  close,
  declare,
  eraseKin,
  holdsKinWords,
  order,
  type TieFacts,
  type TieInput,
} from './rules.ts';

const office = (actor: Actor): boolean =>
  holds(actor, 'clerk', 'sectionHead', 'leader', 'liaison', 'discipline');

const isSelf = (actor: Actor, person: string): boolean =>
  actor.kind === 'follower' && actor.person === person;

const reason = z.string().trim().min(4, '请写明理由，至少4个字').max(500);

const anyDay = z.string().transform((text, context) => {
  const day = parseDay(text);
  if (day !== null) return day;
  context.addIssue({ code: 'custom', message: '日期应写成 2026-10-12 的样子' });
  return z.NEVER;
});
const someDay = anyDay.nullable().default(null);

const tieFields = {
  person: z.string(),
  kind: z.enum(TIE_KINDS),
  institution: z.string().nullable().default(null),
  words: z.string().trim().max(100).default(''),
  task: z.string().nullable().default(null),
  since: someDay,
  until: someDay,
};

const NUMBERS = 'HB';

const tieFacts = async (tx: Tx, input: TieInput, now: Date): Promise<TieFacts> => {
  const series = seriesOf(NUMBERS, now);
  return {
    known: (await readPerson(tx, input.person)) !== null,
    institutionKnown:
      input.institution === null || (await readInstitution(tx, input.institution)) !== null,
    number: runningNumber(series, await nextNumber(tx, series)),
  };
};

/** A member declares a tie in chat, or by phone, visit or letter through staff (ZJ-11.0, GP-9.3, C-10). */
export const declareTie = defineAction({
  name: 'recusal.declare',
  input: z.object({
    ...tieFields,
    detail: z.string().trim().max(1000).default(''),
    source: z.enum(TIE_SOURCES).default('chat'),
  }),
  policy: NO_POLICY,
  permit: (actor, input) => (input.source === 'chat' ? isSelf(actor, input.person) : office(actor)),
  gather: (tx, input, { now }) => tieFacts(tx, input, now),
  decide: declare,
});

/** The bureau requires a recusal: its reason, who decided it when, and on what evidence (ZJ-11.6). */
export const orderRecusal = defineAction({
  name: 'recusal.order',
  input: z.object({
    ...tieFields,
    reason,
    evidence: z.string().trim().min(4, '请写明依据的材料，至少4个字').max(1000),
    /** account; null: whoever enters it */
    decidedBy: z.string().nullable().default(null),
    decidedOn: someDay,
  }),
  policy: NO_POLICY,
  permit: office,
  gather: async (tx, input, { now }, actor) => {
    const decider = input.decidedBy ?? accountOf(actor);
    const known = decider !== null && (await readAccount(tx, decider)) !== null;
    return { ...(await tieFacts(tx, input, now)), decidedBy: known ? decider : null };
  },
  decide: order,
});

/** A timed duty erases the words of a tie of kin once its work has been over long enough (ZJ-11.4). */
export const eraseKinWords = defineAction({
  name: 'recusal.erase-kin',
  input: z.object({ tie: z.string(), workEnded: anyDay }),
  policy: RECUSAL,
  permit: (actor) => actor.kind === 'system',
  gather: async (tx, input, { policy }) => ({
    tie: await readTie(tx, input.tie),
    keptDays: policy.recusal.kinKeptDays.value,
  }),
  decide: eraseKin,
});

/** Ties of kin for one piece of work whose words are still there. */
export const kinTiesWithWords = defineQuery({
  name: 'recusal.kin-with-words',
  params: z.object({}),
  policy: NO_POLICY,
  permit: (actor) => actor.kind === 'system',
  read: async (tx) =>
    (await readTies(tx, { kind: 'kin' }))
      .filter(holdsKinWords)
      .flatMap(({ id, task }) => (task === null ? [] : [{ tie: id, task }])),
});

/** Staff close a tie that no longer holds. */
export const withdrawTie = defineAction({
  name: 'recusal.close',
  input: z.object({ tie: z.string(), reason }),
  policy: NO_POLICY,
  permit: office,
  gather: (tx, input) => readTie(tx, input.tie),
  decide: close,
});

/** Whose ties the actor may see: staff all, a member the own. */
const visibleTo =
  (actor: Actor) =>
  (tie: Tie): boolean =>
    seesRegister(actor) || isSelf(actor, tie.person);

const seesRegister = (actor: Actor): boolean => office(actor) || holds(actor, 'auditor');

/** A tie as a list shows it; the words of it are for those who work with it. */
export interface TieRow {
  readonly tie: Omit<Tie, 'detail' | 'evidence'>;
  readonly name: string;
  readonly detail: string | null;
  readonly evidence: string | null;
}

export const listTies = defineQuery({
  name: 'recusal.list',
  params: z.object({
    status: z.enum(['open', 'closed']).nullable().default(null),
    person: z.string().nullable().default(null),
    search: z.string().trim().max(60).default(''),
    page: z.coerce.number().int().min(1).default(1),
  }),
  policy: NO_POLICY,
  permit: seesRegister,
  read: async (tx, { status, person, search, page }, _world, actor) => {
    const where = {
      ...(status === null ? {} : { status }),
      ...(person === null ? {} : { persons: [person] }),
    };
    const names = new Map((await readPeople(tx)).map((one) => [one.id, one.particulars.name]));
    const found = (await readTies(tx, where))
      .filter(visibleTo(actor))
      .map((tie) => rowOf(tie, names.get(tie.person) ?? '', actor))
      .filter((row) => search === '' || row.name.includes(search) || row.tie.number === search);
    return { rows: found.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE), total: found.length };
  },
});

/** Which institution secret work is about is not told through its recusals either (C-04). */
const rowOf = ({ detail, evidence, ...tie }: Tie, name: string, actor: Actor): TieRow => ({
  tie: office(actor) || tie.task === null ? tie : { ...tie, unit: null },
  name,
  detail: office(actor) ? detail : null,
  evidence: office(actor) ? evidence : null,
});
