/** A clock that stands still until it is moved: for tests of windows, expiry and staleness. */
export interface MovableClock {
  readonly now: () => Date;
  readonly advance: (milliseconds: number) => void;
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export function movableClock(start: Date): MovableClock {
  let at = start.getTime();
  return {
    now: () => new Date(at),
    advance: (milliseconds) => {
      at += milliseconds;
    },
  };
}
