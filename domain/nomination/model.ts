import { z } from 'zod';
import type { ChatIdentity } from '../kernel/actor.ts';
import { OFFICE, type OfficeHours } from '../kernel/office.ts';
import { definePolicy, ruled } from '../kernel/policy.ts';
import type { PeopleEvent } from '../people/index.ts';
import type { ApplicationInput } from './input.ts';

export const APPLICATION_STATES = [
  'submitted',
  'reviewed',
  'approved',
  'refused',
  'withdrawn',
] as const;
export type ApplicationState = (typeof APPLICATION_STATES)[number];

/** The five words an applicant reads. */
export const APPLICATION_STATE_WORDS: Readonly<Record<ApplicationState, string>> = {
  submitted: '已收到，等待审核',
  reviewed: '已审核，等待决定',
  approved: '已同意聘任',
  refused: '未获聘任',
  withdrawn: '已撤回',
};

export const SOURCES = ['chat', 'phone', 'visit', 'letter'] as const;
export type Source = (typeof SOURCES)[number];

/** The application as confirmed: never changed afterwards (GP-14.2). */
export interface Snapshot extends ApplicationInput {
  readonly consentText: string;
  readonly declarationTexts: readonly string[];
}

export interface Application {
  readonly id: string;
  readonly number: string;
  readonly snapshot: Snapshot;
  readonly identity: ChatIdentity | null;
  readonly source: Source;
  readonly scans: readonly string[];
  readonly state: ApplicationState;
  /** full years on the day of confirming */
  readonly age: number;
  /** outside the measure's ages: staff decide, with a reason (GP-4.1b) */
  readonly ageReview: boolean;
  readonly submittedAt: Date;
  /** by when somebody acts on it, as the applicant was told */
  readonly touchBy: Date;
  readonly review: Review | null;
  readonly decision: Ruling | null;
  readonly version: number;
}

export const CONCLUSIONS = ['qualified', 'unqualified'] as const;
export type Conclusion = (typeof CONCLUSIONS)[number];

export interface Review {
  readonly conclusion: Conclusion;
  readonly findings: string;
  readonly by: string;
  readonly at: Date;
}

export interface Ruling {
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
}

const declaration = z.strictObject({
  id: z.string().min(1),
  text: z.string().min(1),
  clause: z.string().min(1),
});

const entryShape = z.strictObject({
  age: ruled(
    z.strictObject({
      min: z.number().int().nullable(),
      max: z.number().int().nullable(),
      /** 以上/以下 include the number */
      inclusive: z.boolean(),
      /** soft: outside is for staff to decide, never a refusal */
      soft: z.boolean(),
    }),
  ),
  sourceGroups: ruled(z.array(z.string().min(1)).min(1)),
  excludedGroups: ruled(z.array(z.string().min(1))),
  skillTags: ruled(z.array(z.string().min(1))),
  profession: ruled(z.enum(['preferred', 'required'])),
  declarations: ruled(z.array(declaration)),
  consent: ruled(z.strictObject({ version: z.string().min(1).max(40), text: z.string().min(1) })),
  /** whoever reviews does not decide (C-05) */
  twoPeople: ruled(z.boolean()),
  untouchedDays: ruled(z.number().int().min(1).max(250)),
});
export type EntryPolicy = z.output<typeof entryShape>;

export interface NominationPolicy {
  readonly office: OfficeHours;
  readonly rosters: {
    readonly supervisors?: { readonly entry?: EntryPolicy | undefined } | undefined;
  };
}

/** A bureau without `rosters.supervisors.entry` takes no applications. */
export const NOMINATION = definePolicy<NominationPolicy>(
  'nomination',
  z.intersection(
    OFFICE.shape,
    z.object({
      rosters: z.object({ supervisors: z.object({ entry: entryShape.optional() }).optional() }),
    }),
  ),
);

/** Name under which the consent of an application is filed with the person (GP-2b). */
export const CONSENT_TEXT = 'application';

export type RevealedField = 'citizenNumber' | 'phone';

export type NominationEvent =
  | {
      readonly type: 'nomination.submitted';
      readonly application: string;
      readonly number: string;
      readonly roster: 'supervisors';
      readonly route: 'selfNomination';
      readonly source: Source;
      readonly age: number;
      readonly ageReview: boolean;
      readonly consent: string;
      readonly scans: readonly string[];
      /** end of the day by which it should have been touched */
      readonly touchBy: string;
      /** years whose holidays are not published: `touchBy` is provisional */
      readonly unpublished: readonly number[];
      readonly private: { readonly snapshot: Snapshot; readonly identity: ChatIdentity | null };
    }
  | {
      readonly type: 'nomination.reviewed';
      readonly application: string;
      readonly number: string;
      readonly conclusion: Conclusion;
      readonly by: string;
      readonly touchBy: string;
      readonly private: { readonly findings: string; readonly identity: ChatIdentity | null };
    }
  | {
      readonly type: 'nomination.approved';
      readonly application: string;
      readonly number: string;
      readonly roster: 'supervisors';
      readonly route: 'selfNomination';
      readonly person: string;
      readonly ageReview: boolean;
      /** whether the applicant's chat belongs to the person now */
      readonly bound: boolean;
      readonly by: string;
      readonly private: { readonly reason: string; readonly identity: ChatIdentity | null };
    }
  | {
      readonly type: 'nomination.refused';
      readonly application: string;
      readonly number: string;
      readonly by: string;
      readonly private: { readonly reason: string; readonly identity: ChatIdentity | null };
    }
  | { readonly type: 'nomination.withdrawn'; readonly application: string; readonly number: string }
  | {
      readonly type: 'nomination.revealed';
      readonly reveal: string;
      readonly application: string;
      readonly field: RevealedField;
      readonly account: string;
      readonly private: { readonly reason: string };
    };

/** An approval also makes the person, the consent and the binding, in the same transaction. */
export type ApprovalEvent =
  | Extract<NominationEvent, { type: 'nomination.approved' }>
  | Extract<PeopleEvent, { type: 'people.registered' | 'people.consented' | 'people.bound' }>;

export type NominationRefusal =
  | { readonly code: 'nomination.not-open' }
  | { readonly code: 'nomination.already-member' }
  | { readonly code: 'nomination.already-applied'; readonly number: string | null }
  | { readonly code: 'nomination.excluded-group'; readonly group: string }
  | { readonly code: 'nomination.profession-missing' }
  | { readonly code: 'nomination.age-outside'; readonly age: number; readonly limits: string }
  | { readonly code: 'nomination.declarations-missing'; readonly texts: readonly string[] }
  | { readonly code: 'nomination.consent-outdated' }
  | { readonly code: 'nomination.unknown' }
  | { readonly code: 'nomination.changed-meanwhile'; readonly version: number }
  | { readonly code: 'nomination.not-waiting'; readonly state: ApplicationState }
  | { readonly code: 'nomination.not-reviewed' }
  | { readonly code: 'nomination.not-qualified' }
  | { readonly code: 'nomination.same-person' }
  | { readonly code: 'nomination.reason-missing'; readonly because: 'refusal' | 'age' };
