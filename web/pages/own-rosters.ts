import { nomination, ROSTERS, type Roster } from '../../domain/index.ts';
import type { Visit } from '../visit.ts';

/** The rosters this bureau takes applications for: no page offers another. */
export const ownRosters = ({ app, bureau }: Pick<Visit, 'app' | 'bureau'>): readonly Roster[] => {
  const { rosters } = app.bureauOf(bureau).section(nomination.NOMINATION);
  return ROSTERS.filter((roster) => rosters[roster]?.entry !== undefined);
};

/** 附件1 is of this bureau's measure: a blank one is of use at its counter. */
export const hasForm1 = ({ app, bureau }: Pick<Visit, 'app' | 'bureau'>): boolean => {
  const { rosters } = app.bureauOf(bureau).section(nomination.NOMINATION);
  return ROSTERS.some((roster) => rosters[roster]?.entry?.form.value === 'form1');
};
