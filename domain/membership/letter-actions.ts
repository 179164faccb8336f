import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { holds, type Actor } from '../kernel/actor.ts';
import { parseDay } from '../kernel/day.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { readPerson } from '../people/index.ts';
import type { Tx } from '../store/scope.ts';
import { barPrint } from './bar-records.ts';
import { bar } from './bar-rules.ts';
import { readLetter } from './letter-records.ts';
import { confirmPrinted, handOver, print, type LetterFacts } from './letter-rules.ts';
import { REMOVAL } from './model.ts';
import { membershipsOf, readTerm } from './records.ts';

const office = (actor: Actor): boolean => holds(actor, 'clerk', 'sectionHead', 'leader', 'liaison');

const someDay = z.string().transform((text, context) => {
  const day = parseDay(text);
  if (day !== null) return day;
  context.addIssue({ code: 'custom', message: '日期应写成 2026-10-12 的样子' });
  return z.NEVER;
});

const letterFacts = async (tx: Tx, id: string): Promise<LetterFacts> => {
  const term = await readTerm(tx, id);
  return { term, letter: term === null ? null : await readLetter(tx, term) };
};

export const confirmPrintedTerm = defineAction({
  name: 'membership.confirm-printed-term',
  input: z.object({
    term: z.string(),
    from: someDay,
    to: someDay,
    reason: z.string().trim().max(200).default(''),
  }),
  policy: NO_POLICY,
  permit: office,
  gather: (tx, { term }) => letterFacts(tx, term),
  decide: confirmPrinted,
});

export const printLetter = defineAction({
  name: 'membership.print-letter',
  input: z.object({ term: z.string() }),
  policy: NO_POLICY,
  permit: office,
  gather: (tx, { term }) => letterFacts(tx, term),
  decide: print,
});

export const handOverLetter = defineAction({
  name: 'membership.hand-over-letter',
  input: z.object({ term: z.string(), on: someDay }),
  policy: NO_POLICY,
  permit: office,
  gather: (tx, { term }) => letterFacts(tx, term),
  decide: handOver,
});

/** The leader alone takes a membership away, with the ground as the person is told it (ZJ-18a, C-09). */
export const barPerson = defineAction({
  name: 'membership.bar',
  input: z.object({
    term: z.string(),
    ground: z.string().trim().min(4, '请写明移出的事由，至少4个字').max(200),
    reason: z.string().trim().min(4, '请写明为什么这样决定，至少4个字').max(500),
  }),
  policy: REMOVAL,
  permit: (actor) => holds(actor, 'leader'),
  gather: async (tx, input) => {
    const term = await readTerm(tx, input.term);
    const known = term === null ? null : await readPerson(tx, term.person);
    const number = known?.particulars.citizenNumber ?? null;
    return {
      terms: term === null ? [] : await membershipsOf(tx, term.person),
      print: number === null ? null : barPrint(tx, number),
    };
  },
  decide: bar,
});
