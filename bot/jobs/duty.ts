import { schedule } from 'node-cron';
import {
  claimRun,
  finishRun,
  isRunDone,
  renewRun,
  type RunClaim,
} from '../../domain/exchange/index.ts';
import {
  dayOf,
  addDays,
  instantAt,
  type App,
  type BureauId,
  type SystemActor,
} from '../../domain/index.ts';
import type { Outward } from '../channels/outward.ts';

/** What a duty works with; the runner hands it in. */
export interface DutyHand {
  readonly app: App;
  readonly bureau: BureauId;
  readonly outward: (bureau: BureauId, channel: string) => Outward | null;
  readonly uuid: () => string;
  readonly onFault: (fault: unknown) => void;
}

export type Timetable =
  | { readonly kind: 'minutes'; readonly every: 1 | 5 | 10 | 30 }
  | { readonly kind: 'daily'; readonly at: string };

/** A timed duty: one value in one file. It works by state until nothing is due, so a missed run costs nothing. */
export interface Duty {
  readonly name: string;
  readonly when: Timetable;
  readonly run: (hand: DutyHand) => Promise<void>;
}

export const systemActor = (duty: string): SystemActor => ({ kind: 'system', duty });

const LEASE_MS = 5 * 60_000;
const MINUTE = 60_000;

/** The latest instant at which the duty was due, at or before now. */
export const latestDue = (when: Timetable, now: Date): Date => {
  if (when.kind === 'minutes') {
    const span = when.every * MINUTE;
    return new Date(Math.floor(now.getTime() / span) * span);
  }
  const today = instantAt(dayOf(now), when.at);
  return today <= now ? today : instantAt(addDays(dayOf(now), -1), when.at);
};

/** Runs a duty for its due time, once over any number of processes (F24). Says whether this process did it. */
export const tick = async (duty: Duty, hand: DutyHand): Promise<boolean> => {
  const { app, bureau } = hand;
  const now = app.clock();
  const claim: RunClaim = {
    id: hand.uuid(),
    job: duty.name,
    dueAt: latestDue(duty.when, now),
    token: hand.uuid(),
    now,
    leaseMs: LEASE_MS,
  };
  if (!(await app.gate.transaction(bureau, (tx) => claimRun(tx, claim)))) return false;
  await whileLeased(hand, claim, () => duty.run(hand));
  await app.gate.transaction(bureau, (tx) => finishRun(tx, { ...claim, now: app.clock() }));
  return true;
};

const whileLeased = async (
  { app, bureau, onFault }: DutyHand,
  claim: RunClaim,
  run: () => Promise<void>,
): Promise<void> => {
  const renewing = setInterval(() => {
    const renewed = { ...claim, now: app.clock() };
    app.gate.transaction(bureau, (tx) => renewRun(tx, renewed)).catch(onFault);
  }, LEASE_MS / 3);
  try {
    await run();
  } finally {
    clearInterval(renewing);
  }
};

const EVERY_MINUTE = '* * * * *';

/** One look at a due time; true when nobody needs to look at it again. */
const isOverAfter = async (duty: Duty, hand: DutyHand, due: Date): Promise<boolean> => {
  await tick(duty, hand);
  return hand.app.gate.transaction(hand.bureau, (tx) => isRunDone(tx, duty.name, due));
};

/**
 * Looks every minute at what is due for every bureau by the common time, whatever this machine's
 * clock says (F40); what was missed while down, or left by a process that died, is made up (F41).
 */
export const startDuties = (
  duties: readonly Duty[],
  handOf: (bureau: BureauId) => DutyHand,
  bureaus: readonly BureauId[],
): { readonly stop: () => Promise<void> } => {
  const running = new Set<Promise<void>>();
  const over = new Map<string, number>();
  const runFor = async (duty: Duty): Promise<void> => {
    for (const bureau of bureaus) {
      const hand = handOf(bureau);
      const due = latestDue(duty.when, hand.app.clock());
      const name = `${bureau} ${duty.name}`;
      if (over.get(name) === due.getTime()) continue;
      const isOver = await isOverAfter(duty, hand, due).catch(hand.onFault);
      if (isOver === true) over.set(name, due.getTime());
    }
  };
  const run = (duty: Duty): Promise<void> => {
    const done = runFor(duty).finally(() => running.delete(done));
    running.add(done);
    return done;
  };
  const tasks = duties.map((duty) =>
    schedule(EVERY_MINUTE, () => run(duty), {
      noOverlap: true,
      name: duty.name,
    }),
  );
  for (const duty of duties) void run(duty);
  return {
    stop: async () => {
      for (const task of tasks) await task.destroy();
      await Promise.all(running);
    },
  };
};
