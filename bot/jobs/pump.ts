import type { BureauId } from '../../domain/index.ts';
import type { DutyHand } from './duty.ts';

/** Work that flows all the time: rows are claimed one by one, so any number of processes may pump. */
export interface Pump {
  readonly name: string;
  /** does what is due now; says whether more is waiting */
  readonly run: (hand: DutyHand) => Promise<boolean>;
}

const POLL_MS = 2000;
const ROUNDS = 50;
/** every message wakes the pumps: under load that would be a round each */
const GAP_MS = 100;

export interface Pumps {
  /** something was committed that may be due: look at once */
  readonly wake: () => void;
  readonly stop: () => Promise<void>;
}

/**
 * Runs the pumps when woken and every two seconds. Each pump of each bureau flows by itself: a
 * platform that does not answer, or a failing pump, never holds up the others (F37).
 */
export const startPumps = (
  pumps: readonly Pump[],
  handOf: (bureau: BureauId) => DutyHand,
  bureaus: readonly BureauId[],
): Pumps => {
  const streams = bureaus.flatMap((bureau) =>
    pumps.map((pump) => startStream(pump, () => handOf(bureau))),
  );
  const wake = (): void => {
    for (const stream of streams) stream.wake();
  };
  const timer = setInterval(wake, POLL_MS);
  return {
    wake,
    stop: async () => {
      clearInterval(timer);
      await Promise.all(streams.map((stream) => stream.stop()));
    },
  };
};

/** One pump of one bureau: never twice at once, and at most ten times a second however often it is woken. */
const startStream = (pump: Pump, hand: () => DutyHand): Pumps => {
  let stopped = false;
  let due: NodeJS.Timeout | null = null;
  let again = false;
  let running: Promise<void> | null = null;
  const flow = async (): Promise<void> => {
    for (let round = 0; round < ROUNDS && !stopped; round += 1)
      if (!(await once(pump, hand()))) return;
  };
  const start = (): void => {
    again = false;
    running = flow().finally(() => {
      running = null;
      due = setTimeout(rest, GAP_MS);
    });
  };
  const rest = (): void => {
    due = null;
    if (again && !stopped) start();
  };
  return {
    wake: () => {
      again = true;
      if (!stopped && running === null && due === null) start();
    },
    stop: async () => {
      stopped = true;
      await running;
      if (due !== null) clearTimeout(due);
    },
  };
};

const once = (pump: Pump, hand: DutyHand): Promise<boolean> =>
  pump.run(hand).catch((fault: unknown) => {
    hand.onFault(fault);
    return false;
  });
