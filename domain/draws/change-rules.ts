import { err, ok, type Result } from '../kernel/result.ts';
import type { AskedAgain } from './change-model.ts';
import { endOf, replyTime, startOf } from './invite-rules.ts';
import type { DrawsEvent, Told } from './model-events.ts';
import type { DrawsRefusal, Invitation, Task, TaskState } from './model.ts';
import {
  drawDueAt,
  entryRefusal,
  secretRefusal,
  type Decision,
  type EntryFacts,
  type Ruling,
  type TaskEntry,
} from './rules.ts';
import { advance, STANDING } from './successor-rules.ts';

export interface ChangeFacts extends Pick<EntryFacts, 'names' | 'secondKnown'> {
  readonly task: Task;
  /** the work as it is to be */
  readonly work: TaskEntry;
  /** may see what is inspected (C-04) */
  readonly isPrivy: boolean;
  /** somebody is asked for it already */
  readonly stands: boolean;
}

/** Before the draw everything may be corrected; the second of two savers is told (C-07, F22). */
export const changeTask = (
  facts: ChangeFacts | null,
  input: { readonly version: number },
  world: Ruling,
): Decision => {
  if (facts === null) return err({ code: 'draws.unknown' });
  const { task, work } = facts;
  const refused = changeRefusal(facts, input) ?? entryRefusal(facts, work, world);
  if (refused !== null) return err(refused);
  const changed = fieldsOf(facts);
  if (!changed.ok) return changed;
  return ok([
    {
      type: 'draws.task-changed',
      task: task.id,
      number: task.number,
      version: task.version + 1,
      fields: changed.value,
      kind: work.type,
      institutionTold: toldIn(task, work, world),
      ...timesOf(work),
      need: work.need,
      extras: work.extras,
      secondAccount: work.secondAccount,
      dueAt: drawDueAt(work, world),
      private: { place: work.place, secrets: secretsOf(work) },
    },
  ]);
};

const toldIn = (task: Task, work: TaskEntry, { policy }: Ruling): Task['institutionTold'] =>
  policy.draws.taskTypes.value.find(({ name }) => name === work.type)?.institutionTold ??
  task.institutionTold;

const fieldsOf = ({
  task,
  work,
  isPrivy,
}: ChangeFacts): Result<readonly string[], DrawsRefusal> => {
  const { number } = task;
  const fields = changedFields(task, work);
  if (fields.length === 0) return err({ code: 'draws.nothing-changed', number });
  const isSealed = !isPrivy && fields.some((field) => OF_TARGETS.includes(field));
  return isSealed ? err({ code: 'draws.targets-sealed', number }) : ok(fields);
};

/** What only those may change who may see the targets: a type or a second reader could show them to more. */
const OF_TARGETS: readonly string[] = ['targets', 'note', 'type', 'second'];

const changeRefusal = (
  { task, stands }: ChangeFacts,
  { version }: { readonly version: number },
): DrawsRefusal | null => {
  const { status, number } = task;
  if (status === 'cancelled') return { code: 'draws.is-cancelled', number };
  if (status === 'closed') return { code: 'draws.is-closed', number };
  if (status === 'committed') return { code: 'draws.frozen-already', number };
  if (status !== 'entered' || stands) return { code: 'draws.drawn-already', number };
  return version === task.version ? null : { code: 'draws.changed-meanwhile' };
};

const timesOf = ({
  firstDay,
  lastDay,
  assembleAt,
}: Pick<Task, 'firstDay' | 'lastDay' | 'assembleAt'>) => ({
  firstDay,
  lastDay,
  assembleAt,
});

const secretsOf = ({ institutions, words, note, leaderPhone }: TaskEntry) => ({
  institutions,
  words,
  note,
  leaderPhone,
});

/** By name only: an audit log that said more would say the targets. */
const changedFields = (task: Task, work: TaskEntry): readonly string[] => {
  const { institutions, words, note, leaderPhone } = task.secrets;
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ['type', task.type, work.type],
    ['times', timesOf(task), timesOf(work)],
    ['place', task.place, work.place],
    ['need', sorted(task.need), sorted(work.need)],
    ['extras', task.extras, work.extras],
    ['phone', leaderPhone, work.leaderPhone],
    ['second', task.secondAccount, work.secondAccount],
    ['note', note, work.note],
    ['targets', { institutions, words }, { institutions: work.institutions, words: work.words }],
  ];
  return pairs.flatMap(([name, was, is]) => (isSame(was, is) ? [] : [name]));
};

const sorted = (need: Task['need']): readonly unknown[] =>
  Object.entries(need).sort(([a], [b]) => (a < b ? -1 : 1));

const isSame = (was: unknown, is: unknown): boolean => JSON.stringify(was) === JSON.stringify(is);

export interface MovedFacts {
  /** as it was */
  readonly task: Task;
  /** on its new days */
  readonly state: TaskState;
  /** invitations whose experts cannot come then */
  readonly leaving: ReadonlySet<string>;
  readonly names: readonly string[] | null;
}

export interface MovedInput {
  readonly version: number;
  readonly reason: string;
}

/** Postponed work: everybody who stands is asked again, whoever cannot come then is replaced (C-07). */
export const reschedule = (
  facts: MovedFacts | null,
  input: MovedInput,
  world: Ruling,
): Decision => {
  if (facts === null) return err({ code: 'draws.unknown' });
  const { task, state, leaving } = facts;
  const refused =
    lateRefusal(task, state, { ...input, now: world.now }) ?? movedRefusal(facts, world);
  if (refused !== null) return err(refused);
  const standing = state.invitations.filter(({ status }) => STANDING.includes(status));
  const released = standing.filter(({ id }) => leaving.has(id));
  const times = replyTime(state.task, world);
  const asked = standing
    .filter(({ id }) => !leaving.has(id))
    .map((one): AskedAgain => ({
      ...toldOf(one),
      category: one.category,
      had: one.status === 'accepted' ? 'accepted' : 'invited',
      replyBy: times.replyBy.toISOString(),
      byPhone: times.byPhone,
      urgent: times.urgent,
    }));
  const event: DrawsEvent = {
    type: 'draws.rescheduled',
    task: task.id,
    number: task.number,
    version: task.version + 1,
    was: timesOf(task),
    ...timesOf(state.task),
    asked,
    released: released.map(toldOf),
    private: { place: state.task.place, reason: input.reason, secrets: task.secrets },
  };
  // a former yes settles no seat on the new days
  const again = state.invitations.map((one) =>
    one.status === 'accepted' ? { ...one, status: 'invited' as const } : one,
  );
  const vacated = released.map(({ id }) => id);
  return ok([event, ...advance({ ...state, invitations: again }, vacated, world)]);
};

const toldOf = ({ id, person }: Invitation): Told => ({ invitation: id, person });

const movedRefusal = ({ task, state, names }: MovedFacts, world: Ruling): DrawsRefusal | null => {
  const { number } = task;
  const { task: moved } = state;
  if (moved.lastDay < moved.firstDay) return { code: 'draws.days-reversed' };
  if (startOf(moved) <= world.now) return { code: 'draws.days-over' };
  if (isSame([timesOf(task), task.place], [timesOf(moved), moved.place]))
    return { code: 'draws.nothing-changed', number };
  const { words } = task.secrets;
  return secretRefusal({ names, secondKnown: true }, { words, place: moved.place });
};

/** What may still be changed once people were asked: not while digits are given, not after the work. */
const lateRefusal = (
  task: Task,
  { invitations }: TaskState,
  { version, now }: { readonly version: number; readonly now: Date },
): DrawsRefusal | null => {
  const { status, number } = task;
  if (status === 'cancelled') return { code: 'draws.is-cancelled', number };
  if (status === 'closed') return { code: 'draws.is-closed', number };
  if (status === 'committed') return { code: 'draws.frozen-already', number };
  const stands = invitations.some((one) => STANDING.includes(one.status));
  if (status === 'entered' && !stands) return { code: 'draws.not-frozen', number };
  if (endOf(task) <= now) return { code: 'draws.work-over', number };
  return version === task.version ? null : { code: 'draws.changed-meanwhile' };
};

export interface TargetFacts extends MovedFacts {
  readonly isPrivy: boolean;
}

/**
 * Another institution, or one more, after the draw: members and order are looked at again, the affected
 * are replaced, the record keeps both as digests (draw-9).
 */
export const changeTargets = (
  facts: TargetFacts | null,
  input: MovedInput,
  world: Ruling,
): Decision => {
  if (facts === null) return err({ code: 'draws.unknown' });
  const { task, state } = facts;
  const refused = targetsRefusal(facts, { ...input, now: world.now });
  if (refused !== null) return err(refused);
  const standing = state.invitations.filter(({ status }) => STANDING.includes(status));
  const leaving = standing.filter(({ id }) => facts.leaving.has(id));
  const staying = standing.filter(({ id }) => !facts.leaving.has(id));
  const { institutions, words } = task.secrets;
  const event: DrawsEvent = {
    type: 'draws.targets-changed',
    task: task.id,
    number: task.number,
    version: task.version + 1,
    told: staying.filter((one) => knows(task, one)).map(toldOf),
    private: {
      place: task.place,
      was: { institutions, words },
      secrets: state.task.secrets,
      reason: input.reason,
    },
  };
  const recused = leaving.map((one) => recusedByRule(task, one));
  const vacated = leaving.map(({ id }) => id);
  return ok([event, ...recused, ...advance(state, vacated, world)]);
};

const knows = ({ institutionTold }: Task, { disclosedAt }: Invitation): boolean =>
  disclosedAt !== null || institutionTold === 'atOnce';

const recusedByRule = (task: Task, { id, person, category }: Invitation): DrawsEvent => ({
  type: 'draws.recused',
  ...{ invitation: id, task: task.id, number: task.number, person, category },
  by: 'rule',
  firstDay: task.firstDay,
});

const targetsRefusal = (
  { task, state, names, isPrivy }: TargetFacts,
  given: { readonly version: number; readonly now: Date },
): DrawsRefusal | null => {
  const { number } = task;
  if (!isPrivy) return { code: 'draws.targets-sealed', number };
  const late = lateRefusal(task, state, given);
  if (late !== null) return late;
  const { institutions, words } = state.task.secrets;
  const before = [task.secrets.institutions, task.secrets.words];
  if (isSame(before, [institutions, words])) return { code: 'draws.nothing-changed', number };
  if (institutions.length + words.length === 0)
    return { code: 'draws.no-institution', type: task.type };
  return secretRefusal({ names, secondKnown: true }, { words, place: task.place });
};
