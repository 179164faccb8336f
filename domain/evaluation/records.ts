import { In } from 'typeorm';
import type { Tx } from '../store/scope.ts';
import type {
  AbsenceWords,
  Attendance,
  BankAccount,
  Evaluation,
  EvaluationAnswer,
  Fee,
  Opinion,
  PaperEntry,
  Round,
  RoundStatus,
  Tally,
  Vote,
  Work,
  WorkSheet,
  Unsignable,
} from './model.ts';
import type { Tick } from './model-form3.ts';
import {
  attendances,
  evaluations,
  fees,
  opinions,
  rounds,
  works,
  type AttendanceRow,
  type EvaluationRow,
  type FeeRow,
  type OpinionRow,
  type RoundRow,
  type WorkRow,
} from './tables-records.ts';

const dateOf = (text: string | null): Date | null => (text === null ? null : new Date(text));

const workOf = (tx: Tx, row: WorkRow): Work => ({
  task: row.id,
  number: row.number,
  status: row.status,
  sheet: tx.vault.open(row.sheet) as WorkSheet,
  lastDay: row.lastDay,
  dueAt: new Date(row.dueAt),
  startedAt: dateOf(row.startedAt),
  closedAt: dateOf(row.closedAt),
  closedBy: row.closedBy,
});

const attendanceOf = (tx: Tx, row: AttendanceRow): Attendance => ({
  id: row.id,
  invitation: row.invitation,
  task: row.task,
  person: row.person,
  day: row.day,
  kind: row.kind,
  at: new Date(row.at),
  oath: row.oath,
  told: row.told,
  affected: row.affected === 1,
  words: row.words === null ? null : (tx.vault.open(row.words) as AbsenceWords),
});

/** The sealed half of a round. */
export interface RoundWords {
  readonly title: string;
  readonly text: string;
  readonly reason: string;
  readonly entry: PaperEntry | null;
}

export const roundWords = (tx: Tx, row: RoundRow): RoundWords =>
  tx.vault.open(row.words) as RoundWords;

const roundOf = (tx: Tx, row: RoundRow): Round => ({
  ...roundWords(tx, row),
  id: row.id,
  task: row.task,
  number: row.number,
  count: row.count,
  way: row.way,
  dueAt: new Date(row.dueAt),
  voters: row.voters,
  status: row.status,
  tally: row.tally as Tally | null,
  verdict: row.verdict,
  openedAt: new Date(row.openedAt),
  countedAt: dateOf(row.countedAt),
  replaces: row.replaces,
});

/** The sealed half of an opinion. */
export const opinionWords = (tx: Tx, row: OpinionRow): OpinionWords =>
  tx.vault.open(row.said) as OpinionWords;

interface OpinionWords {
  readonly vote: Vote;
  readonly text: string;
  readonly materials: string;
  readonly unsignable?: Unsignable;
}

const opinionOf = (tx: Tx, row: OpinionRow): Opinion => {
  const said = opinionWords(tx, row);
  return {
    ...said,
    unsignable: said.unsignable ?? null,
    id: row.id,
    round: row.round,
    task: row.task,
    person: row.person,
    way: row.way,
    at: new Date(row.at),
    signedAt: dateOf(row.signedAt),
    voidAt: dateOf(row.voidAt),
    dissent: row.dissent === null ? null : String(tx.vault.open(row.dissent)),
  };
};

const feeOf = (tx: Tx, row: FeeRow): Fee => {
  const sealed = tx.vault.open(row.sealed) as {
    amount: number;
    refused: string | null;
    note: string;
    account: BankAccount | null;
  };
  return { ...sealed, invitation: row.id, task: row.task, person: row.person, days: row.days };
};

/** The sealed half of form 3. */
export interface EvaluationWords {
  readonly ticks: readonly Tick[];
  readonly level: string;
  readonly remarks: string;
  readonly unit: string;
  readonly leaderOpinion: string;
  readonly answers: readonly EvaluationAnswer[];
}

export const evaluationWords = (tx: Tx, row: EvaluationRow): EvaluationWords =>
  tx.vault.open(row.words) as EvaluationWords;

const evaluationOf = (tx: Tx, row: EvaluationRow): Evaluation => ({
  ...evaluationWords(tx, row),
  id: row.id,
  task: row.task,
  number: row.number,
  person: row.person,
  evaluatedBy: row.evaluatedBy,
  evaluatedAt: new Date(row.evaluatedAt),
  signedBy: row.signedBy,
  signedAt: dateOf(row.signedAt),
});

export const readWork = async (tx: Tx, task: string): Promise<Work | null> => {
  const row = await tx.table(works).one({ id: task });
  return row === null ? null : workOf(tx, row);
};

/** Work that was begun and is not closed. */
export const openWorks = async (tx: Tx): Promise<readonly Work[]> =>
  (await tx.table(works).find({ status: 'started' })).map((row) => workOf(tx, row));

/** Who was there on which day, in the order of days. */
export const attendanceOfTask = async (tx: Tx, task: string): Promise<readonly Attendance[]> =>
  (await tx.table(attendances).find({ task }, { order: { day: 'ASC', at: 'ASC' } })).map((row) =>
    attendanceOf(tx, row),
  );

export const attendanceOfPerson = async (tx: Tx, person: string): Promise<readonly Attendance[]> =>
  (await tx.table(attendances).find({ person }, { order: { day: 'DESC', at: 'DESC' } })).map(
    (row) => attendanceOf(tx, row),
  );

export const roundsOfTask = async (tx: Tx, task: string): Promise<readonly Round[]> =>
  (await tx.table(rounds).find({ task }, { order: { count: 'ASC' } })).map((row) =>
    roundOf(tx, row),
  );

export const readRound = async (tx: Tx, round: string): Promise<Round | null> => {
  const row = await tx.table(rounds).one({ id: round });
  return row === null ? null : roundOf(tx, row);
};

/** Rounds in these states, the first due first. */
export const roundsIn = async (
  tx: Tx,
  statuses: readonly RoundStatus[],
): Promise<readonly Round[]> =>
  (await tx.table(rounds).find({ status: In([...statuses]) }, { order: { dueAt: 'ASC' } })).map(
    (row) => roundOf(tx, row),
  );

export const opinionsOfTask = async (tx: Tx, task: string): Promise<readonly Opinion[]> =>
  (await tx.table(opinions).find({ task }, { order: { at: 'ASC' } })).map((row) =>
    opinionOf(tx, row),
  );

export const opinionsOfPerson = async (tx: Tx, person: string): Promise<readonly Opinion[]> =>
  (await tx.table(opinions).find({ person }, { order: { at: 'ASC' } })).map((row) =>
    opinionOf(tx, row),
  );

/** One expert's opinion on one question; a void one stays and is not this. */
export const opinionIn = async (
  tx: Tx,
  { round, person }: { readonly round: string; readonly person: string },
): Promise<Opinion | null> => {
  const row = await tx.table(opinions).one({ round, person });
  return row === null ? null : opinionOf(tx, row);
};

export const feesOfTask = async (tx: Tx, task: string): Promise<readonly Fee[]> =>
  (await tx.table(fees).find({ task })).map((row) => feeOf(tx, row));

export const evaluationsOfTask = async (tx: Tx, task: string): Promise<readonly Evaluation[]> =>
  (await tx.table(evaluations).find({ task }, { order: { evaluatedAt: 'ASC' } })).map((row) =>
    evaluationOf(tx, row),
  );

export const readEvaluation = async (tx: Tx, evaluation: string): Promise<Evaluation | null> => {
  const row = await tx.table(evaluations).one({ id: evaluation });
  return row === null ? null : evaluationOf(tx, row);
};

/** Every evaluation of a person, newest first: shown at renewal, removes nobody by itself (ZJ-16b). */
export const evaluationsOf = async (tx: Tx, person: string): Promise<readonly Evaluation[]> =>
  (await tx.table(evaluations).find({ person }, { order: { evaluatedAt: 'DESC' } })).map((row) =>
    evaluationOf(tx, row),
  );
