import type { Invitation, Task } from '../draws/index.ts';
import { addDays, dayOf, instantAt, type Day } from '../kernel/day.ts';
import { newId } from '../kernel/fresh.ts';
import { err, ok, type NonEmpty, type Result } from '../kernel/result.ts';
import { addWorkingDays } from '../kernel/working-days.ts';
import type { World } from '../kernel/world.ts';
import type { EvaluationEvent } from './model-events.ts';
import type {
  AbsenceWords,
  Attendance,
  Evaluation,
  EvaluationPolicy,
  Oath,
  Opinion,
  Round,
  Told,
  Work,
  WorkSheet,
} from './model.ts';
import type { EvaluationRefusal } from './model-refusals.ts';

export type Decision = Result<NonEmpty<EvaluationEvent>, EvaluationRefusal>;

/** All there is to know of one piece of work. */
export interface WorkState {
  readonly task: Task;
  readonly work: Work | null;
  readonly invitations: readonly Invitation[];
  readonly attendance: readonly Attendance[];
  readonly rounds: readonly Round[];
  readonly opinions: readonly Opinion[];
  readonly evaluations: readonly Evaluation[];
}

const UNKNOWN = { code: 'evaluation.unknown' } as const;

/** Words for places from which material would travel (ZJ-15.7). */
const TRAVELS = /https?:|www\.|微信|QQ|网盘|云盘|邮箱|邮件|钉钉|短信|公众号/iu;

/** The work sheet, as often as it takes until the work begins (ZJ-13.1). */
export const prepare = (
  state: WorkState | null,
  input: WorkSheet,
  world: World<EvaluationPolicy>,
): Decision => {
  if (state === null) return err(UNKNOWN);
  const refused = notDrawn(state) ?? notOpenToChange(state) ?? sheetFault(input);
  if (refused !== null) return err(refused);
  const { task } = state;
  return ok([
    {
      type: 'evaluation.work-prepared',
      task: task.id,
      number: task.number,
      officers: input.officers.length,
      materials: input.materials.length,
      ...timesOf(task, world),
      private: { sheet: input },
    },
  ]);
};

/** The last day of the work, and when it ought to be closed. */
const timesOf = (
  { lastDay }: WorkState['task'],
  { policy, calendar }: World<EvaluationPolicy>,
): { readonly lastDay: Day; readonly dueAt: string } => {
  const days = policy.evaluation.closeWorkingDays.value;
  const due = addWorkingDays(lastDay, days, calendar).day;
  return { lastDay, dueAt: instantAt(addDays(due, 1), '00:00').toISOString() };
};

/** Work that was put off is due later; what was prepared for it stays (C-07). */
export const moveWork = (
  state: WorkState | null,
  _input: object,
  world: World<EvaluationPolicy>,
): Decision => {
  if (state?.work == null) return err(UNKNOWN);
  const { id, number } = state.task;
  const times = timesOf(state.task, world);
  return ok([{ type: 'evaluation.work-moved', task: id, number, ...times }]);
};

const notDrawn = ({ task, invitations }: WorkState): EvaluationRefusal | null => {
  const { number } = task;
  if (task.status === 'cancelled') return { code: 'evaluation.cancelled', number };
  if (invitations.length === 0) return { code: 'evaluation.not-drawn', number };
  if (accepted(invitations).length === 0) return { code: 'evaluation.nobody-accepted', number };
  return null;
};

const notOpenToChange = ({ task, work }: WorkState): EvaluationRefusal | null => {
  if (work === null || work.status === 'prepared') return null;
  return work.status === 'started'
    ? { code: 'evaluation.already-started', number: task.number }
    : { code: 'evaluation.is-closed', number: task.number };
};

const sheetFault = ({ materials, officers }: WorkSheet): EvaluationRefusal | null => {
  const travelling = materials.find(({ where }) => TRAVELS.test(where));
  if (travelling !== undefined)
    return { code: 'evaluation.material-travels', where: travelling.where };
  const twice = officers.find(
    ({ certificate }, index) =>
      officers.findIndex((other) => other.certificate === certificate) !== index,
  );
  return twice === undefined
    ? null
    : { code: 'evaluation.same-officer', certificate: twice.certificate };
};

/** Experts whose yes stands. */
export const accepted = (invitations: readonly Invitation[]): readonly Invitation[] =>
  invitations.filter(({ status }) => status === 'accepted');

/** A-24, ZJ-12.1, ZJ-15.6: only beside enough certified officers does the work begin. */
export const start = (state: WorkState | null, world: World<EvaluationPolicy>): Decision => {
  if (state === null) return err(UNKNOWN);
  const refused = notDrawn(state) ?? notOpenToChange(state) ?? notReady(state, world);
  if (refused !== null) return err(refused);
  const { task, work } = state;
  const officers = work?.sheet.officers.length ?? 0;
  return ok([{ type: 'evaluation.work-started', task: task.id, number: task.number, officers }]);
};

const notReady = (
  { task, work, invitations }: WorkState,
  { now, policy }: World<EvaluationPolicy>,
): EvaluationRefusal | null => {
  const { number } = task;
  if (work === null) return { code: 'evaluation.no-sheet', number };
  if (invitations.some(({ status }) => status === 'invited'))
    return { code: 'evaluation.still-inviting', number };
  const need = policy.evaluation.certifiedOfficers.value;
  const given = work.sheet.officers.length;
  if (given < need) return { code: 'evaluation.too-few-officers', need, given };
  return dayOf(now) < task.firstDay ? { code: 'evaluation.too-early', from: task.firstDay } : null;
};

/** Null while the work runs, else why nothing can be entered. */
export const notRunning = ({ task, work }: WorkState): EvaluationRefusal | null => {
  if (work?.status === 'started') return null;
  return work?.status === 'closed'
    ? { code: 'evaluation.is-closed', number: task.number }
    : { code: 'evaluation.not-started', number: task.number };
};

/** An expert at the door. */
export interface ArrivalFacts {
  readonly state: WorkState;
  readonly invitation: Invitation;
  /** why the expert may not take part on that day, tested anew (draw-10) */
  readonly barred: 'term' | 'recusal' | null;
}

export interface ArrivalInput {
  readonly at: Date;
  readonly oath: Oath;
  readonly declared: boolean;
  readonly scans: readonly string[];
}

/** Sign-in and oath of one expert on one day. */
export const signIn = (
  facts: ArrivalFacts | null,
  input: ArrivalInput,
  world: World<object>,
): Decision => {
  if (facts === null) return err(UNKNOWN);
  const day = dayOf(input.at);
  const refused =
    notRunning(facts.state) ??
    wrongDay(facts, { at: input.at, now: world.now, late: true }) ??
    notAdmitted(facts, input);
  if (refused !== null) return err(refused);
  const { invitation, state } = facts;
  return ok([
    {
      type: 'evaluation.signed-in',
      ...aboutExpert(state, invitation),
      attendance: newId(world.seed, 'attendance'),
      cid: invitation.cid,
      day,
      at: input.at.toISOString(),
      oath: input.oath,
      declared: input.declared,
      scans: input.scans,
    },
  ]);
};

interface Moment {
  readonly at: Date;
  readonly now: Date;
  /** who was noted as absent may still come: both are facts */
  readonly late: boolean;
}

const wrongDay = (
  { state, invitation }: ArrivalFacts,
  { at, now, late }: Moment,
): EvaluationRefusal | null => {
  const { firstDay, lastDay } = state.task;
  const day = dayOf(at);
  if (at > now) return { code: 'evaluation.in-future' };
  if (day < firstDay || day > lastDay)
    return { code: 'evaluation.outside-days', firstDay, lastDay };
  const entered = onDay(state, invitation, day).find(({ kind }) => !late || kind !== 'absent');
  return entered === undefined ? null : { code: 'evaluation.day-entered', kind: entered.kind };
};

const onDay = ({ attendance }: WorkState, { id }: Invitation, day: Day): readonly Attendance[] =>
  attendance.filter((one) => one.invitation === id && one.day === day);

const notAdmitted = (
  { invitation, barred }: ArrivalFacts,
  { declared, oath, scans }: ArrivalInput,
): EvaluationRefusal | null => {
  if (invitation.status !== 'accepted') return { code: 'evaluation.not-on-panel' };
  if (barred !== null) return { code: 'evaluation.not-eligible', why: barred };
  if (invitation.clearedAt === null && !declared) return { code: 'evaluation.not-declared' };
  return oath === 'paper' && scans.length === 0 ? { code: 'evaluation.scan-needed' } : null;
};

const aboutExpert = ({ task }: WorkState, invitation: Invitation) => ({
  task: task.id,
  number: task.number,
  invitation: invitation.id,
  person: invitation.person,
});

export interface AbsenceInput extends AbsenceWords {
  readonly kind: 'absent' | 'left';
  readonly at: Date;
  readonly told: Told;
  readonly affected: boolean;
}

/**
 * The elements of ZJ-17.1 as facts. Only of somebody whose acceptance stands: who declined, was silent
 * or was not reached has not been absent (C-07).
 */
export const noteAbsence = (
  facts: ArrivalFacts | null,
  input: AbsenceInput,
  world: World<object>,
): Decision => {
  if (facts === null) return err(UNKNOWN);
  const refused = notRunning(facts.state) ?? notAbsent(facts, input, world.now);
  if (refused !== null) return err(refused);
  const { invitation, state } = facts;
  const { reason, toldAt, effect } = input;
  return ok([
    {
      type: 'evaluation.absence-noted',
      ...aboutExpert(state, invitation),
      attendance: newId(world.seed, 'attendance'),
      kind: input.kind,
      day: dayOf(input.at),
      at: input.at.toISOString(),
      told: input.told,
      affected: input.affected,
      private: { reason, toldAt, effect },
    },
  ]);
};

const notAbsent = (
  facts: ArrivalFacts,
  input: AbsenceInput,
  now: Date,
): EvaluationRefusal | null => {
  if (facts.invitation.status !== 'accepted') return { code: 'evaluation.never-accepted' };
  if (input.kind === 'absent') return wrongDay(facts, { at: input.at, now, late: false });
  const there = onDay(facts.state, facts.invitation, dayOf(input.at));
  if (there.some(({ kind }) => kind === 'left'))
    return { code: 'evaluation.day-entered', kind: 'left' };
  return there.some(({ kind }) => kind === 'present') ? null : { code: 'evaluation.not-present' };
};

/** Experts who were there on a day at least. */
export const tookPart = ({ invitations, attendance }: WorkState): readonly Invitation[] =>
  invitations.filter(({ id }) =>
    attendance.some((one) => one.invitation === id && one.kind === 'present'),
  );

/** Whose seat stands and who has not signed in on any day: they would not be asked (ZJ-13.2a). */
export const absentees = (state: WorkState): readonly Invitation[] => {
  const present = new Set(tookPart(state).map(({ id }) => id));
  return state.invitations.filter(({ id, status }) => SEATED.has(status) && !present.has(id));
};

const SEATED: ReadonlySet<Invitation['status']> = new Set(['invited', 'accepted']);

/** On how many days an expert was there. */
export const daysThere = ({ attendance }: WorkState, invitation: string): number =>
  attendance.filter((one) => one.invitation === invitation && one.kind === 'present').length;
