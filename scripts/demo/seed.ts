import { PUMPS } from '../../bot/jobs/index.ts';
import { lockConversation } from '../../domain/exchange/index.ts';
import {
  institutions,
  membership,
  nomination,
  people,
  publicity,
  recusal,
  staff,
  whoWrites,
  liaison,
  type App,
  type BureauId,
  type DomainEvent,
  type FollowerActor,
  type Outcome,
  type Refusal,
  type StaffActor,
} from '../../domain/index.ts';
import {
  EXPERTS,
  INSTITUTIONS,
  PASSWORD,
  STAFF,
  VOLUNTEERS,
  type ExpertPart,
  type VolunteerPart,
} from './cast.ts';
import { citizenNumberOf, creditCodeOf } from './numbers.ts';

const SYSTEM = { kind: 'system', duty: 'demo' } as const;

const done = <E extends DomainEvent, R extends Refusal>(outcome: Outcome<E, R>): readonly E[] => {
  if (outcome.kind === 'done') return outcome.events;
  throw new Error(`the demo could not be set up: ${JSON.stringify(outcome)}`);
};

/** Everything a bureau of the demo begins with, made through the front door: every line is in the audit log. */
export const seedBureau = async (app: App, bureau: BureauId): Promise<void> => {
  const accounts = await addStaff(app, bureau);
  const clerk = accounts.get('clerk') ?? fail();
  await designate(app, bureau, accounts);
  await addInstitutions(app, bureau, clerk);
  for (const [index, part] of (VOLUNTEERS[bureau] ?? []).entries())
    await addVolunteer({ app, bureau, accounts }, part, index);
  await settle(app, bureau);
  for (const [index, part] of (EXPERTS[bureau] ?? []).entries())
    await addExpert({ app, bureau, clerk }, part, index);
  await settle(app, bureau);
  await resolveEmployers({ app, bureau, clerk });
};

const fail = (): never => {
  throw new Error('the demo has no clerk');
};

type Accounts = ReadonlyMap<string, StaffActor>;

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

const designate = async (app: App, bureau: BureauId, accounts: Accounts): Promise<void> => {
  const admin = accounts.get('admin') ?? fail();
  const account = accounts.get('liaison')?.account;
  for (const roster of ['supervisors', 'experts'])
    done(await app.perform(bureau, liaison.designateOfficer, { roster, account }, admin));
  for (const [login, actor] of accounts) {
    if (!['liaison', 'leader', 'clerk', 'discipline'].includes(login)) continue;
    const follower = await follows(app, bureau, `staff-${login}`);
    await bindTo(app, bureau, { follower, by: admin, target: { account: actor.account } });
  }
};

const addInstitutions = async (app: App, bureau: BureauId, clerk: StaffActor): Promise<void> => {
  for (const [index, part] of (INSTITUTIONS[bureau] ?? []).entries()) {
    const { entity, ...named } = part;
    const own = creditCodeOf(bureau === 'gaoping' ? 100 + index : 200 + index);
    const details = { ...named, creditCode: own, legalEntity: creditCodeOf(900 + entity) };
    done(await app.perform(bureau, institutions.registerInstitution, { details }, clerk));
  }
};

/** A follower whose conversation exists, as after 关注. */
const follows = async (app: App, bureau: BureauId, id: string): Promise<FollowerActor> => {
  const identity = { channel: 'simulator', id };
  return app.gate.transaction(bureau, async (tx) => {
    await lockConversation(tx, identity, app.clock());
    return (await whoWrites(tx, identity)).actor;
  });
};

interface Binding {
  readonly follower: FollowerActor;
  readonly by: StaffActor;
  readonly target: { readonly person?: string; readonly account?: string };
}

let codes = 10_000_000;

const bindTo = async (
  app: App,
  bureau: BureauId,
  { follower, by, target }: Binding,
): Promise<void> => {
  codes += 7919;
  const code = String(codes);
  done(await app.perform(bureau, people.issueBindingCode, { ...target, code }, by));
  done(await app.perform(bureau, people.bindChat, { identity: follower.identity, code }, follower));
};

interface Stage {
  readonly app: App;
  readonly bureau: BureauId;
}

/** Applies by chat, and where the part says so is reviewed, selected and appointed, as anybody would be. */
const addVolunteer = async (
  { app, bureau, accounts }: Stage & { readonly accounts: Accounts },
  part: VolunteerPart,
  index: number,
): Promise<void> => {
  const actor = await follows(app, bureau, part.id);
  const entry = app.bureauOf(bureau).section(nomination.NOMINATION).rosters.supervisors?.entry;
  if (entry === undefined) return;
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
  };
  const submitted = done(
    await app.perform(bureau, nomination.submitApplication, { application }, actor),
  );
  const id = submitted.flatMap((event) => ('application' in event ? [event.application] : []))[0];
  if (!part.appointed) return;
  await appointApplicant({ app, bureau, accounts }, id ?? fail());
};

/** Form 2 with its second line, the choice, the appointment: three people, as the measure asks (C-05). */
const appointApplicant = async (
  { app, bureau, accounts }: Stage & { readonly accounts: Accounts },
  application: string,
): Promise<void> => {
  const clerk = accounts.get('clerk') ?? fail();
  const section = accounts.get('section') ?? fail();
  const leader = accounts.get('leader') ?? fail();
  const { entry } = app.bureauOf(bureau).section(nomination.NOMINATION).rosters.supervisors ?? {};
  const findings = (entry?.conditions.value ?? []).map(({ id }) => ({
    condition: id,
    found: 'met',
  }));
  const review = { application, expectVersion: 1, conclusion: 'qualified', findings };
  const text = '材料齐全，符合条件';
  done(await app.perform(bureau, nomination.reviewApplication, { ...review, text }, clerk));
  const line = { application, expectVersion: 2, line: 'leader', verdict: 'agree', opinion: '同意' };
  done(await app.perform(bureau, nomination.signLine, line, section));
  const choice = { application, verdict: 'selected', reason: '熟悉群众，热心公益' };
  const chosen = { ...choice, expectVersion: 4 };
  done(await app.perform(bureau, nomination.selectApplication, chosen, leader));
  const appointing = { application, expectVersion: 5, reason: '经研究，同意聘任' };
  done(await app.perform(bureau, publicity.appointCandidate, appointing, leader));
};

const addExpert = async (
  { app, bureau, clerk }: Stage & { readonly clerk: StaffActor },
  part: ExpertPart,
  index: number,
): Promise<void> => {
  const citizenNumber = citizenNumberOf(part.born, orderOf(bureau, part.id, index));
  const known = await app.gate.transaction(bureau, (tx) =>
    people.findByCitizenNumber(tx, citizenNumber),
  );
  const person =
    known?.id ?? (await registerExpert({ app, bureau, clerk }, part, { citizenNumber, index }));
  const enrolment = enrolmentOf(part, person);
  const [event] = done(await app.perform(bureau, membership.enrollExpert, enrolment, clerk));
  const actor = await follows(app, bureau, part.id);
  if (known === null) await bindTo(app, bureau, { follower: actor, by: clerk, target: { person } });
  if (event?.type === 'membership.enrolled' && part.consented !== false)
    await consent({ app, bureau }, part.id, event.term);
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
const resolveEmployers = async ({
  app,
  bureau,
  clerk,
}: Stage & { readonly clerk: StaffActor }): Promise<void> => {
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

const registerExpert = async (
  { app, bureau, clerk }: Stage & { readonly clerk: StaffActor },
  part: ExpertPart,
  { citizenNumber, index }: { readonly citizenNumber: string; readonly index: number },
): Promise<string> => {
  const units = await app.gate.transaction(bureau, (tx) =>
    institutions.findInstitutions(tx, part.unit),
  );
  const unit = units.find((one) => one.name === part.unit);
  const particulars = {
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
    await app.perform(bureau, people.registerPerson, { source: 'visit', particulars }, clerk),
  );
  return event?.type === 'people.registered' ? event.person : fail();
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
