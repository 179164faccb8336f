import { CONTEXTS, deadlines, WHOLE_POLICY } from '../../domain/index.ts';
import { systemActor, type Duty } from './duty.ts';

const ROUNDS = 100;

/** What nobody has touched in time is brought to the liaison officer, once each (GP-12a). */
export const sweepDeadlines: Duty = {
  name: 'sweep-deadlines',
  when: { kind: 'minutes', every: 10 },
  run: async ({ app, bureau }) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const dues = await app.gate.transaction(bureau, async (tx) => {
        const world = await app.world(tx, WHOLE_POLICY);
        const all = [];
        for (const context of CONTEXTS) all.push(...(await context.deadlines(tx, world)));
        return all;
      });
      const input = { dues: dues.map((due) => ({ ...due, except: [...due.except] })) };
      const outcome = await app.perform(
        bureau,
        deadlines.sweepDeadlines,
        input,
        systemActor('sweep-deadlines'),
      );
      if (outcome.kind !== 'done') return;
    }
  },
};
