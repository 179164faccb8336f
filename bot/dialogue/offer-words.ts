import type { OfferReply, OpenOffer } from './flow.ts';
import { takeOffer } from './offered.ts';
import { wait, type Turn } from './outcome.ts';
import * as say from './sentences.ts';
import type { Here } from './setting.ts';
import { startsWithOpening } from './understand/commands.ts';

interface Match {
  readonly offer: OpenOffer;
  readonly title: string;
  readonly reply: OfferReply;
  readonly rest: string;
}

/**
 * An open offer answered in words (接受, 不能参加…), never by a bare digit. Inside a form only the
 * bare words count, so that a sentence of an answer is not taken for a reply.
 */
export const matchOffer = (here: Here, text: string, bareOnly: boolean): Turn | null => {
  const matches = matchesOf(here, text).filter((match) => !bareOnly || match.rest === '');
  const [first] = matches;
  if (first === undefined) return null;
  if (matches.length === 1)
    return takeOffer(here, { offer: first.offer.id, reply: first.reply.id, rest: first.rest });
  return wait(
    {
      ...here.session,
      offered: {
        kind: 'which',
        offers: matches.map((match) => match.offer.id),
        reply: first.reply.id,
        rest: first.rest,
      },
    },
    say.whichOffer(matches.map((match) => match.title)),
  );
};

const matchesOf = ({ facts, repertoire }: Here, text: string): readonly Match[] =>
  facts.offers.flatMap((offer) => {
    const kind = repertoire.offers.find((one) => one.name === offer.name);
    const words = kind?.replies.flatMap((reply) => reply.words) ?? [];
    const found = startsWithOpening(text, words);
    const reply = kind?.replies.find((one) => found !== null && one.words.includes(found.opening));
    if (kind === undefined || found === null || reply === undefined) return [];
    return [{ offer, title: kind.title(offer.params), reply, rest: found.rest }];
  });
