import { z } from 'zod';
import { accountOf } from '../kernel/actor.ts';
import { defineQuery } from '../kernel/query.ts';
import { NOMINATION } from './policy.ts';
import { visibleTo } from './queries.ts';
import { readAllTerms, readTurns } from './records.ts';
import { isTurnOf, TURN_STATES } from './turn-rules.ts';

/** How many applications of a state wait for whoever asks; no particulars are opened for it. */
export const turnsWaiting = defineQuery({
  name: 'nomination.turns',
  params: z.object({ state: z.enum(TURN_STATES) }),
  policy: NOMINATION,
  permit: visibleTo,
  read: async (tx, { state }, { policy }, actor): Promise<number> => {
    const noted = await readAllTerms(tx);
    const asking = {
      account: accountOf(actor) ?? '',
      roles: actor.kind === 'system' ? [] : actor.roles,
    };
    return (await readTurns(tx, state)).filter((turn) => {
      const entry = noted.get(turn.terms)?.entry ?? policy.rosters[turn.roster]?.entry;
      return entry !== undefined && isTurnOf({ state, turn, entry }, asking);
    }).length;
  },
});
