import type { ChatIdentity, Role } from '../kernel/actor.ts';
import type { Day } from '../kernel/day.ts';
import type { Roster } from '../kernel/world.ts';
import type { Route } from '../membership/index.ts';
import type { PeopleEvent } from '../people/index.ts';
import type { Piece } from './input.ts';
import type {
  Conclusion,
  Finding,
  Invited,
  LineVerdict,
  RefusedBecause,
  RevealedField,
  Snapshot,
  Source,
  Terms,
} from './model.ts';
import type { EntryPolicy, Exception } from './policy.ts';

interface Told {
  readonly application: string;
  readonly number: string;
  readonly roster: Roster;
}

export type NominationEvent =
  /** values of a measure that an application begins with, noted once per digest */
  | {
      readonly type: 'nomination.terms-noted';
      readonly digest: string;
      readonly roster: Roster;
      readonly measure: string;
      readonly status: Terms['status'];
      readonly entry: EntryPolicy;
    }
  | (Told & {
      readonly type: 'nomination.submitted';
      readonly route: Route;
      readonly campaign: string | null;
      readonly invited: Invited | null;
      readonly terms: string;
      readonly source: Source;
      readonly age: number;
      readonly referenceDay: Day;
      readonly exceptions: readonly Exception[];
      readonly consent: string;
      readonly publication: string | null;
      readonly pieces: readonly Piece[];
      /** end of the day by which it should have been touched */
      readonly touchBy: string;
      /** the role that is told: the first of the reviewer's line */
      readonly reader: Role;
      /** years whose holidays are not published: `touchBy` is provisional */
      readonly unpublished: readonly number[];
      readonly private: { readonly snapshot: Snapshot; readonly identity: ChatIdentity | null };
    })
  | (Told & {
      readonly type: 'nomination.reviewed';
      readonly conclusion: Conclusion;
      readonly by: string;
      /** the line that signs next; null: the chain has only the reviewer's */
      readonly next: string | null;
      /** accounts that may sign it: each is told */
      readonly signers: readonly string[];
      readonly touchBy: string;
      readonly private: {
        readonly findings: readonly Finding[];
        readonly text: string;
        readonly unitPhone: string;
        readonly practice: string;
        readonly identity: ChatIdentity | null;
      };
    })
  | (Told & {
      readonly type: 'nomination.line-signed';
      readonly line: string;
      readonly verdict: LineVerdict;
      readonly by: string;
      readonly paper: { readonly scan: string; readonly enteredBy: string } | null;
      /** the line that signs next; null after the last, and after a return */
      readonly next: string | null;
      /** accounts that may sign it: each is told; after a return the reviewer */
      readonly signers: readonly string[];
      readonly touchBy: string;
      readonly private: { readonly opinion: string };
    })
  /** the last line agreed to the reviewer's 合格 */
  | (Told & {
      readonly type: 'nomination.qualified';
      /** the role that is told: the first of those that select */
      readonly chooser: Role;
      readonly by: string;
      readonly private: { readonly identity: ChatIdentity | null };
    })
  /** 择优: by a person, with a reason for every yes and no (GP-6.3, ZJ-8.2a) */
  | (Told & {
      readonly type: 'nomination.selected';
      readonly exceptions: readonly Exception[];
      readonly invited: Invited | null;
      readonly by: string;
      readonly touchBy: string;
      /** the roles that appoint and are told: of who is chosen by an invitation and never shown */
      readonly appointers: readonly Role[];
      readonly private: { readonly reason: string; readonly identity: ChatIdentity | null };
    })
  /** it waits for a publicity period, or for the appointment after one: counted from then */
  | (Told & { readonly type: 'nomination.awaited'; readonly touchBy: string })
  | (Told & {
      readonly type: 'nomination.approved';
      readonly route: Route;
      readonly person: string;
      readonly category: string | null;
      readonly furtherCategories: readonly string[];
      readonly exceptions: readonly Exception[];
      /** whether the applicant's chat belongs to the person now */
      readonly bound: boolean;
      /** the day after a term that still runs; null: the day of the appointment (ZJ-20) */
      readonly startsOn: Day | null;
      readonly by: string;
      readonly private: {
        readonly reason: string;
        readonly speciality: string;
        readonly identity: ChatIdentity | null;
      };
    })
  | (Told & {
      readonly type: 'nomination.refused';
      readonly because: RefusedBecause;
      readonly by: string;
      readonly private: { readonly reason: string; readonly identity: ChatIdentity | null };
    })
  | (Told & { readonly type: 'nomination.withdrawn'; readonly because: 'self' | 'consent' })
  /** 撤回同意 of the publication alone: the application goes on (PIPL 15) */
  | (Told & { readonly type: 'nomination.publication-withdrawn' })
  /** given again after it was taken back, to the text of the application */
  | (Told & { readonly type: 'nomination.publication-given'; readonly version: string })
  | (Told & {
      readonly type: 'nomination.printed';
      readonly print: string;
      readonly paper: 'application' | 'review';
      readonly by: string;
    })
  | {
      readonly type: 'nomination.revealed';
      readonly reveal: string;
      readonly application: string;
      readonly field: RevealedField;
      readonly account: string;
      readonly private: { readonly reason: string };
    }
  /** a refused or withdrawn application past its time: who it was is gone */
  | {
      readonly type: 'nomination.forgotten';
      readonly application: string;
      readonly number: string;
      /** audit entries whose private parts go with it, and its files */
      readonly entries: readonly number[];
      readonly attachments: readonly string[];
    };

/** An approval also makes the person, the consents and the binding, in the same transaction. */
export type ApprovalEvent =
  | Extract<NominationEvent, { type: 'nomination.approved' }>
  | Extract<PeopleEvent, { type: 'people.registered' | 'people.consented' | 'people.bound' }>;
