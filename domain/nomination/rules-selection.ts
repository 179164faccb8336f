import { dayOf, type Day } from '../kernel/day.ts';
import { newId } from '../kernel/fresh.ts';
import { err, ok } from '../kernel/result.ts';
import type { World } from '../kernel/world.ts';
import { OPEN_STATES, type Application, type RevealedField } from './model.ts';
import type { NominationRefusal } from './model-refusals.ts';
import type { EntryPolicy } from './policy.ts';
import { touchBy, type Decision, type Nomination } from './rules.ts';
import { unspokenIn } from './rules-exceptions.ts';
import { opened, refusedRole, toldOf, type Handling } from './rules-review.ts';

export interface Selecting {
  readonly expectVersion: number;
  readonly verdict: 'selected' | 'notSelected';
  readonly reason: string;
}

/**
 * 择优: a person chooses among the qualified, with a reason for every yes and no. There is no score and
 * no order to choose by (GP-6.3, ZJ-8.2a, PIPL 24).
 */
export const select = (facts: Handling, input: Selecting, world: Nomination): Decision => {
  const checked = opened(facts, input.expectVersion, ['qualified']);
  if (checked.problem !== null) return err(checked.problem);
  const { application, entry } = checked;
  const refusal =
    refusedRole({ label: '择优选定', roles: entry.selection.value }, facts.roles) ??
    secondPerson(application, entry, facts.account) ??
    reasonRefusal(application, input);
  if (refusal !== null) return err(refusal);
  const by = facts.account;
  const words = { reason: input.reason, identity: application.identity };
  return ok([
    input.verdict === 'selected'
      ? {
          type: 'nomination.selected',
          ...toldOf(application),
          exceptions: application.exceptions,
          invited: application.invited,
          by,
          touchBy: touchBy(entry, world).touchBy,
          appointers: [],
          private: words,
        }
      : {
          type: 'nomination.refused',
          ...toldOf(application),
          because: 'notSelected',
          by,
          private: words,
        },
  ]);
};

/** Whoever is selected waits for the public, not for a colleague: nobody is urged before `from` (ZJ-8.2b). */
export const awaitFrom = (
  { application, terms }: Pick<Handling, 'application' | 'terms'>,
  { from }: { readonly from: Day | null },
  world: Nomination,
): Decision => {
  if (application === null || terms === null) return err({ code: 'nomination.unknown' });
  const { state } = application;
  if (state !== 'selected') return err({ code: 'nomination.not-waiting', state });
  const counted = touchBy(terms.entry, world, from ?? dayOf(world.now));
  return ok([{ type: 'nomination.awaited', ...toldOf(application), touchBy: counted.touchBy }]);
};

/** Who found somebody qualified does not also choose (C-05). */
const secondPerson = (
  { review }: Application,
  { onePersonPerLine }: EntryPolicy,
  account: string,
): NominationRefusal | null =>
  onePersonPerLine.value && review?.by === account ? { code: 'nomination.same-person' } : null;

const reasonRefusal = (
  { exceptions }: Application,
  { verdict, reason }: Selecting,
): NominationRefusal | null => {
  if (verdict === 'notSelected')
    return reason.length < 4 ? { code: 'nomination.reason-missing', because: 'refusal' } : null;
  const unnamed = unspokenIn(exceptions, reason);
  if (unnamed !== null) return { code: 'nomination.reason-missing', because: unnamed };
  return reason.length < 4 ? { code: 'nomination.reason-missing', because: 'choice' } : null;
};

/** The applicant, or staff for somebody who phones, takes an open application back (PIPL 15). */
export const withdraw = (
  application: Application | null,
  { because }: { readonly because: 'self' | 'consent' },
): Decision => {
  if (application === null) return err({ code: 'nomination.unknown' });
  return OPEN_STATES.includes(application.state)
    ? ok([{ type: 'nomination.withdrawn', ...toldOf(application), because }])
    : err({ code: 'nomination.not-waiting', state: application.state });
};

/** 同意公开: given again after it was taken back (PIPL 15, A-37). */
export const givePublication = (
  { application, terms }: Pick<Handling, 'application' | 'terms'>,
  { version }: { readonly version: string },
): Decision => {
  if (application?.publication !== null) return err({ code: 'nomination.unknown' });
  // an application keeps its text for ever (B-25): agreed is to the one that was shown
  if (terms?.entry.publication.value.version !== version)
    return err({ code: 'nomination.consent-outdated' });
  return OPEN_STATES.includes(application.state)
    ? ok([{ type: 'nomination.publication-given', ...toldOf(application), version }])
    : err({ code: 'nomination.not-waiting', state: application.state });
};

/** The consent to publication alone: the application goes on (PIPL 15, A-37). */
export const withdrawPublication = (application: Application | null): Decision => {
  if (application?.publication == null) return err({ code: 'nomination.unknown' });
  return OPEN_STATES.includes(application.state)
    ? ok([{ type: 'nomination.publication-withdrawn', ...toldOf(application) }])
    : err({ code: 'nomination.not-waiting', state: application.state });
};

type Asking = Pick<Handling, 'application' | 'account'>;

/** One value of one application, for one member of staff, with a reason that stays on record. */
export const reveal = (
  { application, account }: Asking,
  input: { readonly field: RevealedField; readonly reason: string },
  { seed }: World<object>,
): Decision =>
  application === null
    ? err({ code: 'nomination.unknown' })
    : ok([
        {
          type: 'nomination.revealed',
          reveal: newId(seed, 'reveal'),
          application: application.id,
          field: input.field,
          account,
          private: { reason: input.reason },
        },
      ]);

/** Form 1 or 2 is printed with everything in the clear: who did so stays on record. */
export const notePrinted = (
  { application, account }: Asking,
  { paper }: { readonly paper: 'application' | 'review' },
  { seed }: World<object>,
): Decision =>
  application === null
    ? err({ code: 'nomination.unknown' })
    : ok([
        {
          type: 'nomination.printed',
          print: newId(seed, 'print'),
          ...toldOf(application),
          paper,
          by: account,
        },
      ]);

/** An application past its time, with the log entries and files that tell who it was. */
export interface Past {
  readonly id: string;
  readonly number: string;
  readonly entries: readonly number[];
  readonly attachments: readonly string[];
}

/** Refused and withdrawn applications lose who they were about after the measure's months. */
export const forget = (due: readonly Past[]): Decision => {
  const [first, ...rest] = due.map(({ id, number, entries, attachments }) => ({
    type: 'nomination.forgotten' as const,
    application: id,
    number,
    entries,
    attachments,
  }));
  return first === undefined ? err({ code: 'nomination.not-due' }) : ok([first, ...rest]);
};
