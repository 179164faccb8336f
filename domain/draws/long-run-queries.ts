import { z } from 'zod';
import { holds } from '../kernel/actor.ts';
import { addDays, dayOf, instantAt, parseDay, yearOf, type Day } from '../kernel/day.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { defineQuery } from '../kernel/query.ts';
import { readPeople } from '../people/index.ts';
import { readAccounts } from '../staff/index.ts';
import type { Tx } from '../store/scope.ts';
import { askedIn, drawnIn, heldIn, type Asked, type Range } from './long-run-records.ts';
import {
  fairnessOf,
  officersOf,
  sharesOf,
  type Fairness,
  type OfficerCount,
  type YearShare,
} from './long-run-rules.ts';

/** An expert's long run; the invitations are facts and never a score. */
export interface ExpertRun {
  readonly person: string;
  readonly name: string;
  readonly fairness: Fairness;
  readonly asked: readonly Pick<Asked, 'invitation' | 'status'>[];
}

/** What the bureau's draws look like in the long run (draw.md 3.2, A-33). */
export interface LongRun {
  readonly experts: readonly ExpertRun[];
  readonly years: readonly YearShare[];
  readonly officers: readonly (OfficerCount & { readonly name: string })[];
  readonly draws: number;
  /** draws whose chances are not computed yet */
  readonly pending: number;
}

const someDay = z
  .string()
  .nullable()
  .default(null)
  .transform((text) => (text === null ? null : parseDay(text)));

const EARLIEST = '2000-01-01';

const rangeOf = (from: Day | null, to: Day | null, now: Date): Range => ({
  from: from === null ? new Date(EARLIEST) : instantAt(from, '00:00'),
  to: instantAt(addDays(to ?? dayOf(now), 1), '00:00'),
});

const NEVER_DRAWN_FROM: Fairness = {
  draws: 0,
  expected: 0,
  seats: 0,
  spread: 0,
  deviation: null,
  isRemarkable: false,
};

const names = async (tx: Tx): Promise<(person: string) => string> => {
  const people = new Map((await readPeople(tx)).map((one) => [one.id, one.particulars.name]));
  return (person) => people.get(person) ?? '';
};

const officerNames = async (tx: Tx): Promise<ReadonlyMap<string, string>> =>
  new Map((await readAccounts(tx)).map(({ id, name }) => [id, name]));

/** Expected against actual seats, named appointments, voids by officer, replies; within a range of days. */
export const longRun = defineQuery({
  name: 'draws.long-run',
  params: z.object({ from: someDay, to: someDay }),
  policy: NO_POLICY,
  permit: (actor) => holds(actor, 'auditor', 'discipline', 'leader'),
  read: async (tx, { from, to }, { now }): Promise<LongRun> => {
    const range = rangeOf(from, to, now);
    const { draws, pending } = await drawnIn(tx, range);
    const asked = await askedIn(tx, range);
    const accounts = await officerNames(tx);
    return {
      experts: runsOf(fairnessOf(draws), asked, await names(tx)),
      years: sharesOf(
        asked
          .filter(({ status }) => status === 'accepted')
          .map(({ invitedAt, place }) => ({
            year: yearOf(dayOf(invitedAt)),
            isNamed: place === 0,
          })),
      ),
      officers: officersOf(await heldIn(tx, range)).map((one) => ({
        ...one,
        name: accounts.get(one.operator) ?? '',
      })),
      draws: draws.length,
      pending,
    };
  },
});

const runsOf = (
  fairness: ReadonlyMap<string, Fairness>,
  asked: readonly Asked[],
  nameOf: (person: string) => string,
): readonly ExpertRun[] => {
  const byPerson = new Map<string, Asked[]>();
  for (const one of asked) byPerson.set(one.person, [...(byPerson.get(one.person) ?? []), one]);
  const everybody = new Set([...fairness.keys(), ...byPerson.keys()]);
  return [...everybody]
    .map((person) => ({
      person,
      name: nameOf(person),
      fairness: fairness.get(person) ?? NEVER_DRAWN_FROM,
      asked: byPerson.get(person) ?? [],
    }))
    .sort(byDistance);
};

/** Who lies farthest from what chance would have it stands first. */
const byDistance = (a: ExpertRun, b: ExpertRun): number => {
  const nearer = distance(b) - distance(a);
  return nearer === 0 ? a.name.localeCompare(b.name, 'zh-CN') : nearer;
};

const distance = ({ fairness }: ExpertRun): number => Math.abs(fairness.deviation ?? 0);
