import { contextOf, type Denial, type Refusal } from '../../domain/index.ts';
import type { Done } from '../dialogue/flow.ts';

type No =
  | { readonly kind: 'refused'; readonly reason: Refusal }
  | { readonly kind: 'denied'; readonly because: Denial };

/** The sentence for a no, from the context that said it; the person goes on where they were. */
export const refused = (no: No, denied: string): Done => ({
  kind: 'refused',
  say: no.kind === 'denied' ? denied : (contextOf(no.reason.code).refuse(no.reason) ?? denied),
});

export const finished = (...lines: readonly string[]): Extract<Done, { kind: 'finished' }> => ({
  kind: 'finished',
  say: lines.filter((line) => line !== '').join('\n'),
});
