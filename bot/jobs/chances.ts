import { setImmediate } from 'node:timers/promises';
import { draws, vrs } from '../../domain/index.ts';
import { systemActor, type Duty } from './duty.ts';

const ROUNDS = 20;
const ACTOR = systemActor('keep-chances');

/**
 * Keeps everybody's chance beside each draw (draw.md 2.3, step 10). It is computed in turns outside any
 * transaction and kept once: a process that dies in between leaves the draw to the next run.
 */
export const keepChances: Duty = {
  name: 'keep-chances',
  when: { kind: 'minutes', every: 5 },
  run: async ({ app, bureau }) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const due = await app.ask(bureau, draws.chancesDue, {}, ACTOR);
      if (due.kind !== 'found' || due.value === null) return;
      const { draw, rules, rows } = due.value;
      const means = { pause: () => setImmediate(), hashing: vrs.NODE_HASHING };
      const chances = await vrs.chancesOf({ rules, rows }, means);
      const input = { draw, chances: Object.fromEntries(chances), runs: chances.runs };
      const outcome = await app.perform(bureau, draws.keepDrawChances, input, ACTOR);
      if (outcome.kind !== 'done') return;
    }
  },
};
