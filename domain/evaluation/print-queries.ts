import { withheldTax } from './tax-rules.ts';
import { z } from 'zod';
import { holds, type Actor } from '../kernel/actor.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { defineQuery } from '../kernel/query.ts';
import { readPeople, type Particulars } from '../people/index.ts';
import { stateOf } from './gather.ts';
import { amountOf, rateOf } from './form3-rules.ts';
import { EVALUATION, type BankAccount } from './model.ts';
import { feesOfTask } from './records.ts';
import { daysThere, tookPart } from './rules.ts';

const prints = (actor: Actor): boolean => holds(actor, 'clerk', 'sectionHead', 'leader');

/** A row of the printed fee sheet, numbers whole: asked for only after `printPaper`. */
export interface PrintedFee {
  readonly particulars: Particulars;
  readonly days: number;
  readonly yuanPerDay: number;
  readonly amount: number;
  /** fen withheld */
  readonly tax: number;
  readonly refused: string | null;
  readonly account: BankAccount | null;
}

const unentered = (days: number, rate: number) => ({
  days,
  amount: amountOf(days, rate),
  refused: null,
  account: null,
});

export const feesToPrint = defineQuery({
  name: 'evaluation.fees-to-print',
  params: z.object({ task: z.string() }),
  policy: EVALUATION,
  permit: prints,
  read: async (tx, { task }, { policy }) => {
    const state = await stateOf(tx, task);
    if (state === null) return null;
    const people = new Map((await readPeople(tx)).map((one) => [one.id, one.particulars]));
    const known = new Map((await feesOfTask(tx, task)).map((fee) => [fee.invitation, fee]));
    const { number, type, firstDay, lastDay } = state.task;
    const rows = tookPart(state).flatMap(({ id, person }): readonly PrintedFee[] => {
      const particulars = people.get(person);
      if (particulars === undefined) return [];
      const rate = rateOf(state, policy) ?? 0;
      // nobody who took part is missing from the sheet: an account can still be written by hand
      const { days, amount, refused, account } =
        known.get(id) ?? unentered(daysThere(state, id), rate);
      // what was entered counts: a table changed since then changes no row
      const yuanPerDay = refused === null && days > 0 ? amount / days / 100 : rate;
      const tax = withheldTax(amount, policy.evaluation.tax.value);
      return [{ particulars, days, yuanPerDay, amount, tax, refused, account }];
    });
    return { number, type, firstDay, lastDay, rows, missing: tookPart(state).length - rows.length };
  },
});

/** Everything that stands on the printed form 3 (F3-01…27). */
export const form3ToPrint = defineQuery({
  name: 'evaluation.form3-to-print',
  params: z.object({ task: z.string(), person: z.string() }),
  policy: NO_POLICY,
  permit: prints,
  read: async (tx, { task, person }) => {
    const state = await stateOf(tx, task);
    const invitation = state === null ? null : tookPart(state).find((one) => one.person === person);
    if (state === null || invitation === undefined || invitation === null) return null;
    const found = (await readPeople(tx)).find(({ id }) => id === person);
    const form3 = state.evaluations.find((one) => one.person === person);
    if (found === undefined || form3 === undefined) return null;
    const { number, type } = state.task;
    return {
      number,
      type,
      particulars: found.particulars,
      category: invitation.category,
      form3,
      days: daysThere(state, invitation.id),
    };
  },
});
