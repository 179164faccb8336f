import { z } from 'zod';
import { holds, type Actor } from '../kernel/actor.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { defineQuery } from '../kernel/query.ts';
import { readTerms } from '../membership/index.ts';
import { readPeople } from '../people/index.ts';
import { readAccounts } from '../staff/index.ts';
import type { Tx } from '../store/scope.ts';
import { choiceFacts, frozenMembers } from './choice-gather.ts';
import { NAMING, type Choice, type ChoiceKind, type Exhaustion } from './choice-model.ts';
import { readChoices } from './choice-records.ts';
import { explain, openSeats } from './choice-rules.ts';
import type { Need, RulingPolicy, Task } from './model.ts';
import { RULING } from './policy.ts';
import { poolFor } from './pool.ts';
import { invitationsOfTask, readTask, readTasks } from './records.ts';

const READS = ['clerk', 'sectionHead', 'leader', 'liaison', 'discipline', 'auditor'] as const;
const proposes = (actor: Actor): boolean => holds(actor, 'clerk', 'sectionHead', 'leader');

/** A proposal with the names of those it concerns. */
export interface ChoiceRow {
  readonly choice: Choice;
  readonly number: string;
  readonly person: string;
  readonly proposer: string;
  readonly decider: string;
}

/** Somebody an officer may name for a seat. */
export interface NameOption {
  readonly person: string;
  readonly name: string;
  readonly categories: readonly string[];
  /** lent by another bureau: no member of the pool here */
  readonly lent: boolean;
}

/** What the page of a task says where seats stay open. */
export interface ChoicesOfTask {
  /** seats nobody is asked for; empty where the panel is complete */
  readonly open: Need;
  readonly why: Exhaustion | null;
  readonly rows: readonly ChoiceRow[];
  /** for those who may propose; nobody who would have to stay away stands in it */
  readonly options: readonly NameOption[];
}

const rowsOf = async (tx: Tx, task: string | null): Promise<readonly ChoiceRow[]> => {
  const choices = await readChoices(tx, task);
  if (choices.length === 0) return [];
  const accounts = new Map((await readAccounts(tx)).map(({ id, name }) => [id, name]));
  const people = new Map((await readPeople(tx)).map((one) => [one.id, one.particulars.name]));
  const numbers = new Map((await readTasks(tx, null)).map(({ id, number }) => [id, number]));
  return choices.map((choice) => ({
    choice,
    number: numbers.get(choice.task) ?? '',
    person: people.get(choice.person ?? '') ?? '',
    proposer: accounts.get(choice.proposedBy) ?? '',
    decider: accounts.get(choice.decidedBy ?? '') ?? '',
  }));
};

/** Why seats of one task are open, what was proposed, and who could be named. */
export const choicesOfTask = defineQuery({
  name: 'draws.choices-of-task',
  params: z.object({ task: z.string() }),
  policy: RULING,
  permit: (actor) => holds(actor, ...READS),
  read: async (tx, { task: id }, world, actor): Promise<ChoicesOfTask | null> => {
    const task = await readTask(tx, id);
    if (task === null) return null;
    const invitations = await invitationsOfTask(tx, id);
    const open = openSeats({ task, invitations });
    const rows = await rowsOf(tx, id);
    // the frozen list is opened only where it has something to tell
    if (task.status !== 'unfilled')
      return { open, why: null, rows, options: await optionsFor(tx, { task, open, actor }, world) };
    const facts = await choiceFacts(tx, { task: id, person: null, account: '' }, world.policy);
    const why = explain(facts, await frozenMembers(tx, id), world);
    return { open, why, rows, options: await optionsFor(tx, { task, open, actor }, world) };
  },
});

interface Naming {
  readonly task: Task;
  readonly open: Need;
  readonly actor: Actor;
}

const optionsFor = async (
  tx: Tx,
  { task, open, actor }: Naming,
  { policy }: { readonly policy: RulingPolicy },
): Promise<readonly NameOption[]> => {
  const nameable = task.status === 'entered' || task.status === 'unfilled';
  if (!proposes(actor) || !nameable || Object.keys(open).length === 0) return [];
  const pool = await poolFor(tx, { task, name: task.number }, policy);
  const members = new Map(pool.map((one) => [one.person, one]));
  const asked = new Set((await invitationsOfTask(tx, task.id)).map(({ person }) => person));
  const inRoster = new Set((await readTerms(tx, { statuses: ['active'] })).map((t) => t.person));
  return (await readPeople(tx)).flatMap(({ id, particulars }): readonly NameOption[] => {
    const member = members.get(id);
    const option = { person: id, name: particulars.name };
    if (asked.has(id)) return [];
    if (member === undefined)
      return inRoster.has(id) ? [] : [{ ...option, categories: [], lent: true }];
    const fits = member.cats.some((category) => open[category] !== undefined);
    const free = member.out === null || member.out === 'C';
    return fits && free ? [{ ...option, categories: member.cats, lent: false }] : [];
  });
};

/** How often each officer proposed which choice, and what became of it. */
export interface ChoiceCount {
  readonly kind: ChoiceKind;
  readonly officer: string;
  readonly name: string;
  readonly proposed: number;
  readonly applied: number;
  readonly rejected: number;
}

/** All choices with their counts: what the auditor looks at. */
export const listChoices = defineQuery({
  name: 'draws.choices',
  params: z.object({}),
  policy: NO_POLICY,
  permit: (actor) => holds(actor, 'sectionHead', 'leader', 'discipline', 'auditor'),
  read: async (tx) => {
    const rows = await rowsOf(tx, null);
    const applied = rows.filter(({ choice }) => choice.status === 'applied');
    return {
      rows,
      /** appointments by name instead of by lot, since ever */
      nonRandom: applied.filter(({ choice }) => NAMING.includes(choice.kind)).length,
      counts: countsOf(rows),
    };
  },
});

const countsOf = (rows: readonly ChoiceRow[]): readonly ChoiceCount[] => {
  const heaps = new Map<string, ChoiceRow[]>();
  for (const row of rows) {
    const key = `${row.choice.kind}\n${row.choice.proposedBy}`;
    heaps.set(key, [...(heaps.get(key) ?? []), row]);
  }
  return [...heaps.values()].flatMap((heap) => {
    const [first] = heap;
    if (first === undefined) return [];
    const { kind, proposedBy: officer } = first.choice;
    const having = (status: string): number =>
      heap.filter(({ choice }) => choice.status === status).length;
    return [
      {
        ...{ kind, officer, name: first.proposer },
        proposed: heap.length,
        applied: having('applied'),
        rejected: having('rejected'),
      },
    ];
  });
};
