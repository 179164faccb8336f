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

/** Binds the new identity as 绑定 does, with a code that staff issue; one bound already stays as it is. */
export const carryBinding = async (
  carrying: Carrying,
  from: ChatIdentity,
  to: ChatIdentity,
): Promise<void> => {
  const { person, account } = await writerAt(carrying, from);
  const follower = await writerAt(carrying, to);
  const isBound = follower.person !== null || follower.account !== null;
  if (isBound || (person === null && account === null)) return;
  const { app, bureau } = carrying;
  const by = await staffWith(carrying, account === null ? 'clerk' : 'administrator');
  if (by === null) return;
  const code = codeFrom(carrying.uuid());
  const issued = await app.perform(bureau, people.issueBindingCode, { person, account, code }, by);
  if (issued.kind === 'done')
    await app.perform(bureau, people.bindChat, { identity: to, code }, follower);
};

const staffWith = async ({ app, bureau }: Carrying, role: Role): Promise<StaffActor | null> => {
  const asked = await app.ask(bureau, staff.listAccounts, {}, { kind: 'system', duty: 'demo' });
  const rows = asked.kind === 'found' ? asked.value : [];
  const found = rows.find((row) => !row.disabled && row.roles.includes(role));
  return found === undefined ? null : { kind: 'staff', account: found.id, roles: found.roles };
};

const codeFrom = (uuid: string): string =>
  String(Number.parseInt(sm3Hex(uuid).slice(0, 12), 16) % 100_000_000).padStart(8, '0');
