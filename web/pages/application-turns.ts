import { nomination, type Roster } from '../../domain/index.ts';
import type { Visit } from '../visit.ts';

interface Asked {
  readonly roster?: Roster;
  readonly campaign?: string | null;
  readonly states: readonly nomination.ApplicationState[];
}

/** As many as the list hands out at once. */
const SIZE = 1000;

/** Every application of these states, by number: the order in which they came. */
export const everyApplication = async (
  visit: Visit,
  asked: Asked,
): Promise<readonly nomination.ApplicationView[]> => {
  const all: nomination.ApplicationView[] = [];
  for (let page = 1; ; page += 1) {
    const { rows, total } = await visit.ask(nomination.listApplications, {
      ...asked,
      page,
      size: SIZE,
    });
    all.push(...rows);
    if (rows.length === 0 || all.length >= total) break;
  }
  return all.sort((a, b) => (a.number < b.number ? -1 : 1));
};
