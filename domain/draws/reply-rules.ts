import { err, ok, type NonEmpty } from '../kernel/result.ts';
import { endOf, startOf } from './invite-rules.ts';
import type { DrawsEvent } from './model-events.ts';
import type { Invitation, LateReason, OutCode, TaskState } from './model.ts';
import type { Decision, Ruling } from './rules.ts';
import { advance, isUndrawn, STANDING, taskStatusOf, UNHEARD } from './successor-rules.ts';

export interface ReplyFacts {
  readonly state: TaskState;
  readonly invitation: Invitation;
  /** why this person could not take the seat today; null: nothing against it (draw-10) */
  readonly barred: OutCode | null;
}

export interface Reply {
  readonly answer: 'accept' | 'decline' | 'withdraw';
  readonly reason: string;
  readonly by: 'self' | 'staff';
  /** who entered it, where staff did */
  readonly account: string | null;
}

/**
 * An answer to an invitation (ZJ-14.3). The first valid one stands (draw-13); a yes after the reply
 * time counts while the seat is open (draw-12); what comes too late is kept and changes nothing (F16).
 */
export const reply = (facts: ReplyFacts | null, input: Reply, world: Ruling): Decision => {
  if (facts === null) return err({ code: 'draws.unknown' });
  const late = lateness(facts, input, world);
  if (late !== null) return ok([replyLate(facts, input, late)]);
  if (input.answer === 'accept') return accept(facts, input, world);
  if (input.reason === '' && input.by === 'self') return err({ code: 'draws.reason-needed' });
  return ok(withSuccessor([declined(facts, input)], [facts.invitation.id], { facts, world }));
};

const lateness = (facts: ReplyFacts, input: Reply, world: Ruling): LateReason | null => {
  if (facts.state.task.status === 'closed') return 'started';
  const repeated = input.answer === 'accept' ? 'accepted' : 'declined';
  if (facts.invitation.status === repeated) return 'already-said';
  switch (facts.invitation.status) {
    case 'invited':
    case 'accepted':
      return hasBegun(facts, world) ? 'started' : null;
    case 'silent':
    case 'replaced':
      return latenessOfSilent(facts, input, world);
    case 'declined':
      return latenessOfDeclined(facts, input, world);
    case 'recused':
      return 'first-stands';
    case 'released':
      return facts.state.task.status === 'cancelled' ? 'over' : 'rearranged';
  }
};

/** Whoever is asked by phone to come in late answers while the work is going on. */
const hasBegun = ({ state, invitation }: ReplyFacts, { now }: Ruling): boolean =>
  startOf(state.task) <= now && !(invitation.byPhone && invitation.status !== 'accepted');

/** A no that was none is put right by an officer while the seat is open, never in chat (draw-13). */
const latenessOfDeclined = (facts: ReplyFacts, input: Reply, world: Ruling): LateReason | null => {
  const mayReturn = input.by === 'staff' && isSeatOpen(facts.state, facts.invitation);
  return mayReturn && !hasBegun(facts, world) ? null : 'first-stands';
};

const latenessOfSilent = (facts: ReplyFacts, input: Reply, world: Ruling): LateReason | null => {
  if (hasBegun(facts, world)) return 'started';
  const counts = input.answer === 'accept' && isSeatOpen(facts.state, facts.invitation);
  return counts ? null : 'seat-taken';
};

/** Whether the seat of somebody who was silent is still empty, employer included. */
const isSeatOpen = (state: TaskState, invitation: Invitation): boolean => {
  const standing = state.invitations.filter(({ status }) => STANDING.includes(status));
  const held = standing.filter(({ category }) => category === invitation.category).length;
  const unit = unitOf(state, invitation.cid);
  const colleagues = standing.filter(({ cid }) => unitOf(state, cid) === unit).length;
  const { unitCap } = state.standing;
  return (
    held < (state.task.need[invitation.category] ?? 0) &&
    (unitCap === 'none' || colleagues < unitCap)
  );
};

const unitOf = (state: TaskState, cid: string): string =>
  state.order.find((member) => member.cid === cid)?.unit ?? cid;

const about = ({ state: { task }, invitation }: Pick<ReplyFacts, 'state' | 'invitation'>) => ({
  invitation: invitation.id,
  task: task.id,
  number: task.number,
  person: invitation.person,
});

const replyLate = (facts: ReplyFacts, { answer, by }: Reply, why: LateReason): DrawsEvent => ({
  type: 'draws.reply-late',
  ...about(facts),
  answer,
  why,
  by,
});

const accept = (facts: ReplyFacts, { by, account }: Reply, world: Ruling): Decision => {
  const { invitation, state } = facts;
  if (facts.barred !== null) return ok(withRecusal(facts, { by: 'rule' }, world));
  const { category } = invitation;
  const afterReplyBy = invitation.replyBy < world.now;
  const answer = { ...about(facts), category, by, account };
  const silent = silentBut(state, invitation);
  const accepted = { type: 'draws.accepted', ...answer, afterReplyBy, silent } as const;
  return ok([accepted, ...disclosedOnAccepting(facts), ...filledBy(state, invitation)]);
};

const silentBut = ({ invitations }: TaskState, { id }: Invitation): number =>
  invitations.filter((one) => one.id !== id && UNHEARD.includes(one.status)).length;

/** Told on accepting by the type of work, or because the others already know (A-23, C-04). */
const disclosedOnAccepting = (facts: ReplyFacts): readonly DrawsEvent[] => {
  const { task } = facts.state;
  if (task.institutionTold !== 'accepting' && task.disclosedAt === null) return [];
  const told = [{ invitation: facts.invitation.id, person: facts.invitation.person }];
  return [{ type: 'draws.disclosed', task: task.id, number: task.number, by: 'accepting', told }];
};

const filledBy = (
  { task, invitations }: TaskState,
  invitation: Invitation,
): readonly DrawsEvent[] => {
  const after = invitations.map((one) =>
    one.id === invitation.id ? { ...one, status: 'accepted' as const } : one,
  );
  return taskStatusOf(task.need, after) === 'filled'
    ? [
        {
          type: 'draws.filled',
          task: task.id,
          invitation: invitation.id,
          number: task.number,
          enteredBy: task.enteredBy,
        },
      ]
    : [];
};

const declined = (facts: ReplyFacts, { by, account, reason }: Reply): DrawsEvent => ({
  type: 'draws.declined',
  ...about(facts),
  category: facts.invitation.category,
  by,
  account,
  withdrew: facts.invitation.status === 'accepted',
  private: { reason },
});

interface Recusing {
  readonly by: 'self' | 'rule';
  readonly reason?: string;
}

const recused = (
  facts: Pick<ReplyFacts, 'state' | 'invitation'>,
  { by, reason }: Recusing,
): DrawsEvent => ({
  type: 'draws.recused',
  ...about(facts),
  category: facts.invitation.category,
  by,
  firstDay: facts.state.task.firstDay,
  ...(reason === undefined || reason === '' ? {} : { private: { reason } }),
});

const withRecusal = (
  facts: Pick<ReplyFacts, 'state' | 'invitation'>,
  recusing: Recusing,
  world: Ruling,
): NonEmpty<DrawsEvent> =>
  withSuccessor([recused(facts, recusing)], [facts.invitation.id], { facts, world });

/** What freed the seats, then who is asked next. */
const withSuccessor = (
  freed: NonEmpty<DrawsEvent>,
  vacated: readonly string[],
  { facts, world }: { readonly facts: Pick<ReplyFacts, 'state'>; readonly world: Ruling },
): NonEmpty<DrawsEvent> => {
  const [first, ...rest] = freed;
  return [first, ...rest, ...advance(facts.state, vacated, world)];
};

/** 需回避 or 无需回避 once the institution is known; the seat of the recused goes on (ZJ-11.0, draw-11). */
export const declareConflict = (
  facts: ReplyFacts | null,
  input: { readonly needsRecusal: boolean; readonly reason: string },
  world: Ruling,
): Decision => {
  if (facts === null) return err({ code: 'draws.unknown' });
  const { invitation, state } = facts;
  if (!STANDING.includes(invitation.status)) return ok([conflictLate(facts, input.needsRecusal)]);
  if (invitation.disclosedAt === null && state.task.institutionTold !== 'atOnce')
    return err({ code: 'draws.not-disclosed' });
  if (!input.needsRecusal) return clear(facts);
  return ok(withRecusal(facts, { by: 'self', reason: input.reason }, world));
};

/** Said once is enough: a second time is answered and leaves nothing in the record (F16). */
const clear = (facts: ReplyFacts): Decision => {
  const { clearedAt: at } = facts.invitation;
  return at === null
    ? ok([{ type: 'draws.cleared', ...about(facts) }])
    : err({ code: 'draws.cleared-already', number: facts.state.task.number, at });
};

const conflictLate = (facts: ReplyFacts, needsRecusal: boolean): DrawsEvent => ({
  type: 'draws.reply-late',
  ...about(facts),
  answer: needsRecusal ? 'recuse' : 'clear',
  why: facts.invitation.status === 'released' ? 'over' : 'first-stands',
  by: 'self',
});

export interface ExpiryFacts {
  readonly state: TaskState;
  /** those of the chunk whose reply time has passed */
  readonly expired: readonly Invitation[];
}

/** Silence past the reply time frees the seat; it is no refusal and no fault (draw-14, C-07). */
export const expireReplies = (
  facts: readonly ExpiryFacts[],
  _input: object,
  world: Ruling,
): Decision => {
  const [first, ...rest] = facts.flatMap((one) => expireOne(one, world));
  return first === undefined ? err({ code: 'draws.nothing-due' }) : ok([first, ...rest]);
};

const expireOne = ({ state, expired }: ExpiryFacts, world: Ruling): readonly DrawsEvent[] => {
  const due = expired.filter((one) => one.status === 'invited' && one.replyBy <= world.now);
  if (due.length === 0) return [];
  const vacated = due.map(({ id }) => id);
  const after = advance(state, vacated, world).map((event): DrawsEvent =>
    event.type === 'draws.exhausted' ? { ...event, silent: due.length } : event,
  );
  const next = isUndrawn(state) ? 'draw' : isExhausted(after) ? 'nobody' : 'asked';
  const silenced = due.map((invitation): DrawsEvent => ({
    type: 'draws.silenced',
    ...about({ state, invitation }),
    category: invitation.category,
    replyBy: invitation.replyBy.toISOString(),
    next,
    enteredBy: state.task.enteredBy,
  }));
  return [...silenced, ...after];
};

const isExhausted = (events: readonly DrawsEvent[]): boolean =>
  events.some(({ type }) => type === 'draws.exhausted');

/** A tie that came up after the draw: whoever may no longer take part is replaced (ZJ-11.6). */
export const recheck = (facts: readonly ReplyFacts[], _input: object, world: Ruling): Decision => {
  const barred = facts.filter((one) => one.barred !== null && isAhead(one, world.now));
  const [first, ...rest] = barred.flatMap((one) => withRecusal(one, { by: 'rule' }, world));
  return first === undefined ? err({ code: 'draws.nothing-due' }) : ok([first, ...rest]);
};

const isAhead = ({ state, invitation }: ReplyFacts, now: Date): boolean =>
  STANDING.includes(invitation.status) && endOf(state.task) > now;
