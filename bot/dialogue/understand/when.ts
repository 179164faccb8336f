import { addDays, dayOf, minutesOfDay, type Day } from '../../../domain/kernel/day.ts';
import { clockAfter, clockAnywhere, type Clock } from './clock.ts';
import { firstDay, lastDay } from './date-words.ts';
import { tight } from './normalise.ts';
import { vagueIn } from './vague.ts';
import { impossible, point, range, vague, type Place, type Stretch } from './when-answer.ts';
import { dateHere, firstDate, type Found } from './when-find.ts';
import type { Context, Direction, RealReading, When } from './when-types.ts';

export type { Direction, Precision, When } from './when-types.ts';

/** A found expression brought to an answer; a `weak` one gives way to a later, better one. */
interface Unit {
  readonly when: When;
  readonly end: number;
  readonly weak: boolean;
}

type Start = Stretch & { readonly reading: RealReading };

const UNTIL = /\s?(?:日|号)?(?:开始|起)?\s?(?:一直|直)?(?:到了?|至|—+|–|-+|~+)\s?/uy;
const SINCE = /(?:以来|至今|到现在|到目前|到今天|开始|起(?!来|码|诉))/uy;
const ABOUT = /(?:前后|左右|上下|那几天)/uy;
const DAYS_ABOUT = 3;
/** Days of the old calendar are asked about, not converted. */
const LUNAR = /(?:农历|阴历|旧历)的?$/u;
const MOST_UNITS = 6;
const MINUTES_PER_DAY = 1440;

/**
 * What a message says about a time, read at `now` in Asia/Shanghai whatever the machine's zone.
 * A time without a year or week is taken from the past (clues), or from the future (plans).
 * Null when nothing in the message speaks of a time.
 */
export function understandWhen(
  text: string,
  now: Date,
  options: { readonly direction: Direction } = { direction: 'past' },
): When | null {
  const context = { today: dayOf(now), minute: minutesOfDay(now), direction: options.direction };
  const place = { text, view: tight(text), context };
  const units = unitsIn(place);
  const best = units.find((unit) => !unit.weak) ?? units[0];
  return best === undefined ? withoutDate(place) : best.when;
}

function unitsIn(place: Place): readonly Unit[] {
  const units: Unit[] = [];
  for (let from = 0; units.length < MOST_UNITS;) {
    const found = firstDate(place.view.text, from, place.context);
    if (found === null) break;
    const unit = unitOf(place, found);
    units.push(unit);
    from = Math.max(unit.end, from + 1);
  }
  return units;
}

function unitOf(place: Place, { reading, start, end }: Found): Unit {
  const before = place.view.text.slice(0, start);
  const lunar = LUNAR.exec(before)?.[0].length ?? 0;
  if (lunar > 0) return { when: vague(place, { start: start - lunar, end }), end, weak: false };
  if (reading.kind === 'none') {
    return { when: impossible(place, { start, end }, reading), end, weak: false };
  }
  const unit = realUnit(place, { reading, start, end });
  return before.endsWith('不是') ? { ...unit, weak: true } : unit;
}

function realUnit(place: Place, start: Start): Unit {
  const { reading } = start;
  const clock = reading.kind === 'day' ? clockAfter(place.view.text, start.end) : null;
  const end = clock?.end ?? start.end;
  const long =
    rangeFrom(place, start, end) ?? untilToday(place, start, end) ?? about(place, start, end);
  if (long !== null) return long;
  if (clock !== null) {
    return {
      when: timed(place, { start: start.start, day: firstDay(reading) }, clock),
      end,
      weak: false,
    };
  }
  return { when: untimed(place, start), end, weak: isPassing(place, start) };
}

/** 今天 and 现在 in a longer message are mostly when it is written, not what it tells of. */
function isPassing({ view }: Place, { reading, start, end }: Start): boolean {
  if (reading.kind === 'moment') return !reading.precise;
  return /^今[天日儿]$/u.test(view.text.slice(start, end));
}

/** From the found date to the one its words go on to. */
function rangeFrom(place: Place, start: Start, after: number): Unit | null {
  const connector = lengthAt(UNTIL, place.view.text, after);
  if (connector === 0) return null;
  const from = firstDay(start.reading);
  const last = dateHere(place.view.text, after + connector, { ...place.context, after: from });
  if (last === null) return null;
  const clock = clockAfter(place.view.text, last.end);
  const end = clock?.start === last.end ? clock.end : last.end;
  const where = { start: start.start, end };
  if (last.reading.kind === 'none') {
    return { when: impossible(place, where, last.reading), end, weak: false };
  }
  return { when: range(place, where, [from, lastDay(last.reading)]), end, weak: false };
}

/** 9月以来, 从8月开始: up to today. */
function untilToday(place: Place, start: Start, after: number): Unit | null {
  const { today, direction } = place.context;
  const since = lengthAt(SINCE, place.view.text, after);
  const from = firstDay(start.reading);
  if (since === 0 || direction !== 'past' || from >= today) return null;
  const end = after + since;
  return { when: range(place, { start: start.start, end }, [from, today]), end, weak: false };
}

/** 9月25号前后: some days to both sides. */
function about(place: Place, start: Start, after: number): Unit | null {
  const words = lengthAt(ABOUT, place.view.text, after);
  if (words === 0 || start.reading.kind !== 'day' || after !== start.end) return null;
  const where = { start: start.start, end: after + words };
  const { day } = start.reading;
  const days = [addDays(day, -DAYS_ABOUT), addDays(day, DAYS_ABOUT)] as const;
  return { when: range(place, where, days), end: where.end, weak: false };
}

function untimed(place: Place, start: Start): When {
  const { reading } = start;
  switch (reading.kind) {
    case 'days':
      return range(place, start, [reading.from, reading.to]);
    case 'day':
      return range(place, start, [reading.day, reading.day]);
    case 'moment': {
      const precision = reading.precise ? 'minute' : 'hour';
      return point(place, start, { ...reading, precision, half: null });
    }
  }
}

function withoutDate(place: Place): When | null {
  const clock = clockAnywhere(place.view.text);
  const said = vagueIn(place.view.text, clock !== null);
  if (said !== null) return vague(place, { start: said[0], end: said[1] });
  return clock === null ? null : clockAlone(place, clock);
}

function clockAlone(place: Place, clock: Clock): When {
  const { today, minute, direction } = place.context;
  if (clock.kind === 'none') return timed(place, { start: clock.start, day: today }, clock);
  const early = direction === 'past' && clock.earliest > minute ? -1 : 0;
  const late = direction === 'future' && clock.minute < minute ? 1 : 0;
  return timed(place, { start: clock.start, day: addDays(today, early + late) }, clock);
}

function timed(
  place: Place,
  from: { readonly start: number; readonly day: Day },
  clock: Clock,
): When {
  const where = { start: from.start, end: clockRangeEnd(place.view.text, clock.end) };
  if (clock.kind === 'none') {
    return impossible(place, where, { nearest: [from.day], why: clock.why });
  }
  const over = clock.minute >= MINUTES_PER_DAY;
  const day = over && !isTold(place.context, from.day) ? addDays(from.day, 1) : from.day;
  const minute = clock.minute - (over ? MINUTES_PER_DAY : 0);
  return point(place, where, { ...clock, day, minute });
}

/** 今天夜里两点, told of something past, is the night that is over. */
function isTold({ today, direction }: Context, day: Day): boolean {
  return direction === 'past' && day >= today;
}

/** 3点到5点: the words go on, the point is where they begin. */
function clockRangeEnd(text: string, from: number): number {
  const connector = lengthAt(UNTIL, text, from);
  const next = connector === 0 ? null : clockAfter(text, from + connector);
  return next?.start === from + connector ? next.end : from;
}

function lengthAt(sticky: RegExp, text: string, at: number): number {
  sticky.lastIndex = at;
  return sticky.exec(text)?.[0].length ?? 0;
}
