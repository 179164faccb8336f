import canonicalize from 'canonicalize';
import { addDays, addMonths, dayOf, instantAt, type Day } from '../kernel/day.ts';
import { newId } from '../kernel/fresh.ts';
import { couldBeSameName } from '../kernel/names.ts';
import { err, ok, type NonEmpty, type Result } from '../kernel/result.ts';
import { sm3Hex } from '../kernel/sm3.ts';
import { addWorkingDays } from '../kernel/working-days.ts';
import type { World } from '../kernel/world.ts';
import { invite, startOf } from './invite-rules.ts';
import type { DrawsEvent, Told } from './model-events.ts';
import type {
  DrawRecord,
  DrawsRefusal,
  Identities,
  Invitation,
  Need,
  OutCode,
  PoolMember,
  RulingPolicy,
  Task,
  TaskState,
} from './model.ts';
import { countFor, drawnOrder, fillSeats, type Filled } from './panel-rules.ts';

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

const entryRefusal = (facts: EntryFacts, input: TaskEntry, world: Ruling): DrawsRefusal | null =>
  policyRefusal(input, world.policy) ?? dayRefusal(input, world.now) ?? secretRefusal(facts, input);

const policyRefusal = (input: TaskEntry, policy: RulingPolicy): DrawsRefusal | null => {
  const type = policy.draws.taskTypes.value.find((one) => one.name === input.type);
  if (type === undefined) return { code: 'draws.unknown-type', type: input.type };
  if (type.needsInstitution && input.institutions.length + input.words.length === 0)
    return { code: 'draws.no-institution', type: input.type };
  const listed = policy.rosters.experts?.categories.value ?? [];
  const strange = Object.keys(input.need).find((category) => !listed.includes(category));
  return strange === undefined ? null : { code: 'draws.unknown-category', category: strange };
};

const dayRefusal = (input: TaskEntry, now: Date): DrawsRefusal | null => {
  if (input.lastDay < input.firstDay) return { code: 'draws.days-reversed' };
  return startOf(input) <= now ? { code: 'draws.days-over' } : null;
};

/** The place is told to every invited expert: it must not name what is still secret (C-02, C-04). */
const secretRefusal = (facts: EntryFacts, input: TaskEntry): DrawsRefusal | null => {
  if (facts.names === null) return { code: 'draws.unknown-institution' };
  if (!facts.secondKnown) return { code: 'draws.unknown-account' };
  const named = [...facts.names, ...input.words].some((name) => couldBeSameName(name, input.place));
  return named ? { code: 'draws.place-gives-away' } : null;
};

/** End of the day by which it ought to be drawn; never after the work has begun. */
const drawDueAt = (input: TaskEntry, { policy, calendar, now }: Ruling): string => {
  const { day } = addWorkingDays(dayOf(now), policy.draws.undrawnWorkingDays.value, calendar);
  const due = instantAt(day, policy.office.closes);
  const start = startOf(input);
  return (due < start ? due : start).toISOString();
};

export interface DrawFacts {
  readonly task: Task | null;
  readonly existing: { readonly draw: string; readonly at: Date } | null;
  readonly members: readonly PoolMember[];
}

/**
 * The draw (ZJ-10a, ZJ-10b): freezes the candidate list with its neutral codes, orders it by a seed of
 * the operating system, fills the seats and invites. All or nothing; one draw a task (F23).
 */
export const draw = (facts: DrawFacts, _input: object, world: Ruling): Decision => {
  const { task } = facts;
  if (task === null) return err({ code: 'draws.unknown' });
  const refused = drawRefusal(facts, task, world);
  if (refused !== null) return err(refused);
  const drawing = drawingOf(facts.members, task, world);
  if (Object.keys(drawing.filled.open).length > 0)
    return err(tooSmall(facts.members, task, drawing.filled));
  const { record } = drawing;
  const invitations = drawing.filled.seats.map((seat) =>
    invite(task, { seat, members: drawing.ordered, replaces: null }, world),
  );
  return ok([drawn(facts.members, task, { record, world }), ...invitations]);
};

const drawRefusal = (facts: DrawFacts, task: Task, world: Ruling): DrawsRefusal | null => {
  if (facts.existing !== null)
    return { code: 'draws.already-drawn', number: task.number, ...facts.existing };
  if (task.status === 'cancelled') return { code: 'draws.is-cancelled', number: task.number };
  return startOf(task) <= world.now ? { code: 'draws.started', number: task.number } : null;
};

const drawingOf = (members: readonly PoolMember[], task: Task, world: Ruling) => {
  // one-way from the action's seed, which also salts the audit log and must never be shown
  const seed = sm3Hex(`${world.seed}:draw`);
  const eligible = new Map(
    members.filter(({ out }) => out === null).map((member) => [member.cid, member]),
  );
  const order = drawnOrder(seed, [...eligible.keys()]);
  const ordered = order.flatMap((cid, index) => {
    const member = eligible.get(cid);
    return member === undefined ? [] : [{ ...member, place: index + 1 }];
  });
  const unitCap = world.policy.draws.unitCap.value;
  const filled = fillSeats({ need: task.need, unitCap, standing: [], order: ordered });
  const rules = { need: task.need, unitCap };
  const list = [...members].map(listRow).sort((a, b) => (a.cid < b.cid ? -1 : 1));
  const panel = filled.seats;
  const record: DrawRecord = {
    scheme: 'thin-1',
    task: task.number,
    rules,
    list,
    seed,
    order,
    panel,
  };
  return { ordered, filled, record };
};

const listRow = ({ cid, cats, unit, out }: PoolMember) => ({ cid, cats, unit, out });

const drawn = (
  members: readonly PoolMember[],
  task: Task,
  { record, world }: { readonly record: DrawRecord; readonly world: Ruling },
): DrawsEvent => ({
  type: 'draws.drawn',
  draw: newId(world.seed, 'draw'),
  task: task.id,
  number: task.number,
  scheme: record.scheme,
  listDigest: digest(record.list),
  rulesDigest: digest(record.rules),
  recordDigest: digest(record),
  inPool: record.list.length,
  candidates: record.order.length,
  seats: record.panel.length,
  private: { record, identities: identitiesOf(members) },
});

const identitiesOf = (members: readonly PoolMember[]): Identities =>
  Object.fromEntries(members.map(({ cid, term, person }) => [cid, { term, person }]));

/** SM3 of the canonical JSON (RFC 8785). */
const digest = (value: unknown): string => sm3Hex(canonicalize(value) ?? 'null');

/** Which categories bind, with counts and what took the others out; nothing is drawn in part (draw-5, draw-34). */
const tooSmall = (members: readonly PoolMember[], task: Task, { short }: Filled): DrawsRefusal => {
  const ofThese = members.filter(({ cats }) => cats.some((category) => short.includes(category)));
  const outs: Partial<Record<OutCode, number>> = {};
  for (const { out } of ofThese) if (out !== null) outs[out] = (outs[out] ?? 0) + 1;
  return {
    code: 'draws.pool-too-small',
    categories: short,
    need: short.reduce((sum, category) => sum + (task.need[category] ?? 0), 0),
    eligible: countFor(
      ofThese.filter(({ out }) => out === null),
      short,
    ),
    inPool: ofThese.length,
    outs,
  };
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
  if (status === 'entered') return { code: 'draws.not-drawn', number };
  const from = addDays(firstDay, -1);
  return dayOf(now) < from ? { code: 'draws.too-early-to-disclose', number, from } : null;
};

const toldOf = ({ id, person }: Invitation): Told => ({ invitation: id, person });

/** The work does not take place: everybody still in it is released and told (C-07). */
export const cancel = (state: TaskState | null, input: { readonly reason: string }): Decision => {
  if (state === null) return err({ code: 'draws.unknown' });
  const { task, invitations } = state;
  if (task.status === 'cancelled') return err({ code: 'draws.is-cancelled', number: task.number });
  return ok([
    {
      type: 'draws.cancelled',
      task: task.id,
      number: task.number,
      firstDay: task.firstDay,
      released: invitations
        .filter(({ status }) => status === 'invited' || status === 'accepted')
        .map(toldOf),
      private: { reason: input.reason },
    },
  ]);
};

const LONGEST_MONTHS = 3;

/** The last day of a range as entered: no `until` is one day; longer than three months is a slip. */
export const isTooLong = (first: Day, last: Day): boolean =>
  last > addMonths(first, LONGEST_MONTHS);
