import type { Role } from '../kernel/actor.ts';
import type { ContextSpec } from '../kernel/context.ts';
import { defineTable, id, json, key, long, maybe, str, time } from '../store/columns.ts';
import type { Tx } from '../store/scope.ts';
import type { Account, StaffEvent } from './model.ts';

export interface AccountRow {
  readonly id: string;
  readonly login: string;
  /** sealed */
  readonly name: string;
  /** sealed */
  readonly passwordHash: string;
  readonly roles: readonly Role[];
  readonly disabledAt: string | null;
  /** sealed */
  readonly phone: string | null;
}

export const accounts = defineTable<AccountRow>({
  name: 'account',
  columns: {
    id: key(id()),
    login: str(40),
    name: long(),
    passwordHash: long(),
    roles: json(),
    disabledAt: maybe(time()),
    phone: maybe(long()),
  },
  indices: [{ name: 'account_login', columns: ['bureau', 'login'], unique: true }],
});

const accountOf = (tx: Tx, row: AccountRow): Account => ({
  id: row.id,
  login: row.login,
  name: String(tx.vault.open(row.name)),
  roles: row.roles,
  disabled: row.disabledAt !== null,
  phone: row.phone === null ? null : String(tx.vault.open(row.phone)),
});

/** All members of staff, disabled ones included, by login. */
export const readAccounts = async (tx: Tx): Promise<readonly Account[]> =>
  (await tx.table(accounts).find({}, { order: { login: 'ASC' } })).map((row) => accountOf(tx, row));

export const readAccount = async (tx: Tx, account: string): Promise<Account | null> => {
  const row = await tx.table(accounts).one({ id: account });
  return row === null ? null : accountOf(tx, row);
};

export const isLoginTaken = async (tx: Tx, login: string): Promise<boolean> =>
  (await tx.table(accounts).count({ login: login.toLowerCase() })) > 0;

/** What a sign-in compares: the account and its scrypt hash, or null. */
export const readForSignIn = async (
  tx: Tx,
  login: string,
): Promise<{ readonly account: Account; readonly passwordHash: string } | null> => {
  const row = await tx.table(accounts).one({ login: login.toLowerCase() });
  if (row === null) return null;
  return { account: accountOf(tx, row), passwordHash: String(tx.vault.open(row.passwordHash)) };
};

export const record: ContextSpec<StaffEvent>['record'] = {
  'staff.added': (tx, event) =>
    tx.table(accounts).insert({
      id: event.account,
      login: event.private.login.toLowerCase(),
      name: tx.vault.seal(event.private.name),
      passwordHash: tx.vault.seal(event.private.passwordHash),
      roles: event.roles,
      disabledAt: null,
      phone: null,
    }),
  'staff.roles-set': async (tx, event) => {
    await tx.table(accounts).change({ id: event.account }, { roles: event.roles });
  },
  'staff.disabled': async (tx, event, { now }) => {
    await tx.table(accounts).change({ id: event.account }, { disabledAt: now.toISOString() });
  },
  'staff.phone-set': async (tx, event) => {
    const { phone } = event.private;
    await tx
      .table(accounts)
      .change({ id: event.account }, { phone: phone === '' ? null : tx.vault.seal(phone) });
  },
  'staff.password-set': async (tx, event) => {
    const passwordHash = tx.vault.seal(event.private.passwordHash);
    await tx.table(accounts).change({ id: event.account }, { passwordHash, disabledAt: null });
  },
  'staff.signed-in': () => Promise.resolve(),
  'staff.signed-out': () => Promise.resolve(),
  'staff.exported': () => Promise.resolve(),
};
