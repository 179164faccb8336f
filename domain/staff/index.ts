import { defineContext } from '../kernel/context.ts';
import type { StaffEvent, StaffRefusal } from './model.ts';
import { accounts, record } from './records.ts';
import { refuse } from './wording.ts';

export { type Account } from './model.ts';
export { readAccount, readAccounts, readForSignIn } from './records.ts';
export { hashPassword, isPassword, NOBODYS_HASH, passwordFault } from './password.ts';
export * from './actions.ts';

export const staffContext = defineContext<StaffEvent>({
  name: 'staff',
  tables: [accounts],
  policies: [],
  actions: [],
  record,
  refuse: (refusal) => refuse(refusal as StaffRefusal),
});
