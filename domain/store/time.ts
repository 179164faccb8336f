import type { DataSource } from 'typeorm';

/** The time that all processes share: the database server's, as far as it can be known. */
export interface CommonTime {
  readonly now: () => Date;
  /** how far this machine's own clock stands ahead of it, in ms */
  readonly skewMs: () => number;
  readonly stop: () => void;
}

export interface Clocks {
  /** this machine's clock, which somebody may set */
  readonly own: () => Date;
  /** ms since any moment, never set */
  readonly monotonic: () => number;
  /** told when the own clock comes to stand off by more than `SKEW_ALARM_MS`, and when it is right again */
  readonly onSkew: (skewMs: number) => void;
}

export const SKEW_ALARM_MS = 2000;
/** The line of `/readyz` about a clock that is off; none while it is right. */
export const clockLine = ({ skewMs }: { readonly skewMs?: () => number }): readonly string[] => {
  const skew = skewMs?.() ?? 0;
  return Math.abs(skew) > SKEW_ALARM_MS
    ? [`clock of this machine ${(skew / 1000).toFixed(1)} s off, the database's is used`]
    : [];
};

const MEASURE_EVERY_MS = 30_000;
const SAMPLES = 3;

/**
 * Measures the database server's clock against one that nobody sets and goes on from there, so that
 * leases and deadlines are the same in every process whatever its machine believes (F40). While the
 * database is away the last measurement holds. On SQLite there is one machine and one clock.
 */
export const keepCommonTime = async (database: DataSource, clocks: Clocks): Promise<CommonTime> => {
  const { own, monotonic } = clocks;
  if (database.options.type === 'better-sqlite3')
    return { now: own, skewMs: () => 0, stop: () => undefined };
  let { offset } = await measured(database, monotonic);
  let alarmed = false;
  const now = (): Date => new Date(Math.round(monotonic() + offset));
  const skewMs = (): number => own().getTime() - now().getTime();
  const look = (): void => {
    const isOff = Math.abs(skewMs()) > SKEW_ALARM_MS;
    if (isOff !== alarmed) clocks.onSkew(skewMs());
    alarmed = isOff;
  };
  look();
  const timer = setInterval(() => {
    void measured(database, monotonic).then(
      (anew) => {
        // a slow answer knows less than the measurement before it: time must not jump for its sake
        if (Math.abs(anew.offset - offset) > anew.took / 2) ({ offset } = anew);
        look();
      },
      () => look(),
    );
  }, MEASURE_EVERY_MS);
  timer.unref();
  return { now, skewMs, stop: () => clearInterval(timer) };
};

/** The server's clock minus the monotonic one, by the quickest of some answers. */
const measured = async (database: DataSource, monotonic: () => number): Promise<Measurement> => {
  let best = { took: Infinity, offset: 0 };
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    const before = monotonic();
    const rows: unknown = await database.query('SELECT UNIX_TIMESTAMP(NOW(3)) * 1000 AS ms');
    const after = monotonic();
    const took = after - before;
    if (took < best.took) best = { took, offset: millisecondsIn(rows) - (before + after) / 2 };
  }
  return best;
};

/** `offset` is right to half of `took`. */
interface Measurement {
  readonly took: number;
  readonly offset: number;
}

const millisecondsIn = (rows: unknown): number => {
  const [row] = rows as readonly { readonly ms: string | number }[];
  return Number(row?.ms);
};
