import { z } from 'zod';
import type { Answer, Answers } from './flow.ts';

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
  /** the question asked has an answer, and takes more of it */
  readonly adding?: boolean | undefined;
  /** answered on the web page since the bot last spoke */
  readonly elsewhere?: readonly string[] | undefined;
  /** messages that are heard again once the personal-information text is agreed to */
  readonly held?: readonly string[] | undefined;
}

/** A form put aside: kept 30 days, offered again. */
export interface Draft {
  readonly form: string;
  readonly version: number;
  readonly answers: Answers;
  readonly at: string;
}

/** What binds is decided by a number or in words; the number after the last item is the no. */
export interface Decision {
  readonly kind: 'decision';
  readonly items: readonly {
    readonly id: string;
    readonly rest: string;
    /** the words for it beside its number; a yes where there is only one */
    readonly words: readonly string[];
  }[];
  readonly no: { readonly words: readonly string[]; readonly say: string };
  /** the question, for whoever said something else */
  readonly again: string;
}

/** What a bare number or a short word means now; what was not offered is never understood. */
export type Offered =
  /** conversations by number, each with the words it begins with */
  | {
      readonly kind: 'menu';
      readonly items: readonly { readonly id: string; readonly rest: string }[];
    }
  /** one of these, or none of them: it is asked again until one or the other is said */
  | Decision
  /** go on or begin anew; `rest` begins the new one, or is the answer the person came back with */
  | {
      readonly kind: 'resume';
      readonly form: string;
      readonly rest: string;
      readonly isAnswer: boolean;
    }
  /** which of several drafts */
  | { readonly kind: 'drafts'; readonly forms: readonly string[] }
  /** keep or discard a draft */
  | { readonly kind: 'drop'; readonly form: string }
  | {
      readonly kind: 'which';
      readonly offers: readonly string[];
      readonly reply: string;
      readonly rest: string;
    }
  | { readonly kind: 'reason'; readonly offer: string; readonly reply: string }
  /** the replies of a menu message, in its order: a number counts like a tap */
  | { readonly kind: 'choices'; readonly offer: string; readonly replies: readonly string[] }
  | {
      readonly kind: 'candidates';
      readonly field: string;
      readonly values: readonly Answer[];
      /** whether the first was meant, else the last, as typed: a yes or no answers it too */
      readonly meant?: boolean | undefined;
    }
  /** whether these words are added to the story of the form */
  | { readonly kind: 'append'; readonly words: string }
  /** 人工 takes these words along */
  | { readonly kind: 'passOn'; readonly words: string }
  /** which question these photos answer */
  | { readonly kind: 'photos'; readonly ids: readonly string[]; readonly fields: readonly string[] }
  /** the next message may be what this instant asked for */
  | { readonly kind: 'next'; readonly instant: string; readonly rest?: string | undefined };

export interface Session {
  readonly active: Active | null;
  readonly drafts: readonly Draft[];
  readonly offered: Offered | null;
  /** the open 人工 conversation */
  readonly talking: string | null;
  /** when words for the office were held back last: what is photographed now may be about the same (C-01) */
  readonly withheld?: string | undefined;
  /** the last receipt, so that a second 提交 gets the same number (F11) */
  readonly receipt: {
    readonly text: string;
    readonly at: string;
    readonly form?: string | undefined;
  } | null;
  /** messages in a row that led nowhere */
  readonly lost: number;
  readonly at: string;
}

export const EMPTY: Session = {
  active: null,
  drafts: [],
  offered: null,
  talking: null,
  receipt: null,
  lost: 0,
  at: '1970-01-01T00:00:00.000Z',
};

const answer = z.object({ value: z.json(), words: z.string(), bound: z.string().optional() });
const answers = z.record(z.string(), answer);
const draft = z.object({
  form: z.string(),
  version: z.number(),
  answers,
  at: z.string(),
});
const active = z.object({
  form: z.string(),
  version: z.number(),
  answers,
  asked: z.string().nullable(),
  mode: z.enum(['asking', 'reviewing', 'cancelling']),
  misses: z.number(),
  adding: z.boolean().optional(),
  elsewhere: z.array(z.string()).optional(),
  held: z.array(z.string()).optional(),
});

const decision = z.object({
  kind: z.literal('decision'),
  items: z.array(z.object({ id: z.string(), rest: z.string(), words: z.array(z.string()) })),
  no: z.object({ words: z.array(z.string()), say: z.string() }),
  again: z.string(),
});

const offered = z.discriminatedUnion('kind', [
  decision,
  z.object({
    kind: z.literal('menu'),
    items: z.array(z.object({ id: z.string(), rest: z.string() })),
  }),
  z.object({
    kind: z.literal('resume'),
    form: z.string(),
    rest: z.string(),
    isAnswer: z.boolean(),
  }),
  z.object({ kind: z.literal('drafts'), forms: z.array(z.string()) }),
  z.object({ kind: z.literal('drop'), form: z.string() }),
  z.object({
    kind: z.literal('which'),
    offers: z.array(z.string()),
    reply: z.string(),
    rest: z.string(),
  }),
  z.object({ kind: z.literal('reason'), offer: z.string(), reply: z.string() }),
  z.object({ kind: z.literal('choices'), offer: z.string(), replies: z.array(z.string()) }),
  z.object({
    kind: z.literal('candidates'),
    field: z.string(),
    values: z.array(answer),
    meant: z.boolean().optional(),
  }),
  z.object({ kind: z.literal('append'), words: z.string() }),
  z.object({ kind: z.literal('passOn'), words: z.string() }),
  z.object({ kind: z.literal('photos'), ids: z.array(z.string()), fields: z.array(z.string()) }),
  z.object({ kind: z.literal('next'), instant: z.string(), rest: z.string().optional() }),
]);

/** Each part by itself: one that an older version wrote otherwise never costs the others (F14). */
const kept = z.object({
  active: active.nullable().catch(null),
  drafts: z.array(draft.nullable().catch(null)).catch([]),
  offered: offered.nullable().catch(null),
  talking: z.string().nullable().catch(null),
  withheld: z.string().optional().catch(undefined),
  receipt: z
    .object({ text: z.string(), at: z.string(), form: z.string().optional() })
    .nullable()
    .catch(null),
  lost: z.number().catch(0),
  at: z.iso.datetime().catch(EMPTY.at),
});

/** A session as it was kept; what cannot be read of it (an older shape) is left out. */
export const readSession = (value: unknown): Session => {
  const parsed = kept.safeParse(value);
  if (!parsed.success) return EMPTY;
  return { ...parsed.data, drafts: parsed.data.drafts.filter((one) => one !== null) };
};
