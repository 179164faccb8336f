import { PUMPS } from '../../bot/jobs/index.ts';
import {
  campaigns,
  IDENTITY,
  institutions,
  membership,
  nomination,
  people,
  recusal,
  staff,
  liaison,
  type App,
  type BureauId,
  type StaffActor,
} from '../../domain/index.ts';
import {
  addCandidates,
  appoint,
  entryIn,
  handOverLetter,
  passReview,
  publishSupervisors,
  review,
  select,
} from './becoming.ts';
import {
  EXPERTS,
  INSTITUTIONS,
  PASSWORD,
  STAFF,
  VOLUNTEERS,
  type ExpertPart,
  type VolunteerPart,
} from './cast.ts';
import { accountIn, bindTo, done, follows, found, type Accounts, type Stage } from './hand.ts';
import { citizenNumberOf, creditCodeOf } from './numbers.ts';

const SYSTEM = { kind: 'system', duty: 'demo' } as const;

/** Everything a bureau of the demo begins with, made through the front door: every line is in the audit log. */
export const seedBureau = async (app: App, bureau: BureauId): Promise<void> => {
  const accounts = await addStaff(app, bureau);
  const stage = { app, bureau, accounts };
  const volunteers = VOLUNTEERS[bureau] ?? [];
  await designate(stage);
  await addInstitutions(stage);
  for (const [index, part] of volunteers.entries()) await addVolunteer(stage, part, index);
  await settle(app, bureau);
  for (const [index, part] of (EXPERTS[bureau] ?? []).entries())
    await addExpert(stage, part, index);
  await settle(app, bureau);
  await resolveEmployers(stage);
  for (const { name, reached } of volunteers)
    if (reached === 'letter') await handOverLetter(stage, name);
  if (volunteers.length > 0) await publishSupervisors(stage);
  await addCandidates(stage);
};

const addStaff = async (app: App, bureau: BureauId): Promise<Accounts> => {
  const passwordHash = await staff.hashPassword(PASSWORD);
  const accounts = new Map<string, StaffActor>();
  for (const { login, name, roles } of STAFF) {
    const [event] = done(
      await app.perform(bureau, staff.addAccount, { login, name, roles, passwordHash }, SYSTEM),
    );
    if (event?.type === 'staff.added')
      accounts.set(login, { kind: 'staff', account: event.account, roles });
  }
  return accounts;
};

const designate = async ({ app, bureau, accounts }: Stage): Promise<void> => {
  const admin = accountIn(accounts, 'admin');
  const account = accounts.get('liaison')?.account;
  for (const roster of ['supervisors', 'experts'])
    done(await app.perform(bureau, liaison.designateOfficer, { roster, account }, admin));
  for (const [login, actor] of accounts) {
    if (!['liaison', 'leader', 'clerk', 'discipline'].includes(login)) continue;
    const follower = await follows(app, bureau, `staff-${login}`);
    await bindTo(app, bureau, { follower, by: admin, target: { account: actor.account } });
  }
};

const addInstitutions = async ({ app, bureau, accounts }: Stage): Promise<void> => {
  const clerk = accountIn(accounts, 'clerk');
  for (const [index, part] of (INSTITUTIONS[bureau] ?? []).entries()) {
    const { entity, ...named } = part;
    const own = creditCodeOf(bureau === 'gaoping' ? 100 + index : 200 + index);
    const details = { ...named, creditCode: own, legalEntity: creditCodeOf(900 + entity) };
    done(await app.perform(bureau, institutions.registerInstitution, { details }, clerk));
  }
};

/** Applies by chat, and as far as the part says is reviewed, selected and appointed, as anybody would be. */
const addVolunteer = async (stage: Stage, part: VolunteerPart, index: number): Promise<void> => {
  const { app, bureau } = stage;
  const actor = await follows(app, bureau, part.id);
  const { entry } = entryIn(stage, 'supervisors');
  const application = {
    name: part.name,
    citizenNumber: citizenNumberOf(part.born, 11 + index * 2),
    phone: part.phone,
    employer: part.unit,
    sourceGroups: [entry.sourceGroups.value[5] ?? entry.sourceGroups.value[0]],
    skills: [],
    area: '东城街街道',
    reason: '热心医保监督，愿意出一份力',
    declarations: entry.declarations.value.map((one) => one.id),
    consent: entry.consent.value.version,
    publication: entry.publication.value.version,
  };
  const submitted = done(
    await app.perform(bureau, nomination.submitApplication, { application }, actor),
  );
  const [id] = submitted.flatMap((event) => ('application' in event ? [event.application] : []));
  await advance(stage, part, found(id, 'application'));
};

const advance = async (stage: Stage, part: VolunteerPart, application: string): Promise<void> => {
  switch (part.reached) {
    case 'applied':
      return;
    case 'reviewed':
      await review(stage, 'supervisors', application);
      return;
    case 'appointed':
    case 'letter':
      await passReview(stage, 'supervisors', application);
      await select(stage, application, '熟悉群众，热心公益');
      await appoint(stage, application);
  }
};

const addExpert = async (stage: Stage, part: ExpertPart, index: number): Promise<void> => {
  const { app, bureau, accounts } = stage;
  const clerk = accountIn(accounts, 'clerk');
  const citizenNumber = citizenNumberOf(part.born, orderOf(bureau, part.id, index));
  const known = await app.gate.transaction(bureau, (tx) =>
    people.findByCitizenNumber(tx, citizenNumber),
  );
  const person = known?.id ?? (await registerExpert(stage, part, { citizenNumber, index }));
  const actor = await follows(app, bureau, part.id);
  if (known === null) await bindTo(app, bureau, { follower: actor, by: clerk, target: { person } });
  if (part.consented === false) {
    await invite(stage, part, person);
    return;
  }
  const enrolment = enrolmentOf(part, person);
  const [event] = done(await app.perform(bureau, membership.enrollExpert, enrolment, clerk));
  if (event?.type === 'membership.enrolled') await consent(stage, part.id, event.term);
};

/** 主动邀请: proposed by one, approved by another; the answer is awaited (ZJ-7.2). */
const invite = async (
  { app, bureau, accounts }: Stage,
  { category, speciality }: ExpertPart,
  person: string,
): Promise<void> => {
  const why = '长期研究医保支付，经验丰富';
  const input = { roster: 'experts', person, category, speciality, why };
  const clerk = accountIn(accounts, 'clerk');
  const [event] = done(await app.perform(bureau, nomination.inviteMember, input, clerk));
  if (event?.type !== 'campaigns.invitation-proposed') throw new Error('nobody was invited');
  const approval = { invitation: event.invitation, expectVersion: 1 };
  const leader = accountIn(accounts, 'leader');
  done(await app.perform(bureau, campaigns.approveInvitation, approval, leader));
};

const enrolmentOf = (
  { category, further = [], speciality, title }: ExpertPart,
  person: string,
) => ({
  person,
  category,
  furtherCategories: further,
  speciality,
  // who came in as a supervisor first has no title on record yet
  titleReason: `职称证书已核对：${title}`,
});

const consent = async ({ app, bureau }: Stage, id: string, term: string): Promise<void> => {
  const bound = await follows(app, bureau, id);
  const agreed = { term, version: 'invitation-1' };
  done(await app.perform(bureau, membership.giveExpertConsent, agreed, bound));
};

/** Nobody of the demo waits for their employer to be looked up: the list knows it, or it is none of it. */
const resolveEmployers = async ({ app, bureau, accounts }: Stage): Promise<void> => {
  const clerk = accountIn(accounts, 'clerk');
  for (;;) {
    const open = await app.ask(bureau, recusal.listUnresolved, {}, clerk);
    const [first] = open.kind === 'found' ? open.value.rows : [];
    if (first === undefined) return;
    const { person, version: expectVersion, place, employment, likely } = first;
    const meant = likely.find(({ name }) => name === employment?.unit);
    const input = { person, expectVersion, place, institution: meant?.id ?? null };
    done(await app.perform(bureau, people.resolveEmployerOf, input, clerk));
  }
};

/** The expert who is a supervisor too has one citizen number, like everybody. */
const orderOf = (bureau: BureauId, id: string, index: number): number => {
  const at = (VOLUNTEERS[bureau] ?? []).findIndex((one) => one.id === id);
  return at < 0 ? 211 + index * 2 : 11 + at * 2;
};

/** The further ones have no expert yet: that is what the pictures of the pool are for (GP-6.3). */
const PEOPLED_AREAS = 5;

const registerExpert = async (
  { app, bureau, accounts }: Stage,
  part: ExpertPart,
  { citizenNumber, index }: { readonly citizenNumber: string; readonly index: number },
): Promise<string> => {
  const units = await app.gate.transaction(bureau, (tx) =>
    institutions.findInstitutions(tx, part.unit),
  );
  const unit = units.find((one) => one.name === part.unit);
  const areas = app.bureauOf(bureau).section(IDENTITY).bureau.areas.value;
  const particulars = {
    area: areas[index % PEOPLED_AREAS] ?? '',
    name: part.name,
    citizenNumber,
    phone: `1390000${String(1000 + index)}`,
    employments: [
      { unit: part.unit, institution: unit?.id ?? null, post: part.title, since: '2015-07-01' },
    ],
    category: part.category,
    title: part.title,
  };
  const [event] = done(
    await app.perform(
      bureau,
      people.registerPerson,
      { source: 'visit', particulars },
      accountIn(accounts, 'clerk'),
    ),
  );
  return found(event?.type === 'people.registered' ? event.person : null, 'expert');
};

/** Follow-ups only: notices wait for the running demo, so that one sees them arrive. */
const settle = async (app: App, bureau: BureauId): Promise<void> => {
  const [followUps] = PUMPS;
  const hand = {
    app,
    bureau,
    outward: () => null,
    uuid: () => crypto.randomUUID(),
    onFault: (fault: unknown) => {
      throw fault instanceof Error ? fault : new Error('a follow-up failed');
    },
  };
  while ((await followUps?.run(hand)) === true);
};
