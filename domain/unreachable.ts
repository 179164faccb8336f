import { readConversation } from './exchange/inbox.ts';
import { dayOf } from './kernel/day.ts';
import { ROSTERS, type Roster } from './kernel/world.ts';
import { activeMembers } from './membership/index.ts';
import { refusedAt } from './notices/index.ts';
import { chatPrint, chatsOf, readPerson } from './people/index.ts';
import type { Tx } from './store/scope.ts';

/** A member whom no chat reaches: somebody must telephone (F15, F35). */
export interface Unreachable {
  readonly person: string;
  readonly name: string;
  readonly phone: string | null;
  readonly roster: Roster;
  /** in words for staff */
  readonly why: string;
  /** since the account said so, where it did */
  readonly since: string | null;
}

/** Members in office without any chat that takes messages, by roster. */
export const unreachableMembers = async (tx: Tx, now: Date): Promise<readonly Unreachable[]> => {
  const found: Unreachable[] = [];
  for (const roster of ROSTERS)
    for (const { person } of await activeMembers(tx, roster, dayOf(now))) {
      const shut = await whyShut(tx, person);
      const known = shut === null ? null : await readPerson(tx, person);
      if (shut === null || known === null) continue;
      const { name, phone } = known.particulars;
      found.push({ person, name, phone: phone ?? null, roster, ...shut });
    }
  return found;
};

type Shut = Pick<Unreachable, 'why' | 'since'>;

/** Null: at least one chat is open. */
const whyShut = async (tx: Tx, person: string): Promise<Shut | null> => {
  const ids = (await chatsOf(tx, { person })).map(({ identity }) => chatPrint(tx, identity));
  if (ids.length === 0) return { why: '没有绑定微信', since: null };
  const chats = [];
  for (const id of ids) chats.push(await readConversation(tx, id));
  const known = chats.filter((chat) => chat !== null);
  const following = known.filter((chat) => chat.following === 1);
  if (following.length === 0) return { why: '已取消关注', since: latest(known) };
  const refusals = [];
  for (const { id, updatedAt } of following) refusals.push(await refusedAt(tx, id, updatedAt));
  const since = refusals.filter((at) => at !== null);
  return since.length < following.length
    ? null
    : { why: '平台说对方拒收或已取消关注', since: since.sort().at(-1) ?? null };
};

const latest = (chats: readonly { readonly updatedAt: string }[]): string | null =>
  chats
    .map(({ updatedAt }) => updatedAt)
    .sort()
    .at(-1) ?? null;
