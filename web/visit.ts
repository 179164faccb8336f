import { setImmediate } from 'node:timers/promises';
import type { z } from 'zod';
import {
  contextOf,
  type Action,
  type App,
  type BureauId,
  type Denial,
  type DomainEvent,
  type NonEmpty,
  type Outcome,
  type Query,
  type Refusal,
  type StaffActor,
  type Tx,
  type staff,
} from '../domain/index.ts';
import { Problem } from './gate/problem.ts';
import type { Upload } from './gate/uploads.ts';

/** What became of a form. */
export type Settled =
  | { readonly kind: 'done'; readonly to: string; readonly say: string; readonly signedOut?: true }
  | { readonly kind: 'refused'; readonly sentence: string; readonly conflict: boolean }
  | { readonly kind: 'malformed'; readonly errors: Readonly<Record<string, string>> }
  /** nothing was asked for yet: the form looked something up and is shown again as typed */
  | { readonly kind: 'looked-up' };

export interface Who {
  readonly bureau: BureauId;
  readonly account: staff.Account;
}

/** Where to go and what to say when an action is done. */
export interface After<E> {
  readonly to: string | ((events: NonEmpty<E>) => string);
  readonly say: string | ((events: NonEmpty<E>) => string);
}

/** One request of somebody who is signed in: everything a page may do. */
export interface Visit extends Who {
  readonly bureauName: string;
  readonly actor: StaffActor;
  readonly now: Date;
  /** random digits and words come from the operating system */
  readonly random: (bytes: number) => Buffer;
  /** what a query answers; not permitted becomes the 403 page */
  ask<S extends z.ZodType, P, T>(query: Query<S, P, T>, params: unknown): Promise<T>;
  perform<S extends z.ZodType, P, F, E extends DomainEvent, R extends Refusal>(
    action: Action<S, P, F, E, R>,
    input: unknown,
  ): Promise<Outcome<E, R>>;
  /** performs and turns the outcome into what the page says next */
  settle<S extends z.ZodType, P, F, E extends DomainEvent, R extends Refusal>(
    action: Action<S, P, F, E, R>,
    input: unknown,
    after: After<E>,
  ): Promise<Settled>;
  /** technical rows of the exchange and the audit log, in a transaction of their own */
  within<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** files that came with the form */
  readonly uploads: readonly Upload[];
  /** why some were not taken, by field: a page that takes each file by itself says so */
  readonly leftOut: Readonly<Record<string, string>>;
  readonly uuid: () => string;
  /** lets other requests go on in a long computation */
  readonly breathe: () => Promise<void>;
  readonly app: App;
}

export interface VisitParts {
  readonly app: App;
  readonly random: (bytes: number) => Buffer;
}

const idFrom = (bytes: Buffer): string => {
  const hex = bytes.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
};

export const openVisit = ({ app, random }: VisitParts, who: Who): Visit => {
  const { bureau, account } = who;
  const actor: StaffActor = { kind: 'staff', account: account.id, roles: account.roles };
  const visit: Visit = {
    ...who,
    app,
    actor,
    random,
    uploads: [],
    leftOut: {},
    uuid: () => idFrom(random(16)),
    breathe: () => setImmediate(),
    now: app.clock(),
    bureauName: app.bureaus.get(bureau)?.name ?? bureau,
    ask: async (query, params) => {
      const answered = await app.ask(bureau, query, params, actor);
      if (answered.kind === 'found') return answered.value;
      throw answered.because.why === 'not-permitted' ? new Problem(403) : new Problem(404);
    },
    perform: (action, input) => app.perform(bureau, action, input, actor),
    settle: async (action, input, after) =>
      settled(await app.perform(bureau, action, input, actor), after),
    within: (work) => app.gate.transaction(bureau, work),
  };
  return visit;
};

/** done → where next; refused → the context's own sentence; malformed → sentences by field. */
export const settled = <E extends DomainEvent, R extends Refusal>(
  outcome: Outcome<E, R>,
  after: After<E>,
): Settled => {
  switch (outcome.kind) {
    case 'done':
      return {
        kind: 'done',
        to: typeof after.to === 'string' ? after.to : after.to(outcome.events),
        say: typeof after.say === 'string' ? after.say : after.say(outcome.events),
      };
    case 'refused':
      return refusedBy(outcome.reason);
    case 'denied':
      return deniedBy(outcome.because);
  }
};

export const refusedBy = (reason: Refusal): Settled => {
  const conflict = reason.code.endsWith('.changed-meanwhile');
  return { kind: 'refused', conflict, sentence: conflict ? CHANGED : sentenceFor(reason) };
};

/** Who was first is not known: perhaps the same person, on another page. */
const CHANGED =
  '这条记录已经变过（可能是您在另一个页面改的，也可能是同事），页面上是最新情况。请核对后再办理。';

const sentenceFor = (reason: Refusal): string =>
  contextOf(reason.code).refuse(reason) ??
  '按现在的情况不能这样办理，请核对后再试，或联系系统管理员。';

const deniedBy = (denial: Denial): Settled => {
  if (denial.why === 'not-permitted') throw new Problem(403);
  return { kind: 'malformed', errors: errorsByField(denial.issues) };
};

interface Issue {
  readonly path: string;
  readonly message: string;
}

/** The first sentence for each field; a path like `particulars.phone` is the field `phone`. */
export const errorsByField = (issues: readonly Issue[]): Readonly<Record<string, string>> => {
  const errors: Record<string, string> = {};
  for (const { path, message } of issues) {
    const field = path.split('.').findLast((part) => !/^\d+$/.test(part)) ?? 'form';
    errors[field] ??= /\p{Script=Han}/u.test(message)
      ? message
      : '这一项还没有填好，请核对后再提交。';
  }
  return errors;
};
