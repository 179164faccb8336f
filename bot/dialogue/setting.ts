import type { Conversation, Facts, Form, OfferKind } from './flow.ts';
import type { Filling } from './forms.ts';
import type { Session } from './session.ts';
import { startsWithOpening } from './understand/commands.ts';

/** Everything a person can be led into, and what waits for an answer. */
export interface Repertoire {
  readonly conversations: readonly Conversation[];
  readonly offers: readonly OfferKind[];
  /** where words nobody understands go: everyday questions, else help */
  readonly fallback: string;
  /** where the words of an open 人工 conversation go */
  readonly talk: string;
}

export interface Setting {
  readonly repertoire: Repertoire;
  readonly facts: Facts;
}

/** Where a message meets the engine: the session as it is now, and what there is to know. */
export interface Here extends Setting {
  readonly session: Session;
}

export const formNamed = ({ repertoire }: Setting, id: string): Form | null => {
  const found = repertoire.conversations.find((one) => one.id === id);
  return found?.kind === 'form' ? found : null;
};

/** The form that is being filled in, or null. */
export const fillingOf = (here: Here): Filling | null => {
  const { active } = here.session;
  const form = active === null ? null : formNamed(here, active.form);
  if (active === null || form === null) return null;
  return { form, active, session: here.session, facts: here.facts };
};

/** The conversation a message opens, with what it says beyond the opening. */
export const openingIn = (
  { repertoire }: Setting,
  text: string,
): { readonly conversation: Conversation; readonly rest: string } | null => {
  const found = startsWithOpening(
    text,
    repertoire.conversations.flatMap((one) => one.openings),
  );
  const conversation = repertoire.conversations.find((one) => found !== null && one.openings.includes(found.opening));
  return conversation === undefined || found === null ? null : { conversation, rest: found.rest };
};
