import { contextOf } from './contexts.ts';
import { conversations } from './exchange/tables.ts';
import type { ChatIdentity } from './kernel/actor.ts';
import type { Recipient, Said } from './kernel/context.ts';
import { unansweredOf } from './draws/index.ts';
import { onDuty, readAlert } from './liaison/index.ts';
import { isOwn, sayOwn, type NoticeRow } from './notices/index.ts';
import { bindingOfChat, chatPrint, chatsOf } from './people/index.ts';
import { readAccounts } from './staff/index.ts';
import type { Tx } from './store/scope.ts';

/** A chat of a recipient that takes messages now. */
export interface OpenChat {
  readonly identity: ChatIdentity;
  readonly conversation: string;
}

/** Whom a recipient means at this moment. */
export type Reachable =
  /** the newest binding first; none: `why` says it */
  | { readonly kind: 'chats'; readonly chats: readonly OpenChat[]; readonly why: string }
  /** several people: each gets a notice of their own */
  | { readonly kind: 'several'; readonly to: readonly Recipient[] }
  | { readonly kind: 'nobody'; readonly why: string };

/** Resolves a recipient to the chats at delivery, never before: liaison cover and roles are today's. */
export const chatsFor = async (tx: Tx, to: Recipient, now: Date): Promise<Reachable> => {
  switch (to.to) {
    case 'chat':
      return reachable(tx, [to.identity]);
    case 'person':
      return reachable(
        tx,
        (await chatsOf(tx, { person: to.person })).map((one) => one.identity),
      );
    case 'account':
      return reachable(
        tx,
        (await chatsOf(tx, { account: to.account })).map((one) => one.identity),
      );
    case 'role':
      return several(await withRole(tx, to));
    case 'liaison':
      return several(await onDuty(tx, { roster: to.roster, at: now, except: to.except ?? [] }));
  }
};

const withRole = async (
  tx: Tx,
  to: Extract<Recipient, { to: 'role' }>,
): Promise<readonly string[]> =>
  (await readAccounts(tx))
    .filter((account) => !account.disabled && account.roles.includes(to.role))
    .map((account) => account.id)
    .filter((account) => !(to.except ?? []).includes(account));

const several = (accounts: readonly string[]): Reachable =>
  accounts.length === 0
    ? { kind: 'nobody', why: '没有人担任这个角色' }
    : { kind: 'several', to: accounts.map((account) => ({ to: 'account', account })) };

const reachable = async (tx: Tx, identities: readonly ChatIdentity[]): Promise<Reachable> => {
  const chats: OpenChat[] = [];
  for (const identity of identities) {
    const conversation = chatPrint(tx, identity);
    const row = await tx.table(conversations).one({ id: conversation });
    if (row !== null && row.following === 1) chats.push({ identity, conversation });
  }
  return { kind: 'chats', chats, why: identities.length === 0 ? '没有绑定微信' : '已取消关注' };
};

/** Whether the recipient follows the account at this moment: WeCom is another application. */
export const followsAccount = async (tx: Tx, to: Recipient, now: Date): Promise<boolean> => {
  const reach = await chatsFor(tx, to, now);
  return reach.kind === 'chats' && reach.chats.some(({ identity }) => identity.channel !== 'wecom');
};

/** Whose telephone number it would be, for a way that needs one; null: nobody known, or a colleague. */
export const personOf = async (tx: Tx, to: Recipient): Promise<string | null> => {
  if (to.to === 'person') return to.person;
  return to.to === 'chat' ? ((await bindingOfChat(tx, to.identity))?.person ?? null) : null;
};

/** How a notice reads now; null when its context no longer knows it. */
export const sayNotice = async (tx: Tx, row: NoticeRow): Promise<Said | null> =>
  sayOwn(row.kind, row.params) ??
  (await contextOf(row.kind).say(tx, row.kind, await asOfNow(tx, row)));

type Params = NoticeRow['params'];

/** An alert of invitations counts those who have not answered at this moment (GP-12a). */
const asOfNow = async (tx: Tx, { params }: NoticeRow): Promise<Params> => {
  const left = await leftUnanswered(tx, params);
  return left === null ? params : { ...params, left };
};

/** Null: it is of another matter. */
const leftUnanswered = async (tx: Tx, { alert, kind }: Params): Promise<number | null> => {
  if (kind !== 'unanswered-invitation' || typeof alert !== 'string') return null;
  const found = await readAlert(tx, alert);
  return found === null ? null : unansweredOf(tx, found.subjectId);
};

/** Whether what a notice speaks of is settled meanwhile: it dies instead of arriving late. */
export const isNoticeOver = (tx: Tx, row: NoticeRow): Promise<boolean> =>
  isOwn(row.kind) ? Promise.resolve(false) : isOver(tx, row);

const isOver = async (tx: Tx, { kind, params }: NoticeRow): Promise<boolean> =>
  (await contextOf(kind).isOver(tx, kind, params)) || (await leftUnanswered(tx, params)) === 0;
