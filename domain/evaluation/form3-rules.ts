import { newId } from '../kernel/fresh.ts';
import { err, ok } from '../kernel/result.ts';
import type { World } from '../kernel/world.ts';
import type { BankAccount, Evaluation, EvaluationPolicy } from './model.ts';
import type { EvaluationRefusal } from './model-refusals.ts';
import { TICKS, type Tick } from './model-form3.ts';
import { daysThere, notRunning, tookPart, type Decision, type WorkState } from './rules.ts';

const UNKNOWN = { code: 'evaluation.unknown' } as const;

export interface EvaluateInput {
  readonly person: string;
  readonly ticks: readonly Tick[];
  readonly level: string;
  readonly remarks: string;
  readonly unit: string;
}

/** Form 3, until the leader has signed it off (ZJ-16a, F3-07…27). */
export const evaluate = (
  state: WorkState | null,
  input: EvaluateInput & { readonly by: string },
  world: World<EvaluationPolicy>,
): Decision => {
  if (state === null) return err(UNKNOWN);
  const known = state.evaluations.find(({ person }) => person === input.person) ?? null;
  const invitation = tookPart(state).find(({ person }) => person === input.person);
  if (invitation === undefined) return err({ code: 'evaluation.not-present' });
  const refused = notRunning(state) ?? form3Fault(known, input, world.policy);
  if (refused !== null) return err(refused);
  return ok([
    {
      type: 'evaluation.evaluated',
      task: state.task.id,
      number: state.task.number,
      evaluation: known?.id ?? newId(world.seed, 'evaluation'),
      person: input.person,
      cid: invitation.cid,
      by: input.by,
      changed: known !== null,
      private: wordsOf(input, world.policy),
    },
  ]);
};

const wordsOf = (
  { ticks, level, remarks, unit }: EvaluateInput,
  { evaluation }: EvaluationPolicy,
) => ({
  ticks: TICKS.filter((tick) => ticks.includes(tick)),
  level,
  remarks,
  unit: unit === '' ? evaluation.evaluatingUnit.value : unit,
});

const form3Fault = (
  known: Evaluation | null,
  { ticks, level, remarks }: EvaluateInput,
  { evaluation }: EvaluationPolicy,
): EvaluationRefusal | null => {
  if (known !== null && known.signedAt !== null) return { code: 'evaluation.already-signed' };
  const levels = evaluation.levels.value;
  if (!levels.includes(level)) return { code: 'evaluation.unknown-level' };
  const missing = TICKS.length - new Set(ticks).size;
  const worst = level === levels[levels.length - 1];
  // a bad word about a person has a reason beside it
  return remarks === '' && (worst || missing > 0)
    ? { code: 'evaluation.remarks-needed', missing }
    : null;
};

/** The leader's opinion, by somebody else than the evaluator (F3-25). */
export const signOff = (
  state: WorkState | null,
  input: { readonly person: string; readonly opinion: string; readonly by: string },
): Decision => {
  if (state === null) return err(UNKNOWN);
  const known = state.evaluations.find(({ person }) => person === input.person);
  if (known === undefined) return err({ code: 'evaluation.not-evaluated' });
  if (known.signedAt !== null) return err({ code: 'evaluation.already-signed' });
  if (known.evaluatedBy === input.by) return err({ code: 'evaluation.same-person' });
  const refused = notRunning(state);
  if (refused !== null) return err(refused);
  const invitation = state.invitations.find(({ person }) => person === input.person);
  return ok([
    {
      type: 'evaluation.signed-off',
      task: state.task.id,
      number: state.task.number,
      evaluation: known.id,
      person: input.person,
      cid: invitation?.cid ?? '',
      by: input.by,
      private: { opinion: input.opinion },
    },
  ]);
};

/** What the expert says to it stands with it, as often as something is said. */
export const answer = (
  known: Evaluation | null,
  input: { readonly text: string; readonly by: 'self' | 'staff' },
): Decision => {
  if (known === null) return err(UNKNOWN);
  if (known.signedAt === null) return err({ code: 'evaluation.not-evaluated' });
  const { id: evaluation, task, number, person } = known;
  const { text, by } = input;
  return ok([
    { type: 'evaluation.answered', evaluation, task, number, person, by, private: { text } },
  ]);
};

export interface FeeInput {
  readonly invitation: string;
  readonly refused: string | null;
  readonly note: string;
  readonly account: BankAccount | null;
}

/** ZJ-13.3: days of attendance by the policy's table; who may not take it has the reason beside a zero. */
export const enterFee = (
  state: WorkState | null,
  input: FeeInput,
  { policy }: World<EvaluationPolicy>,
): Decision => {
  if (state === null) return err(UNKNOWN);
  const invitation = tookPart(state).find(({ id }) => id === input.invitation);
  if (invitation === undefined) return err({ code: 'evaluation.not-present' });
  const rate = rateOf(state, policy);
  const refused = notRunning(state) ?? feeFault(state, { input, rate }, policy);
  if (refused !== null) return err(refused);
  const days = daysThere(state, invitation.id);
  return ok([
    {
      type: 'evaluation.fee-entered',
      task: state.task.id,
      number: state.task.number,
      invitation: invitation.id,
      person: invitation.person,
      days,
      refused: input.refused !== null,
      private: {
        amount: input.refused === null ? amountOf(days, rate ?? 0) : 0,
        refused: input.refused,
        note: input.note,
        account: input.refused === null ? input.account : null,
      },
    },
  ]);
};

/** Whole yuan a day for this type of work; null where the table has none. */
export const rateOf = ({ task }: WorkState, { evaluation }: EvaluationPolicy): number | null =>
  evaluation.fees.value.find(({ type }) => type === task.type)?.yuanPerDay ?? null;

/** In fen: money is never a fraction here. */
export const amountOf = (days: number, yuanPerDay: number): number => days * yuanPerDay * 100;

const feeFault = (
  { task }: WorkState,
  { input, rate }: { readonly input: FeeInput; readonly rate: number | null },
  { evaluation }: EvaluationPolicy,
): EvaluationRefusal | null => {
  const { refused, account } = input;
  if (refused !== null)
    return evaluation.noFee.value.includes(refused) ? null : { code: 'evaluation.unknown-reason' };
  if (rate === null) return { code: 'evaluation.no-fee-rate', type: task.type };
  return account === null ? { code: 'evaluation.account-needed' } : null;
};
