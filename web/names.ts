import { people, staff } from '../domain/index.ts';
import type { Visit } from './visit.ts';

/** Names of staff by account id, disabled colleagues included; an unknown id reads 已注销的账号. */
export const staffNames = async (visit: Visit): Promise<(account: string | null) => string> => {
  const accounts = await visit.ask(staff.listAccounts, {});
  const names = new Map(accounts.map(({ id, name }) => [id, name]));
  return (account) => (account === null ? '—' : (names.get(account) ?? '已注销的账号'));
};

/** Names of people by id. */
export const peopleNames = async (visit: Visit): Promise<(person: string | null) => string> => {
  const all = await visit.within((tx) => people.readPeople(tx));
  const names = new Map(all.map(({ id, particulars }) => [id, particulars.name]));
  return (person) => (person === null ? '—' : (names.get(person) ?? '已删除的人员'));
};
