import { defineContext, named, type Due } from '../kernel/context.ts';
import type { Json } from '../kernel/action.ts';
import type { Tx } from '../store/scope.ts';
import { EVALUATION } from './model.ts';
import type { EvaluationRefusal } from './model-refusals.ts';
import type { EvaluationEvent } from './model-events.ts';
import { announce, say } from './notice-wording.ts';
import { openWorks, opinionIn, readRound, roundsIn } from './records.ts';
import { followNewDays } from './actions.ts';
import { voidExpertOpinions } from './rounds-actions.ts';
import { attendances, evaluations, fees, opinions, rounds, works } from './tables-records.ts';
import { refuse } from './wording.ts';
import { record } from './writing-records.ts';

export type { EvaluationEvent } from './model-events.ts';
export {
  ATTENDANCE_WORDS,
  EVALUATION,
  OATH_WORDS,
  OATHS,
  ROUND_STATUS_WORDS,
  TOLD,
  TOLD_WORDS,
  VERDICT_WORDS,
  VOTE_WORDS,
  VOTES,
  WAY_WORDS,
  WAYS,
  type Attendance,
  type EvaluationPolicy,
  type Evaluation,
  type Opinion,
  type Round,
  type RoundStatus,
  type Tally,
  type Work,
} from './model.ts';
export type { EvaluationRefusal } from './model-refusals.ts';
export { FORM3, TICKS, type Tick } from './model-form3.ts';
export { OPINION_FORM } from './notice-wording.ts';
export * from './actions.ts';
export * from './facts-queries.ts';
export * from './form3-actions.ts';
export * from './own-queries.ts';
export * from './print-queries.ts';
export * from './queries.ts';
export * from './rounds-actions.ts';
export * from './waiting-queries.ts';

/** Opinions that are overdue, and work that nobody evaluated and closed (ZJ-14.1, ZJ-16a). */
const deadlines = async (tx: Tx): Promise<readonly Due[]> => {
  const late = (await roundsIn(tx, ['open'])).map(({ id, task, number, dueAt }) =>
    due({ key: `evaluation.round:${id}`, subject: 'overdue-opinion', id: task, number, dueAt }),
  );
  const open = (await openWorks(tx)).map(({ task, number, dueAt }) =>
    due({ key: `evaluation.work:${task}`, subject: 'unclosed-work', id: task, number, dueAt }),
  );
  return [...late, ...open];
};

const due = (one: Pick<Due, 'key' | 'subject' | 'id' | 'number' | 'dueAt'>): Due => ({
  ...one,
  roster: 'experts',
  except: [],
  audience: 'office',
});

/** A question that was answered or closed meanwhile is not asked again. */
const isOver = async (
  tx: Tx,
  kind: string,
  { round, person }: Readonly<Record<string, Json>>,
): Promise<boolean> => {
  const asks = kind === 'evaluation.opinion-asked' || kind === 'evaluation.opinion-reminder';
  if (!asks || typeof round !== 'string' || typeof person !== 'string') return false;
  const found = await readRound(tx, round);
  return found?.status !== 'open' || (await opinionIn(tx, { round, person })) !== null;
};

export const evaluationContext = defineContext<EvaluationEvent>({
  name: 'evaluation',
  tables: [works, attendances, rounds, opinions, fees, evaluations],
  policies: [EVALUATION],
  actions: [named(voidExpertOpinions), named(followNewDays)],
  record,
  announce,
  say,
  isOver,
  deadlines,
  refuse: (refusal) => refuse(refusal as EvaluationRefusal),
});
