import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { accountOf, holds, type Actor } from '../kernel/actor.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { seriesOf } from '../kernel/running-number.ts';
import { ROSTERS, type Roster } from '../kernel/world.ts';
import { isBarred, membershipsOf } from '../membership/index.ts';
import { chatsOf, readPerson } from '../people/index.ts';
import { nextNumber } from '../store/numbers.ts';
import type { Tx } from '../store/scope.ts';
import { answer, expire } from './answer-rules.ts';
import {
  approve,
  INVITATIONS,
  propose,
  refuseProposal,
  type ApproveFacts,
  type InvitationFacts,
  type Standing,
} from './invite-rules.ts';
import { ANSWER_SOURCES } from './model.ts';
import { INVITING } from './policy.ts';
import { readExpired, readInvitation, readInvitations } from './records.ts';

const office = (actor: Actor): boolean => holds(actor, 'clerk', 'sectionHead', 'leader', 'liaison');
const decides = (actor: Actor): boolean => holds(actor, 'sectionHead', 'leader');
const follows = (actor: Actor): boolean => actor.kind === 'follower' && actor.person !== null;

interface Asked {
  readonly person: string;
  readonly roster: Roster;
  /** the invitation that is being approved is no other one */
  readonly but: string;
}

const standingOf = async (tx: Tx, { person, roster, but }: Asked): Promise<Standing> => {
  const known = await readPerson(tx, person);
  const own = (await membershipsOf(tx, person)).filter((term) => term.roster === roster);
  const open = (await readInvitations(tx, { person, roster, states: ['proposed', 'sent'] })).find(
    ({ id }) => id !== but,
  );
  const number = known?.particulars.citizenNumber ?? null;
  const removed = roster === 'experts' && own.some(({ status }) => status === 'removed');
  return {
    known: known !== null,
    barred: removed || (await isBarred(tx, number, roster)),
    isMember: own.some(({ status }) => status === 'active' || status === 'awaiting-consent'),
    open: open?.number ?? null,
  };
};

/**
 * What 特邀聘任 and 主动邀请 consist of here (GP-5.2, ZJ-7.2); whether an earlier yes still waits for its
 * application is known above, where the action is made.
 */
export const INVITING_SOMEBODY = {
  input: z.object({
    roster: z.enum(ROSTERS),
    person: z.string(),
    category: z.string().trim().max(40).nullable().default(null),
    speciality: z.string().trim().max(60).default(''),
    why: z.string().trim().min(4, '请写明邀请理由，至少4个字').max(1000),
  }),
  permit: office,
  gather: async (tx: Tx, asked: Omit<Asked, 'but'>, now: Date, actor: Actor) => ({
    ...(await standingOf(tx, { ...asked, but: '' })),
    running: await nextNumber(tx, seriesOf(INVITATIONS, now)),
    account: accountOf(actor) ?? '',
  }),
  decide: propose,
};

const handled = { invitation: z.string(), expectVersion: z.coerce.number().int() };

const gatherHandling = async (
  tx: Tx,
  invitation: string,
  actor: Actor,
): Promise<InvitationFacts> => ({
  invitation: await readInvitation(tx, invitation),
  account: accountOf(actor) ?? '',
});

const NOBODY: Standing = { known: false, barred: false, isMember: false, open: null };

const gatherApproval = async (tx: Tx, invitation: string, actor: Actor): Promise<ApproveFacts> => {
  const handling = await gatherHandling(tx, invitation, actor);
  const found = handling.invitation;
  if (found === null) return { ...handling, standing: NOBODY, reach: 'phone' };
  const { person, roster, id: but } = found;
  const standing = await standingOf(tx, { person, roster, but });
  return { ...handling, standing, reach: await reachOf(tx, person) };
};

const reachOf = async (tx: Tx, person: string): Promise<'chat' | 'phone'> =>
  (await chatsOf(tx, { person })).length > 0 ? 'chat' : 'phone';

/** Approved by another person than the proposer; the offer goes out at once. */
export const approveInvitation = defineAction({
  name: 'campaigns.approve-invitation',
  input: z.object(handled),
  policy: INVITING,
  permit: decides,
  gather: (tx, input, _world, actor) => gatherApproval(tx, input.invitation, actor),
  decide: approve,
});

export const refuseInvitation = defineAction({
  name: 'campaigns.refuse-invitation',
  input: z.object({ ...handled, reason: z.string().trim().max(500).default('') }),
  policy: NO_POLICY,
  permit: decides,
  gather: (tx, input, _world, actor) => gatherHandling(tx, input.invitation, actor),
  decide: refuseProposal,
});

/** 接受 or 谢绝: by the invited person in chat, or entered by staff from paper or phone (C-10). */
export const answerInvitation = defineAction({
  name: 'campaigns.answer-invitation',
  input: z.object({
    invitation: z.string(),
    answer: z.enum(['accept', 'decline']),
    reason: z.string().trim().max(500).default(''),
    source: z.enum(ANSWER_SOURCES).default('chat'),
    consent: z.string().max(40).default(''),
    publication: z.boolean().default(false),
    scans: z.array(z.string().max(36)).max(50).default([]),
  }),
  policy: INVITING,
  permit: (actor, { source }) => (source === 'chat' ? follows(actor) : office(actor)),
  gather: async (tx, input, _world, actor) => {
    const found = await readInvitation(tx, input.invitation);
    const own = actor.kind === 'follower' && actor.person === found?.person;
    const seen = input.source === 'chat' ? own : office(actor);
    return {
      invitation: seen ? found : null,
      account: accountOf(actor),
      reach: found === null ? 'phone' : await reachOf(tx, found.person),
    };
  },
  decide: answer,
});

/** Ends at most so many invitations in one transaction (architecture, Jobs). */
const CHUNK = 50;

/** The timed duty, by state: repeat until `campaigns.nothing-due`. */
export const expireInvitations = defineAction({
  name: 'campaigns.expire-invitations',
  input: z.object({}),
  policy: NO_POLICY,
  permit: (actor) => actor.kind === 'system',
  gather: (tx, _input, { now }) => readExpired(tx, now, CHUNK),
  decide: expire,
});
