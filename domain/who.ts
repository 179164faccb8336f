import type { ChatIdentity, FollowerActor } from './kernel/actor.ts';
import { bindingOfChat, readPerson } from './people/index.ts';
import { readAccount } from './staff/index.ts';
import { membershipsOf } from './membership/index.ts';
import type { Tx } from './store/scope.ts';

export interface Writer {
  readonly actor: FollowerActor;
  /** the person's own name where the chat is bound to a person */
  readonly name: string | null;
}

/** Who stands behind a chat: person, memberships, staff account with its roles (a disabled one has none). */
export const whoWrites = async (tx: Tx, identity: ChatIdentity): Promise<Writer> => {
  const binding = await bindingOfChat(tx, identity);
  const account = binding?.account == null ? null : await readAccount(tx, binding.account);
  const person = binding?.person == null ? null : await readPerson(tx, binding.person);
  const terms = person === null ? [] : await membershipsOf(tx, person.id);
  // a lapsed, declined or ended term gives no duties any more (GP-7d)
  const memberships = terms.filter((term) => term.status === 'active');
  const working = account !== null && !account.disabled;
  return {
    actor: {
      kind: 'follower',
      identity,
      person: person?.id ?? null,
      account: working ? account.id : null,
      roles: working ? account.roles : [],
      memberships: memberships.map(({ id, roster }) => ({ id, roster })),
    },
    name: person?.particulars.name ?? null,
  };
};
