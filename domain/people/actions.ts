import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { accountOf, holds, type Actor } from '../kernel/actor.ts';
import { newId } from '../kernel/fresh.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { defineQuery } from '../kernel/query.ts';
import { ok } from '../kernel/result.ts';
import { readInstitution } from '../institutions/index.ts';
import { readAccount } from '../staff/index.ts';
import { particulars, type PeopleEvent } from './model.ts';
import {
  bindingHistory,
  bindingOfChat,
  codePrint,
  consentsOf,
  findByCitizenNumber,
  readBinding,
  readCode,
  readMisses,
  readPerson,
  readRevealed,
} from './records.ts';
import {
  bind,
  correct,
  issueCode,
  register,
  resolveEmployer,
  reveal,
  unbind,
  withdraw,
} from './rules.ts';

const office = (actor: Actor): boolean =>
  actor.kind === 'system' || holds(actor, 'clerk', 'sectionHead', 'leader', 'liaison');

const reason = z.string().trim().min(4, '请写明理由，至少4个字').max(200);

export const registerPerson = defineAction({
  name: 'people.register',
  input: z.object({
    source: z.enum(['chat', 'phone', 'visit', 'letter', 'import']),
    particulars,
  }),
  policy: NO_POLICY,
  permit: office,
  gather: (tx, input) => findByCitizenNumber(tx, input.particulars.citizenNumber),
  decide: register,
});

/** `expectVersion` is what the writer saw: another number now means that a colleague saved first (F22). */
export const correctPerson = defineAction({
  name: 'people.correct',
  input: z.object({ person: z.string(), particulars, expectVersion: z.coerce.number().int() }),
  policy: NO_POLICY,
  permit: office,
  gather: (tx, input) => readPerson(tx, input.person),
  decide: correct,
});

/**
 * Staff say what an employer known by words only is: one of the list, or none of it. `place` counts the
 * employments from 0; null: none is on record yet.
 */
export const resolveEmployerOf = defineAction({
  name: 'people.resolve-employer',
  input: z.object({
    person: z.string(),
    expectVersion: z.coerce.number().int(),
    place: z.coerce.number().int().min(0).nullable(),
    /** null: no designated institution, or no employer at all */
    institution: z.string().nullable(),
  }),
  policy: NO_POLICY,
  permit: office,
  gather: async (tx, input) => ({
    known: await readPerson(tx, input.person),
    chosen: input.institution === null ? null : await readInstitution(tx, input.institution),
  }),
  decide: resolveEmployer,
});

/** A one-time code for a person or, by an administrator, for a colleague. The code itself is never kept. */
export const issueBindingCode = defineAction({
  name: 'people.issue-code',
  input: z.object({
    person: z.string().nullable().default(null),
    account: z.string().nullable().default(null),
    code: z.string().regex(/^[0-9]{8}$/),
  }),
  policy: NO_POLICY,
  permit: (actor, input) =>
    input.account === null
      ? office(actor)
      : holds(actor, 'administrator') || accountOf(actor) === input.account,
  gather: async (tx, input) => ({
    exists:
      input.account === null
        ? input.person !== null && (await readPerson(tx, input.person)) !== null
        : (await readAccount(tx, input.account)) !== null,
    digest: codePrint(tx, input.code),
  }),
  decide: ({ exists, digest }, input, world) =>
    issueCode(exists, { person: input.person, account: input.account, digest }, world),
});

const identity = z.object({ channel: z.string(), id: z.string() });

/** `绑定 <code>` in chat. A wrong code is an event too: it is remembered and slows the next one down. */
export const bindChat = defineAction({
  name: 'people.bind',
  input: z.object({ identity, code: z.string().max(40) }),
  policy: NO_POLICY,
  permit: (actor, input) => actor.kind === 'follower' && actor.identity.id === input.identity.id,
  gather: async (tx, input) => {
    const current = await bindingOfChat(tx, input.identity);
    return {
      code: await readCode(tx, input.code.replaceAll(/\D/g, '')),
      misses: await readMisses(tx, input.identity),
      existing: current === null ? [] : [current],
    };
  },
  decide: (facts, input, world) => bind(facts, input.identity, world),
});

export const unbindChat = defineAction({
  name: 'people.unbind',
  input: z.object({
    binding: z.string(),
    by: z.enum(['self', 'staff']),
    reason: z.string().max(200).default(''),
  }),
  policy: NO_POLICY,
  permit: (actor, input) => (input.by === 'self' ? actor.kind === 'follower' : office(actor)),
  gather: async (tx, input, _world, actor) => {
    const found = await readBinding(tx, input.binding);
    const own = actor.kind !== 'follower' || found?.identity.id === actor.identity.id;
    return own ? found : null;
  },
  decide: unbind,
});

/** Consent to one text in one version (GP-2b). */
export const giveConsent = defineAction({
  name: 'people.consent',
  input: z.object({ person: z.string(), text: z.string().max(60), version: z.string().max(40) }),
  policy: NO_POLICY,
  permit: (actor, input) =>
    actor.kind === 'follower' ? actor.person === input.person : office(actor),
  gather: () => Promise.resolve(null),
  decide: (_facts, input, world) =>
    ok<readonly [PeopleEvent]>([
      { type: 'people.consented', consent: newId(world.seed, 'consent'), ...input },
    ]),
});

/** The person's own word, or a letter that staff enter (C-10). */
export const withdrawConsent = defineAction({
  name: 'people.withdraw-consent',
  input: z.object({ person: z.string(), text: z.string().max(60) }),
  policy: NO_POLICY,
  permit: (actor, input) =>
    actor.kind === 'follower' ? actor.person === input.person : office(actor),
  gather: (tx, input) => consentsOf(tx, input.person),
  decide: withdraw,
});

export const revealField = defineAction({
  name: 'people.reveal',
  input: z.object({ person: z.string(), field: z.enum(['citizenNumber', 'phone']), reason }),
  policy: NO_POLICY,
  permit: (actor) => holds(actor, 'clerk', 'sectionHead', 'leader', 'liaison', 'discipline'),
  gather: async (tx, input, _world, actor) => ({
    known: await readPerson(tx, input.person),
    account: accountOf(actor) ?? '',
  }),
  decide: ({ known, account }, input, { seed }) => reveal(known, input, { account, seed }),
});

/** The value of a reveal this account has just made; null once two minutes have passed. */
export const revealedValue = defineQuery({
  name: 'people.revealed',
  params: z.object({ reveal: z.string() }),
  policy: NO_POLICY,
  permit: (actor) => accountOf(actor) !== null,
  read: (tx, { reveal: id }, { now }, actor) =>
    readRevealed(tx, { reveal: id, account: accountOf(actor) ?? '', now }),
});

export const personBindings = defineQuery({
  name: 'people.bindings',
  params: z.object({ person: z.string() }),
  policy: NO_POLICY,
  permit: (actor) => holds(actor, 'clerk', 'sectionHead', 'leader', 'liaison', 'administrator'),
  read: async (tx, { person }) =>
    (await bindingHistory(tx, person)).map(({ identity: chat, ...binding }) => ({
      ...binding,
      channel: chat.channel,
    })),
});
