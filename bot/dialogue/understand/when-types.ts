import type { Day } from '../../../domain/kernel/day.ts';
import type { Span } from './normalise.ts';

/** What a person meant by a time, always in Asia/Shanghai. `words` and `span` are theirs. */
export type When =
  | {
      readonly kind: 'point';
      /** local `YYYY-MM-DDTHH:MM`; for `day` 00:00, for `half-day` an hour typical of it */
      readonly at: string;
      readonly precision: Precision;
      readonly words: string;
      readonly span: Span;
      readonly echo: string;
    }
  | {
      readonly kind: 'range';
      readonly from: Day;
      readonly to: Day;
      readonly words: string;
      readonly span: Span;
      readonly echo: string;
    }
  | {
      /** said like a date or an hour, but there is none such: the nearest real days to offer */
      readonly kind: 'impossible';
      readonly words: string;
      readonly nearest: readonly Day[];
      readonly echo: string;
    }
  | { readonly kind: 'vague'; readonly words: string };

export type Precision = 'day' | 'half-day' | 'hour' | 'minute';

/** Which way a time without a year or a week is meant: what was seen, or what is planned. */
export type Direction = 'past' | 'future';

/** Against what relative words are read; `after` is the start of a range whose end is being read. */
export interface Context {
  readonly today: Day;
  /** minutes since midnight in Shanghai */
  readonly minute: number;
  readonly direction: Direction;
  readonly after?: Day;
}

/** What one expression says about the calendar. */
export type Reading =
  | { readonly kind: 'day'; readonly day: Day }
  | {
      readonly kind: 'moment';
      readonly day: Day;
      readonly minute: number;
      readonly precise: boolean;
    }
  | { readonly kind: 'days'; readonly from: Day; readonly to: Day }
  | { readonly kind: 'none'; readonly nearest: readonly Day[]; readonly why: string };

/** What the calendar has. */
export type RealReading = Exclude<Reading, { readonly kind: 'none' }>;

/** Named groups of a match. */
export type Groups = Readonly<Record<string, string | undefined>>;

/** One way of writing a date; `read` returns null when the words turn out to mean something else. */
export interface Reader {
  readonly pattern: string;
  readonly read: (groups: Groups, context: Context) => Reading | null;
}
