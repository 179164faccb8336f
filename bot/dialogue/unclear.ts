import { changedMind, offerInside, reminders } from './offer-words.ts';
import { wordsToOffice } from './office-talk.ts';
import { openWished } from './opening.ts';
import { toInstant, wait, type Turn } from './outcome.ts';
import * as say from './sentences.ts';
import type { Here } from './setting.ts';
import { isHeard } from './understand/commands.ts';
import { ordinal } from './understand/numbers.ts';

/** Words that are no command, no answer and no opening, while no form is open. */
export const unclear = (here: Here, text: string): Turn => {
  const { session } = here;
  if (session.talking !== null) return wordsToOffice(here, text);
  // a number answers nothing that was not offered: it gets the menu, for the next one to mean something
  if (ordinal(text) !== null) return toInstant(session, 'menu');
  const waiting = reminders(here);
  if (waiting.length === 0 && isHeard(text)) return wait(session, say.SEE_YOU);
  return (
    changedMind(here, text) ??
    offerInside(here, text) ??
    openWished(here, text) ??
    notUnderstood(here, text, waiting)
  );
};

const notUnderstood = (
  { session, repertoire }: Here,
  text: string,
  waiting: readonly string[],
): Turn => {
  const also = [...waiting, ...(session.lost > 0 ? [say.LOST_AGAIN] : [])];
  return toInstant(session, repertoire.fallback, { rest: text, also });
};
