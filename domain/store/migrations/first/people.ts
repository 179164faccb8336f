import { id, int, json, key, long, maybe, str, time, type AnyTable } from '../../columns.ts';

/** People, their chats and accounts. Frozen with the first release. */
export const PEOPLE_TABLES: readonly AnyTable[] = [
  {
    name: 'account',
    columns: {
      id: key(id()),
      login: str(40),
      name: long(),
      passwordHash: long(),
      roles: json(),
      disabledAt: maybe(time()),
    },
    indices: [{ name: 'account_login', columns: ['bureau', 'login'], unique: true }],
  },
  {
    name: 'person',
    columns: {
      id: key(id()),
      sealed: long(),
      citizenPrint: maybe(str(64)),
      phonePrint: maybe(str(64)),
      version: int(),
      createdAt: time(),
    },
    indices: [
      { name: 'person_citizen', columns: ['bureau', 'citizenPrint'], unique: true },
      { name: 'person_phone', columns: ['bureau', 'phonePrint'] },
    ],
  },
  {
    name: 'binding',
    columns: {
      id: key(id()),
      chat: str(64),
      identity: long(),
      person: maybe(id()),
      account: maybe(id()),
      boundAt: time(),
      unboundAt: maybe(time()),
    },
    indices: [
      { name: 'binding_chat', columns: ['bureau', 'chat'] },
      { name: 'binding_person', columns: ['bureau', 'person'] },
      { name: 'binding_account', columns: ['bureau', 'account'] },
    ],
  },
  {
    name: 'binding_code',
    columns: {
      id: key(id()),
      digest: str(64),
      person: maybe(id()),
      account: maybe(id()),
      expiresAt: time(),
      usedAt: maybe(time()),
    },
    indices: [{ name: 'binding_code_digest', columns: ['bureau', 'digest'] }],
  },
  {
    name: 'binding_miss',
    columns: {
      id: key(str(64)),
      misses: int(),
      waitUntil: maybe(time()),
    },
  },
  {
    name: 'consent',
    columns: {
      id: key(id()),
      person: id(),
      text: str(60),
      version: str(40),
      givenAt: time(),
      withdrawnAt: maybe(time()),
    },
    indices: [{ name: 'consent_person', columns: ['bureau', 'person'] }],
  },
  {
    name: 'person_reveal',
    columns: {
      id: key(id()),
      person: id(),
      field: str(20),
      account: id(),
      at: time(),
    },
  },
];
