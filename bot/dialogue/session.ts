import { z } from 'zod';
import type { Json } from '../../domain/index.ts';
import type { Answers } from './flow.ts';

/** A form being filled in. */
export interface Active {
  readonly form: string;
  readonly version: number;
  readonly answers: Answers;
  /** the field that was asked last, null on the review screen */
  readonly asked: string | null;
  readonly mode: 'asking' | 'reviewing' | 'cancelling';
  /** misunderstandings in a row at this question */
  readonly misses: number;
  /** asked again from the review screen: goes back there */
  readonly changing: boolean;
}

/** A form put aside: kept 30 days, offered again. */
export interface Draft {
  readonly form: string;
  readonly version: number;
  readonly answers: Answers;
  readonly at: string;
}

/** What a bare number or a short word means now; what was not offered is never understood. */
export type Offered =
  | { readonly kind: 'menu'; readonly items: readonly string[] }
  | { readonly kind: 'resume'; readonly form: string; readonly rest: string }
  | { readonly kind: 'which'; readonly offers: readonly string[]; readonly reply: string; readonly rest: string }
  | { readonly kind: 'reason'; readonly offer: string; readonly reply: string }
  | { readonly kind: 'candidates'; readonly field: string; readonly values: readonly { readonly value: Json; readonly words: string }[] };

export interface Session {
  readonly active: Active | null;
  readonly drafts: readonly Draft[];
  readonly offered: Offered | null;
  /** the open 人工 conversation */
  readonly talking: string | null;
  /** the last receipt, so that a second 提交 gets the same number (F11) */
  readonly receipt: { readonly text: string; readonly at: string } | null;
  readonly at: string;
}

export const EMPTY: Session = {
  active: null,
  drafts: [],
  offered: null,
  talking: null,
  receipt: null,
  at: '1970-01-01T00:00:00.000Z',
};

const answers = z.record(z.string(), z.object({ value: z.json(), words: z.string() }));

const kept = z.object({
  active: z
    .object({
      form: z.string(),
      version: z.number(),
      answers,
      asked: z.string().nullable(),
      mode: z.enum(['asking', 'reviewing', 'cancelling']),
      misses: z.number(),
      changing: z.boolean(),
    })
    .nullable(),
  drafts: z.array(z.object({ form: z.string(), version: z.number(), answers, at: z.string() })),
  offered: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('menu'), items: z.array(z.string()) }),
      z.object({ kind: z.literal('resume'), form: z.string(), rest: z.string() }),
      z.object({ kind: z.literal('which'), offers: z.array(z.string()), reply: z.string(), rest: z.string() }),
      z.object({ kind: z.literal('reason'), offer: z.string(), reply: z.string() }),
      z.object({
        kind: z.literal('candidates'),
        field: z.string(),
        values: z.array(z.object({ value: z.json(), words: z.string() })),
      }),
    ])
    .nullable(),
  talking: z.string().nullable(),
  receipt: z.object({ text: z.string(), at: z.string() }).nullable(),
  at: z.string(),
});

/** A session as it was kept; one that cannot be read (an older shape) begins empty, its drafts aside. */
export const readSession = (value: unknown): Session => {
  const parsed = kept.safeParse(value);
  return parsed.success ? parsed.data : EMPTY;
};
