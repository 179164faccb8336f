import type { ChatIdentity, FollowerActor } from './kernel/actor.ts';
import { membershipsOf } from './membership/index.ts';
import { bindingOfChat, readPerson, type Person } from './people/index.ts';
import { readAccount, type Account } from './staff/index.ts';
import type { Tx } from './store/scope.ts';

export interface Writer {
  readonly actor: FollowerActor;
  /** the person's own name where the chat is bound to a person */
  readonly name: string | null;
}

/** Who stands behind a chat: person, memberships, staff account with its roles (a disabled one has none). */
export const whoWrites = async (tx: Tx, identity: ChatIdentity): Promise<Writer> => {
  const bound = (await bindingOfChat(tx, identity)) ?? UNBOUND;
  const person = await personBehind(tx, bound.person);
  const account = await accountBehind(tx, bound.account);
  return {
    actor: {
      kind: 'follower',
      identity,
      ...(account === null ? NO_STAFF : { account: account.id, roles: account.roles }),
      person: person === null ? null : person.id,
      memberships: person === null ? [] : await activeTerms(tx, person.id),
    },
    name: person === null ? null : person.particulars.name,
  };
};

const UNBOUND = { person: null, account: null };
const NO_STAFF = { account: null, roles: [] };

const personBehind = (tx: Tx, person: string | null): Promise<Person | null> =>
  person === null ? Promise.resolve(null) : readPerson(tx, person);

const accountBehind = async (tx: Tx, account: string | null): Promise<Account | null> => {
  const found = account === null ? null : await readAccount(tx, account);
  return found === null || found.disabled ? null : found;
};

/** A lapsed, declined or ended term gives no duties any more (GP-7d). */
const activeTerms = async (tx: Tx, person: string): Promise<FollowerActor['memberships']> =>
  (await membershipsOf(tx, person))
    .filter((term) => term.status === 'active')
    .map(({ id, roster }) => ({ id, roster }));
