import { lockConversation } from '../../domain/exchange/index.ts';
import {
  people,
  sm3Hex,
  staff,
  whoWrites,
  type App,
  type BureauId,
  type ChatIdentity,
  type FollowerActor,
  type Role,
  type StaffActor,
} from '../../domain/index.ts';

/** A phone that changes its channel gets another identity: whoever it belongs to goes along with it. */

export interface Carrying {
  readonly app: App;
  readonly bureau: BureauId;
  readonly uuid: () => string;
}

const writerAt = ({ app, bureau }: Carrying, identity: ChatIdentity): Promise<FollowerActor> =>
  app.gate.transaction(bureau, async (tx) => {
    await lockConversation(tx, identity, app.clock());
    return (await whoWrites(tx, identity)).actor;
  });

/**
 * Binds the new identity as 绑定 does, with a code that staff issue; one bound already stays as it is.
 * True: both are the same person for the office.
 */
export const carryBinding = async (
  carrying: Carrying,
  from: ChatIdentity,
  to: ChatIdentity,
): Promise<boolean> => {
  const before = await writerAt(carrying, from);
  const follower = await writerAt(carrying, to);
  if (!isBound(before)) return false;
  return isBound(follower)
    ? follower.person === before.person && follower.account === before.account
    : bindLike(before, { carrying, to, follower });
};

const isBound = ({ person, account }: FollowerActor): boolean =>
  person !== null || account !== null;

interface Unbound {
  readonly carrying: Carrying;
  readonly to: ChatIdentity;
  readonly follower: FollowerActor;
}

const bindLike = async (
  { person, account }: FollowerActor,
  { carrying, to, follower }: Unbound,
): Promise<boolean> => {
  const { app, bureau } = carrying;
  const by = await staffWith(carrying, account === null ? 'clerk' : 'administrator');
  if (by === null) return false;
  const code = codeFrom(carrying.uuid());
  const issued = await app.perform(bureau, people.issueBindingCode, { person, account, code }, by);
  if (issued.kind !== 'done') return false;
  const bound = await app.perform(bureau, people.bindChat, { identity: to, code }, follower);
  return bound.kind === 'done';
};

const staffWith = async ({ app, bureau }: Carrying, role: Role): Promise<StaffActor | null> => {
  const asked = await app.ask(bureau, staff.listAccounts, {}, { kind: 'system', duty: 'demo' });
  const rows = asked.kind === 'found' ? asked.value : [];
  const found = rows.find((row) => !row.disabled && row.roles.includes(role));
  return found === undefined ? null : { kind: 'staff', account: found.id, roles: found.roles };
};

const codeFrom = (uuid: string): string =>
  String(Number.parseInt(sm3Hex(uuid).slice(0, 12), 16) % 100_000_000).padStart(8, '0');
