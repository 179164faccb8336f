import { err, ok } from '../kernel/result.ts';
import type { Obstacle, Opinion, Round } from './model.ts';
import { accepted, notRunning, tookPart, type Decision, type WorkState } from './rules.ts';

const UNKNOWN = { code: 'evaluation.unknown' } as const;

/**
 * ZJ-16a, ZJ-14.5: no end without the result of attendance, every opinion signed on paper, and form 3
 * signed off for everybody who took part.
 */
export const close = (state: WorkState | null, by: string): Decision => {
  if (state === null) return err(UNKNOWN);
  const refused = notRunning(state);
  if (refused !== null) return err(refused);
  const obstacles = obstaclesOf(state);
  if (obstacles.length > 0) return err({ code: 'evaluation.incomplete', obstacles });
  const { id: task, number } = state.task;
  return ok([
    { type: 'evaluation.work-closed', task, number, experts: tookPart(state).length, by },
  ]);
};

/** Everything that must still be done before the work can be closed. */
export const obstaclesOf = (state: WorkState): readonly Obstacle[] => [
  ...accepted(state.invitations)
    .filter(({ id }) => !state.attendance.some(({ invitation }) => invitation === id))
    .map(({ person }): Obstacle => ({ kind: 'no-attendance', person })),
  ...tookPart(state).flatMap(({ person }) => missingForm3(state, person)),
  ...unfinishedRounds(state.rounds).map(({ title }): Obstacle => ({ kind: 'open-round', title })),
  ...state.rounds.flatMap((round) => missingSignatures(round, state.opinions)),
];

const missingSignatures = (round: Round, all: readonly Opinion[]): readonly Obstacle[] =>
  all
    .filter((one) => one.round === round.id && needsSignature(one, round))
    .map(({ person }) => ({
      kind: 'opinion-unsigned',
      person,
      count: round.count,
      title: round.title,
    }));

/**
 * ZJ-14.5: what was given by page counts until it is void, and its author signs the print of it, unless
 * it is on record why that can never be.
 */
export const needsSignature = (opinion: Opinion, { status }: Pick<Round, 'status'>): boolean => {
  const { way, signedAt, unsignable, voidAt } = opinion;
  const isSettled = signedAt !== null || unsignable !== null || voidAt !== null;
  return way === 'page' && !isSettled && status !== 'void';
};

const missingForm3 = ({ evaluations }: WorkState, person: string): readonly Obstacle[] => {
  const form3 = evaluations.find((one) => one.person === person);
  if (form3 === undefined) return [{ kind: 'no-evaluation', person }];
  return form3.signedAt === null ? [{ kind: 'not-signed', person }] : [];
};

const unfinishedRounds = (rounds: readonly Round[]): readonly Round[] =>
  rounds.filter(({ id, status }) => {
    if (status === 'counted') return false;
    return status !== 'void' || !rounds.some(({ replaces }) => replaces === id);
  });
