import type { Answers } from './flow.ts';
import type { Session } from './session.ts';

/** What a person did, as the engine sees it. */
export type Message =
  | { readonly kind: 'text'; readonly text: string }
  /** photos, voice or video came; how many stands in the facts */
  | { readonly kind: 'attachments' }
  | { readonly kind: 'tap'; readonly item: string }
  | { readonly kind: 'follow' }
  /** an item of a menu message was tapped; `text` is what it reads */
  | { readonly kind: 'chosen'; readonly item: string; readonly text: string }
  /** a button of a card was tapped: a reply to this very offer */
  | { readonly kind: 'onCard'; readonly offer: string; readonly reply: string }
  /** a code of ours was scanned: what it stands for */
  | { readonly kind: 'scanned'; readonly instant: string; readonly rest: string }
  /** something no conversation takes: a location, a link, an unknown type */
  | { readonly kind: 'other'; readonly what: string };

interface Led {
  readonly session: Session;
  /** said before and after what the conversation itself says */
  readonly before?: readonly string[];
  readonly also?: readonly string[];
  /** photos to be dropped: those that just came, the whole bag, or these */
  readonly dropBag?: 'fresh' | 'all' | readonly string[];
  /** the message held what is not taken in chat: its words are not kept (C-02) */
  readonly forget?: true;
}

/** What a turn leads to. All that is said is joined into one reply. */
export type Turn =
  | (Led & { readonly then: 'wait'; readonly say: readonly string[] })
  | (Led & { readonly then: 'submit'; readonly form: string; readonly answers: Answers })
  | (Led & { readonly then: 'instant'; readonly instant: string; readonly rest: string })
  | (Led & {
      readonly then: 'offer';
      readonly offer: string;
      readonly reply: string;
      readonly rest: string;
    });

export const wait = (session: Session, ...say: readonly string[]): Turn => ({
  then: 'wait',
  session,
  say,
});

/** A conversation of one message, with what the engine adds after its answer. */
export const toInstant = (
  session: Session,
  instant: string,
  { rest = '', also = [] }: { readonly rest?: string; readonly also?: readonly string[] } = {},
): Turn => ({ then: 'instant', session, instant, rest, also });

/** The same turn with something said first. */
export const after = (turn: Turn, ...said: readonly string[]): Turn => ({
  ...turn,
  before: [...said, ...(turn.before ?? [])],
});
