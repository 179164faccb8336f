import { IsNull } from 'typeorm';
import type { ChatIdentity } from '../kernel/actor.ts';
import { defineTable, id, int, key, long, maybe, str, time } from '../store/columns.ts';
import { gently } from '../store/gently.ts';
import type { Tx } from '../store/scope.ts';
import type {
  Binding,
  Consent,
  Employment,
  Misses,
  OpenCode,
  Particulars,
  Person,
  RevealedField,
} from './model.ts';

interface PersonRow {
  readonly id: string;
  /** sealed Particulars */
  readonly sealed: string;
  readonly citizenPrint: string | null;
  readonly phonePrint: string | null;
  readonly version: number;
  readonly createdAt: string;
}

export const people = defineTable<PersonRow>({
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
});

interface BindingRow {
  readonly id: string;
  readonly chat: string;
  /** sealed ChatIdentity */
  readonly identity: string;
  readonly person: string | null;
  readonly account: string | null;
  readonly boundAt: string;
  readonly unboundAt: string | null;
}

export const bindings = defineTable<BindingRow>({
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
});

interface CodeRow {
  readonly id: string;
  readonly digest: string;
  readonly person: string | null;
  readonly account: string | null;
  readonly expiresAt: string;
  readonly usedAt: string | null;
}

export const codes = defineTable<CodeRow>({
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
});

interface MissRow {
  readonly id: string;
  readonly misses: number;
  readonly waitUntil: string | null;
}

export const bindMisses = defineTable<MissRow>({
  name: 'binding_miss',
  columns: { id: key(str(64)), misses: int(), waitUntil: maybe(time()) },
});

interface ConsentRow {
  readonly id: string;
  readonly person: string;
  readonly text: string;
  readonly version: string;
  readonly givenAt: string;
  readonly withdrawnAt: string | null;
}

export const consents = defineTable<ConsentRow>({
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
});

interface RevealRow {
  readonly id: string;
  readonly person: string;
  readonly field: RevealedField;
  readonly account: string;
  readonly at: string;
}

export const reveals = defineTable<RevealRow>({
  name: 'person_reveal',
  columns: { id: key(id()), person: id(), field: str(20), account: id(), at: time() },
});

export const PEOPLE_TABLES = [people, bindings, codes, bindMisses, consents, reveals] as const;

/** How a chat is filed: the keyed hash of channel and openid. */
export const chatPrint = (tx: Tx, identity: ChatIdentity): string =>
  tx.vault.fingerprint('chat', `${identity.channel}\n${identity.id}`);

/** Keyed hash under which a binding code is looked up. */
export const codePrint = (tx: Tx, code: string): string => tx.vault.fingerprint('code', code);

/** As sealed: a row of an earlier release lacks what employments have learned to say since. */
type StoredParticulars = Omit<Particulars, 'employments'> & {
  readonly employments: readonly (Omit<Employment, 'outside' | 'kind'> & Partial<Employment>)[];
};

const personOf = (tx: Tx, row: PersonRow): Person => {
  const stored = tx.vault.open(row.sealed) as StoredParticulars;
  const employments = stored.employments.map((one): Employment => {
    return { ...one, outside: one.outside ?? false, kind: one.kind ?? 'main' };
  });
  return { id: row.id, version: row.version, particulars: { ...stored, employments } };
};

export const readPerson = async (tx: Tx, person: string): Promise<Person | null> => {
  const row = await tx.table(people).one({ id: person });
  return row === null ? null : personOf(tx, row);
};

/** Every person of the bureau, opened: names are searched in memory (architecture, Search). */
export const readPeople = async (tx: Tx): Promise<readonly Person[]> =>
  gently(await tx.table(people).find({}, { order: { createdAt: 'DESC' } }), (row) =>
    personOf(tx, row),
  );

export const findByCitizenNumber = async (
  tx: Tx,
  number: string | null,
): Promise<Person | null> => {
  if (number === null) return null;
  const row = await tx.table(people).one({ citizenPrint: tx.vault.fingerprint('citizen', number) });
  return row === null ? null : personOf(tx, row);
};

const bindingOf = (tx: Tx, row: BindingRow): Binding => ({
  id: row.id,
  identity: tx.vault.open(row.identity) as ChatIdentity,
  person: row.person,
  account: row.account,
  boundAt: new Date(row.boundAt),
  unboundAt: row.unboundAt === null ? null : new Date(row.unboundAt),
});

/** Whom a chat belongs to now. */
export const bindingOfChat = async (tx: Tx, identity: ChatIdentity): Promise<Binding | null> => {
  const row = await tx.table(bindings).one({ chat: chatPrint(tx, identity), unboundAt: IsNull() });
  return row === null ? null : bindingOf(tx, row);
};

/** The chats through which a person or a member of staff is reached now, newest first. */
export const chatsOf = async (
  tx: Tx,
  who: { readonly person: string } | { readonly account: string },
): Promise<readonly Binding[]> => {
  const rows = await tx
    .table(bindings)
    .find({ ...who, unboundAt: IsNull() }, { order: { boundAt: 'DESC' } });
  return rows.map((row) => bindingOf(tx, row));
};

/** All bindings a person ever had, newest first. */
export const bindingHistory = async (tx: Tx, person: string): Promise<readonly Binding[]> =>
  (await tx.table(bindings).find({ person }, { order: { boundAt: 'DESC' } })).map((row) =>
    bindingOf(tx, row),
  );

export const readBinding = async (tx: Tx, binding: string): Promise<Binding | null> => {
  const row = await tx.table(bindings).one({ id: binding, unboundAt: IsNull() });
  return row === null ? null : bindingOf(tx, row);
};

export const readCode = async (tx: Tx, code: string): Promise<OpenCode | null> => {
  const row = await tx.table(codes).one({ digest: codePrint(tx, code), usedAt: IsNull() });
  if (row === null) return null;
  return {
    id: row.id,
    target: { person: row.person, account: row.account },
    expiresAt: new Date(row.expiresAt),
  };
};

export const readMisses = async (tx: Tx, identity: ChatIdentity): Promise<Misses> => {
  const row = await tx.table(bindMisses).one({ id: chatPrint(tx, identity) });
  const waitUntil = row?.waitUntil ?? null;
  return { misses: row?.misses ?? 0, waitUntil: waitUntil === null ? null : new Date(waitUntil) };
};

/** Everything a person ever agreed to, newest first. */
export const consentsOf = async (tx: Tx, person: string): Promise<readonly Consent[]> => {
  const rows = await tx.table(consents).find({ person }, { order: { givenAt: 'DESC' } });
  return rows.map(({ text, version, givenAt, withdrawnAt }) => ({
    text,
    version,
    givenAt: new Date(givenAt),
    withdrawnAt: withdrawnAt === null ? null : new Date(withdrawnAt),
  }));
};

/** The persons whose consent to a text stands. */
export const consentingTo = async (tx: Tx, text: string): Promise<ReadonlySet<string>> => {
  const rows = await tx.table(consents).some({ text, withdrawnAt: IsNull() }, ['person']);
  return new Set(rows.map(({ person }) => person));
};

/** The value behind a reveal made by this account within the last two minutes; else null. */
export const readRevealed = async (
  tx: Tx,
  { reveal, account, now }: { reveal: string; account: string; now: Date },
): Promise<{ field: RevealedField; value: string | null } | null> => {
  const row = await tx.table(reveals).one({ id: reveal, account });
  if (row === null || now.getTime() - new Date(row.at).getTime() > 120_000) return null;
  const person = await readPerson(tx, row.person);
  return { field: row.field, value: person?.particulars[row.field] ?? null };
};
