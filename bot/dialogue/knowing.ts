import {
  campaigns,
  draws,
  institutions,
  nomination,
  publicity,
  ROSTERS,
  showDay,
  whoWrites,
  type App,
  type ChatIdentity,
  type FollowerActor,
  type Tx,
} from '../../domain/index.ts';
import { forgetWords, offersFor, saidIn, type AttachmentRow } from '../../domain/exchange/index.ts';
import type { Answers, Facts, Form, KnownInstitution, OpenCall, OwnTask } from './flow.ts';
import { meantBy } from './opening.ts';
import type { Message } from './outcome.ts';
import type { Session } from './session.ts';
import { formNamed, openingIn, type Repertoire } from './setting.ts';

export interface Parts {
  readonly app: App;
  readonly repertoire: Repertoire;
}

interface Asked {
  readonly identity: ChatIdentity;
  readonly bag: readonly AttachmentRow[];
}

/** Everything the engine may know of who writes, beside the session. */
export const factsOf = async ({ app }: Parts, tx: Tx, { identity, bag }: Asked): Promise<Facts> => {
  const bureau = app.bureauOf(tx.bureau);
  const { actor, name } = await whoWrites(tx, identity);
  const targets = [actor.person, actor.account].filter((id) => id !== null);
  return {
    now: app.clock(),
    bureau: tx.bureau,
    bureauName: bureau.name,
    actor,
    name,
    bag: bag.length,
    fresh: freshIn(bag).length,
    photos: freshIn(bag)
      .filter(({ kind }) => kind === 'image')
      .map(({ id }) => id),
    offers: await toldApart(tx, unsettled(await offersFor(tx, targets, app.clock()), actor), actor),
    institutions: [],
    tasks: [],
    calls: [],
    earlier: {},
    policy: (section) => bureau.section(section),
  };
};

/**
 * Who is in the pool has answered that invitation, perhaps on paper: it must not catch the 同意 that is
 * meant for what is asked now.
 */
const unsettled = (offered: Facts['offers'], { memberships }: Facts['actor']): Facts['offers'] => {
  const isExpert = memberships.some(({ roster }) => roster === 'experts');
  const others = offered.filter(({ name }) => name !== 'expertConsent');
  return isExpert && others.length > 0 ? others : offered;
};

/** Several works that wait for an answer: a number alone tells nobody which is meant (C-11). */
const toldApart = async (
  tx: Tx,
  offers: Facts['offers'],
  { person }: FollowerActor,
): Promise<Facts['offers']> => {
  const ofWork = offers.filter(({ name }) => OF_WORK.includes(name));
  if (person === null || new Set(ofWork.map(({ name }) => name)).size === ofWork.length)
    return offers;
  const own = await draws.invitationsOfPerson(tx, person);
  const told = [];
  for (const one of offers) {
    const task = own.find(({ id }) => ofWork.includes(one) && isAbout(one, id))?.task;
    const about = task === undefined ? null : await workOf(tx, task);
    told.push(about === null ? one : { ...one, about });
  }
  return told;
};

const OF_WORK = ['drawInvitation', 'drawRecusal'];

const isAbout = ({ params }: Facts['offers'][number], invitation: string): boolean =>
  typeof params === 'object' && params !== null && 'invitation' in params
    ? params.invitation === invitation
    : false;

const workOf = async (tx: Tx, task: string): Promise<string | null> => {
  const found = await draws.readTask(tx, task);
  return found === null
    ? null
    : `${showDay(found.firstDay)}${found.assembleAt}集合，${found.place}`;
};

/** What no reply has spoken of yet. */
export const freshIn = (bag: readonly AttachmentRow[]): readonly AttachmentRow[] =>
  bag.filter((row) => row.toldAt === null);

interface Asking {
  readonly session: Session;
  readonly message: Message;
  readonly repertoire: Repertoire;
  readonly arrival: string | null;
}

/** What was said before the consent has been heard, or was never agreed to: no message keeps it (PIPL 13, 47). */
export const forgetHeld = async (tx: Tx, before: Session, after: Session): Promise<void> => {
  if (after.active?.held !== undefined) return;
  for (const id of before.active?.held ?? []) await forgetWords(tx, id);
};

/** What forms look up, read only when one may be filled in. */
export const withForms = async (
  { app }: Parts,
  tx: Tx,
  { facts, asking }: { readonly facts: Facts; readonly asking: Asking },
): Promise<Facts> => {
  if (!mayFill(facts, asking)) return facts;
  const { arrival, session } = asking;
  const held = await saidIn(tx, session.active?.held ?? []);
  const known = { ...(await withLists(tx, facts)), arrival, held };
  const form = beginning(known, asking);
  if (form?.prefill === undefined) return known;
  const earlier = await form.prefill({ app, tx, bag: [] }, known);
  return { ...known, earlier: { [form.id]: earlier } };
};

/** Institutions by what they are called, the own tasks, the open calls and the accepted invitations. */
export const withLists = async (tx: Tx, facts: Facts): Promise<Facts> => {
  const list = await institutions.readInstitutions(tx);
  const known = list.map((one): KnownInstitution => ({
    id: one.id,
    name: one.name,
    names: institutions.namesOf(one),
  }));
  const [tasks, calls] = [await tasksOf(tx, facts.actor), await openCalls(tx, facts.now)];
  const candidates = await publicity.readShown(tx, facts.now);
  const invited = await invitedTo(tx, facts);
  return { ...facts, institutions: known, tasks, calls, candidates, invited };
};

const mayFill = (facts: Facts, { session, message, repertoire }: Asking): boolean =>
  session.active !== null ||
  session.offered !== null ||
  session.drafts.length > 0 ||
  message.kind === 'tap' ||
  (message.kind === 'text' && openingIn({ repertoire, facts }, message.text) !== null);

/** The form this message may begin: by its words, by a tap, or by the number of a menu. */
const beginning = (facts: Facts, { session, message, repertoire }: Asking): Form | null => {
  if (message.kind === 'tap') return formNamed({ repertoire, facts }, message.item);
  if (message.kind !== 'text') return null;
  const opened = openingIn({ repertoire, facts }, message.text)?.conversation;
  if (opened?.kind === 'form') return meantBy({ repertoire, facts }, opened);
  return offeredForm({ repertoire, facts }, session);
};

/** A menu or “begin anew” was shown: whichever form of it knows last time's answers. */
const offeredForm = (
  setting: { readonly repertoire: Repertoire; readonly facts: Facts },
  { offered }: Session,
): Form | null => {
  if (offered?.kind === 'resume') return formNamed(setting, offered.form);
  if (offered?.kind !== 'menu') return null;
  const forms = offered.items.map(({ id }) => formNamed(setting, id));
  return forms.find((form) => form?.prefill !== undefined) ?? null;
};

const STANDING = ['invited', 'accepted'];

const tasksOf = async (tx: Tx, { person, memberships }: FollowerActor): Promise<OwnTask[]> => {
  if (person === null || !memberships.some(({ roster }) => roster === 'experts')) return [];
  const invitations = await draws.invitationsOfPerson(tx, person);
  const standing = invitations.filter(({ status }) => STANDING.includes(status));
  const tasks = [];
  for (const { task } of standing) {
    const found = await draws.readTask(tx, task);
    if (found !== null)
      tasks.push({ id: found.id, number: found.number, day: showDay(found.firstDay) });
  }
  return tasks;
};

/** What a known person has said yes to and not applied for yet. */
const invitedTo = async (
  tx: Tx,
  { now, actor, policy }: Facts,
): Promise<readonly nomination.OpenInvitation[]> =>
  actor.person === null
    ? []
    : nomination.readOpenInvitations(tx, actor.person, {
        now,
        policy: policy(nomination.NOMINATION),
      });

/** The announcements people may apply under at this moment (GP-5.1). */
const openCalls = async (tx: Tx, now: Date): Promise<readonly OpenCall[]> => {
  const open = [];
  for (const roster of ROSTERS) {
    const found = await campaigns.openCampaign(tx, roster, now);
    if (found !== null) open.push({ id: found.id, roster, title: found.title });
  }
  return open;
};

/** Whether an answer is a list of attachments: the photos a draft holds. */
export const photosIn = (form: Form, answers: Answers): readonly string[] =>
  form.fields
    .filter(({ takes }) => takes === 'photo')
    .flatMap(({ id }) => {
      const value = answers[id]?.value;
      return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
    });
