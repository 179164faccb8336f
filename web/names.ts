import { staff } from '../domain/index.ts';
import type { Visit } from './visit.ts';

/** Names of staff by account id, disabled colleagues included; an unknown id reads 已注销的账号. */
export const staffNames = async (visit: Visit): Promise<(account: string | null) => string> => {
  const accounts = await visit.ask(staff.listAccounts, {});
  const names = new Map(accounts.map(({ id, name }) => [id, name]));
  return (account) => (account === null ? '—' : (names.get(account) ?? '已注销的账号'));
};
