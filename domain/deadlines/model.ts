import { z } from 'zod';
import type { Due } from '../kernel/context.ts';
import { parseDay, type Day } from '../kernel/day.ts';
import { definePolicy, ruled, type Ruled } from '../kernel/policy.ts';
import type { CalendarYear } from '../kernel/working-days.ts';
import { ROSTERS, type Roster } from '../kernel/world.ts';
import { DOCUMENT, type MeasureDocument } from '../measures/basis.ts';

const day = z.string().transform((text, context): Day => {
  const parsed = parseDay(text.trim());
  if (parsed !== null) return parsed;
  context.addIssue({ code: 'custom', message: `“${text}”不是日期，请写成 2027-01-01 的样子` });
  return z.NEVER;
});

/** One year of the State Council's holiday notice, as staff type it in. */
export const yearInput = z.object({
  year: z.coerce
    .number()
    .int()
    .min(2020, '年份应在2020至2100之间')
    .max(2100, '年份应在2020至2100之间'),
  /** every day off, weekends inside the holidays included */
  off: z.array(day).max(80),
  /** Saturdays and Sundays that are worked (调休) */
  work: z.array(day).max(40),
});

/** What falls due, as the contexts hand it to the timed duty. */
export const dueInput = z.object({
  key: z.string().min(1).max(140),
  subject: z.string().max(40),
  id: z.string().max(36),
  number: z.string().max(40),
  roster: z.enum(ROSTERS),
  dueAt: z.coerce.date(),
  except: z.array(z.string()).max(200).default([]),
  audience: z.enum(['office', 'discipline']),
});

export interface DeadlinesPolicy {
  readonly document: MeasureDocument;
  readonly deadlines: { readonly measureExpiryDays: Ruled<number> };
}

export const DEADLINES = definePolicy<DeadlinesPolicy>(
  'deadlines',
  z.intersection(
    DOCUMENT.shape,
    z.object({
      deadlines: z.strictObject({
        /** how long before the measure lapses the bureau is warned (ZJ-21, C-09) */
        measureExpiryDays: ruled(z.number().int().min(1).max(730)),
      }),
    }),
  ),
);

export type DeadlinesEvent =
  | {
      readonly type: 'deadlines.year-imported';
      readonly year: number;
      readonly off: readonly Day[];
      readonly work: readonly Day[];
      readonly replaces: boolean;
    }
  | {
      readonly type: 'deadlines.fell-due';
      readonly due: string;
      readonly key: string;
      readonly subject: string;
      readonly id: string;
      readonly number: string;
      readonly roster: Roster;
      readonly audience: Due['audience'];
      readonly dueAt: string;
      readonly private: { readonly except: readonly string[] };
    };

export type DeadlinesRefusal =
  | { readonly code: 'deadlines.day-outside-year'; readonly day: Day; readonly year: number }
  | { readonly code: 'deadlines.day-twice'; readonly day: Day }
  | { readonly code: 'deadlines.works-on-weekday'; readonly day: Day }
  | { readonly code: 'deadlines.too-few-days'; readonly year: number; readonly given: number }
  | { readonly code: 'deadlines.same-as-before'; readonly year: number }
  | { readonly code: 'deadlines.nothing-due' };

/** A year as the calendar page shows it. */
export interface PublishedYear extends CalendarYear {
  readonly source: 'shipped' | 'imported';
}
