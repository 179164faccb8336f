import type { Answers } from './flow.ts';
import type { Session } from './session.ts';

/** What a person did, as the engine sees it. */
export type Message =
  | { readonly kind: 'text'; readonly text: string }
  /** photos, voice or video came; how many stands in the facts */
  | { readonly kind: 'attachments' }
  | { readonly kind: 'tap'; readonly item: string }
  | { readonly kind: 'follow' }
  /** something no conversation takes: a location, a link, an unknown type */
  | { readonly kind: 'other'; readonly what: string };

/** What a turn leads to. `say` parts are joined into one reply. */
export type Turn =
  | { readonly then: 'wait'; readonly session: Session; readonly say: readonly string[]; readonly dropBag?: boolean }
  | { readonly then: 'submit'; readonly session: Session; readonly form: string; readonly answers: Answers }
  | { readonly then: 'instant'; readonly session: Session; readonly instant: string; readonly rest: string }
  | { readonly then: 'offer'; readonly session: Session; readonly offer: string; readonly reply: string; readonly rest: string };

export const wait = (session: Session, ...say: readonly string[]): Turn => ({ then: 'wait', session, say });
