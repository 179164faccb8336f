import type { ChatIdentity, Role } from '../kernel/actor.ts';
import { newId } from '../kernel/fresh.ts';
import { err, ok, type NonEmpty, type Result } from '../kernel/result.ts';
import { isOfficeTime } from '../kernel/working-days.ts';
import type { Roster, World } from '../kernel/world.ts';
import type { Account } from '../staff/index.ts';
import type { EnquiriesEvent, EnquiriesPolicy, EnquiriesRefusal, Enquiry } from './model.ts';

type Decision = Result<NonEmpty<EnquiriesEvent>, EnquiriesRefusal>;

/** Who may answer: the liaison officer, the cover, a clerk, and those above them. */
export const ANSWERING: readonly Role[] = ['liaison', 'clerk', 'sectionHead', 'leader'];

/**
 * The short answer to an everyday question (报销, 缴费, 异地就医 …), or null. The longest word found
 * decides; a message that smells of a clue is never answered here (C-11).
 */
export const everyday = (text: string, policy: EnquiriesPolicy['enquiries']): string | null => {
  const asked = text.normalize('NFKC').replace(/\s/gu, '');
  if (policy.unless.some((word) => asked.includes(word))) return null;
  const found = policy.everyday
    .flatMap(({ words, answer }) => words.map((word) => ({ word, answer })))
    .filter(({ word }) => asked.includes(word))
    .sort((a, b) => b.word.length - a.word.length)[0];
  if (found === undefined) return null;
  return `${found.answer}\n医保热线：${policy.hotline}。没有解决，请回复“人工”。`;
};

export interface OpeningFacts {
  readonly current: Enquiry | null;
  readonly identity: ChatIdentity;
  readonly person: string | null;
  /** the roster the follower is on */
  readonly roster: Roster | null;
}

/** One open thread a chat; a second opening is answered with the first. */
export const open = (
  facts: OpeningFacts,
  input: { readonly words: string },
  world: World<EnquiriesPolicy>,
): Decision => {
  if (facts.current !== null)
    return err({ code: 'enquiries.already-open', enquiry: facts.current.id });
  return ok([
    {
      type: 'enquiries.opened',
      enquiry: newId(world.seed, 'enquiry'),
      message: newId(world.seed, 'message'),
      person: facts.person,
      roster: facts.roster ?? world.policy.enquiries.roster,
      inOffice: inOffice(world),
      private: { words: input.words, identity: facts.identity },
    },
  ]);
};

/** Whether somebody sits at the desk now: the words of the receipt depend on it. */
const inOffice = ({ now, calendar, policy }: World<EnquiriesPolicy>): boolean =>
  isOfficeTime(now, { calendar, ...policy.office });

interface Sent {
  readonly words: string;
  readonly pieces: readonly string[];
}

/** The follower adds something; the office is told when nothing was waiting before. */
export const sayMore = (
  enquiry: Enquiry | null,
  input: Sent,
  world: World<EnquiriesPolicy>,
): Decision => {
  if (enquiry === null) return err({ code: 'enquiries.unknown' });
  if (enquiry.state === 'closed') return err({ code: 'enquiries.closed' });
  return ok([
    {
      type: 'enquiries.said',
      enquiry: enquiry.id,
      message: newId(world.seed, 'message'),
      roster: enquiry.roster,
      assignedTo: enquiry.assignedTo,
      wakes: enquiry.unread === 0,
      inOffice: inOffice(world),
      pieces: input.pieces,
      private: { words: input.words },
    },
  ]);
};

/** A member of staff answers; the words reach the chat the thread belongs to. */
export const answer = (
  { enquiry, account }: { readonly enquiry: Enquiry | null; readonly account: string },
  input: Sent,
  world: World<object>,
): Decision => {
  if (enquiry === null) return err({ code: 'enquiries.unknown' });
  if (enquiry.state === 'closed') return err({ code: 'enquiries.closed' });
  return ok([
    {
      type: 'enquiries.answered',
      enquiry: enquiry.id,
      message: newId(world.seed, 'message'),
      account,
      pieces: input.pieces,
      private: { words: input.words, identity: enquiry.identity },
    },
  ]);
};

export const handOver = (
  facts: {
    readonly enquiry: Enquiry | null;
    readonly accounts: readonly Account[];
    readonly from: string;
  },
  input: { readonly account: string; readonly note: string },
  world: World<object>,
): Decision => {
  const { enquiry, accounts, from } = facts;
  if (enquiry === null) return err({ code: 'enquiries.unknown' });
  if (enquiry.state === 'closed') return err({ code: 'enquiries.closed' });
  const to = accounts.find(({ id }) => id === input.account);
  if (to === undefined || to.disabled || !to.roles.some((role) => ANSWERING.includes(role)))
    return err({ code: 'enquiries.cannot-answer' });
  return ok([
    {
      type: 'enquiries.handed-over',
      handing: newId(world.seed, 'handing'),
      enquiry: enquiry.id,
      from,
      to: to.id,
      private: { note: input.note },
    },
  ]);
};

export const close = (enquiry: Enquiry | null, by: 'follower' | 'office'): Decision => {
  if (enquiry === null) return err({ code: 'enquiries.unknown' });
  if (enquiry.state === 'closed') return err({ code: 'enquiries.closed' });
  return ok([{ type: 'enquiries.closed', enquiry: enquiry.id, by }]);
};
