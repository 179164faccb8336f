import type { z } from 'zod';
import {
  isOfficeTime,
  nextWorkingMoment,
  OFFICE,
  showInstant,
  type Action,
  type DomainEvent,
  type Refusal,
} from '../domain/index.ts';
import type { Settled, Visit } from './visit.ts';

/** `11月23日 08:30`: an instant in the days to come. */
export const showSoon = (at: Date): string => showInstant(at).replace(/^\d+年/, '');

/** When a notice that is not urgent leaves if it is written now; null: at once. */
const leavesAt = (visit: Visit): Promise<Date | null> =>
  visit.within(async (tx) => {
    if (visit.app.atAnyHour === true) return null;
    const { policy, calendar, now } = await visit.app.world(tx, OFFICE);
    const office = { calendar, ...policy.office };
    return isOfficeTime(now, office) ? null : nextWorkingMoment(now, office);
  });

/** Outside office hours: when the notice leaves. Otherwise nothing is to be said. */
export const leavingWords = async (visit: Visit): Promise<string> => {
  const at = await leavesAt(visit);
  return at === null ? '' : `现在是下班时间，通知${showSoon(at)} 发出。`;
};

interface Notifying<S extends z.ZodType, P, F, E extends DomainEvent, R extends Refusal> {
  readonly action: Action<S, P, F, E, R>;
  readonly input: unknown;
  readonly to: string;
  readonly say: string;
}

/** Settles an action that leaves a notice: what is said names the time when the notice waits. */
export const notified = async <S extends z.ZodType, P, F, E extends DomainEvent, R extends Refusal>(
  visit: Visit,
  { action, input, to, say }: Notifying<S, P, F, E, R>,
): Promise<Settled> => visit.settle(action, input, { to, say: say + (await leavingWords(visit)) });
