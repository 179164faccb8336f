/** After so many faults of the whole account in a row nothing more is sent that way for a while. */
const FAULTS = 5;
const FIRST_MS = 30_000;
const LONGEST_MS = 10 * 60_000;

interface Circuit {
  readonly faults: number;
  /** how often it has opened in a row */
  readonly opened: number;
  readonly until: number;
}

/** Which ways of which accounts rest, in this process: a fault of one never holds up another (F37). */
export interface Circuits {
  /** until when this way rests; null: it may be used */
  readonly restsUntil: (way: string, now: Date) => Date | null;
  /** a fault of the whole account; `atOnce`: the platform itself has asked to wait */
  readonly failed: (way: string, now: Date, atOnce: boolean) => void;
  /** something was taken */
  readonly worked: (way: string) => void;
}

export const createCircuits = (): Circuits => {
  const circuits = new Map<string, Circuit>();
  return {
    restsUntil: (way, now) => {
      const until = circuits.get(way)?.until ?? 0;
      return until > now.getTime() ? new Date(until) : null;
    },
    failed: (way, now, atOnce) => {
      const { faults, opened, until } = circuits.get(way) ?? { faults: 0, opened: 0, until: 0 };
      // those already on their way when it opened say nothing new
      if (until > now.getTime()) return;
      // one that has rested is tried with a single fault: it closes by a success only
      const opens = atOnce || opened > 0 || faults + 1 >= FAULTS;
      const rest = Math.min(FIRST_MS * 2 ** opened, LONGEST_MS);
      circuits.set(
        way,
        opens
          ? { faults: 0, opened: opened + 1, until: now.getTime() + rest }
          : { faults: faults + 1, opened, until },
      );
    },
    worked: (way) => {
      circuits.delete(way);
    },
  };
};
