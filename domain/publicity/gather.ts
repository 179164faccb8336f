import { accountOf, type Actor, type Role } from '../kernel/actor.ts';
import { readApplication, type Application } from '../nomination/index.ts';
import type { Tx } from '../store/scope.ts';
import type { Publicity } from './model.ts';
import { countOpen, readPublicity } from './records.ts';
import type { PeriodFacts } from './rules.ts';

/** Applications by id, in this order; what is not there is left out. */
export const applicationsOf = async (
  tx: Tx,
  ids: readonly string[],
): Promise<readonly Application[]> => {
  const found = [];
  for (const id of new Set(ids)) {
    const application = await readApplication(tx, id);
    if (application !== null) found.push(application);
  }
  return found;
};

export const factsOf = async (
  tx: Tx,
  period: Publicity,
  account: string,
): Promise<PeriodFacts> => ({
  period,
  candidates: await applicationsOf(tx, period.applications),
  open: await countOpen(tx, period.id),
  account,
});

export const gatherPeriod = async (
  tx: Tx,
  publicity: string,
  actor: Actor,
): Promise<PeriodFacts> => {
  const period = await readPublicity(tx, publicity);
  const account = accountOf(actor) ?? '';
  return period === null
    ? { period, candidates: [], open: 0, account }
    : factsOf(tx, period, account);
};

/** Who asks: the staff account and its roles. */
export const judgeOf = (
  actor: Actor,
): { readonly account: string; readonly roles: readonly Role[] } => ({
  account: accountOf(actor) ?? '',
  roles: actor.kind === 'system' ? [] : actor.roles,
});
