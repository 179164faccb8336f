import type { Role } from '../kernel/actor.ts';
import type { Roster } from '../kernel/world.ts';
import type { Application, Conclusion } from './model.ts';
import type { NominationEvent } from './model-events.ts';
import type { NominationRefusal } from './model-refusals.ts';
import type { NominationPolicy } from './policy.ts';
import { unspokenIn } from './rules-exceptions.ts';
import { chosenWords } from './wording.ts';

interface Concluding {
  readonly conclusion: Conclusion;
  readonly text: string;
}

/**
 * Whether this review is all there is: whoever approved the invitation has chosen, so that 合格 selects
 * (ZJ-7.2, A-21). A 不合格 goes the usual way, for nobody is refused by one person alone.
 */
export const isShort = ({ invited }: Application, { conclusion }: Concluding): boolean =>
  invited?.skipsReview === true && conclusion === 'qualified';

/** No selection follows in which the soft rules would be spoken of: the review does it (ZJ-5, ZJ-6.5). */
export const shortRefusal = (
  application: Application,
  input: Concluding,
): NominationRefusal | null => {
  const exception = unspokenIn(application.exceptions, input.text);
  return exception === null || !isShort(application, input)
    ? null
    : { code: 'nomination.exception-unspoken', exception };
};

/** The choice that was made with the invitation takes effect now that the conditions are found met. */
export const chosenByInvitation = (
  { id, number, roster, exceptions, invited, identity }: Application,
  {
    text,
    by,
    touchBy,
    policy,
  }: {
    readonly text: string;
    readonly by: string;
    readonly touchBy: string;
    readonly policy: NominationPolicy;
  },
): NominationEvent => ({
  type: 'nomination.selected',
  application: id,
  number,
  roster,
  exceptions,
  invited,
  by: invited?.approvedBy ?? by,
  touchBy,
  appointers: appointersOf({ roster, invited }, policy),
  private: { reason: chosenWords(invited?.number ?? '', text), identity },
});

/** Where nobody is shown first, those who appoint are next: no colleague has chosen just now and tells them (GP-3). */
const appointersOf = (
  { roster, invited }: Pick<Application, 'roster' | 'invited'>,
  { rosters }: NominationPolicy,
): readonly Role[] => {
  const { calls, publication } = rosters[roster] ?? {};
  const isShown = calls?.publicity.value === 'before' && invited?.skipsPublicity !== true;
  return isShown ? [] : (publication?.appointRoles.value ?? []);
};

/** Whether a yes to this roster leads to an application first. */
export const asksApplication = (roster: Roster, { rosters }: NominationPolicy): boolean =>
  rosters[roster]?.calls?.invitation.value.application === true;
