import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { accountOf, holds, type Actor } from '../kernel/actor.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { defineQuery, PAGE_SIZE, type Listing } from '../kernel/query.ts';
import { readPerson } from '../people/index.ts';
import { readAccounts } from '../staff/index.ts';
import type { Tx } from '../store/scope.ts';
import {
  answered,
  ENQUIRIES,
  ENQUIRY_STATES,
  sent,
  words,
  type Enquiry,
  type EnquiryMessage,
} from './model.ts';
import { readEnquiries, readEnquiry, readMessages, readOpenOf } from './records.ts';
import { answer, ANSWERING, close, handOver, open, sayMore } from './rules.ts';

/** Threads stand open to the liaison officer, the cover, clerks and those above them; to nobody else. */
export const visibleTo = (actor: Actor): boolean => holds(actor, ...ANSWERING);

/** The chat's own open thread; another chat's never. */
const ownThread = (tx: Tx, actor: Actor): Promise<Enquiry | null> =>
  actor.kind === 'follower' ? readOpenOf(tx, actor.identity) : Promise.resolve(null);

/** 人工 (C-11). */
export const openEnquiry = defineAction({
  name: 'enquiries.open',
  input: z.object({ words }),
  policy: ENQUIRIES,
  permit: (actor) => actor.kind === 'follower',
  gather: async (tx, _input, _world, actor) => {
    if (actor.kind !== 'follower') throw new Error('only a chat opens a thread');
    return {
      current: await readOpenOf(tx, actor.identity),
      identity: actor.identity,
      person: actor.person,
      roster: actor.memberships[0]?.roster ?? null,
    };
  },
  decide: open,
});

export const sayInEnquiry = defineAction({
  name: 'enquiries.say',
  input: sent,
  policy: ENQUIRIES,
  permit: (actor) => actor.kind === 'follower',
  gather: (tx, _input, _world, actor) => ownThread(tx, actor),
  decide: sayMore,
});

export const answerEnquiry = defineAction({
  name: 'enquiries.answer',
  input: answered,
  policy: NO_POLICY,
  permit: visibleTo,
  gather: async (tx, input, _world, actor) => ({
    enquiry: await readEnquiry(tx, input.enquiry),
    account: accountOf(actor) ?? '',
  }),
  decide: answer,
});

export const handOverEnquiry = defineAction({
  name: 'enquiries.hand-over',
  input: z.object({
    enquiry: z.string(),
    account: z.string(),
    note: z.string().trim().max(200).default(''),
  }),
  policy: NO_POLICY,
  permit: visibleTo,
  gather: async (tx, input, _world, actor) => ({
    enquiry: await readEnquiry(tx, input.enquiry),
    accounts: await readAccounts(tx),
    from: accountOf(actor) ?? '',
  }),
  decide: handOver,
});

/** A follower ends the own thread (no id needed), the office any. */
export const closeEnquiry = defineAction({
  name: 'enquiries.close',
  input: z.object({ enquiry: z.string().nullable().default(null) }),
  policy: NO_POLICY,
  permit: (actor, input) => (input.enquiry === null ? actor.kind === 'follower' : visibleTo(actor)),
  gather: (tx, input, _world, actor) =>
    input.enquiry === null ? ownThread(tx, actor) : readEnquiry(tx, input.enquiry),
  decide: (enquiry, input) => close(enquiry, input.enquiry === null ? 'follower' : 'office'),
});

/** A thread as the office sees it: the chat's identity never leaves. */
export interface EnquiryView extends Omit<Enquiry, 'identity'> {
  readonly channel: string;
  /** a known person's name, else null */
  readonly name: string | null;
}

const viewOf = async (tx: Tx, { identity, ...enquiry }: Enquiry): Promise<EnquiryView> => {
  const person = enquiry.person === null ? null : await readPerson(tx, enquiry.person);
  return { ...enquiry, channel: identity.channel, name: person?.particulars.name ?? null };
};

export const listEnquiries = defineQuery({
  name: 'enquiries.list',
  params: z.object({
    states: z.array(z.enum(ENQUIRY_STATES)).min(1).default(['waiting', 'answered']),
    page: z.coerce.number().int().min(1).default(1),
  }),
  policy: NO_POLICY,
  permit: visibleTo,
  read: async (tx, { states, page }): Promise<Listing<EnquiryView>> => {
    const found = await readEnquiries(tx, {
      states,
      offset: (page - 1) * PAGE_SIZE,
      limit: PAGE_SIZE,
    });
    const rows = [];
    for (const enquiry of found.rows) rows.push(await viewOf(tx, enquiry));
    return { rows, total: found.total };
  },
});

/** One thread with everything said in it, oldest first. */
export const oneEnquiry = defineQuery({
  name: 'enquiries.one',
  params: z.object({ enquiry: z.string() }),
  policy: NO_POLICY,
  permit: visibleTo,
  read: async (
    tx,
    { enquiry },
  ): Promise<{
    readonly enquiry: EnquiryView;
    readonly messages: readonly EnquiryMessage[];
  } | null> => {
    const found = await readEnquiry(tx, enquiry);
    if (found === null) return null;
    return { enquiry: await viewOf(tx, found), messages: await readMessages(tx, enquiry) };
  },
});

/** Whether this chat has an open thread: what the bot asks before it passes words on. */
export const ownEnquiry = defineQuery({
  name: 'enquiries.own',
  params: z.object({}),
  policy: NO_POLICY,
  permit: (actor) => actor.kind === 'follower',
  read: async (
    tx,
    _params,
    _world,
    actor,
  ): Promise<{ readonly id: string; readonly state: Enquiry['state'] } | null> => {
    const found = await ownThread(tx, actor);
    return found === null ? null : { id: found.id, state: found.state };
  },
});
