import { lockConversation } from '../../domain/exchange/index.ts';
import {
  people,
  whoWrites,
  type App,
  type BureauId,
  type DomainEvent,
  type FollowerActor,
  type Outcome,
  type Refusal,
  type StaffActor,
} from '../../domain/index.ts';

/** What every step of the demo's preparation is done with. */

export type Accounts = ReadonlyMap<string, StaffActor>;

export interface Stage {
  readonly app: App;
  readonly bureau: BureauId;
  readonly accounts: Accounts;
}

export const done = <E extends DomainEvent, R extends Refusal>(
  outcome: Outcome<E, R>,
): readonly E[] => {
  if (outcome.kind === 'done') return outcome.events;
  throw new Error(`the demo could not be set up: ${JSON.stringify(outcome)}`);
};

export const found = <T>(value: T | null | undefined, what: string): T => {
  if (value === null || value === undefined) throw new Error(`the demo has no ${what}`);
  return value;
};

export const accountIn = (accounts: Accounts, login: string): StaffActor =>
  found(accounts.get(login), login);

/** A follower whose conversation exists, as after 关注. */
export const follows = async (app: App, bureau: BureauId, id: string): Promise<FollowerActor> => {
  const identity = { channel: 'simulator', id };
  return app.gate.transaction(bureau, async (tx) => {
    await lockConversation(tx, identity, app.clock());
    return (await whoWrites(tx, identity)).actor;
  });
};

interface Binding {
  readonly follower: FollowerActor;
  readonly by: StaffActor;
  readonly target: { readonly person?: string; readonly account?: string };
}

let codes = 10_000_000;

export const bindTo = async (
  app: App,
  bureau: BureauId,
  { follower, by, target }: Binding,
): Promise<void> => {
  codes += 7919;
  const code = String(codes);
  done(await app.perform(bureau, people.issueBindingCode, { ...target, code }, by));
  done(await app.perform(bureau, people.bindChat, { identity: follower.identity, code }, follower));
};
