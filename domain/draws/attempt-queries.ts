import { z } from 'zod';
import { accountOf, holds } from '../kernel/actor.ts';
import { dayOf } from '../kernel/day.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { defineQuery } from '../kernel/query.ts';
import { readTerms } from '../membership/index.ts';
import { readPeople, type Person } from '../people/index.ts';
import { isTiedToAnyInstitution, readDirectory } from '../recusal/index.ts';
import { readAccounts } from '../staff/index.ts';
import { breathe } from '../store/gently.ts';
import type { Tx } from '../store/scope.ts';
import type { List, Rules } from '../vrs/index.ts';
import {
  contributionsTo,
  countAttempts,
  lastDrawnAttempt,
  linksOf,
  readAttempt,
  standingAttempt,
} from './attempt-records.ts';
import { candidates, type CandidateRow } from './attempt-view.ts';
import { freeze } from './freezing.ts';
import type { Attempt, Shortage } from './model-attempt.ts';
import { RULING } from './policy.ts';
import { portableRecord } from './portable.ts';
import { readTask } from './records.ts';
import { shortageOf } from './shortage-rules.ts';
import { seesTargets } from './sight-rules.ts';

const peopleById = async (tx: Tx): Promise<ReadonlyMap<string, Person>> =>
  new Map((await readPeople(tx)).map((person) => [person.id, person]));

/** What staff see before they freeze a list. */
export interface PoolPreview {
  readonly rows: readonly CandidateRow[];
  /** what chances are computed from, outside any transaction */
  readonly list: List;
  readonly rules: Rules;
  readonly shortage: Shortage | null;
  readonly since: SinceLastDraw | null;
}

/** The pool compared with the list that was frozen last, counted by person. */
export interface SinceLastDraw {
  readonly name: string;
  readonly at: Date;
  readonly joined: readonly string[];
  readonly left: readonly string[];
  readonly newlyRecused: number;
  readonly noLongerRecused: number;
}

/** Who could be drawn as things stand, who is filtered by what, and what would fill the panel (draw.md 3.3). */
export const previewPool = defineQuery({
  name: 'draws.preview',
  params: z.object({ task: z.string() }),
  policy: RULING,
  permit: (actor) => holds(actor, 'clerk', 'sectionHead', 'leader', 'discipline'),
  read: async (tx, { task: id }, world, actor): Promise<PoolPreview | null> => {
    const task = await readTask(tx, id);
    if (task === null || (await standingAttempt(tx, id)) !== null) return null;
    const attempt = (await countAttempts(tx, id)).real + 1;
    const wanted = { task, attempt, name: `${task.number}/${attempt}`, lottery: null };
    const { frozen } = await freeze(tx, wanted, world);
    const privy = seesTargets(actor)(task);
    return {
      rows: candidates(frozen, { people: await peopleById(tx), actor, privy }),
      list: frozen.list,
      rules: frozen.rules,
      shortage: await shortageOf(frozen, breathe),
      since: privy ? await sinceLastDraw(tx, frozen) : null,
    };
  },
});

/**
 * Who came into the pool, left it, or was barred anew since the last draw: what the discipline office
 * looks at before a commitment (draw.md 2.3, step 2). Counted by person, not by pseudonym.
 */
const sinceLastDraw = async (tx: Tx, frozen: Pick<Attempt, 'list' | 'identities'>) => {
  const before = await lastDrawnAttempt(tx);
  if (before === null) return null;
  const outs = ({ list, identities }: Pick<Attempt, 'list' | 'identities'>) =>
    new Map(list.rows.map(({ cid, out }) => [identities[cid]?.person ?? cid, out]));
  const [then, now] = [outs(before), outs(frozen)];
  const barred = (out: string | undefined): boolean => out?.startsWith('R') === true;
  return {
    name: before.name,
    at: before.committedAt,
    joined: [...now.keys()].filter((person) => !then.has(person)),
    left: [...then.keys()].filter((person) => !now.has(person)),
    newlyRecused: [...now].filter(([person, out]) => barred(out) && !barred(then.get(person)))
      .length,
    noLongerRecused: [...then].filter(([person, out]) => barred(out) && !barred(now.get(person)))
      .length,
  };
};

/** Who could watch a draw: colleagues, and supervisors who work for no institution (draw.md, defaults). */
export const possibleWitnesses = defineQuery({
  name: 'draws.witnesses',
  params: z.object({}),
  policy: NO_POLICY,
  permit: (actor) => holds(actor, 'clerk', 'sectionHead'),
  read: async (tx, _params, { now }, actor) => {
    const colleagues = (await readAccounts(tx)).filter(
      ({ id, disabled, roles }) =>
        !disabled && id !== accountOf(actor) && roles.some((role) => role !== 'administrator'),
    );
    const terms = await readTerms(tx, { statuses: ['active'] });
    const inPool = new Set(
      terms.filter(({ roster }) => roster === 'experts').map(({ person }) => person),
    );
    const people = await peopleById(tx);
    const directory = await readDirectory(tx);
    return {
      colleagues: colleagues.map(({ id, name, roles }) => ({ id, name, roles })),
      supervisors: terms.flatMap((term) => {
        const person = people.get(term.person);
        if (term.roster !== 'supervisors' || person === undefined || inPool.has(term.person))
          return [];
        const tie = isTiedToAnyInstitution(person, directory, dayOf(now));
        return tie === 'no' ? [{ id: person.id, name: person.particulars.name }] : [];
      }),
    };
  },
});

/** The portable record of a drawn attempt with every later event: what anybody can recompute (ZJ-10b, B-21). */
export const drawRecord = defineQuery({
  name: 'draws.record',
  params: z.object({ draw: z.string() }),
  policy: NO_POLICY,
  // the order beyond the members asked stands in it: kept for discipline office and archive (C-04)
  permit: (actor) => holds(actor, 'discipline', 'auditor'),
  read: async (tx, { draw }) => {
    const attempt = await readAttempt(tx, draw);
    if (attempt?.revealed == null) return null;
    return portableRecord(attempt, await contributionsTo(tx, draw), await linksOf(tx, draw));
  },
});
