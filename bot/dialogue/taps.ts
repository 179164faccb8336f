import { leaveForNow } from './forms.ts';
import { takeOffer } from './offered.ts';
import { open } from './opening.ts';
import { toInstant, type Message, type Turn } from './outcome.ts';
import { fillingOf, type Here } from './setting.ts';

/** An item of the menu; a form in between waits. */
export const onTap = (here: Here, item: string): Turn => {
  const filling = fillingOf(here);
  const { session, also } =
    filling === null ? { session: here.session, also: [] } : leaveForNow(filling);
  const conversation = tapped(here, item);
  if (conversation === undefined) return toInstant(session, 'menu', { also });
  const led = open({ ...here, session: { ...session, offered: null } }, conversation, { rest: '' });
  return led.then === 'instant' ? { ...led, also } : led;
};

/** The menu of the bureau's file names a conversation or one of its opening words. */
const tapped = ({ repertoire: { conversations } }: Here, item: string) =>
  conversations.find(({ id }) => id === item) ??
  conversations.find(({ openings }) => openings.includes(item));

/** A scan is done with at once; a form in between waits. */
export const onScan = (
  here: Here,
  { instant, rest }: Extract<Message, { kind: 'scanned' }>,
): Turn => {
  const filling = fillingOf(here);
  const left = filling === null ? { session: here.session, also: [] } : leaveForNow(filling);
  return toInstant(left.session, instant, { rest, also: left.also });
};

/** A button of a card: what was offered before no longer says what a number means. */
export const onCard = (
  here: Here,
  { offer, reply }: Extract<Message, { kind: 'onCard' }>,
): Turn => {
  const session = { ...here.session, offered: null };
  return takeOffer({ ...here, session }, { offer, reply, rest: '' });
};
