import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { accountOf, holds, type Actor } from '../kernel/actor.ts';
import type { Tx } from '../store/scope.ts';
import { replyFactsOf, stateOfTask } from './gather.ts';
import type { Invitation, RulingPolicy } from './model.ts';
import { RULING } from './policy.ts';
import { expiredInvitations, invitationsOfPerson, readInvitation } from './records.ts';
import {
  declareConflict,
  expireReplies,
  recheck,
  reply,
  type ExpiryFacts,
  type ReplyFacts,
} from './reply-rules.ts';

const follows = (actor: Actor): boolean => actor.kind === 'follower' && actor.person !== null;

const reason = z.string().trim().max(500).default('');

/** An expert answers for oneself; somebody else's invitation does not exist for them (draw-36). */
const ownFacts = async (
  tx: Tx,
  { invitation, policy }: { readonly invitation: string; readonly policy: RulingPolicy },
  actor: Actor,
): Promise<ReplyFacts | null> => {
  const found = await readInvitation(tx, invitation);
  if (found === null || actor.kind !== 'follower' || actor.person !== found.person) return null;
  return replyFactsOf(tx, found, policy);
};

/** 接受, or 不能参加 with the reason, before or after having accepted (ZJ-14.3, C-11). */
export const replyToDraw = defineAction({
  name: 'draws.reply',
  input: z.object({
    invitation: z.string(),
    answer: z.enum(['accept', 'decline', 'withdraw']),
    reason,
  }),
  policy: RULING,
  permit: follows,
  gather: (tx, { invitation }, { policy }, actor) => ownFacts(tx, { invitation, policy }, actor),
  decide: (facts, input, world) => reply(facts, { ...input, by: 'self', account: null }, world),
});

/** Staff enter what an expert said on the phone; it is marked and confirmed to the expert (draw-15). */
export const enterReply = defineAction({
  name: 'draws.enter-reply',
  input: z.object({
    invitation: z.string(),
    answer: z.enum(['accept', 'decline', 'withdraw']),
    reason,
  }),
  policy: RULING,
  permit: (actor) => holds(actor, 'clerk', 'sectionHead', 'leader', 'liaison'),
  gather: async (tx, input, { policy }) => {
    const found = await readInvitation(tx, input.invitation);
    return found === null ? null : replyFactsOf(tx, found, policy);
  },
  decide: (facts, input, world, actor) =>
    reply(facts, { ...input, by: 'staff', account: accountOf(actor) }, world),
});

/** 需回避 or 无需回避 after the institution was told (ZJ-11.0, ZJ-14.4). */
export const declareDrawConflict = defineAction({
  name: 'draws.declare-conflict',
  input: z.object({ invitation: z.string(), needsRecusal: z.boolean(), reason }),
  policy: RULING,
  permit: follows,
  gather: (tx, { invitation }, { policy }, actor) => ownFacts(tx, { invitation, policy }, actor),
  decide: declareConflict,
});

/** How many invitations one transaction deals with (architecture, Jobs). */
const CHUNK = 50;

const expiryFacts = async (
  tx: Tx,
  expired: readonly Invitation[],
  policy: RulingPolicy,
): Promise<readonly ExpiryFacts[]> => {
  const facts: ExpiryFacts[] = [];
  for (const task of new Set(expired.map((one) => one.task))) {
    const state = await stateOfTask(tx, task, policy);
    if (state !== null) facts.push({ state, expired: expired.filter((one) => one.task === task) });
  }
  return facts;
};

/** The duty of every few minutes, by state: repeat until `draws.nothing-due`. */
export const expireDrawReplies = defineAction({
  name: 'draws.expire-replies',
  input: z.object({}),
  policy: RULING,
  permit: (actor) => actor.kind === 'system',
  gather: async (tx, _input, { now, policy }) =>
    expiryFacts(tx, await expiredInvitations(tx, now, CHUNK), policy),
  decide: expireReplies,
});

/** The consequence of a tie declared or ordered after the draw (ZJ-11.6). */
export const recheckDraws = defineAction({
  name: 'draws.recheck',
  input: z.object({ person: z.string() }),
  policy: RULING,
  permit: (actor) => actor.kind === 'system',
  gather: async (tx, input, { policy }) => {
    const open = (await invitationsOfPerson(tx, input.person)).filter(
      ({ status }) => status === 'invited' || status === 'accepted',
    );
    const facts: ReplyFacts[] = [];
    for (const invitation of open) {
      const found = await replyFactsOf(tx, invitation, policy);
      if (found !== null) facts.push(found);
    }
    return facts;
  },
  decide: recheck,
});
