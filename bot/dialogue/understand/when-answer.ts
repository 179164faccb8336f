import type { Day } from '../../../domain/kernel/day.ts';
import { spanIn, type Aligned } from './normalise.ts';
import { echoImpossible, echoPoint, echoRange, type Moment } from './when-echo.ts';
import type { Context, When } from './when-types.ts';

/** The message being read, as typed and as looked at. */
export interface Place {
  readonly text: string;
  readonly view: Aligned;
  readonly context: Context;
}

/** Half-open positions in the view. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A point in time; `minute` since midnight. */
export function point(place: Place, { start, end }: Stretch, moment: Moment): When {
  const { day, minute, precision } = moment;
  const time = [Math.floor(minute / 60), minute % 60].map((n) => String(n).padStart(2, '0'));
  return {
    kind: 'point',
    at: `${day}T${time.join(':')}`,
    precision,
    words: wordsAt(place, start, end),
    span: spanIn(place.view, start, end),
    echo: echoPoint(moment),
  };
}

/** From day to day, put in order; one day only is a point. */
export function range(place: Place, where: Stretch, [a, b]: readonly [Day, Day]): When {
  if (a === b) return point(place, where, { day: a, minute: 0, precision: 'day', half: null });
  const [from, to] = a < b ? [a, b] : [b, a];
  const { start, end } = where;
  const words = wordsAt(place, start, end);
  return {
    kind: 'range',
    from,
    to,
    words,
    span: spanIn(place.view, start, end),
    echo: echoRange(from, to),
  };
}

/** No such day or hour, with the nearest days there are. */
export function impossible(
  place: Place,
  { start, end }: Stretch,
  { nearest, why }: { readonly nearest: readonly Day[]; readonly why: string },
): When {
  const words = wordsAt(place, start, end);
  return { kind: 'impossible', words, nearest, echo: echoImpossible(why, nearest) };
}

/** Spoken of, but not said. */
export function vague(place: Place, { start, end }: Stretch): When {
  return { kind: 'vague', words: wordsAt(place, start, end) };
}

function wordsAt({ text, view }: Place, start: number, end: number): string {
  return text.slice(...spanIn(view, start, end));
}
