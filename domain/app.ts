import type { z } from 'zod';
import { append, touchHead } from './audit/index.ts';
import { CONTEXTS, calendarOf, contextOf } from './contexts.ts';
import type { BureauFile } from './bureaus.ts';
import { putFollowUp } from './exchange/follow-ups.ts';
import { putFormLink } from './exchange/form-links.ts';
import { putOffer } from './exchange/offers.ts';
import type { Action, Denial, DomainEvent, Outcome, Refusal } from './kernel/action.ts';
import type { Actor } from './kernel/actor.ts';
import type { Context, NamedAction } from './kernel/context.ts';
import { newId } from './kernel/fresh.ts';
import { OFFICE } from './kernel/office.ts';
import type { PolicySection } from './kernel/policy.ts';
import type { Query } from './kernel/query.ts';
import type { NonEmpty } from './kernel/result.ts';
import { nextWorkingMoment } from './kernel/working-days.ts';
import type { BureauId, World } from './kernel/world.ts';
import { putNotice } from './notices/index.ts';
import type { Gate } from './store/gate.ts';
import type { Tx } from './store/scope.ts';
import type { FileVault } from './store/files.ts';
import type { Vault } from './store/seal.ts';
import { breathe } from './store/gently.ts';

/** What the shell lends the application: a database, bureaus, a clock and dice. */
export interface AppParts {
  readonly gate: Gate;
  readonly vaultOf: (bureau: BureauId) => Vault;
  readonly files: FileVault;
  readonly bureaus: ReadonlyMap<BureauId, BureauFile>;
  readonly clock: () => Date;
  /** 64 fresh hex digits from the operating system */
  readonly seed: () => string;
  /** notices never wait for office hours: for demonstrations */
  readonly atAnyHour?: boolean;
  /** the origin under which phones reach the bot: what one-time pages begin with */
  readonly publicUrl?: string;
  /** how far this machine's clock stands ahead of the common time, in ms (F40) */
  readonly skewMs?: () => number;
  /** called after a commit that left something to deliver or to follow up */
  readonly onWork?: (bureau: BureauId) => void;
}

export interface App {
  readonly gate: Gate;
  readonly files: FileVault;
  readonly bureaus: ReadonlyMap<BureauId, BureauFile>;
  readonly clock: () => Date;
  readonly seed: () => string;
  readonly atAnyHour?: boolean;
  readonly publicUrl?: string;
  readonly skewMs?: () => number;
  /** one action in a transaction of its own */
  perform<S extends z.ZodType, P, F, E extends DomainEvent, R extends Refusal>(
    bureau: BureauId,
    action: Action<S, P, F, E, R>,
    input: unknown,
    actor: Actor,
  ): Promise<Outcome<E, R>>;
  /** one action inside a transaction that is already open (the desk's) */
  performIn<S extends z.ZodType, P, F, E extends DomainEvent, R extends Refusal>(
    tx: Tx,
    action: Action<S, P, F, E, R>,
    input: unknown,
    actor: Actor,
  ): Promise<Outcome<E, R>>;
  ask<S extends z.ZodType, P, T>(
    bureau: BureauId,
    query: Query<S, P, T>,
    params: unknown,
    actor: Actor,
  ): Promise<Answered<T>>;
  askIn<S extends z.ZodType, P, T>(
    tx: Tx,
    query: Query<S, P, T>,
    params: unknown,
    actor: Actor,
  ): Promise<Answered<T>>;
  world<P>(tx: Tx, section: PolicySection<P>): Promise<World<P>>;
  /** the bureau's file; throws for a bureau that is not installed */
  bureauOf(bureau: BureauId): BureauFile;
  vaultOf(bureau: BureauId): Vault;
  /** throws unless the database takes a write for this bureau */
  probe(bureau: BureauId): Promise<void>;
  /** tells the runners that something waits */
  wake(bureau: BureauId): void;
}

export type Answered<T> =
  | { readonly kind: 'found'; readonly value: T }
  | { readonly kind: 'denied'; readonly because: Denial };

export const createApp = (parts: AppParts): App => {
  const wake = parts.onWork ?? (() => undefined);
  const app: App = {
    ...parts,
    wake,
    perform: async (bureau, action, input, actor) => {
      const outcome = await parts.gate.transaction(bureau, (tx) =>
        performIn(parts, tx, { action, input, actor }),
      );
      if (outcome.kind === 'done') wake(bureau);
      return outcome;
    },
    performIn: (tx, action, input, actor) => performIn(parts, tx, { action, input, actor }),
    ask: (bureau, query, params, actor) =>
      parts.gate.transaction(bureau, (tx) => askIn(parts, tx, { query, params, actor })),
    askIn: (tx, query, params, actor) => askIn(parts, tx, { query, params, actor }),
    world: (tx, section) => worldOf(parts, tx, section),
    bureauOf: (bureau) => bureauOf(parts, bureau),
    probe: (bureau) => parts.gate.transaction(bureau, touchHead),
  };
  return app;
};

interface Asked<S extends z.ZodType, P, F, E extends DomainEvent, R extends Refusal> {
  readonly action: Action<S, P, F, E, R>;
  readonly input: unknown;
  readonly actor: Actor;
}

/** parse → permit → head → gather → decide → record each event (architecture, section 4). */
const performIn = async <S extends z.ZodType, P, F, E extends DomainEvent, R extends Refusal>(
  parts: AppParts,
  tx: Tx,
  { action, input, actor }: Asked<S, P, F, E, R>,
): Promise<Outcome<E, R>> => {
  const parsed = action.input.safeParse(input);
  if (!parsed.success) return { kind: 'denied', because: malformed(parsed.error) };
  if (!action.permit(actor, parsed.data))
    return { kind: 'denied', because: { why: 'not-permitted' } };
  await touchHead(tx);
  const world = await worldOf(parts, tx, action.policy);
  const facts = await action.gather(tx, parsed.data, world, actor);
  const decision = action.decide(facts, parsed.data, world, actor);
  if (!decision.ok) return { kind: 'refused', reason: decision.error };
  const officeMoment = officeMomentOf(parts, tx, world);
  await recordAll(tx, decision.value, { actor, world, officeMoment });
  return { kind: 'done', events: decision.value };
};

/** When notices that are not urgent may leave: in office hours, in a demonstration at once. */
const officeMomentOf = <P>(parts: AppParts, tx: Tx, { now, calendar }: World<P>): Date => {
  if (parts.atAnyHour === true) return now;
  const { office } = bureauOf(parts, tx.bureau).section(OFFICE);
  return nextWorkingMoment(now, { calendar, ...office });
};

const malformed = (error: z.ZodError): Denial => ({
  why: 'malformed',
  issues: error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })),
});

interface Happening<P> {
  /** earliest moment the office may write to people */
  readonly officeMoment: Date;
  readonly actor: Actor;
  readonly world: World<P>;
}

const recordAll = async <P>(
  tx: Tx,
  events: NonEmpty<DomainEvent>,
  { actor, world, officeMoment }: Happening<P>,
): Promise<void> => {
  let count = 0;
  for (const event of events) {
    // an embedded database answers without letting go: many events are not written in one breath
    if (count > 0) await breathe();
    count += 1;
    const context = contextOf(event.type);
    const salt = newSalt(world.seed, count);
    const author = context.isAnonymous(event) ? SOMEBODY : actor;
    const seq = await append(tx, { event, actor: author, at: world.now, salt });
    await context.record(tx, event, { now: world.now, seq });
    await consequences(tx, { context, event, seq, officeMoment }, world);
  }
};

/** How the audit log names an author who must not be named. */
const SOMEBODY: Actor = {
  kind: 'follower',
  identity: { channel: '', id: '' },
  person: null,
  account: null,
  roles: [],
  memberships: [],
};

const newSalt = (seed: string, count: number): string =>
  newId(seed, `salt-a-${count}`).replaceAll('-', '') +
  newId(seed, `salt-b-${count}`).replaceAll('-', '');

interface Recorded {
  readonly context: Context;
  readonly event: DomainEvent;
  readonly seq: number;
}

const consequences = async <P>(
  tx: Tx,
  { context, event, seq, officeMoment }: Recorded & Pick<Happening<P>, 'officeMoment'>,
  world: World<P>,
): Promise<void> => {
  for (const [index, notice] of context.announce(event, world).entries()) {
    const id = newId(world.seed, `notice-${seq}-${index}`);
    const fresh = await putNotice(tx, { notice, id, now: world.now, officeMoment });
    if (fresh && notice.offer !== undefined)
      await putOffer(tx, notice, { row: id, now: world.now });
    if (fresh && notice.form !== undefined) await putFormLink(tx, notice.form, world.now);
  }
  for (const [index, follow] of context.followUps(event).entries()) {
    await putFollowUp(tx, follow, {
      id: newId(world.seed, `follow-${seq}-${index}`),
      now: world.now,
    });
  }
};

const askIn = async <S extends z.ZodType, P, T>(
  parts: AppParts,
  tx: Tx,
  { query, params, actor }: { query: Query<S, P, T>; params: unknown; actor: Actor },
): Promise<Answered<T>> => {
  const parsed = query.params.safeParse(params);
  if (!parsed.success) return { kind: 'denied', because: malformed(parsed.error) };
  if (!query.permit(actor, parsed.data))
    return { kind: 'denied', because: { why: 'not-permitted' } };
  const world = await worldOf(parts, tx, query.policy);
  return { kind: 'found', value: await query.read(tx, parsed.data, world, actor) };
};

const worldOf = async <P>(
  parts: AppParts,
  tx: Tx,
  section: PolicySection<P>,
): Promise<World<P>> => {
  return {
    now: parts.clock(),
    seed: parts.seed(),
    bureau: tx.bureau,
    policy: bureauOf(parts, tx.bureau).section(section),
    calendar: await calendarOf(tx),
  };
};

const bureauOf = (parts: AppParts, id: BureauId): BureauFile => {
  const bureau = parts.bureaus.get(id);
  if (bureau === undefined) throw new Error(`no such bureau: ${id}`);
  return bureau;
};

/** An action by its name, for follow-ups. */
export const actionNamed = (name: string): NamedAction | null =>
  CONTEXTS.flatMap((context) => context.actions).find((action) => action.name === name) ?? null;
