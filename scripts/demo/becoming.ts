import { addKept } from '../../domain/exchange/index.ts';
import {
  addDays,
  campaigns,
  dayOf,
  instantAt,
  institutions,
  membership,
  nomination,
  publicity,
  type Roster,
} from '../../domain/index.ts';
import { candidatesOf, type CandidatePart } from './candidates.ts';
import { accountIn, done, follows, found, type Stage } from './hand.ts';
import { citizenNumberOf } from './numbers.ts';
import { PICTURES } from './pictures.ts';

/** Becoming a member, as far as the demo's people have come: every step by the one whose part it is (C-05). */

const SITE = 'https://www.example.gov.cn';

/** An open call, and its applicants in three states (ZJ-7.1, ZJ-8). */
export const addCandidates = async (stage: Stage): Promise<void> => {
  const parts = candidatesOf(stage.bureau);
  if (parts.length === 0) return;
  const campaign = await openCall(stage);
  for (const [index, part] of parts.entries()) await addCandidate(stage, part, { campaign, index });
};

const OPEN_SINCE = 7;
const OPEN_FOR = 21;

const openCall = async ({ app, bureau, accounts }: Stage): Promise<string> => {
  const today = dayOf(app.clock());
  const first = addDays(today, -OPEN_SINCE);
  const call = {
    roster: 'experts',
    title: '医保基金监管执法专家库专家征集公告',
    text: '为加强医保基金监管，现面向全市公开征集医保基金监管执法专家。\n符合条件的人员可在微信公众号回复“申请专家”填写申请，也可由所在单位推荐。',
    opensAt: instantAt(first, '09:00').toISOString(),
    closesAt: instantAt(addDays(today, OPEN_FOR), '17:30').toISOString(),
    cutOffDay: first,
    channels: ['市政府网站', '微信公众号'],
    headcount: 10,
    quotas: [
      { name: '临床医护', count: 4 },
      { name: '药学', count: 2 },
    ],
  };
  const clerk = accountIn(accounts, 'clerk');
  const [drafted] = done(await app.perform(bureau, campaigns.draftCampaign, call, clerk));
  if (drafted?.type !== 'campaigns.drafted') throw new Error('no call was drafted');
  const { campaign } = drafted;
  const publishing = { campaign, expectVersion: 1 };
  const leader = accountIn(accounts, 'leader');
  done(await app.perform(bureau, campaigns.publishCampaign, publishing, leader));
  const placement = { campaign, where: '市政府网站', url: `${SITE}/zjgg`, day: today };
  done(await app.perform(bureau, campaigns.noteCampaignPlacement, placement, clerk));
  return campaign;
};

interface Place {
  readonly campaign: string;
  readonly index: number;
}

const addCandidate = async (stage: Stage, part: CandidatePart, place: Place): Promise<void> => {
  const application = await apply(stage, part, place);
  if (part.reached === 'submitted') return;
  await passReview(stage, 'experts', application);
  if (part.reached === 'qualified') return;
  await select(stage, application, '专业能力突出，年龄、职称、单位均已综合考虑');
  await show(stage, application);
};

const apply = async (stage: Stage, part: CandidatePart, place: Place): Promise<string> => {
  const { app, bureau } = stage;
  const pieces = await keptPieces(stage);
  const input = { application: await formOf(stage, part, { ...place, pieces }) };
  const actor = await follows(app, bureau, part.id);
  const events = done(await app.perform(bureau, nomination.submitApplication, input, actor));
  const event = events.find(({ type }) => type === 'nomination.submitted');
  if (event?.type !== 'nomination.submitted') throw new Error('nothing was submitted');
  const { application: owner } = event;
  await app.gate.transaction(bureau, (tx) =>
    addKept(
      tx,
      pieces.map(({ role: _role, ...kept }) => kept),
      { owner, now: app.clock() },
    ),
  );
  return owner;
};

/** The ID photo and the signed, sealed paper (F1-04, F1-22, F1-23). */
const keptPieces = async ({ app, bureau }: Stage) => {
  const pieces = [];
  for (const role of ['photo', 'paper'] as const) {
    const file = await app.files.keep(bureau, await PICTURES[role]());
    const kind = 'image' as const;
    pieces.push({ id: crypto.randomUUID(), kind, mime: 'image/jpeg', ...file, role });
  }
  return pieces;
};

interface Filled extends Place {
  readonly pieces: readonly { readonly id: string; readonly role: 'photo' | 'paper' }[];
}

/** 附件1 with nothing left out. */
const formOf = async (
  { app, bureau }: Stage,
  part: CandidatePart,
  { campaign, index, pieces }: Filled,
) => {
  const { entry } = entryIn({ app, bureau }, 'experts');
  const { unit, department, post, category, speciality, titleLevel, title, since } = part;
  const listed = await app.gate.transaction(bureau, (tx) =>
    institutions.findInstitutions(tx, unit),
  );
  const year = dayOf(app.clock()).slice(0, 4);
  return {
    roster: 'experts',
    campaign,
    name: part.name,
    citizenNumber: citizenNumberOf(part.born, 611 + index * 2),
    phone: part.phone,
    employer: unit,
    institution: listed.find(({ name }) => name === unit)?.id ?? null,
    post,
    area: '赤坎区',
    form1: {
      ethnicGroup: '汉族',
      politicalStatus: '群众',
      nativePlace: '广东湛江',
      health: '健康',
      homeAddress: '演示湾市海滨路1号',
      school: '演示医科大学',
      major: category,
      education: '大学本科',
      degree: '学士',
      titleLevel,
      title,
      department,
      employerType: '医药机构',
      yearsOfWork: Number(year) - Number(since.slice(0, 4)),
      history: [{ from: since, to: null, unit, post: title }],
      speciality,
      category,
      workKinds: [...nomination.WORK_KINDS],
    },
    pieces: pieces.map(({ id, role }) => ({ attachment: id, role })),
    declarations: entry.declarations.value.map(({ id }) => id),
    consent: entry.consent.value.version,
    publication: entry.publication.value.version,
  };
};

export const entryIn = ({ app, bureau }: Pick<Stage, 'app' | 'bureau'>, roster: Roster) => ({
  entry: found(
    app.bureauOf(bureau).section(nomination.NOMINATION).rosters[roster]?.entry,
    `way into ${roster}`,
  ),
});

const handle = async ({ app, bureau, accounts }: Stage, application: string) => {
  const asking = accountIn(accounts, 'clerk');
  const asked = await app.ask(bureau, nomination.oneApplication, { application }, asking);
  const view = found(asked.kind === 'found' ? asked.value : null, 'such application');
  return { application, expectVersion: view.version };
};

/** The reviewer's line of form 2 alone. */
export const review = async (stage: Stage, roster: Roster, application: string): Promise<void> => {
  const { app, bureau, accounts } = stage;
  const findings = entryIn(stage, roster).entry.conditions.value.map(({ id }) => ({
    condition: id,
    found: 'met',
  }));
  const input = {
    ...(await handle(stage, application)),
    conclusion: 'qualified',
    findings,
    text: '材料齐全，符合条件',
  };
  const clerk = accountIn(accounts, 'clerk');
  done(await app.perform(bureau, nomination.reviewApplication, input, clerk));
};

/** Every line of form 2, each signed by somebody else. */
export const passReview = async (
  stage: Stage,
  roster: Roster,
  application: string,
): Promise<void> => {
  await review(stage, roster, application);
  const { app, bureau, accounts } = stage;
  for (const { id: line, roles } of entryIn(stage, roster).entry.chain.value.slice(1)) {
    const signer = accountIn(accounts, roles.includes('sectionHead') ? 'section' : 'leader');
    const handled = await handle(stage, application);
    const input = { ...handled, line, verdict: 'agree', opinion: '同意' };
    done(await app.perform(bureau, nomination.signLine, input, signer));
  }
};

export const select = async (stage: Stage, application: string, reason: string): Promise<void> => {
  const { app, bureau, accounts } = stage;
  const input = { ...(await handle(stage, application)), verdict: 'selected', reason };
  const leader = accountIn(accounts, 'leader');
  done(await app.perform(bureau, nomination.selectApplication, input, leader));
};

export const appoint = async (stage: Stage, application: string): Promise<void> => {
  const { app, bureau, accounts } = stage;
  const input = { ...(await handle(stage, application)), reason: '经研究，同意聘任' };
  const leader = accountIn(accounts, 'leader');
  done(await app.perform(bureau, publicity.appointCandidate, input, leader));
};

/** 公示 from today, with the proof that it stands where anybody can read it (ZJ-8.2b). */
const show = async ({ app, bureau, accounts }: Stage, application: string): Promise<void> => {
  const clerk = accountIn(accounts, 'clerk');
  const input = { roster: 'experts', applications: [application] };
  const [started] = done(await app.perform(bureau, publicity.startPublicity, input, clerk));
  if (started?.type !== 'publicity.started') throw new Error('nobody is shown');
  const placement = {
    publicity: started.publicity,
    where: '市政府网站',
    url: `${SITE}/gs`,
    day: dayOf(app.clock()),
  };
  done(await app.perform(bureau, publicity.notePublicityPlacement, placement, clerk));
};

/** The letter of a supervisor: its days confirmed, printed, handed over today (GP-6.4a). */
export const handOverLetter = async (stage: Stage, name: string): Promise<void> => {
  const { app, bureau, accounts } = stage;
  const clerk = accountIn(accounts, 'clerk');
  const asked = await app.ask(
    bureau,
    membership.listMembers,
    { roster: 'supervisors', search: name },
    clerk,
  );
  const row = found(asked.kind === 'found' ? asked.value.rows[0] : null, `supervisor ${name}`);
  const { id: term, startsOn: from, lastDay: to } = row.term;
  const days = { term, from, to };
  done(await app.perform(bureau, membership.confirmPrintedTerm, days, clerk));
  done(await app.perform(bureau, membership.printLetter, { term }, clerk));
  const handed = { term, on: dayOf(app.clock()) };
  done(await app.perform(bureau, membership.handOverLetter, handed, clerk));
};

/** 公开名单 of those who agreed, and where it stands (GP-6.4b). */
export const publishSupervisors = async ({ app, bureau, accounts }: Stage): Promise<void> => {
  const input = { roster: 'supervisors', fields: ['name', 'unit', 'group'] };
  const leader = accountIn(accounts, 'leader');
  const [published] = done(await app.perform(bureau, publicity.publishRoster, input, leader));
  if (published?.type !== 'publicity.roster-published') throw new Error('no list was published');
  const placement = {
    publication: published.publication,
    where: '市政府网站',
    url: `${SITE}/jdy`,
    day: dayOf(app.clock()),
  };
  const clerk = accountIn(accounts, 'clerk');
  done(await app.perform(bureau, publicity.noteRosterPlacement, placement, clerk));
};
