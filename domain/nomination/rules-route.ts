import { dayOf, type Day } from '../kernel/day.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Campaign, CallsPolicy } from '../campaigns/index.ts';
import type { Route } from '../membership/index.ts';
import type { ApplicationInput } from './input.ts';
import type { NominationRefusal } from './model-refusals.ts';
import type { EntryPolicy } from './policy.ts';

export interface Calls {
  /** the campaign that is open for this roster now */
  readonly open: Campaign | null;
  /** the campaign that the application was begun under */
  readonly begun: Campaign | null;
}

export interface Way {
  readonly route: Route;
  readonly campaign: Campaign | null;
}

/**
 * How somebody comes in is set by what was running, not by what they call it: a unit's recommendation,
 * else an open call, else their own initiative (A-04, GP-5, ZJ-7.1).
 */
export const wayOf = (
  input: Pick<ApplicationInput, 'roster' | 'recommendedBy' | 'keepAsSelf'>,
  { open, begun }: Calls,
  { calls, now }: { readonly calls: CallsPolicy; readonly now: Date },
): Result<Way, NominationRefusal> => {
  const unasked = calls.routes.value.includes('selfNomination');
  const route = calledBy(input.recommendedBy !== null, open !== null, calls.routes.value);
  if (route !== null) return ok({ route, campaign: open });
  if (begun !== null && !(input.keepAsSelf && unasked)) return err(closed(begun, unasked, now));
  return unasked
    ? ok({ route: 'selfNomination', campaign: null })
    : err({ code: 'nomination.no-call', roster: input.roster });
};

/** Units recommend at any time, unless all applications belong to a call (ZJ-7.1). */
const calledBy = (recommended: boolean, open: boolean, routes: readonly Route[]): Route | null => {
  const anyTime = routes.includes('selfNomination') || !routes.includes('openCall');
  if (recommended && routes.includes('recommendation') && (open || anyTime))
    return 'recommendation';
  return open && routes.includes('openCall') ? 'openCall' : null;
};

/** The call has ended while the form was filled in (GP-5.1). */
const closed = ({ title, closesAt }: Campaign, canKeep: boolean, now: Date): NominationRefusal => ({
  code: 'nomination.call-closed',
  title,
  closedAt: (closesAt < now ? closesAt : now).toISOString(),
  canKeep,
});

/**
 * The day on which ages are counted: the campaign's for all its applicants, else today;
 * a measure may want today's in every case.
 */
export const referenceDayOf = (
  campaign: Campaign | null,
  now: Date,
  { referenceDay }: Pick<EntryPolicy, 'referenceDay'>,
): Day =>
  campaign === null || referenceDay.value === 'confirming' ? dayOf(now) : campaign.cutOffDay;
