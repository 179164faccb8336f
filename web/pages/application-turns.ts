import { nomination, type Role, type Roster } from '../../domain/index.ts';
import type { Visit } from '../visit.ts';

interface Asked {
  readonly roster?: Roster;
  readonly campaign?: string | null;
  readonly states: readonly nomination.ApplicationState[];
}

/** Every application of these states, by number: the order in which they came. */
export const everyApplication = async (
  visit: Visit,
  asked: Asked,
): Promise<readonly nomination.ApplicationView[]> => {
  const all: nomination.ApplicationView[] = [];
  for (let page = 1; ; page += 1) {
    const { rows, total } = await visit.ask(nomination.listApplications, { ...asked, page });
    all.push(...rows);
    if (rows.length === 0 || all.length >= total) break;
  }
  return all.sort((a, b) => (a.number < b.number ? -1 : 1));
};

/** Applications whose next step belongs to this account: by role, and by nobody twice (C-05). */
export const turnsOf = async (
  visit: Visit,
  state: 'submitted' | 'reviewed' | 'qualified',
): Promise<number> => {
  const { account } = visit;
  const mine = (roles: readonly Role[]): boolean =>
    account.roles.some((role) => roles.includes(role));
  const found = await everyApplication(visit, { states: [state] });
  return found.filter(
    (one) => mine(rolesFor(one, state)) && !(hasPart(one, account.id) && state !== 'submitted'),
  ).length;
};

const rolesFor = (
  { terms, nextLine }: nomination.ApplicationView,
  state: 'submitted' | 'reviewed' | 'qualified',
): readonly Role[] => {
  switch (state) {
    case 'submitted':
      return terms.entry.chain.value[0]?.roles ?? [];
    case 'reviewed':
      return nextLine?.roles ?? [];
    case 'qualified':
      return terms.entry.selection.value;
  }
};

/** In a chosen one only the reviewer stands back; on form 2 whoever signed a line before. */
const hasPart = (
  { terms, review, lines, state }: nomination.ApplicationView,
  account: string,
): boolean => {
  if (!terms.entry.onePersonPerLine.value) return false;
  if (review?.by === account) return true;
  return state === 'reviewed' && lines.some(({ by }) => by === account);
};
