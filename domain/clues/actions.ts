import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { accountOf, holds, type Actor } from '../kernel/actor.ts';
import { dayOf, type Day } from '../kernel/day.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { defineQuery, PAGE_SIZE } from '../kernel/query.ts';
import { addWorkingDays } from '../kernel/working-days.ts';
import type { World } from '../kernel/world.ts';
import { chatPrint } from '../people/index.ts';
import { readAccounts } from '../staff/index.ts';
import { nextNumber } from '../store/numbers.ts';
import type { Tx } from '../store/scope.ts';
import { CLUES, clueBody, OUTCOMES, type Clue, type CluesPolicy, type Reporter } from './model.ts';
import { readList, readOwn, readReporter, readVisible } from './records.ts';
import { accept, addEvidence, close, report, seriesOf, type ReportFacts } from './rules.ts';

const office = (actor: Actor): boolean =>
  holds(actor, 'clerk', 'sectionHead', 'leader', 'liaison', 'discipline');

const gatherReport = async (
  tx: Tx,
  world: World<CluesPolicy>,
  reporter: Reporter,
): Promise<ReportFacts> => ({
  staff: await readAccounts(tx),
  running: {
    office: await nextNumber(tx, seriesOf('office', world.now)),
    discipline: await nextNumber(tx, seriesOf('discipline', world.now)),
    outside: await nextNumber(tx, seriesOf('outside', world.now)),
  },
  reporter,
});

const evidence = z.array(z.string()).max(200).default([]);

/** Anyone may report, by chat; who it was goes to the identity vault (GP-8.2, GP-8.6, C-01). */
export const reportClue = defineAction({
  name: 'clues.report',
  input: z.object({ body: clueBody, evidence, marked: z.boolean().default(false) }),
  policy: CLUES,
  permit: (actor) => actor.kind === 'follower',
  gather: (tx, _input, world, actor) =>
    gatherReport(tx, world, {
      identity: actor.kind === 'follower' ? actor.identity : null,
      person: actor.kind === 'follower' ? actor.person : null,
      contact: '',
    }),
  decide: (facts, input, world) => report(facts, { ...input, source: 'chat' }, world),
});

/** Staff write a clue down for somebody who phones, visits or writes: same numbering (C-10). */
export const enterClue = defineAction({
  name: 'clues.enter',
  input: z.object({
    body: clueBody,
    source: z.enum(['phone', 'visit', 'letter']),
    contact: z.string().trim().max(200).default(''),
    evidence,
    marked: z.boolean().default(false),
  }),
  policy: CLUES,
  permit: office,
  gather: (tx, input, world) =>
    gatherReport(tx, world, { identity: null, person: null, contact: input.contact }),
  decide: report,
});

const handled = { clue: z.string(), expectVersion: z.coerce.number().int() };

const gatherHandling = async (tx: Tx, clue: string, actor: Actor) => ({
  clue: await readVisible(tx, clue, actor),
  reporter: await readReporter(tx, clue),
  by: accountOf(actor) ?? '',
});

export const acceptClue = defineAction({
  name: 'clues.accept',
  input: z.object(handled),
  policy: NO_POLICY,
  permit: office,
  gather: (tx, input, _world, actor) => gatherHandling(tx, input.clue, actor),
  decide: (facts, input) => accept(facts, input, facts.by),
});

export const closeClue = defineAction({
  name: 'clues.close',
  input: z.object({
    ...handled,
    outcome: z.enum(OUTCOMES),
    findings: z.string().trim().min(4, '请写明核查情况，至少4个字').max(2000),
  }),
  policy: NO_POLICY,
  permit: office,
  gather: (tx, input, _world, actor) => gatherHandling(tx, input.clue, actor),
  decide: (facts, input) => close(facts, input, facts.by),
});

/** The reporter sends evidence later, from the chat the clue came from. */
export const addClueEvidence = defineAction({
  name: 'clues.add-evidence',
  input: z.object({ number: z.string(), pieces: z.int().min(1) }),
  policy: NO_POLICY,
  permit: (actor) => actor.kind === 'follower',
  gather: async (tx, input, _world, actor) => {
    if (actor.kind !== 'follower') return null;
    const own = await readOwn(tx, chatPrint(tx, actor.identity));
    return own.find((clue) => clue.number === input.number) ?? null;
  },
  decide: (clue, input) => addEvidence(clue, input.pieces),
});

/** A clue with the last day for taking it up, as its reporter was told (C-02). */
export interface DatedClue extends Clue {
  readonly acceptBy: Day;
}

const dated =
  ({ policy, calendar }: World<CluesPolicy>) =>
  (clue: Clue): DatedClue => ({
    ...clue,
    acceptBy: addWorkingDays(dayOf(clue.receivedAt), policy.clues.untouchedDays.value, calendar)
      .day,
  });

export const listClues = defineQuery({
  name: 'clues.list',
  params: z.object({
    status: z.enum(['received', 'accepted', 'closed']).nullable().default(null),
    number: z.string().default(''),
    page: z.coerce.number().int().min(1).default(1),
  }),
  policy: CLUES,
  permit: office,
  read: async (tx, { status, number, page }, world, actor) => {
    const filter = { status, number, limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE };
    const { rows, total } = await readList(tx, filter, actor);
    return { rows: rows.map(dated(world)), total };
  },
});

/** One clue, or null: a clue that may not be seen and a clue that does not exist look the same. */
export const readClue = defineQuery({
  name: 'clues.read',
  params: z.object({ clue: z.string() }),
  policy: CLUES,
  permit: office,
  read: async (tx, { clue }, world, actor) => {
    const found = await readVisible(tx, clue, actor);
    return found === null ? null : dated(world)(found);
  },
});

/** A follower's own clues in coarse words (GP-9.5b). */
export const ownClues = defineQuery({
  name: 'clues.own',
  params: z.object({}),
  policy: NO_POLICY,
  permit: (actor) => actor.kind === 'follower',
  read: async (tx, _params, _world, actor) => {
    if (actor.kind !== 'follower') return [];
    const own = await readOwn(tx, chatPrint(tx, actor.identity));
    return own.map(({ id, number, status, outcome, evidence: proof, receivedAt }) => ({
      id,
      number,
      status,
      outcome,
      evidence: proof,
      receivedAt,
    }));
  },
});
