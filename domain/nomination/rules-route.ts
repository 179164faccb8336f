import { dayOf, type Day } from '../kernel/day.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Campaign, CallsPolicy, Invitation } from '../campaigns/index.ts';
import type { Route, Term } from '../membership/index.ts';
import type { ApplicationInput } from './input.ts';
import type { ApplicationState, Invited } from './model.ts';
import type { NominationRefusal } from './model-refusals.ts';
import type { EntryPolicy } from './policy.ts';

export interface Calls {
  /** the campaign that is open for this roster now */
  readonly open: Campaign | null;
  /** the campaign that the application was begun under */
  readonly begun: Campaign | null;
  /** the invitation that the applicant has said yes to and not used yet */
  readonly invitation: Pick<Invitation, 'id' | 'number' | 'approvedBy'> | null;
}

export interface Way {
  readonly route: Route;
  readonly campaign: Campaign | null;
  readonly invited: Invited | null;
}

/**
 * How somebody comes in is set by what was running, not by what they call it: an invitation they have
 * accepted, else a unit's recommendation, else an open call, else their own initiative (A-04, A-21, GP-5,
 * ZJ-7).
 */
export const wayOf = (
  input: Pick<ApplicationInput, 'roster' | 'recommendedBy' | 'keepAsSelf'>,
  { open, begun, invitation }: Calls,
  { calls, now }: { readonly calls: CallsPolicy; readonly now: Date },
): Result<Way, NominationRefusal> => {
  if (invitation !== null)
    return ok({ route: 'invitation', campaign: null, invited: invitedBy(invitation, calls) });
  const unasked = calls.routes.value.includes('selfNomination');
  const route = calledBy(input.recommendedBy !== null, open !== null, calls.routes.value);
  if (route !== null) return ok({ route, campaign: open, invited: null });
  if (begun !== null && !(input.keepAsSelf && unasked)) return err(closed(begun, unasked, now));
  return unasked
    ? ok({ route: 'selfNomination', campaign: null, invited: null })
    : err({ code: 'nomination.no-call', roster: input.roster });
};

/** What it is spared is kept as the measure says it today (B-25). */
const invitedBy = (
  { id, number, approvedBy }: NonNullable<Calls['invitation']>,
  { invitation }: CallsPolicy,
): Invited => {
  const { skipsReview, skipsPublicity } = invitation.value;
  return { invitation: id, number, approvedBy, skipsReview, skipsPublicity };
};

/** What may have come of an invitation already. */
export interface Outcomes {
  readonly terms: readonly Term[];
  readonly applications: readonly {
    readonly invitation: string;
    readonly state: ApplicationState;
  }[];
}

/**
 * A yes leads in once: to a term, or to an application that was not withdrawn. One that was overtaken by
 * another way in is used up too, and one of before `since`: by then a refused application that came by it
 * may be forgotten.
 */
export const isUsed = (
  { id, proposedAt }: Pick<Invitation, 'id' | 'proposedAt'>,
  { terms, applications }: Outcomes,
  since: Day,
): boolean =>
  dayOf(proposedAt) < since ||
  terms.some(
    ({ application, startsOn }) =>
      application === id || (startsOn !== null && startsOn >= dayOf(proposedAt)),
  ) ||
  applications.some(({ invitation, state }) => invitation === id && state !== 'withdrawn');

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
