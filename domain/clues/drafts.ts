import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { holds } from '../kernel/actor.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { defineQuery } from '../kernel/query.ts';
import { err, ok } from '../kernel/result.ts';
import { readUnasked, readWatched } from './drafts-records.ts';
import type { CluesRefusal, DraftsEvent } from './model.ts';

/** Unfinished clues with evidence: kept past 30 days until a discipline officer has let the writer be asked (C-03). */

export const watchDraft = defineAction({
  name: 'clues.watch-draft',
  input: z.object({
    draft: z.string(),
    identity: z.object({ channel: z.string(), id: z.string() }),
  }),
  policy: NO_POLICY,
  permit: (actor) => actor.kind === 'system',
  gather: (tx, input) => readWatched(tx, input.draft),
  decide: (watched, { draft, identity }) =>
    watched === null
      ? ok<readonly [DraftsEvent]>([{ type: 'clues.draft-watched', draft, private: { identity } }])
      : err<CluesRefusal>({ code: 'clues.draft-unknown' }),
});

/** The discipline officer lets the writer be asked; who it is and what is written stays unseen. */
export const askDraftWriter = defineAction({
  name: 'clues.ask-draft-writer',
  input: z.object({ draft: z.string() }),
  policy: NO_POLICY,
  permit: (actor) => holds(actor, 'discipline'),
  gather: (tx, input) => readWatched(tx, input.draft),
  decide: (identity, { draft }) =>
    identity === null
      ? err<CluesRefusal>({ code: 'clues.draft-unknown' })
      : ok<readonly [DraftsEvent]>([
          { type: 'clues.draft-writer-asked', draft, private: { identity } },
        ]),
});

/** That unfinished ones exist and since when: nothing else is told. */
export const listWatchedDrafts = defineQuery({
  name: 'clues.watched-drafts',
  params: z.object({}),
  policy: NO_POLICY,
  permit: (actor) => holds(actor, 'discipline'),
  read: (tx) => readUnasked(tx),
});
