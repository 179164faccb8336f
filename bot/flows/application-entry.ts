import { nomination, type Json, type Roster } from '../../domain/index.ts';
import type { Answers, Choice, Facts } from '../dialogue/flow.ts';

/** What this bureau's measure asks of applicants of a roster; null: it takes no applications (B-25). */
export const entryOf = (facts: Facts, roster: Roster): nomination.EntryPolicy | null =>
  facts.policy(nomination.NOMINATION).rosters[roster]?.entry ?? null;

export const callsOf = (facts: Facts, roster: Roster) =>
  facts.policy(nomination.NOMINATION).rosters[roster]?.calls ?? null;

export const isForm1 = (facts: Facts, roster: Roster): boolean =>
  entryOf(facts, roster)?.form.value === 'form1';

/** Whether the bureau keeps a field of form 1. */
export const keeps = (facts: Facts, roster: Roster, field: nomination.OptionalField): boolean =>
  isForm1(facts, roster) && entryOf(facts, roster)?.fields.value.includes(field) === true;

export const categoriesOf = (facts: Facts): readonly string[] =>
  facts.policy(nomination.NOMINATION).rosters.experts?.categories.value ?? [];

export const given = (answers: Answers, id: string): Json | null => answers[id]?.value ?? null;

export const wordsOf = (answers: Answers, id: string): string => {
  const value = given(answers, id);
  return typeof value === 'string' ? value : '';
};

export const listOf = (answers: Answers, id: string): readonly string[] => {
  const value = given(answers, id);
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
};

/** 无 is the answer of whoever has no employer. */
export const NO_EMPLOYER = '无';
export const isEmployed = (answers: Answers): boolean =>
  !['', NO_EMPLOYER].includes(wordsOf(answers, 'employer'));

export const isRecommended = (answers: Answers): boolean => wordsOf(answers, 'byUnit') === 'unit';

/** The invitation that this application will come by. */
export const invitationOf = (facts: Facts, roster: Roster): nomination.OpenInvitation | null =>
  facts.invited?.find((one) => one.roster === roster) ?? null;

/**
 * Candidates are shown in public before they are appointed: no application without the consent;
 * the measure may spare the invited this.
 */
export const isShownBefore = (facts: Facts, roster: Roster): boolean => {
  const calls = callsOf(facts, roster);
  const spared = invitationOf(facts, roster) !== null && calls?.invitation.value.skipsPublicity;
  return calls?.publicity.value === 'before' && spared !== true;
};

/** The unit's seal on the paper (A-20, F1-23). */
export const needsSeal = (answers: Answers, facts: Facts, roster: Roster): boolean => {
  const asked = entryOf(facts, roster)?.employerOpinion.value;
  if (!isEmployed(answers)) return false;
  return asked === 'employed' || (asked === 'recommended' && isRecommended(answers));
};

/** A paper that is signed, or sealed, by hand. */
export const needsPaper = (answers: Answers, facts: Facts, roster: Roster): boolean =>
  entryOf(facts, roster)?.signature.value === 'paper' || needsSeal(answers, facts, roster);

export const toChoices = (labels: readonly string[]): readonly Choice[] =>
  labels.map((label) => ({ value: label, label }));
