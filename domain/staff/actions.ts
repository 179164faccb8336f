import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { accountOf, holds, type Actor } from '../kernel/actor.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { defineQuery } from '../kernel/query.ts';
import { ok } from '../kernel/result.ts';
import { login, passwordHash, roles, staffName, staffPhone, type StaffEvent } from './model.ts';
import { isLoginTaken, readAccount, readAccounts } from './records.ts';
import { add, disable, setPassword, setPhone, setRoles } from './rules.ts';

/** The command line makes the first administrator; afterwards administrators do. */
const administers = (actor: Actor): boolean =>
  actor.kind === 'system' || holds(actor, 'administrator');

export const addAccount = defineAction({
  name: 'staff.add',
  input: z.object({ login, name: staffName, roles, passwordHash }),
  policy: NO_POLICY,
  permit: administers,
  gather: (tx, input) => isLoginTaken(tx, input.login),
  decide: add,
});

export const disableAccount = defineAction({
  name: 'staff.disable',
  input: z.object({ account: z.string() }),
  policy: NO_POLICY,
  permit: administers,
  gather: (tx) => readAccounts(tx),
  decide: (all, input) => disable(all, input.account),
});

export const setAccountRoles = defineAction({
  name: 'staff.set-roles',
  input: z.object({ account: z.string(), roles }),
  policy: NO_POLICY,
  permit: administers,
  gather: (tx) => readAccounts(tx),
  decide: setRoles,
});

export const setAccountPhone = defineAction({
  name: 'staff.set-phone',
  input: z.object({ account: z.string(), phone: staffPhone }),
  policy: NO_POLICY,
  permit: administers,
  gather: async (tx, input) => (await readAccount(tx, input.account)) !== null,
  decide: setPhone,
});

export const setAccountPassword = defineAction({
  name: 'staff.set-password',
  input: z.object({ account: z.string(), passwordHash }),
  policy: NO_POLICY,
  permit: (actor, input) => administers(actor) || accountOf(actor) === input.account,
  gather: async (tx, input) => (await readAccount(tx, input.account)) !== null,
  decide: setPassword,
});

/** The site has already compared the password; this puts the sign-in on record. */
export const signIn = defineAction({
  name: 'staff.sign-in',
  input: z.object({ account: z.string() }),
  policy: NO_POLICY,
  permit: (actor) => actor.kind === 'system',
  gather: () => Promise.resolve(null),
  decide: (_facts, input) =>
    ok<readonly [StaffEvent]>([{ type: 'staff.signed-in', account: input.account }]),
});

export const signOut = defineAction({
  name: 'staff.sign-out',
  input: z.object({ account: z.string() }),
  policy: NO_POLICY,
  permit: (actor, input) => accountOf(actor) === input.account,
  gather: () => Promise.resolve(null),
  decide: (_facts, input) =>
    ok<readonly [StaffEvent]>([{ type: 'staff.signed-out', account: input.account }]),
});

export const listAccounts = defineQuery({
  name: 'staff.list',
  params: z.object({}),
  policy: NO_POLICY,
  permit: (actor) => actor.kind !== 'follower',
  read: (tx) => readAccounts(tx),
});

/** A list was handed out as a file: how many rows of what to whom stays on record. */
export const noteExport = defineAction({
  name: 'staff.export',
  input: z.object({ list: z.string().min(1).max(40), rows: z.number().int().min(0) }),
  policy: NO_POLICY,
  permit: (actor) => actor.kind === 'staff',
  gather: () => Promise.resolve(null),
  decide: (_facts, input, _world, actor) =>
    ok<readonly [StaffEvent]>([{ type: 'staff.exported', ...input, by: accountOf(actor) ?? '' }]),
});
