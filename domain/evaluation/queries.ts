import { z } from 'zod';
import type { Invitation, Task } from '../draws/index.ts';
import { accountOf, holds, type Actor } from '../kernel/actor.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { defineQuery } from '../kernel/query.ts';
import { readPeople, type Person } from '../people/index.ts';
import { withheldTax } from './tax-rules.ts';
import type { Tx } from '../store/scope.ts';
import { stateOf } from './gather.ts';
import { amountOf, rateOf } from './form3-rules.ts';
import {
  EVALUATION,
  type Attendance,
  type BankAccount,
  type Evaluation,
  type Fee,
  type Opinion,
  type Round,
  type Work,
} from './model.ts';
import { feesOfTask } from './records.ts';
import { isDissent } from './after-rules.ts';
import { needsSignature, obstaclesOf } from './close-rules.ts';
import { absentees, daysThere, tookPart, type WorkState } from './rules.ts';
import { obstacleWords } from './wording.ts';

/** Staff who read what happened at work. */
export const seesWork = (actor: Actor): boolean =>
  holds(actor, 'clerk', 'sectionHead', 'leader', 'liaison', 'discipline', 'auditor');

/** Names of persons by id; an unknown one has none. */
export type Names = (person: string) => string;

const namesIn = async (tx: Tx): Promise<Names> => {
  const people = new Map((await readPeople(tx)).map((one) => [one.id, one.particulars.name]));
  return (person) => people.get(person) ?? '';
};

/** Somebody of the panel with the days at work. */
export interface ExpertRow {
  readonly invitation: Invitation;
  readonly name: string;
  readonly days: readonly Attendance[];
}

const expertRows = (state: WorkState, name: Names): readonly ExpertRow[] =>
  state.invitations
    .filter(
      ({ id, status }) =>
        status === 'accepted' || state.attendance.some(({ invitation }) => invitation === id),
    )
    .map((invitation) => ({
      invitation,
      name: name(invitation.person),
      days: state.attendance.filter((one) => one.invitation === invitation.id),
    }));

/** Sheet, officers, attendance, and what still stands before the end; null where there is no task. */
export const oneWork = defineQuery({
  name: 'evaluation.work',
  params: z.object({ task: z.string() }),
  policy: EVALUATION,
  permit: seesWork,
  read: async (tx, { task }, { policy }, actor) => {
    const state = await stateOf(tx, task);
    if (state === null) return null;
    const name = await namesIn(tx);
    const { secrets: _secrets, ...rest } = state.task;
    const isSecret = !isPrivy(actor, rest);
    return {
      task: rest,
      leaderPhone: state.task.secrets.leaderPhone,
      work: isSecret ? withoutScope(state.work) : state.work,
      isSecret,
      officersNeeded: policy.evaluation.certifiedOfficers.value,
      experts: expertRows(state, name),
      obstacles: obstaclesOf(state).map((one) => obstacleWords(one, name)),
    };
  },
});

type Untold = Pick<Task, 'disclosedAt' | 'institutionTold' | 'enteredBy' | 'secondAccount'>;

/** Scope and material could give the institution away: two named people until disclosure (C-04). */
const isPrivy = (actor: Actor, task: Untold): boolean => {
  if (task.disclosedAt !== null || task.institutionTold === 'atOnce') return true;
  const account = accountOf(actor);
  return account !== null && (account === task.enteredBy || account === task.secondAccount);
};

const withoutScope = (work: Work | null): Work | null =>
  work === null ? null : { ...work, sheet: { ...work.sheet, scope: '', materials: [] } };

/** An opinion as the record shows it, once nobody can be influenced by it any more. */
export interface ShownOpinion {
  readonly opinion: Opinion;
  readonly name: string;
  readonly dissents: boolean;
}

export interface ShownRound {
  readonly round: Omit<Round, 'entry'>;
  /** who was asked, and whether their opinion is in: nothing of what it says */
  readonly voters: readonly {
    readonly person: string;
    readonly name: string;
    readonly in: boolean;
    /** the opinion was given by page and waits for its author's hand (ZJ-14.5) */
    readonly unsigned: boolean;
  }[];
  /** null until the votes are counted: for everybody, staff and auditors too (ZJ-13.2a) */
  readonly opinions: readonly ShownOpinion[] | null;
  /** the paper result that waits for its second person, for that comparison */
  readonly entry: { readonly by: string; readonly votes: readonly NamedVote[] } | null;
}

export interface NamedVote {
  readonly name: string;
  readonly vote: Opinion['vote'];
}

/** Votes stay hidden until the round was counted; a round that became void before stays closed. */
const shownRound = (state: WorkState, name: Names) => {
  return ({ entry, ...round }: Round): ShownRound => {
    const own = state.opinions.filter((one) => one.round === round.id);
    return {
      round,
      voters: round.voters.map((person) => ({
        person,
        name: name(person),
        in: own.some((one) => one.person === person),
        unsigned: own.some((one) => one.person === person && needsSignature(one, round)),
      })),
      opinions:
        round.countedAt === null
          ? null
          : own.map((opinion) => ({
              opinion,
              name: name(opinion.person),
              dissents: isDissent(opinion.vote, round),
            })),
      entry:
        entry === null || round.countedAt !== null
          ? null
          : {
              by: entry.by,
              votes: entry.votes.map(({ person, vote }) => ({ name: name(person), vote })),
            },
    };
  };
};

/** The questions of a task with what may be seen of the answers. */
export const deliberation = defineQuery({
  name: 'evaluation.deliberation',
  params: z.object({ task: z.string() }),
  policy: NO_POLICY,
  permit: seesWork,
  read: async (tx, { task }) => {
    const state = await stateOf(tx, task);
    if (state === null) return null;
    const name = await namesIn(tx);
    return {
      number: state.task.number,
      status: state.work?.status ?? null,
      rounds: state.rounds.map(shownRound(state, name)),
      /** whom a question put now would leave out */
      absent: absentees(state).map(({ id, person, status }) => ({
        person,
        name: name(person),
        isAsked: status === 'invited',
        isNoted: state.attendance.some(({ invitation }) => invitation === id),
      })),
      /** voters whose seat is gone and whose opinions still count */
      gone: goneVoters(state).map((person) => ({ person, name: name(person) })),
    };
  },
});

const goneVoters = ({ rounds, invitations }: WorkState): readonly string[] => {
  const standing = new Set(
    invitations.filter(({ status }) => status === 'accepted').map(({ person }) => person),
  );
  const asked = rounds.filter(({ status }) => status !== 'void').flatMap(({ voters }) => voters);
  return [...new Set(asked)].filter((person) => !standing.has(person));
};

export interface FeeLine {
  readonly invitation: string;
  readonly person: string;
  readonly name: string;
  readonly days: number;
  /** fen; what was entered, else what the table says */
  readonly amount: number;
  /** fen withheld of it */
  readonly tax: number;
  readonly fee: (Omit<Fee, 'account'> & { readonly account: BankAccount | null }) | null;
}

/** The fee sheet of a task; account numbers whole only for those who print it. */
export const feeSheet = defineQuery({
  name: 'evaluation.fees',
  params: z.object({ task: z.string() }),
  policy: EVALUATION,
  permit: seesWork,
  read: async (tx, { task }, { policy }, actor) => {
    const state = await stateOf(tx, task);
    if (state === null) return null;
    const name = await namesIn(tx);
    const rate = rateOf(state, policy);
    const known = new Map((await feesOfTask(tx, task)).map((fee) => [fee.invitation, fee]));
    const lines = tookPart(state).map(({ id, person }): FeeLine => {
      const fee = known.get(id) ?? null;
      const days = fee?.days ?? daysThere(state, id);
      const amount = fee?.amount ?? amountOf(days, rate ?? 0);
      return {
        invitation: id,
        person,
        name: name(person),
        days,
        amount,
        tax: withheldTax(amount, policy.evaluation.tax.value),
        fee: fee === null ? null : { ...fee, account: accountFor(actor, fee.account) },
      };
    });
    const { taxNote, noFee } = policy.evaluation;
    return {
      number: state.task.number,
      type: state.task.type,
      status: state.work?.status ?? null,
      rate,
      lines,
      total: lines.reduce((sum, { amount }) => sum + amount, 0),
      taxNote: taxNote.value,
      noFee: noFee.value,
    };
  },
});

/** `**** 1234` for everybody on a page; whole only on the printed sheet. */
const accountFor = (actor: Actor, account: BankAccount | null): BankAccount | null =>
  account === null || !holds(actor, 'clerk', 'sectionHead', 'leader')
    ? null
    : { ...account, number: `****${account.number.slice(-4)}` };

export interface Form3Row {
  readonly person: Person;
  readonly evaluation: Evaluation | null;
  readonly category: string;
}

/** Form 3 of everybody who took part in a task. */
export const evaluationSheet = defineQuery({
  name: 'evaluation.form3',
  params: z.object({ task: z.string() }),
  policy: EVALUATION,
  permit: seesWork,
  read: async (tx, { task }, { policy }) => {
    const state = await stateOf(tx, task);
    if (state === null) return null;
    const people = new Map((await readPeople(tx)).map((one) => [one.id, one]));
    return {
      task: { id: state.task.id, number: state.task.number, type: state.task.type },
      status: state.work?.status ?? null,
      levels: policy.evaluation.levels.value,
      unit: policy.evaluation.evaluatingUnit.value,
      rows: tookPart(state).flatMap(({ person, category }): readonly Form3Row[] => {
        const found = people.get(person);
        const own = state.evaluations.find((one) => one.person === person) ?? null;
        return found === undefined ? [] : [{ person: found, evaluation: own, category }];
      }),
    };
  },
});
