import { z } from 'zod';
import { dayOf, showDay } from '../kernel/day.ts';
import { defineQuery } from '../kernel/query.ts';
import type { World } from '../kernel/world.ts';
import { ownApplications, type OwnApplication } from '../nomination/index.ts';
import type { Publicity } from './model.ts';
import { progressWords } from './notice-wording.ts';
import { PUBLICITY, type PublicityPolicy } from './policy.ts';
import { readPublicities } from './records.ts';
import { lastDayNow } from './rules.ts';

/** 进度: the publicity of the own applications, in coarse words. */
export const ownPublicity = defineQuery({
  name: 'publicity.own',
  params: z.object({}),
  policy: PUBLICITY,
  permit: (actor) => actor.kind === 'follower',
  read: async (tx, _params, world, actor): Promise<readonly OwnPublicity[]> => {
    const own = await ownApplications.read(tx, {}, world, actor);
    const selected = own.filter(({ state }) => state === 'selected');
    if (selected.length === 0) return [];
    const periods = await readPublicities(tx, { states: ['open', 'ended'] });
    return selected.flatMap((one) => {
      const state = ownStateOf(one, periods, world);
      if (state === null) return [];
      const words = progressWords(state.at, { number: one.number, last: state.last });
      return [{ application: one.id, words, isOver: state.at === 'over' }];
    });
  },
});

type OwnState = {
  readonly at: 'running' | 'waiting' | 'over' | 'unshown';
  readonly last: string;
};

/** Null: the application's own words are true. */
const ownStateOf = (
  own: OwnApplication,
  periods: readonly Publicity[],
  { now, calendar, policy }: World<PublicityPolicy>,
): OwnState | null => {
  if (isWithoutConsent(own, policy)) return { at: 'unshown', last: '' };
  const period = periods.find(({ applications }) => applications.includes(own.id));
  if (period === undefined) return null;
  const last = lastDayNow(period, calendar);
  const passed = last < dayOf(now) ? 'waiting' : 'running';
  return { at: period.state === 'ended' ? 'over' : passed, last: showDay(last) };
};

/** The measure shows whoever is appointed, and the consent to it was taken back. */
const isWithoutConsent = (
  { roster, isPublishable, skipsPublicity }: OwnApplication,
  { rosters }: PublicityPolicy,
): boolean =>
  !isPublishable && !skipsPublicity && rosters[roster]?.calls?.publicity.value === 'before';

/** What an applicant reads in the place of the application's own words while it is shown. */
export interface OwnPublicity {
  readonly application: string;
  readonly words: string;
  /** nothing but the appointment is to come */
  readonly isOver: boolean;
}
