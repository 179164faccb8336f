import type { z } from 'zod';
import {
  nomination,
  publicity,
  type Action,
  type BureauId,
  type DomainEvent,
  type Refusal,
  type StaffActor,
} from '../../domain/index.ts';
import { GAOPING, type OpenApp } from './app.ts';
import { citizenOf, follower } from './people.ts';

/** A written application for supervisor in Gaoping, as anybody would confirm it. */
export const applicationOf = (over: object = {}) => ({
  name: '李梅',
  citizenNumber: citizenOf('1985-03-15'),
  phone: '13912345678',
  employer: '高平市第三中学',
  post: '教师',
  sourceGroups: ['参保群众'],
  area: '东城街道',
  reason: '想为大家看好医保的钱',
  declarations: ['law', 'care', 'fit', 'truth'],
  consent: '2026-1',
  ...over,
});

/** 附件1 of Zhanjiang, with nothing left out. */
export const form1Of = (over: object = {}) => ({
  nationality: '中国',
  ethnicGroup: '汉族',
  politicalStatus: '群众',
  nativePlace: '广东湛江',
  health: '良好',
  homeAddress: '湛江市赤坎区某某路1号',
  awards: '',
  email: '',
  school: '广东医科大学',
  major: '临床医学',
  education: '本科',
  degree: '学士',
  titleLevel: '副高级',
  title: '副主任医师',
  department: '心内科',
  employerType: '医药机构',
  yearsOfWork: 15,
  history: [
    { from: '2011-07', to: '2018-06', unit: '湛江市第二人民医院', post: '医师' },
    { from: '2018-07', to: null, unit: '湛江市某某医院', post: '副主任医师' },
  ],
  speciality: '心血管内科',
  category: '临床医护',
  furtherCategories: [],
  workKinds: ['onSite', 'disputeReview'],
  ...over,
});

/** A complete application for the expert pool: form 1, photo, sealed paper, both consents. */
export const expertApplicationOf = (over: object = {}) => ({
  ...applicationOf(),
  roster: 'experts',
  employer: '湛江市某某医院',
  post: '科主任',
  sourceGroups: [],
  area: '赤坎区',
  reason: '愿意为医保基金监管尽力',
  form1: form1Of(),
  pieces: [
    { attachment: 'photo-1', role: 'photo' },
    { attachment: 'paper-1', role: 'paper' },
  ],
  declarations: ['sound', 'law', 'record', 'fit', 'truth'],
  publication: '2026-1',
  ...over,
});

/** Hands it in from a chat of its own; the event that took it. */
export const applied = async (
  open: OpenApp,
  application: object,
  { bureau = GAOPING, chat = 'o-li' }: { readonly bureau?: BureauId; readonly chat?: string } = {},
) => {
  const { submitApplication } = nomination;
  const outcome = await open.app.perform(
    bureau,
    submitApplication,
    { application },
    follower(chat),
  );
  const event = outcome.kind === 'done' ? outcome.events[0] : null;
  if (event?.type !== 'nomination.submitted') throw new Error(JSON.stringify(outcome));
  return event;
};

/** An application as staff see it now. */
export const applicationNow = async (
  open: OpenApp,
  bureau: BureauId,
  application: string,
): Promise<nomination.ApplicationView> => {
  const asking: StaffActor = { kind: 'staff', account: 'reader', roles: ['clerk'] };
  const found = await open.app.ask(bureau, nomination.oneApplication, { application }, asking);
  if (found.kind !== 'found' || found.value === null) throw new Error('no such application');
  return found.value;
};

/** Every condition of its measure met. */
export const allMet = ({ terms }: nomination.ApplicationView) =>
  terms.entry.conditions.value.map(({ id }) => ({ condition: id, found: 'met', note: '' }));

export interface Passed {
  readonly reviewer: StaffActor;
  /** one for each further line, in order */
  readonly signers: readonly StaffActor[];
  readonly chooser: StaffActor;
}

interface Walk {
  readonly bureau: BureauId;
  readonly application: string;
  /** approved: by the chooser, where the measure asks for no publicity before */
  readonly until: 'reviewed' | 'qualified' | 'selected' | 'approved';
  readonly reason?: string;
}

type Doing = <S extends z.ZodType, P, F, E extends DomainEvent, R extends Refusal>(
  action: Action<S, P, F, E, R>,
  actor: StaffActor,
  input: object,
) => Promise<void>;

/** Walks an application through every line of its measure's form 2, each signed by somebody else, and the choice. */
export const passedReview = async (
  open: OpenApp,
  { bureau, application, until, reason = '专业对口，经验丰富，年龄、职称、单位均已综合考虑' }: Walk,
): Promise<Passed> => {
  const now = () => applicationNow(open, bureau, application);
  const { terms } = await now();
  const [first, ...lines] = terms.entry.chain.value;
  const done: Doing = async (action, actor, input) => {
    const outcome = await open.app.perform(bureau, action, input, actor);
    if (outcome.kind !== 'done') throw new Error(`${action.name}: ${JSON.stringify(outcome)}`);
  };
  const memberOf = (roles: readonly StaffActor['roles'][number][] | undefined) =>
    open.member(bureau, roles?.[0] ?? 'clerk');
  const reviewer = await memberOf(first?.roles);
  await done(nomination.reviewApplication, reviewer, {
    ...(await handle(now)),
    conclusion: 'qualified',
    findings: allMet(await now()),
    text: '材料齐全，符合条件',
    unitPhone: '0759-5550000',
    practice: '临床',
  });
  const signers: StaffActor[] = [];
  for (const line of until === 'reviewed' ? [] : lines) {
    const signer = await memberOf(line.roles);
    const agreeing = { line: line.id, verdict: 'agree', opinion: '同意' };
    const input = { ...(await handle(now)), ...agreeing };
    await done(nomination.signLine, signer, input);
    signers.push(signer);
  }
  const chooser = await memberOf(terms.entry.selection.value.toReversed());
  if (until === 'selected' || until === 'approved') {
    const input = { ...(await handle(now)), verdict: 'selected', reason };
    await done(nomination.selectApplication, chooser, input);
  }
  if (until === 'approved') {
    const input = { ...(await handle(now)), reason: '经研究，同意聘任' };
    await done(publicity.appointCandidate, chooser, input);
  }
  return { reviewer, signers, chooser };
};

const handle = async (now: () => Promise<nomination.ApplicationView>) => {
  const { id, version } = await now();
  return { application: id, expectVersion: version };
};
