import type { Day } from '../kernel/day.ts';
import type { AttendanceKind, Obstacle } from './model.ts';

/** Every expected no of this context, with the facts its sentence needs. */
export type EvaluationRefusal =
  | { readonly code: 'evaluation.unknown' }
  | { readonly code: 'evaluation.not-drawn'; readonly number: string }
  | { readonly code: 'evaluation.cancelled'; readonly number: string }
  | { readonly code: 'evaluation.still-inviting'; readonly number: string }
  | { readonly code: 'evaluation.nobody-accepted'; readonly number: string }
  | { readonly code: 'evaluation.material-travels'; readonly where: string }
  | { readonly code: 'evaluation.no-sheet'; readonly number: string }
  | {
      readonly code: 'evaluation.too-few-officers';
      readonly need: number;
      readonly given: number;
    }
  | { readonly code: 'evaluation.same-officer'; readonly certificate: string }
  | { readonly code: 'evaluation.too-early'; readonly from: Day }
  | { readonly code: 'evaluation.already-started'; readonly number: string }
  | { readonly code: 'evaluation.not-started'; readonly number: string }
  | { readonly code: 'evaluation.is-closed'; readonly number: string }
  | { readonly code: 'evaluation.not-on-panel' }
  | { readonly code: 'evaluation.never-accepted' }
  | { readonly code: 'evaluation.outside-days'; readonly firstDay: Day; readonly lastDay: Day }
  | { readonly code: 'evaluation.in-future' }
  | { readonly code: 'evaluation.not-eligible'; readonly why: 'term' | 'recusal' }
  | { readonly code: 'evaluation.not-declared' }
  | { readonly code: 'evaluation.scan-needed' }
  | { readonly code: 'evaluation.day-entered'; readonly kind: AttendanceKind }
  | { readonly code: 'evaluation.not-present' }
  | { readonly code: 'evaluation.nobody-present' }
  | { readonly code: 'evaluation.not-all-here'; readonly missing: number }
  | { readonly code: 'evaluation.due-passed' }
  | { readonly code: 'evaluation.not-void' }
  | { readonly code: 'evaluation.round-over' }
  | { readonly code: 'evaluation.on-paper' }
  | { readonly code: 'evaluation.not-on-paper' }
  | { readonly code: 'evaluation.opinion-signed' }
  | { readonly code: 'evaluation.no-signature-awaited' }
  | { readonly code: 'evaluation.votes-incomplete'; readonly need: number; readonly given: number }
  | { readonly code: 'evaluation.no-entry' }
  | { readonly code: 'evaluation.entry-waits' }
  | { readonly code: 'evaluation.same-person' }
  | { readonly code: 'evaluation.not-counted' }
  | { readonly code: 'evaluation.not-tied' }
  | { readonly code: 'evaluation.no-dissenter' }
  | { readonly code: 'evaluation.dissent-recorded' }
  | { readonly code: 'evaluation.no-opinion' }
  | { readonly code: 'evaluation.still-on-panel' }
  | { readonly code: 'evaluation.nothing-to-void' }
  | { readonly code: 'evaluation.no-fee-rate'; readonly type: string }
  | { readonly code: 'evaluation.unknown-reason' }
  | { readonly code: 'evaluation.account-needed' }
  | { readonly code: 'evaluation.unknown-level' }
  | { readonly code: 'evaluation.remarks-needed'; readonly missing: number }
  | { readonly code: 'evaluation.already-signed' }
  | { readonly code: 'evaluation.not-evaluated' }
  | {
      readonly code: 'evaluation.incomplete';
      readonly obstacles: readonly Obstacle[];
    };
