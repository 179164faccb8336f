import { IsNull } from 'typeorm';
import type { ContextSpec } from '../kernel/context.ts';
import type { Tx } from '../store/scope.ts';
import type { GivenConsent, Particulars, PeopleEvent } from './model.ts';
import { bindings, bindMisses, chatPrint, codes, consents, people, reveals } from './records.ts';

const prints = (tx: Tx, { citizenNumber, phone }: Particulars) => ({
  citizenPrint: citizenNumber === null ? null : tx.vault.fingerprint('citizen', citizenNumber),
  phonePrint: phone === null ? null : tx.vault.fingerprint('phone', phone),
});

const newRow = (
  tx: Tx,
  { person, particulars }: { readonly person: string; readonly particulars: Particulars },
  now: Date,
) => ({
  id: person,
  sealed: tx.vault.seal(particulars),
  ...prints(tx, particulars),
  version: 1,
  createdAt: now.toISOString(),
});

const consentRow = ({ consent, person, text, version }: GivenConsent, now: Date) => ({
  id: consent,
  person,
  text,
  version,
  givenAt: now.toISOString(),
  withdrawnAt: null,
});

const recordBound: ContextSpec<PeopleEvent>['record']['people.bound'] = async (
  tx,
  event,
  { now },
) => {
  const at = now.toISOString();
  const chat = chatPrint(tx, event.private.identity);
  await tx.table(bindings).change({ chat, unboundAt: IsNull() }, { unboundAt: at });
  await tx.table(bindings).insert({
    id: event.binding,
    chat,
    identity: tx.vault.seal(event.private.identity),
    person: event.person,
    account: event.account,
    boundAt: at,
    unboundAt: null,
  });
  if (event.code !== null) await tx.table(codes).change({ id: event.code }, { usedAt: at });
  await tx.table(bindMisses).remove({ id: chat });
};

export const record: ContextSpec<PeopleEvent>['record'] = {
  'people.registered': (tx, event, { now }) =>
    tx.table(people).insert(newRow(tx, { ...event, ...event.private }, now)),
  // the people of a roster that existed before, a chunk at a time
  'people.imported': async (tx, { private: { people: known, consents: given } }, { now }) => {
    if (known.length > 0) await tx.table(people).insert(known.map((one) => newRow(tx, one, now)));
    if (given.length > 0) await tx.table(consents).insert(given.map((one) => consentRow(one, now)));
  },
  'people.corrected': async (tx, event) => {
    const sealed = tx.vault.seal(event.private.particulars);
    const set = { sealed, ...prints(tx, event.private.particulars), version: event.version };
    await tx.table(people).change({ id: event.person }, set);
  },
  'people.code-issued': (tx, event) =>
    tx.table(codes).insert({
      id: event.code,
      digest: event.private.digest,
      person: event.person,
      account: event.account,
      expiresAt: event.expiresAt,
      usedAt: null,
    }),
  'people.bound': recordBound,
  'people.bind-missed': async (tx, event) => {
    const id = chatPrint(tx, event.private.identity);
    const set = { misses: event.misses, waitUntil: event.waitUntil };
    const changed = await tx.table(bindMisses).change({ id }, set);
    if (changed === 0) await tx.table(bindMisses).insert({ id, ...set });
  },
  'people.unbound': async (tx, event, { now }) => {
    await tx.table(bindings).change({ id: event.binding }, { unboundAt: now.toISOString() });
  },
  'people.consented': (tx, event, { now }) => tx.table(consents).insert(consentRow(event, now)),
  'people.consent-withdrawn': async (tx, event, { now }) => {
    const standing = { person: event.person, text: event.text, withdrawnAt: IsNull() };
    await tx.table(consents).change(standing, { withdrawnAt: now.toISOString() });
  },
  'people.revealed': (tx, event, { now }) =>
    tx.table(reveals).insert({
      id: event.reveal,
      person: event.person,
      field: event.field,
      account: event.account,
      at: now.toISOString(),
    }),
};
