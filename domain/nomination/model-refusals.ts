import type { Role } from '../kernel/actor.ts';
import type { Roster } from '../kernel/world.ts';
import type { ApplicationState } from './model.ts';
import type { Exception } from './policy.ts';

/** Every expected no of this context, with what its sentence needs. */
export type NominationRefusal =
  | { readonly code: 'nomination.not-open'; readonly roster: Roster }
  /** no call is running and this roster takes no self-nominations (ZJ-7.1) */
  | { readonly code: 'nomination.no-call'; readonly roster: Roster }
  /** GP-5.1: `canKeep`: it may be kept as a self-nomination */
  | {
      readonly code: 'nomination.call-closed';
      readonly title: string;
      readonly closedAt: string;
      readonly canKeep: boolean;
    }
  | { readonly code: 'nomination.already-member'; readonly roster: Roster }
  | { readonly code: 'nomination.already-applied'; readonly number: string | null }
  /** ZJ-18a; says whom to ask */
  | { readonly code: 'nomination.barred'; readonly roster: Roster }
  | { readonly code: 'nomination.excluded-group'; readonly group: string }
  | { readonly code: 'nomination.group-missing' }
  | { readonly code: 'nomination.profession-missing' }
  | { readonly code: 'nomination.not-citizen' }
  | { readonly code: 'nomination.age-outside'; readonly age: number; readonly limits: string }
  | { readonly code: 'nomination.form-incomplete'; readonly fields: readonly string[] }
  | { readonly code: 'nomination.no-such-category'; readonly category: string }
  | { readonly code: 'nomination.work-kinds-missing' }
  | { readonly code: 'nomination.history-reversed'; readonly row: number }
  | { readonly code: 'nomination.years-implausible'; readonly years: number; readonly age: number }
  | { readonly code: 'nomination.paper-missing'; readonly seal: boolean }
  | { readonly code: 'nomination.photo-missing' }
  | { readonly code: 'nomination.letter-missing' }
  | { readonly code: 'nomination.declarations-missing'; readonly texts: readonly string[] }
  | { readonly code: 'nomination.consent-outdated' }
  /** this roster shows candidates in public before they are appointed */
  | { readonly code: 'nomination.publication-missing' }
  | { readonly code: 'nomination.unknown' }
  | { readonly code: 'nomination.changed-meanwhile'; readonly version: number }
  | { readonly code: 'nomination.not-waiting'; readonly state: ApplicationState }
  | { readonly code: 'nomination.findings-missing'; readonly conditions: readonly string[] }
  | { readonly code: 'nomination.findings-contradict'; readonly conditions: readonly string[] }
  /** a condition found 待核实 or, by exception, 不符合 says why */
  | { readonly code: 'nomination.note-missing'; readonly conditions: readonly string[] }
  | { readonly code: 'nomination.not-this-line'; readonly next: string }
  /** the line or the choice belongs to other roles (GP-3, ZJ-4a) */
  | {
      readonly code: 'nomination.not-your-line';
      readonly label: string;
      readonly roles: readonly Role[];
    }
  /** a line signed on paper names whose it is, by a scan (C-10) */
  | { readonly code: 'nomination.scan-missing' }
  | { readonly code: 'nomination.same-person' }
  | {
      readonly code: 'nomination.reason-missing';
      readonly because: 'refusal' | 'return' | 'choice' | Exception;
    }
  /** chosen by the review itself: its text speaks of every soft rule that is set aside */
  | { readonly code: 'nomination.exception-unspoken'; readonly exception: Exception }
  | { readonly code: 'nomination.not-due' };
