import { err, ok } from '../kernel/result.ts';
import type { Application } from '../nomination/index.ts';
import type { Publicity } from './model.ts';
import type { Decision, PeriodFacts } from './rules.ts';

/** Shown and not to be: refused, withdrawn, or without consent any more (PIPL 15). */
export const isOff = ({
  publication,
  state,
}: Pick<Application, 'publication' | 'state'>): boolean =>
  publication === null || state === 'refused' || state === 'withdrawn';

/** Who must come off a notice and was not noted as taken off it yet; nothing of a cancelled one is out. */
export const toTakeDown = (
  { state, takenDown }: Publicity,
  candidates: readonly Application[],
): readonly Application[] =>
  state === 'cancelled'
    ? []
    : candidates.filter((one) => isOff(one) && !takenDown.includes(one.id));

/** 已撤下: notes that the notice does not show them any more. */
export const takeDownCandidates = ({ period, candidates, account }: PeriodFacts): Decision => {
  if (period === null) return err({ code: 'publicity.unknown' });
  const off = toTakeDown(period, candidates);
  if (off.length === 0) return err({ code: 'publicity.taken-down' });
  return ok([
    {
      type: 'publicity.candidates-taken-down',
      publicity: period.id,
      number: period.number,
      applications: off.map(({ id }) => id),
      by: account,
    },
  ]);
};
