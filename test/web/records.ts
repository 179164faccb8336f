import {
  clues,
  enquiries,
  institutions,
  liaison,
  membership,
  nomination,
  people,
  draws,
  type Action,
  type Actor,
  type DomainEvent,
  type Refusal,
  type StaffActor,
} from '../../domain/index.ts';
import { addKept } from '../../domain/exchange/index.ts';
import type { z } from 'zod';
import { GAOPING, SYSTEM } from '../support/app.ts';
import type { OpenSite } from './site.ts';

/** One record of each kind, made through the domain's own actions. */
export interface Records {
  readonly person: string;
  readonly institution: string;
  readonly clue: string;
  readonly application: string;
  /** a scan that came with the application */
  readonly piece: string;
  readonly enquiry: string;
  readonly term: string;
  readonly task: string;
  readonly account: string;
}

const follower = (id: string): Actor => ({
  kind: 'follower',
  identity: { channel: 'simulator', id },
  person: null,
  account: null,
  roles: [],
  memberships: [],
});

const done = async <S extends z.ZodType, P, F, E extends DomainEvent, R extends Refusal>(
  site: OpenSite,
  action: Action<S, P, F, E, R>,
  { input, actor }: { readonly input: z.input<S>; readonly actor: Actor },
): Promise<E> => {
  const outcome = await site.app.perform(GAOPING, action, input, actor);
  if (outcome.kind !== 'done') throw new Error(`${action.name}: ${JSON.stringify(outcome)}`);
  return outcome.events[0];
};

const idIn = (event: DomainEvent, name: string): string => {
  const found = Object.entries(event).find(([key]) => key === name)?.[1] as unknown;
  if (typeof found !== 'string') throw new Error(`${event.type} has no ${name}`);
  return found;
};

export const clueBody = (
  word: string,
  subjectKind: 'institution' | 'bureauStaff' = 'institution',
) => ({
  time: { words: '前天上午', understood: '' },
  place: `${word}门口`,
  event: `${word}刷医保卡卖日用品`,
  subjectKind,
  subject: word,
});

export const reportClue = async (
  site: OpenSite,
  word: string,
  subjectKind: 'institution' | 'bureauStaff' = 'institution',
): Promise<{ readonly id: string; readonly number: string }> => {
  const input = { body: clueBody(word, subjectKind) };
  const event = await done(site, clues.reportClue, { input, actor: follower(word) });
  return { id: idIn(event, 'clue'), number: idIn(event, 'number') };
};

export const registerPerson = async (site: OpenSite, name: string): Promise<string> => {
  const particulars = {
    name,
    phone: '13912340000',
    area: name.slice(0, 60),
    employments: [
      { unit: name.padEnd(2, '院').slice(0, 100), post: name.slice(0, 60), outside: true },
    ],
  };
  const input = { source: 'phone' as const, particulars };
  return idIn(await done(site, people.registerPerson, { input, actor: SYSTEM }), 'person');
};

export const enterApplication = async (
  site: OpenSite,
  { name, citizenNumber }: { readonly name: string; readonly citizenNumber: string },
  clerk: StaffActor,
): Promise<string> => {
  const entry = await site.app.ask(GAOPING, nomination.entryTerms, {}, SYSTEM);
  const terms = entry.kind === 'found' ? entry.value : null;
  if (terms === null) throw new Error('no applications in this bureau');
  const application = {
    name,
    citizenNumber,
    phone: '13912345678',
    employer: '高平市第一中学',
    sourceGroups: [terms.sourceGroups.value[0] ?? ''],
    reason: `${name}愿意为医保基金安全出一份力`,
    declarations: terms.declarations.value.map(({ id }) => id),
    consent: terms.consent.value.version,
  };
  const input = { source: 'phone' as const, application };
  const event = await done(site, nomination.enterApplication, { input, actor: clerk });
  return idIn(event, 'application');
};

const addScan = async (site: OpenSite, owner: string): Promise<string> => {
  const kept = await site.app.files.keep(GAOPING, Buffer.from('%PDF-1.4 scan'));
  const piece = {
    id: `scan-${owner.slice(0, 8)}`,
    kind: 'document',
    mime: 'application/pdf',
  } as const;
  await site.app.gate.transaction(GAOPING, (tx) =>
    addKept(tx, [{ ...piece, ...kept }], { owner, now: site.clock.now() }),
  );
  return piece.id;
};

/** A bureau with one of everything whose names contain `word`. */
export const fillBureau = async (site: OpenSite, word: string): Promise<Records> => {
  const clerk = await site.account('filler', ['clerk', 'sectionHead']);
  const person = await registerPerson(site, word);
  const details = { name: word.padEnd(2, '院').slice(0, 100), kind: 'hospital' as const };
  const registered = await done(site, institutions.registerInstitution, {
    input: { details },
    actor: clerk,
  });
  const institution = idIn(registered, 'institution');
  const opened = await done(site, enquiries.openEnquiry, {
    input: { words: word },
    actor: { ...follower('asker') },
  });
  const experts = site.app.bureaus.get(GAOPING)?.section(membership.MEMBERSHIP).rosters.experts;
  const category = experts?.categories.value[0] ?? '';
  const enrolled = await done(site, membership.enrollExpert, {
    input: { person, category, speciality: word.slice(0, 60) },
    actor: clerk,
  });
  const type = site.app.bureaus.get(GAOPING)?.section(draws.DRAWS).draws.taskTypes.value[0]?.name;
  const task = await done(site, draws.enterDrawTask, {
    input: {
      type: type ?? '',
      institutions: [institution],
      firstDay: '2026-11-20',
      assembleAt: '09:00',
      place: '三楼会议室',
      note: word.slice(0, 500),
      need: { [category]: 1 },
    },
    actor: clerk,
  });
  await done(site, liaison.raiseAlert, {
    input: {
      key: 'a',
      kind: 'untouched',
      subject: 'task',
      id: idIn(task, 'task'),
      number: 'RW1',
      roster: 'experts',
    },
    actor: SYSTEM,
  });
  const application = await enterApplication(
    site,
    { name: word.slice(0, 50), citizenNumber: '65909919850315005X' },
    clerk,
  );
  return {
    person,
    institution,
    clue: (await reportClue(site, word)).id,
    application,
    piece: await addScan(site, application),
    enquiry: idIn(opened, 'enquiry'),
    term: idIn(enrolled, 'term'),
    task: idIn(task, 'task'),
    account: clerk.account,
  };
};
