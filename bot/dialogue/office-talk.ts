import type { Done } from './flow.ts';
import { toInstant, type Turn } from './outcome.ts';
import type { Session } from './session.ts';
import type { Here } from './setting.ts';

/** What is said and photographed while a 人工 conversation is open (C-11). */

const takesPhotos = ({ talking, withheld }: Session): boolean =>
  talking !== null && withheld === undefined;

/** Photos go along with the words, unless words of this conversation were held back (C-01). */
export const wordsToOffice = ({ session, repertoire }: Here, rest: string): Turn =>
  toInstant(session, takesPhotos(session) ? repertoire.talk : repertoire.talkInWords, { rest });

/** Photos with which nothing was said; null: they wait in the bag, as anywhere else. */
export const photosToOffice = ({ session, repertoire, facts }: Here): Turn | null =>
  takesPhotos(session) && facts.fresh > 0 ? toInstant(session, repertoire.talk) : null;

const DAY_MS = 86_400_000;

/** Until that conversation with the office is over; one that begins a day later is about something else (C-01). */
export const withheldSince = (
  { withheld }: Session,
  outcome: Extract<Done, { kind: 'finished' }>,
  now: Date,
): string | undefined => {
  if (outcome.withheld !== undefined) return outcome.withheld ? now.toISOString() : undefined;
  const isOld = withheld !== undefined && now.getTime() - Date.parse(withheld) > DAY_MS;
  return isOld && outcome.begins === true ? undefined : withheld;
};
