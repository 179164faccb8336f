import type { Day } from '../kernel/day.ts';
import { day, defineTable, id, int, json, key, long, maybe, str, time } from '../store/columns.ts';
import type { AttendanceKind, Oath, RoundStatus, Told, Verdict, Way, WorkStatus } from './model.ts';

/** One row a task, under the task's own id. */
export interface WorkRow {
  readonly id: string;
  readonly number: string;
  readonly status: WorkStatus;
  /** sealed WorkSheet */
  readonly sheet: string;
  readonly lastDay: Day;
  readonly dueAt: string;
  readonly startedAt: string | null;
  readonly closedAt: string | null;
  readonly closedBy: string | null;
}

export const works = defineTable<WorkRow>({
  name: 'work',
  columns: {
    id: key(id()),
    number: str(30),
    status: str(10),
    sheet: long(),
    lastDay: day(),
    dueAt: time(),
    startedAt: maybe(time()),
    closedAt: maybe(time()),
    closedBy: maybe(id()),
  },
  indices: [{ name: 'work_status', columns: ['bureau', 'status', 'dueAt'] }],
});

export interface AttendanceRow {
  readonly id: string;
  readonly invitation: string;
  readonly task: string;
  readonly person: string;
  readonly day: Day;
  readonly kind: AttendanceKind;
  readonly at: string;
  readonly oath: Oath | null;
  readonly declared: number;
  readonly told: Told | null;
  readonly affected: number;
  /** sealed AbsenceWords */
  readonly words: string | null;
}

export const attendances = defineTable<AttendanceRow>({
  name: 'work_attendance',
  columns: {
    id: key(id()),
    invitation: id(),
    task: id(),
    person: id(),
    day: day(),
    kind: str(10),
    at: time(),
    oath: maybe(str(10)),
    declared: int(),
    told: maybe(str(10)),
    affected: int(),
    words: maybe(long()),
  },
  indices: [
    {
      name: 'work_attendance_day',
      columns: ['bureau', 'invitation', 'day', 'kind'],
      unique: true,
    },
    { name: 'work_attendance_task', columns: ['bureau', 'task'] },
    { name: 'work_attendance_person', columns: ['bureau', 'person'] },
  ],
});

export interface RoundRow {
  readonly id: string;
  readonly task: string;
  readonly number: string;
  readonly count: number;
  readonly way: Way;
  readonly dueAt: string;
  readonly voters: readonly string[];
  readonly status: RoundStatus;
  /** sealed RoundWords */
  readonly words: string;
  readonly tally: unknown;
  readonly verdict: Verdict | null;
  readonly openedAt: string;
  readonly countedAt: string | null;
  readonly replaces: string | null;
}

export const rounds = defineTable<RoundRow>({
  name: 'work_round',
  columns: {
    id: key(id()),
    task: id(),
    number: str(30),
    count: int(),
    way: str(10),
    dueAt: time(),
    voters: json(),
    status: str(10),
    words: long(),
    tally: maybe(json()),
    verdict: maybe(str(10)),
    openedAt: time(),
    countedAt: maybe(time()),
    replaces: maybe(id()),
  },
  indices: [
    { name: 'work_round_task', columns: ['bureau', 'task', 'count'], unique: true },
    { name: 'work_round_status', columns: ['bureau', 'status', 'dueAt'] },
  ],
});

export interface OpinionRow {
  readonly id: string;
  readonly round: string;
  readonly task: string;
  readonly person: string;
  readonly way: Way;
  /** sealed vote, opinion and materials: nobody reads it in the database either */
  readonly said: string;
  readonly at: string;
  readonly signedAt: string | null;
  readonly voidAt: string | null;
  /** sealed reasons of a minority */
  readonly dissent: string | null;
}

export const opinions = defineTable<OpinionRow>({
  name: 'work_opinion',
  columns: {
    id: key(id()),
    round: id(),
    task: id(),
    person: id(),
    way: str(10),
    said: long(),
    at: time(),
    signedAt: maybe(time()),
    voidAt: maybe(time()),
    dissent: maybe(long()),
  },
  indices: [
    { name: 'work_opinion_once', columns: ['bureau', 'round', 'person'], unique: true },
    { name: 'work_opinion_task', columns: ['bureau', 'task'] },
    { name: 'work_opinion_person', columns: ['bureau', 'person'] },
  ],
});

/** One row an expert and task, under the invitation's id. */
export interface FeeRow {
  readonly id: string;
  readonly task: string;
  readonly person: string;
  readonly days: number;
  /** sealed amount, refusal, note and account */
  readonly sealed: string;
}

export const fees = defineTable<FeeRow>({
  name: 'work_fee',
  columns: { id: key(id()), task: id(), person: id(), days: int(), sealed: long() },
  indices: [{ name: 'work_fee_task', columns: ['bureau', 'task'] }],
});

export interface EvaluationRow {
  readonly id: string;
  readonly task: string;
  readonly number: string;
  readonly person: string;
  /** sealed EvaluationWords */
  readonly words: string;
  readonly evaluatedBy: string;
  readonly evaluatedAt: string;
  readonly signedBy: string | null;
  readonly signedAt: string | null;
}

export const evaluations = defineTable<EvaluationRow>({
  name: 'work_evaluation',
  columns: {
    id: key(id()),
    task: id(),
    number: str(30),
    person: id(),
    words: long(),
    evaluatedBy: id(),
    evaluatedAt: time(),
    signedBy: maybe(id()),
    signedAt: maybe(time()),
  },
  indices: [
    { name: 'work_evaluation_once', columns: ['bureau', 'task', 'person'], unique: true },
    { name: 'work_evaluation_person', columns: ['bureau', 'person'] },
  ],
});
