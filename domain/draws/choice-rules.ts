import { newId } from '../kernel/fresh.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { endOf, freeTeam, invite } from './invite-rules.ts';
import {
  NAMING,
  type Choice,
  type ChoiceKind,
  type Exhaustion,
  type NamedPerson,
} from './choice-model.ts';
import type { DrawsEvent, Told } from './model-events.ts';
import type { DrawsRefusal, Need, OutCode, TaskState } from './model.ts';
import type { Decision, Ruling } from './rules.ts';
import { advance, completion, isUndrawn, STANDING } from './successor-rules.ts';

/** The drawn work as it stands, and as it would with one relaxation (draw.md 2.3, step 8). */
export interface ChoiceFacts {
  readonly state: TaskState | null;
  /** the same with the cool-down lifted, and with the next one-time code */
  readonly lifted: TaskState | null;
  readonly redrawn: TaskState | null;
  readonly hasCodes: boolean;
  /** a proposal nobody has decided yet */
  readonly waiting: Choice | null;
  readonly named: NamedPerson | null;
  readonly account: string;
}

export interface Proposal {
  readonly kind: ChoiceKind;
  readonly category: string | null;
  readonly person: string | null;
  readonly reason: string;
  readonly lender: string;
}

type Asked = Pick<Proposal, 'kind' | 'category' | 'lender'>;

/** What approval brings about. */
interface Effect {
  readonly cap: number | null;
  readonly round: number | null;
  readonly released: readonly Told[];
  readonly cids: readonly string[];
  readonly following: readonly DrawsEvent[];
}

const NO_EFFECT: Effect = { cap: null, round: null, released: [], cids: [], following: [] };

/** An officer proposes one of the fixed list, with a reason; nothing happens before approval. */
export const propose = (facts: ChoiceFacts, input: Proposal, world: Ruling): Decision => {
  const { state, waiting, account } = facts;
  if (state === null) return err({ code: 'draws.unknown' });
  const { number } = state.task;
  if (waiting !== null) return err({ code: 'draws.choice-open', number });
  const effect = effectOf(facts, input, world);
  if (!effect.ok) return effect;
  return ok([
    {
      type: 'draws.choice-proposed',
      choice: newId(world.seed, 'choice'),
      task: state.task.id,
      number,
      draw: state.standing.draw,
      kind: input.kind,
      category: input.category,
      person: input.person,
      proposedBy: account,
      private: { reason: input.reason, lender: input.lender },
    },
  ]);
};

export interface DecideFacts extends ChoiceFacts {
  readonly choice: Choice | null;
}

/** A second person approves or rejects, never the one who proposed; only then it applies (draw-2). */
export const decideChoice = (
  facts: DecideFacts,
  input: { readonly approves: boolean; readonly note: string },
  world: Ruling,
): Decision => {
  const { choice, state, account } = facts;
  if (choice === null || state === null) return err({ code: 'draws.unknown' });
  if (choice.decidedAt !== null)
    return err({ code: 'draws.choice-decided-before', at: choice.decidedAt });
  if (choice.proposedBy === account) return err({ code: 'draws.own-choice' });
  const effect = input.approves ? effectOf(facts, choice, world) : ok(NO_EFFECT);
  if (!effect.ok) return effect;
  const { cap, round, released, cids, following } = effect.value;
  const { task } = state;
  return ok([
    {
      type: 'draws.choice-decided',
      choice: choice.id,
      task: task.id,
      number: task.number,
      draw: state.standing.draw,
      kind: choice.kind,
      category: choice.category,
      person: choice.person,
      approved: input.approves,
      proposedBy: choice.proposedBy,
      decidedBy: account,
      ...{ cap, round, firstDay: task.firstDay, released },
      private: { note: input.note, cids },
    },
    ...following,
  ]);
};

type Possible = Result<Effect, DrawsRefusal>;

const effectOf = (facts: ChoiceFacts, asked: Asked, world: Ruling): Possible => {
  const { state } = facts;
  if (state === null) return err({ code: 'draws.unknown' });
  const { number, status } = state.task;
  if (status === 'cancelled') return err({ code: 'draws.is-cancelled', number });
  if (status === 'closed') return err({ code: 'draws.is-closed', number });
  if (status === 'committed') return err({ code: 'draws.choice-frozen', number });
  if (endOf(state.task) <= world.now) return err({ code: 'draws.choice-over', number });
  if (NAMING.includes(asked.kind)) return naming(facts, asked, { state, world });
  if (state.standing.draw === null) return err({ code: 'draws.choice-no-draw', number });
  return relaxing(facts, asked.kind, { state, world });
};

interface On {
  readonly state: TaskState;
  readonly world: Ruling;
}

const relaxing = (facts: ChoiceFacts, kind: ChoiceKind, { state, world }: On): Possible => {
  const { number } = state.task;
  if (kind === 'redraw') return redrawing(facts, { state, world });
  if (Object.keys(openSeats(state)).length === 0)
    return err({ code: 'draws.choice-needless', number });
  if (kind === 'lift-cap') {
    const wider = withWiderCap(state);
    return helping(wider, { state, world }, { cap: capOf(wider) });
  }
  return helping(facts.lifted, { state, world }, { cap: null });
};

const withWiderCap = (state: TaskState): TaskState | null => {
  const { unitCap } = state.standing;
  if (unitCap === 'none') return null;
  return { ...state, standing: { ...state.standing, unitCap: unitCap + 1 } };
};

const capOf = (state: TaskState | null): number | null => {
  const cap = state?.standing.unitCap;
  return typeof cap === 'number' ? cap : null;
};

/** Only what brings somebody may be approved: a relaxation for nothing would be one in reserve. */
const helping = (
  relaxed: TaskState | null,
  { state, world }: On,
  { cap }: Pick<Effect, 'cap'>,
): Possible => {
  const following = relaxed === null ? [] : advance(relaxed, [], world);
  if (!following.some(({ type }) => type === 'draws.invited'))
    return err({ code: 'draws.choice-useless', number: state.task.number });
  return ok({ ...NO_EFFECT, cap, following });
};

/** Whoever was drawn and has not said yes goes; their seats are filled in the order of the next code. */
const redrawing = ({ redrawn, hasCodes }: ChoiceFacts, { state, world }: On): Possible => {
  const { number } = state.task;
  const waiting = state.invitations.filter((one) => one.status === 'invited' && one.place > 0);
  if (waiting.length === 0) return err({ code: 'draws.choice-needless', number });
  if (redrawn === null || !hasCodes) return err({ code: 'draws.choice-codes-used', number });
  const vacated = waiting.map(({ id }) => id);
  return ok({
    ...NO_EFFECT,
    round: redrawn.standing.round,
    released: waiting.map(({ id, person }) => ({ invitation: id, person })),
    cids: waiting.map(({ cid }) => cid),
    following: advance(redrawn, vacated, world),
  });
};

const naming = ({ named }: ChoiceFacts, asked: Asked, { state, world }: On): Possible => {
  const { category } = asked;
  const refused = namingRefusal(named, asked, state);
  if (refused !== null) return err(refused);
  if (named === null || category === null) return err({ code: 'draws.choice-nobody' });
  const { cid, term, person } = named;
  const seated = state.invitations.filter(({ status }) => STANDING.includes(status));
  const team = freeTeam(state.task.extras.teams, seated, category);
  const member = { cid, cats: [category], unit: cid, out: null, term, person, place: 0 };
  const seat = { cid, category, team };
  const invited = invite(state.task, { seat, members: [member], replaces: null }, world);
  return ok({ ...NO_EFFECT, cids: [cid], following: [invited] });
};

const namingRefusal = (
  named: NamedPerson | null,
  { kind, category, lender }: Asked,
  state: TaskState,
): DrawsRefusal | null => {
  if (named === null || category === null) return { code: 'draws.choice-nobody' };
  if (openSeats(state)[category] === undefined) return { code: 'draws.choice-seat', category };
  if (named.asked) return { code: 'draws.choice-asked' };
  const misfit = kind === 'borrow' ? lendingRefusal(named, lender) : poolRefusal(named, category);
  return misfit ?? outRefusal(named);
};

/** A cool-down is what the second person lifts by approving; nothing else is (draw-10, A-33). */
const outRefusal = ({ out }: NamedPerson): DrawsRefusal | null =>
  out === null || out === 'C' ? null : { code: 'draws.choice-out', why: out };

const lendingRefusal = ({ inPool }: NamedPerson, lender: string): DrawsRefusal | null => {
  if (inPool) return { code: 'draws.choice-in-pool' };
  return lender === '' ? { code: 'draws.choice-lender-missing' } : null;
};

const poolRefusal = ({ inPool, cats }: NamedPerson, category: string): DrawsRefusal | null => {
  if (!inPool) return { code: 'draws.choice-not-in-pool' };
  return cats.includes(category) ? null : { code: 'draws.choice-category', category };
};

/** Seats nobody holds or is asked for, by category. */
export const openSeats = ({ task, invitations }: Pick<TaskState, 'task' | 'invitations'>): Need => {
  const held = invitations.filter(({ status }) => STANDING.includes(status));
  const open = Object.entries(task.need).map(([category, seats]): readonly [string, number] => [
    category,
    seats - held.filter((one) => one.category === category).length,
  ]);
  return Object.fromEntries(open.filter(([, seats]) => seats > 0));
};

/** Everybody of the frozen list with what kept them out then. */
export interface FrozenMember {
  readonly cid: string;
  readonly cats: readonly string[];
  readonly out: OutCode | null;
}

/** Why seats are open, in counts: what an officer reads before choosing; null where none is open. */
export const explain = (
  facts: Pick<ChoiceFacts, 'state' | 'lifted'>,
  frozen: readonly FrozenMember[],
  world: Ruling,
): Exhaustion | null => {
  const { state } = facts;
  if (state === null || isUndrawn(state)) return null;
  const { filled, open } = completion(state, [], world);
  if (Object.keys(open).length === 0) return null;
  const categories = filled.short.length === 0 ? Object.keys(open) : filled.short;
  const these = frozen.filter(({ cats }) => cats.some((one) => categories.includes(one)));
  const mine = new Set(these.map(({ cid }) => cid));
  const asked = state.invitations.filter(({ cid }) => mine.has(cid));
  const count = (...statuses: readonly string[]): number =>
    asked.filter(({ status }) => statuses.includes(status)).length;
  return {
    open,
    categories,
    inPool: these.length,
    accepted: count('accepted'),
    waiting: count('invited'),
    declined: count('declined'),
    silent: count('silent', 'replaced'),
    recused: count('recused'),
    released: count('released'),
    ...leftOver(state, these),
    helps: helpsOf(facts, { state, world }),
  };
};

/** Those never asked: kept out by a reason, or only by a colleague who sits already. */
const leftOver = (
  { order, invitations, standing }: TaskState,
  these: readonly FrozenMember[],
): Pick<Exhaustion, 'outs' | 'capped'> => {
  const asked = new Set(invitations.map(({ cid }) => cid));
  const today = new Map(order.map(({ cid, out }) => [cid, out]));
  const outs: Partial<Record<OutCode, number>> = {};
  let capped = 0;
  for (const { cid, out } of these) {
    if (asked.has(cid)) continue;
    const now = today.has(cid) ? (today.get(cid) ?? null) : out;
    if (now === null) capped += standing.unitCap === 'none' ? 0 : 1;
    else outs[now] = (outs[now] ?? 0) + 1;
  }
  return { outs, capped };
};

const helpsOf = (
  { lifted }: Pick<ChoiceFacts, 'lifted'>,
  { state, world }: On,
): readonly ChoiceKind[] => {
  const brings = (relaxed: TaskState | null): boolean =>
    relaxed !== null && completion(relaxed, [], world).filled.taken.length > 0;
  return [
    ...(brings(withWiderCap(state)) ? (['lift-cap'] as const) : []),
    ...(brings(lifted) ? (['lift-cool-down'] as const) : []),
  ];
};
