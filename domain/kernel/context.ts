import type { AnyTable } from '../store/columns.ts';
import type { Tx } from '../store/scope.ts';
import type { Action, DomainEvent, Json, Outcome, Refusal } from './action.ts';
import type { ChatIdentity, Role } from './actor.ts';
import type { PolicySection } from './policy.ts';
import type { Roster, World } from './world.ts';
import type { z } from 'zod';

/** Who is to be told; resolved to chats when the notice is delivered, never before. */
export type Recipient =
  | { readonly to: 'person'; readonly person: string }
  | { readonly to: 'chat'; readonly identity: ChatIdentity }
  | { readonly to: 'account'; readonly account: string }
  /** everyone with the role, named persons taken out (C-01) */
  | { readonly to: 'role'; readonly role: Role; readonly except?: readonly string[] }
  /** the liaison officer of the roster or the cover, named persons taken out (GP-12a) */
  | { readonly to: 'liaison'; readonly roster: Roster; readonly except?: readonly string[] };

/** What is to be said to whom, once: rendered at delivery from `kind` and `params` (ids, numbers, days only). */
export interface Notice {
  /** business key: one notice for ever */
  readonly key: string;
  readonly to: Recipient;
  readonly kind: `${string}.${string}`;
  readonly params: Readonly<Record<string, Json>>;
  /** goes out at any hour; all others wait for office hours */
  readonly urgent?: boolean;
  readonly notBefore?: Date;
  /** past this instant it dies instead of arriving late */
  readonly validUntil?: Date;
  /** an answer is awaited: the row of exchange.offer made with it */
  readonly offer?: {
    readonly id: string;
    readonly target: string;
    readonly name: string;
    readonly params: Json;
  };
  /** a one-time page goes with it: the row of exchange.form-links made with it */
  readonly form?: FormInvite;
}

/** A page for one person that opens once: what it is about, and until when it may be begun. */
export interface FormInvite {
  readonly id: string;
  readonly kind: string;
  readonly person: string;
  /** the record it is filled in for */
  readonly subject: string;
  readonly validUntil: Date;
}

/** A consequence for a higher context: performed once under its key, as the system. */
export interface FollowUp {
  readonly action: `${string}.${string}`;
  readonly input: Json;
  readonly key: string;
}

/** Something that falls due and has not been touched (deadlines). */
export interface Due {
  readonly key: string;
  /** what it is, e.g. `clue`, `application`, `task` */
  readonly subject: string;
  readonly id: string;
  readonly number: string;
  readonly roster: Roster;
  readonly dueAt: Date;
  /** accounts that must not learn of it */
  readonly except: readonly string[];
  readonly audience: 'office' | 'discipline';
}

/** How a notice reads: chat text within a lock screen's discretion, and the fields of a template message. */
export interface Said {
  readonly text: string;
  /** the matter it reminds of: of several that wait for one person only the latest is sent (F41) */
  readonly about?: string;
  /** the one-time page whose address is put after the text at delivery, and shown nowhere else */
  readonly form?: string;
  /** the attachment that is sent as a picture in place of the text, where a way can carry one */
  readonly picture?: string;
  /** plain words for template fields: what, when, where, note */
  readonly template?: {
    readonly name: 'drawInvitation' | 'reminder' | 'progress';
    readonly fields: Readonly<Record<'subject' | 'when' | 'place' | 'note', string>>;
  };
}

/** What an event's record may know beside the event. */
export interface Recording {
  readonly now: Date;
  readonly seq: number;
}

type OfType<E extends DomainEvent, T extends E['type']> = Extract<E, { readonly type: T }>;

export interface ContextSpec<E extends DomainEvent> {
  readonly name: string;
  readonly tables: readonly AnyTable[];
  readonly policies: readonly PolicySection<unknown>[];
  /** those that follow-ups and timed duties name */
  readonly actions: readonly NamedAction[];
  /** writes the event into the context's tables; one entry per event type */
  readonly record: {
    readonly [T in E['type']]: (tx: Tx, event: OfType<E, T>, at: Recording) => Promise<void>;
  };
  /** events whose author the audit log does not name (C-01) */
  readonly anonymous?: readonly E['type'][];
  readonly announce?: (event: E, world: World<unknown>) => readonly Notice[];
  readonly followUps?: (event: E) => readonly FollowUp[];
  /** renders the context's notices by kind */
  readonly say?: (kind: string, params: Readonly<Record<string, Json>>) => Said | null;
  /** the matter of a notice is settled: it must not go out any more */
  readonly isOver?: (
    tx: Tx,
    kind: string,
    params: Readonly<Record<string, Json>>,
  ) => Promise<boolean>;
  /** renders a notice whose words are sealed in the context's own rows */
  readonly sayFrom?: (
    tx: Tx,
    kind: string,
    params: Readonly<Record<string, Json>>,
  ) => Promise<Said | null>;
  readonly deadlines?: (tx: Tx, world: World<unknown>) => Promise<readonly Due[]>;
  /** the sentence for a refusal of this context */
  readonly refuse?: (refusal: Refusal) => string | null;
}

/** What the application does with an action it only knows by name. */
export type Performer = <S extends z.ZodType, P, F, E extends DomainEvent, R extends Refusal>(
  action: Action<S, P, F, E, R>,
) => Promise<Outcome<E, R>>;

/** An action that follow-ups may name: its types stay inside, the performer is let in. */
export interface NamedAction {
  readonly name: string;
  readonly with: (perform: Performer) => Promise<Outcome<DomainEvent, Refusal>>;
}

export const named = <S extends z.ZodType, P, F, E extends DomainEvent, R extends Refusal>(
  action: Action<S, P, F, E, R>,
): NamedAction => ({ name: action.name, with: (perform) => perform(action) });

/** A context with its types erased, as the application holds it. */
export interface Context {
  readonly name: string;
  readonly tables: readonly AnyTable[];
  readonly policies: readonly PolicySection<unknown>[];
  readonly actions: readonly NamedAction[];
  readonly record: (tx: Tx, event: DomainEvent, at: Recording) => Promise<void>;
  readonly isOver: (
    tx: Tx,
    kind: string,
    params: Readonly<Record<string, Json>>,
  ) => Promise<boolean>;
  readonly isAnonymous: (event: DomainEvent) => boolean;
  readonly announce: (event: DomainEvent, world: World<unknown>) => readonly Notice[];
  readonly followUps: (event: DomainEvent) => readonly FollowUp[];
  readonly say: (
    tx: Tx,
    kind: string,
    params: Readonly<Record<string, Json>>,
  ) => Promise<Said | null>;
  readonly deadlines: (tx: Tx, world: World<unknown>) => Promise<readonly Due[]>;
  readonly refuse: (refusal: Refusal) => string | null;
}

/**
 * The one place where a context's event types are erased. It is sound because the
 * application hands a context only events whose type begins with the context's name.
 */
export const defineContext = <E extends DomainEvent>(spec: ContextSpec<E>): Context => ({
  name: spec.name,
  tables: spec.tables,
  policies: spec.policies,
  actions: spec.actions,
  record: async (tx, event, at) => {
    const write = spec.record[event.type as E['type']];
    if (typeof write !== 'function') throw new Error(`no record for ${event.type}`);
    await write(tx, event as OfType<E, E['type']>, at);
  },
  isOver: spec.isOver ?? (() => Promise.resolve(false)),
  isAnonymous: (event) => spec.anonymous?.includes(event.type) ?? false,
  announce: (event, world) => spec.announce?.(event as E, world) ?? [],
  followUps: (event) => spec.followUps?.(event as E) ?? [],
  say: async (tx, kind, params) =>
    (await spec.sayFrom?.(tx, kind, params)) ?? spec.say?.(kind, params) ?? null,
  deadlines: spec.deadlines ?? (() => Promise.resolve([])),
  refuse: spec.refuse ?? (() => null),
});
