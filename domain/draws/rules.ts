import { addDays, addMonths, dayOf, instantAt, type Day } from '../kernel/day.ts';
import { newId } from '../kernel/fresh.ts';
import { couldBeSameName } from '../kernel/names.ts';
import { err, ok, type NonEmpty, type Result } from '../kernel/result.ts';
import { addWorkingDays } from '../kernel/working-days.ts';
import type { World } from '../kernel/world.ts';
import { startOf } from './invite-rules.ts';
import type { Attempt } from './model-attempt.ts';
import type { DrawsEvent, Told } from './model-events.ts';
import type {
  DrawsRefusal,
  Invitation,
  Need,
  RulingPolicy,
  Task,
  TaskExtras,
  TaskState,
} from './model.ts';

export type Decision = Result<NonEmpty<DrawsEvent>, DrawsRefusal>;
export type Ruling = World<RulingPolicy>;

export interface TaskEntry {
  readonly type: string;
  readonly institutions: readonly string[];
  readonly words: readonly string[];
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly assembleAt: string;
  readonly place: string;
  readonly note: string;
  readonly leaderPhone: string;
  readonly need: Need;
  readonly extras: TaskExtras;
  readonly secondAccount: string | null;
}

export interface EntryFacts {
  /** every name the chosen institutions go by; null: one of them is not in the list */
  readonly names: readonly string[] | null;
  readonly secondKnown: boolean;
  readonly number: string;
  readonly account: string | null;
}

/** A piece of work that needs experts (ZJ-12.1–12.6); its targets are sealed from here on (C-04). */
export const enterTask = (facts: EntryFacts, input: TaskEntry, world: Ruling): Decision => {
  const refused = entryRefusal(facts, input, world);
  if (refused !== null) return err(refused);
  const { value: types } = world.policy.draws.taskTypes;
  const told = types.find((one) => one.name === input.type)?.institutionTold ?? 'assembly';
  return ok([
    {
      type: 'draws.task-entered',
      task: newId(world.seed, 'task'),
      number: facts.number,
      kind: input.type,
      institutionTold: told,
      firstDay: input.firstDay,
      lastDay: input.lastDay,
      assembleAt: input.assembleAt,
      need: input.need,
      extras: input.extras,
      enteredBy: facts.account,
      secondAccount: input.secondAccount,
      dueAt: drawDueAt(input, world),
      private: {
        place: input.place,
        secrets: {
          institutions: input.institutions,
          words: input.words,
          note: input.note,
          leaderPhone: input.leaderPhone,
        },
      },
    },
  ]);
};

/** What speaks against a piece of work as entered or corrected. */
export const entryRefusal = (
  facts: Pick<EntryFacts, 'names' | 'secondKnown'>,
  input: TaskEntry,
  world: Ruling,
): DrawsRefusal | null =>
  policyRefusal(input, world.policy) ?? dayRefusal(input, world.now) ?? secretRefusal(facts, input);

const policyRefusal = (input: TaskEntry, policy: RulingPolicy): DrawsRefusal | null => {
  const type = policy.draws.taskTypes.value.find((one) => one.name === input.type);
  if (type === undefined) return { code: 'draws.unknown-type', type: input.type };
  if (type.needsInstitution && input.institutions.length + input.words.length === 0)
    return { code: 'draws.no-institution', type: input.type };
  const listed = policy.rosters.experts?.categories.value ?? [];
  const wanted = [...Object.keys(input.need), ...Object.keys(input.extras.alternates)];
  const strange = wanted.find((category) => !listed.includes(category));
  return strange === undefined ? null : { code: 'draws.unknown-category', category: strange };
};

const dayRefusal = (input: TaskEntry, now: Date): DrawsRefusal | null => {
  if (input.lastDay < input.firstDay) return { code: 'draws.days-reversed' };
  return startOf(input) <= now ? { code: 'draws.days-over' } : null;
};

/** The place is told to every invited expert: it must not name what is still secret (C-02, C-04). */
export const secretRefusal = (
  facts: Pick<EntryFacts, 'names' | 'secondKnown'>,
  input: Pick<TaskEntry, 'words' | 'place'>,
): DrawsRefusal | null => {
  if (facts.names === null) return { code: 'draws.unknown-institution' };
  if (!facts.secondKnown) return { code: 'draws.unknown-account' };
  const named = [...facts.names, ...input.words].some((name) => couldBeSameName(name, input.place));
  return named ? { code: 'draws.place-gives-away' } : null;
};

/** End of the day by which it ought to be drawn; never after the work has begun. */
export const drawDueAt = (
  input: Pick<Task, 'firstDay' | 'assembleAt'>,
  { policy, calendar, now }: Ruling,
): string => {
  const { day } = addWorkingDays(dayOf(now), policy.draws.undrawnWorkingDays.value, calendar);
  const due = instantAt(day, policy.office.closes);
  const start = startOf(input);
  return (due < start ? due : start).toISOString();
};

const mayHear = ({ status, disclosedAt }: Invitation): boolean =>
  status === 'accepted' && disclosedAt === null;

/** At assembly the accepted experts learn which institution it is and are asked about recusal. */
export const disclose = (state: TaskState | null, account: string, world: Ruling): Decision => {
  if (state === null) return err({ code: 'draws.unknown' });
  const { task } = state;
  const { number } = task;
  if (account !== task.enteredBy && account !== task.secondAccount)
    return err({ code: 'draws.not-privy', number });
  if (task.disclosedAt !== null)
    return err({ code: 'draws.already-disclosed', number, at: task.disclosedAt });
  const early = notYetToTell(task, world);
  if (early !== null) return err(early);
  const told = state.invitations.filter(mayHear).map(toldOf);
  if (told.length === 0) return err({ code: 'draws.nobody-to-tell', number });
  return ok([{ type: 'draws.disclosed', task: task.id, number, by: 'staff', told }]);
};

/** Work that is off or not drawn has nobody to tell; before the day before it is too early. */
const notYetToTell = ({ status, number, firstDay }: Task, { now }: Ruling): DrawsRefusal | null => {
  if (status === 'cancelled') return { code: 'draws.is-cancelled', number };
  if (status === 'entered' || status === 'committed') return { code: 'draws.not-drawn', number };
  const from = addDays(firstDay, -1);
  return dayOf(now) < from ? { code: 'draws.too-early-to-disclose', number, from } : null;
};

const toldOf = ({ id, person }: Invitation): Told => ({ invitation: id, person });

export interface CancelFacts {
  readonly state: TaskState | null;
  /** the attempt that stands: committed or drawn */
  readonly attempt: Pick<Attempt, 'id' | 'witness' | 'drawnAt'> | null;
}

/** The work does not take place: everybody still in it is released and told (C-07). */
export const cancel = (
  { state, attempt }: CancelFacts,
  input: { readonly reason: string },
): Decision => {
  if (state === null) return err({ code: 'draws.unknown' });
  const { task, invitations } = state;
  if (task.status === 'cancelled') return err({ code: 'draws.is-cancelled', number: task.number });
  if (task.status === 'closed') return err({ code: 'draws.is-closed', number: task.number });
  return ok([
    {
      type: 'draws.cancelled',
      task: task.id,
      number: task.number,
      firstDay: task.firstDay,
      released: invitations
        .filter(({ status }) => status === 'invited' || status === 'accepted')
        .map(toldOf),
      watched: attempt?.drawnAt === null ? { draw: attempt.id, witness: attempt.witness } : null,
      private: { reason: input.reason },
    },
  ]);
};

const LONGEST_MONTHS = 3;

/** The last day of a range as entered: no `until` is one day; longer than three months is a slip. */
export const isTooLong = (first: Day, last: Day): boolean =>
  last > addMonths(first, LONGEST_MONTHS);
