import { dayOf, instantAt, type Day } from '../kernel/day.ts';
import { newId } from '../kernel/fresh.ts';
import { err, ok } from '../kernel/result.ts';
import { runningNumber, seriesOf } from '../kernel/running-number.ts';
import { addWorkingDays } from '../kernel/working-days.ts';
import type { Roster, World } from '../kernel/world.ts';
import type { Campaign, UnitLetter } from './model.ts';
import type { InvitingPolicy } from './policy.ts';
import type { Decision } from './rules.ts';

/** The prefix of a letter to a unit: 函. */
export const LETTERS = 'H';

/** What nobody has answered for so long stands in the office's list. */
const ANSWER_WORKING_DAYS = 10;

/** Close of office ten working days after that day (民法典 201: the day itself is not counted). */
export const answerBy = (from: Day, { calendar, policy }: World<InvitingPolicy>): Date =>
  instantAt(addWorkingDays(from, ANSWER_WORKING_DAYS, calendar).day, policy.office.closes);

export interface LetterSending {
  readonly roster: Roster;
  readonly campaign: string | null;
  readonly unit: string;
  readonly contact: string;
  readonly sentOn: Day;
}

export interface LetterFacts {
  /** the campaign the letter is for; null: none was named, or it is not there */
  readonly campaign: Campaign | null;
  readonly running: number;
  readonly account: string;
}

/** 工作联系函: a unit is asked to recommend people (GP-5.3, GP-6.1). */
export const sendLetter = (
  facts: LetterFacts,
  input: LetterSending,
  world: World<InvitingPolicy>,
): Decision => {
  const { roster, campaign } = input;
  if (world.policy.rosters[roster]?.calls === undefined)
    return err({ code: 'campaigns.no-calls', roster });
  if (campaign !== null && facts.campaign?.roster !== roster)
    return err({ code: 'campaigns.unknown' });
  if (input.sentOn > dayOf(world.now)) return err({ code: 'campaigns.sent-later' });
  return ok([
    {
      type: 'campaigns.letter-sent',
      letter: newId(world.seed, 'letter'),
      number: runningNumber(seriesOf(LETTERS, world.now), facts.running),
      roster,
      campaign,
      unit: input.unit,
      sentOn: input.sentOn,
      answerBy: answerBy(input.sentOn, world).toISOString(),
      by: facts.account,
      private: { contact: input.contact },
    },
  ]);
};

export const noteAnswer = (
  { letter, account }: { readonly letter: UnitLetter | null; readonly account: string },
  input: {
    readonly answeredOn: Day;
    readonly answer: string;
    readonly scans: readonly string[];
  },
  { now }: World<object>,
): Decision => {
  if (letter === null) return err({ code: 'campaigns.unknown' });
  if (letter.answeredOn !== null) return err({ code: 'campaigns.letter-answered' });
  if (input.answeredOn < letter.sentOn || input.answeredOn > dayOf(now))
    return err({ code: 'campaigns.answer-day', sentOn: letter.sentOn });
  return ok([
    {
      type: 'campaigns.letter-answered',
      letter: letter.id,
      number: letter.number,
      answeredOn: input.answeredOn,
      scans: input.scans,
      by: account,
      private: { answer: input.answer },
    },
  ]);
};
