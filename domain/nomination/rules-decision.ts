import { newId } from '../kernel/fresh.ts';
import { err, ok, type NonEmpty, type Result } from '../kernel/result.ts';
import type { World } from '../kernel/world.ts';
import type { Binding, Particulars } from '../people/index.ts';
import {
  CONSENT_TEXT,
  type Application,
  type ApprovalEvent,
  type NominationEvent,
  type NominationPolicy,
  type NominationRefusal,
} from './model.ts';
import { openProblem, type Handling } from './rules.ts';

type Nomination = World<NominationPolicy>;
type Refused = Extract<NominationEvent, { type: 'nomination.refused' }>;
type Decision = Result<NonEmpty<ApprovalEvent | Refused>, NominationRefusal>;

export interface DecisionFacts extends Handling {
  /** the person with this citizen number, when the bureau already knows one */
  readonly person: string | null;
  readonly isMember: boolean;
  /** to whom the applicant's chat belongs now */
  readonly binding: Binding | null;
}

export interface Deciding {
  readonly expectVersion: number;
  readonly verdict: 'approve' | 'refuse';
  readonly reason: string;
}

/** The bureau selects (GP-6.3): a named approver, a reason for every no and for every soft yes (GP-4.1b). */
export const decide = (facts: DecisionFacts, input: Deciding, world: Nomination): Decision => {
  const checked = openProblem(facts.application, input.expectVersion);
  if (checked.problem !== null) return err(checked.problem);
  const { application } = checked;
  const refusal =
    signing(application, facts.account, world) ?? substance(application, facts, input);
  if (refusal !== null) return err(refusal);
  return ok(
    input.verdict === 'approve'
      ? approval(application, { facts, reason: input.reason, seed: world.seed })
      : [refusalOf(application, facts.account, input.reason)],
  );
};

/** Reviewed first, and by somebody else where the measure asks for two people (C-05). */
const signing = (
  application: Application,
  account: string,
  { policy }: Nomination,
): NominationRefusal | null => {
  if (application.review === null) return { code: 'nomination.not-reviewed' };
  const twoPeople = policy.rosters.supervisors?.entry?.twoPeople.value ?? true;
  return twoPeople && application.review.by === account ? { code: 'nomination.same-person' } : null;
};

const substance = (
  application: Application,
  { isMember }: DecisionFacts,
  { verdict, reason }: Deciding,
): NominationRefusal | null => {
  const silent = reason.length < 4;
  if (verdict === 'refuse')
    return silent ? { code: 'nomination.reason-missing', because: 'refusal' } : null;
  if (isMember) return { code: 'nomination.already-member' };
  if (application.review?.conclusion === 'unqualified') return { code: 'nomination.not-qualified' };
  return application.ageReview && silent
    ? { code: 'nomination.reason-missing', because: 'age' }
    : null;
};

const refusalOf = (application: Application, by: string, reason: string): Refused => ({
  type: 'nomination.refused',
  application: application.id,
  number: application.number,
  by,
  private: { reason, identity: application.identity },
});

interface Approving {
  readonly facts: DecisionFacts;
  readonly reason: string;
  readonly seed: string;
}

/** One person, one record: made now unless the citizen number is known already. */
const approval = (
  application: Application,
  { facts, reason, seed }: Approving,
): NonEmpty<ApprovalEvent> => {
  const person = facts.person ?? newId(seed, 'person');
  const bound = boundBy(application, { facts, person, seed });
  const approved: ApprovalEvent = {
    type: 'nomination.approved',
    application: application.id,
    number: application.number,
    roster: 'supervisors',
    route: 'selfNomination',
    person,
    ageReview: application.ageReview,
    bound: bound.length > 0 || facts.binding?.person === person,
    by: facts.account,
    private: { reason, identity: application.identity },
  };
  const consented: ApprovalEvent = {
    type: 'people.consented',
    consent: newId(seed, 'consent'),
    person,
    text: CONSENT_TEXT,
    version: application.snapshot.consent,
  };
  return facts.person === null
    ? [registered(application, person), consented, ...bound, approved]
    : [consented, ...bound, approved];
};

const registered = ({ snapshot, source }: Application, person: string): ApprovalEvent => ({
  type: 'people.registered',
  person,
  source,
  private: { particulars: particularsOf(snapshot) },
});

const particularsOf = (snapshot: Application['snapshot']): Particulars => ({
  name: snapshot.name,
  citizenNumber: snapshot.citizenNumber,
  phone: snapshot.phone,
  employments:
    snapshot.employer === null
      ? []
      : [
          {
            unit: snapshot.employer,
            institution: snapshot.institution,
            outside: false,
            kind: 'main',
            post: snapshot.post,
            since: null,
            until: null,
          },
        ],
  area: snapshot.area,
  skills: snapshot.skills,
  sourceGroups: snapshot.sourceGroups,
  category: null,
  title: '',
});

/**
 * The chat that applied becomes the person's, but only of a person this approval has made: whoever
 * types a known person's number must not walk off with that person's record.
 */
const boundBy = (
  { identity }: Application,
  {
    facts,
    person,
    seed,
  }: { readonly facts: DecisionFacts; readonly person: string; readonly seed: string },
): readonly ApprovalEvent[] => {
  const taken = facts.binding !== null && facts.binding.person !== null;
  if (identity === null || facts.person !== null || taken) return [];
  return [
    {
      type: 'people.bound',
      binding: newId(seed, 'binding'),
      code: null,
      person,
      account: facts.binding?.account ?? null,
      private: { identity },
    },
  ];
};
