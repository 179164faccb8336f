import { randomUUID } from 'node:crypto';
import {
  campaigns,
  clues,
  enquiries,
  institutions,
  liaison,
  membership,
  nomination,
  people,
  publicity,
  draws,
  type Action,
  type Actor,
  type DomainEvent,
  type Refusal,
  type StaffActor,
} from '../../domain/index.ts';
import { addKept } from '../../domain/exchange/index.ts';
import { putNotice } from '../../domain/notices/index.ts';
import type { z } from 'zod';
import { GAOPING, SYSTEM } from '../support/app.ts';
import { callInput } from '../support/calling.ts';
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
  /** the roster whose list can be imported */
  readonly roster: 'supervisors';
  readonly task: string;
  readonly account: string;
  readonly campaign: string;
  /** a letter to a unit about the campaign */
  readonly letter: string;
  readonly invitation: string;
  /** a published roster (GP-6.4b) */
  readonly publication: string;
  readonly notice: string;
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
  const terms = entry.kind === 'found' ? (entry.value?.entry ?? null) : null;
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
  const calling = await callingRecords(site, { word, person }, clerk);
  return {
    person,
    institution,
    clue: (await reportClue(site, word)).id,
    application,
    piece: await addScan(site, application),
    enquiry: idIn(opened, 'enquiry'),
    term: idIn(enrolled, 'term'),
    roster: 'supervisors',
    task: idIn(task, 'task'),
    account: clerk.account,
    ...calling,
    publication: await publishedRoster(site, { word, person }, clerk),
    notice: await someNotice(site),
  };
};

/** A notice that everybody of the office may know of. */
const someNotice = async (site: OpenSite): Promise<string> =>
  site.app.gate.transaction(GAOPING, async (tx) => {
    const id = randomUUID();
    const now = site.app.clock();
    const to = { to: 'role', role: 'clerk' } as const;
    const notice = { key: id, to, kind: 'desk.draft-waiting', params: {} } as const;
    await putNotice(tx, { notice, id, now, officeMoment: now });
    return id;
  });

/** The person is appointed, agrees to publication, and stands on a published list. */
const publishedRoster = async (
  site: OpenSite,
  { word, person }: { readonly word: string; readonly person: string },
  head: StaffActor,
): Promise<string> => {
  const actor = SYSTEM;
  const consent = { person, text: 'publication', version: '2026-1' };
  await done(site, people.giveConsent, { input: consent, actor });
  const term = { person, roster: 'supervisors', route: 'invitation', application: 'a' } as const;
  await done(site, membership.appointMember, { input: term, actor });
  const input = { roster: 'supervisors', fields: ['name', 'unit'] } as const;
  const publishing = { input: { ...input, fields: [...input.fields] }, actor: head };
  const publication = idIn(await done(site, publicity.publishRoster, publishing), 'publication');
  const placement = {
    publication,
    where: `网站${word}`.slice(0, 100),
    day: '2026-10-12',
    scans: ['x'],
  };
  await done(site, publicity.noteRosterPlacement, { input: placement, actor: head });
  return publication;
};

/** A call with a letter to a unit, and an invitation, whose words all contain `word`. */
const callingRecords = async (
  site: OpenSite,
  { word, person }: { readonly word: string; readonly person: string },
  clerk: StaffActor,
): Promise<Pick<Records, 'campaign' | 'letter' | 'invitation'>> => {
  const call = callInput({
    title: `选聘公告${word}`.slice(0, 100),
    text: `公告正文：${word}`.repeat(3),
  });
  const drafted = await done(site, campaigns.draftCampaign, { input: call, actor: clerk });
  const campaign = idIn(drafted, 'campaign');
  const publishing = { campaign, expectVersion: 1 };
  await done(site, campaigns.publishCampaign, { input: publishing, actor: clerk });
  const sent = await done(site, campaigns.sendUnitLetter, {
    input: {
      roster: 'supervisors',
      campaign,
      unit: `单位${word}`.slice(0, 100),
      contact: word.slice(0, 100),
      sentOn: '2026-10-12',
    },
    actor: clerk,
  });
  const proposed = await done(site, nomination.inviteMember, {
    input: { roster: 'supervisors', person, why: `邀请理由${word}` },
    actor: clerk,
  });
  return { campaign, letter: idIn(sent, 'letter'), invitation: idIn(proposed, 'invitation') };
};
