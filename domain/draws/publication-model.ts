import type { Witness } from './model-attempt.ts';
import type { Told } from './model-events.ts';

/** Papers of a piece of work that draws prints; those of the evaluation are printed there. */
export const PRINTED_PAPERS = [
  'draw-record',
  'task-sheet',
  'oath',
  'release-letter',
  'loan-letter',
  'certificate',
] as const;
export type PrintedPaper = (typeof PRINTED_PAPERS)[number];

interface AboutDraw {
  readonly draw: string;
  readonly task: string;
  readonly number: string;
}

/** What happens to a draw's record after the draw: chances, publication, prints. */
export type PublicationEvent =
  | (AboutDraw & {
      readonly type: 'draws.chances-kept';
      readonly people: number;
      /** how many draws were tried; 0: the chances are exact */
      readonly runs: number;
      readonly private: { readonly chances: Readonly<Record<string, number>> };
    })
  | (AboutDraw & {
      readonly type: 'draws.published';
      readonly attempt: number;
      /** the panel, who can ask for their receipt from now on */
      readonly told: readonly Told[];
      readonly witness: Witness | null;
      readonly private: { readonly reason: string };
    })
  | {
      readonly type: 'draws.printed';
      readonly task: string;
      readonly number: string;
      readonly paper: PrintedPaper;
      readonly draw: string | null;
      readonly invitation: string | null;
    };

export type PublicationRefusal =
  | { readonly code: 'draws.nothing-to-publish'; readonly number: string }
  | { readonly code: 'draws.published-already'; readonly number: string; readonly at: Date }
  | { readonly code: 'draws.work-not-over'; readonly number: string; readonly until: string }
  | { readonly code: 'draws.work-not-closed'; readonly number: string }
  | { readonly code: 'draws.own-publication'; readonly number: string }
  | { readonly code: 'draws.no-chances-due' }
  | { readonly code: 'draws.no-such-paper' };

/** What an expert learns of an own row in a published draw, and nobody else (draw.md 2.3, step 10). */
export interface Receipt {
  readonly name: string;
  readonly isVoid: boolean;
  readonly cid: string;
  /** why not drawn from, in neutral words; null: took part in the draw */
  readonly out: string | null;
  /** 64 hex digits */
  readonly ticket: string | null;
  /** place in the drawn order, from 1 */
  readonly place: number | null;
  readonly candidates: number;
  /** null: not computed yet */
  readonly chance: number | null;
  /** the category, where this row was drawn or followed later */
  readonly seat: string | null;
  /** not drawn at first, asked afterwards in the same order */
  readonly followed: boolean;
}
