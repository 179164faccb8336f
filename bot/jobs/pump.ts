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

export interface Pumps {
  /** something was committed that may be due: look at once */
  readonly wake: () => void;
  readonly stop: () => Promise<void>;
}

/** Runs the pumps in turn when woken and every two seconds; a failing pump never stops the others. */
export const startPumps = (
  pumps: readonly Pump[],
  handOf: (bureau: BureauId) => DutyHand,
  bureaus: readonly BureauId[],
): Pumps => {
  let stopped = false;
  let again = false;
  let running: Promise<void> | null = null;

  const round = async (): Promise<void> => {
    do {
      again = false;
      for (const bureau of bureaus) await pumpBureau(pumps, handOf(bureau), () => stopped);
    } while (again && !stopped);
  };
  const wake = (): void => {
    if (stopped) return;
    again = true;
    running ??= round().finally(() => {
      running = null;
    });
  };
  const timer = setInterval(wake, POLL_MS);
  return {
    wake,
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
};

const pumpBureau = async (pumps: readonly Pump[], hand: DutyHand, isStopped: () => boolean): Promise<void> => {
  for (const pump of pumps) {
    for (let round = 0; round < ROUNDS && !isStopped(); round += 1) {
      const more = await pump.run(hand).catch((fault: unknown) => {
        hand.onFault(fault);
        return false;
      });
      if (!more) break;
    }
  }
};
