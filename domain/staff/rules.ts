import { newId } from '../kernel/fresh.ts';
import { err, ok, type NonEmpty, type Result } from '../kernel/result.ts';
import type { World } from '../kernel/world.ts';
import type { Role } from '../kernel/actor.ts';
import type { Account, StaffEvent, StaffRefusal } from './model.ts';

type Decision = Result<NonEmpty<StaffEvent>, StaffRefusal>;

interface NewAccount {
  readonly login: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly passwordHash: string;
}

export const add = (taken: boolean, input: NewAccount, world: World<object>): Decision =>
  taken
    ? err({ code: 'staff.login-taken', login: input.login })
    : ok([
        {
          type: 'staff.added',
          account: newId(world.seed),
          roles: input.roles,
          private: { login: input.login, name: input.name, passwordHash: input.passwordHash },
        },
      ]);

/** Who is left to administer once this account no longer does. */
const leavesNobody = (all: readonly Account[], account: string): boolean =>
  !all.some((one) => one.id !== account && !one.disabled && one.roles.includes('administrator'));

export const disable = (all: readonly Account[], account: string): Decision => {
  if (!all.some((one) => one.id === account)) return err({ code: 'staff.unknown' });
  if (leavesNobody(all, account)) return err({ code: 'staff.last-administrator' });
  return ok([{ type: 'staff.disabled', account }]);
};

export const setRoles = (
  all: readonly Account[],
  input: { readonly account: string; readonly roles: readonly Role[] },
): Decision => {
  if (!all.some((one) => one.id === input.account)) return err({ code: 'staff.unknown' });
  if (!input.roles.includes('administrator') && leavesNobody(all, input.account))
    return err({ code: 'staff.last-administrator' });
  return ok([{ type: 'staff.roles-set', account: input.account, roles: input.roles }]);
};

export const setPhone = (
  known: boolean,
  input: { readonly account: string; readonly phone: string },
): Decision =>
  known
    ? ok([{ type: 'staff.phone-set', account: input.account, private: { phone: input.phone } }])
    : err({ code: 'staff.unknown' });

export const setPassword = (
  known: boolean,
  input: { readonly account: string; readonly passwordHash: string },
): Decision =>
  known
    ? ok([
        {
          type: 'staff.password-set',
          account: input.account,
          private: { passwordHash: input.passwordHash },
        },
      ])
    : err({ code: 'staff.unknown' });
