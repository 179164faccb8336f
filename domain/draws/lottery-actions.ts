import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { accountOf, holds, type Actor } from '../kernel/actor.ts';
import type { Tx } from '../store/scope.ts';
import { contributionsTo, readAttempt } from './attempt-records.ts';
import {
  correctLottery,
  giveLottery,
  postponeLottery,
  type LotteryFacts,
} from './lottery-rules.ts';
import { RULING } from './policy.ts';
import { readTask } from './records.ts';

const operates = (actor: Actor): boolean => holds(actor, 'clerk', 'sectionHead');

const digits = z.string().max(400);
const words = z
  .string()
  .trim()
  .min(4, '请写明期号、开奖日期和查询来源，例如：第2026118期，10月13日，中国福彩网')
  .max(100);
const reason = z.string().trim().min(4, '请写明理由，至少4个字').max(500);

const lotteryFacts = async (tx: Tx, draw: string, actor: Actor): Promise<LotteryFacts | null> => {
  const attempt = await readAttempt(tx, draw);
  const task = attempt === null ? null : await readTask(tx, attempt.task);
  if (attempt === null || task === null || attempt.rehearsal) return null;
  const contributions = await contributionsTo(tx, attempt.id);
  return { task, attempt, contributions, party: 'lottery', by: accountOf(actor) };
};

/** The winning numbers of the lottery named beforehand, typed by an operator after they were published. */
export const enterLottery = defineAction({
  name: 'draws.enter-lottery',
  input: z.object({ draw: z.string(), digits, words }),
  policy: RULING,
  permit: operates,
  gather: (tx, { draw }, _world, actor) => lotteryFacts(tx, draw, actor),
  decide: giveLottery,
});

/** The lottery is put off: from now on its fallback counts (draw-21). */
export const postponeDrawLottery = defineAction({
  name: 'draws.postpone-lottery',
  input: z.object({ draw: z.string(), reason }),
  policy: RULING,
  permit: operates,
  gather: (tx, { draw }, _world, actor) => lotteryFacts(tx, draw, actor),
  decide: postponeLottery,
});

/** Puts a mistyped lottery number right before the draw (draw-20). */
export const correctDrawLottery = defineAction({
  name: 'draws.correct-lottery',
  input: z.object({
    draw: z.string(),
    party: z.enum(['operator', 'witness', 'lottery']).default('lottery'),
    digits,
    words,
    reason,
  }),
  policy: RULING,
  permit: operates,
  gather: (tx, { draw }, _world, actor) => lotteryFacts(tx, draw, actor),
  decide: correctLottery,
});
