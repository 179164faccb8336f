import { err, ok } from '../kernel/result.ts';
import type { Obstacle, Round } from './model.ts';
import { accepted, notRunning, tookPart, type Decision, type WorkState } from './rules.ts';

const UNKNOWN = { code: 'evaluation.unknown' } as const;

/** ZJ-16a: no end without the result of attendance, and form 3 signed off for everybody who took part. */
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
];

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
