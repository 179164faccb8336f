import { schedule } from 'node-cron';
import { claimRun, finishRun, type RunClaim } from '../../domain/exchange/index.ts';
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
  await duty.run(hand);
  await app.gate.transaction(bureau, (tx) => finishRun(tx, { ...claim, now: app.clock() }));
  return true;
};

const expression = (when: Timetable): string => {
  if (when.kind === 'minutes') return `*/${when.every} * * * *`;
  const [hour = '0', minute = '0'] = when.at.split(':');
  return `${Number(minute)} ${Number(hour)} * * *`;
};

/** Puts the duties on the clock for every bureau, and makes up at once what was missed while down. */
export const startDuties = (
  duties: readonly Duty[],
  handOf: (bureau: BureauId) => DutyHand,
  bureaus: readonly BureauId[],
): { readonly stop: () => Promise<void> } => {
  const running = new Set<Promise<void>>();
  const runFor = async (duty: Duty): Promise<void> => {
    for (const bureau of bureaus) {
      const hand = handOf(bureau);
      await tick(duty, hand).catch(hand.onFault);
    }
  };
  const run = (duty: Duty): Promise<void> => {
    const done = runFor(duty).finally(() => running.delete(done));
    running.add(done);
    return done;
  };
  const tasks = duties.map((duty) =>
    schedule(expression(duty.when), () => run(duty), {
      timezone: 'Asia/Shanghai',
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
