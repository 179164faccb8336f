import {
  draws,
  institutions,
  showDay,
  whoWrites,
  type App,
  type ChatIdentity,
  type FollowerActor,
  type Tx,
} from '../../domain/index.ts';
import {
  adoptBag,
  bagOf,
  markTold,
  closeOffer,
  dropBag,
  offersFor,
  saveConversation,
  type AttachmentRow,
  type ConversationRow,
} from '../../domain/exchange/index.ts';
import type { DeskHand } from './doing.ts';
import type { Answers, Doing, Done, Facts, KnownInstitution, OwnTask } from './flow.ts';
import type { Message, Turn } from './outcome.ts';
import { readSession, type Session } from './session.ts';
import { formNamed, openingIn, type Repertoire, type Setting } from './setting.ts';
import { turn } from './turn.ts';

interface Talking {
  readonly conversation: ConversationRow;
  readonly message: Message;
  readonly identity: ChatIdentity;
}

interface Parts {
  readonly app: App;
  readonly repertoire: Repertoire;
}

/** Facts → turn → perhaps an action → the session saved. Returns what the person reads. */
export const converse = async (parts: Parts, tx: Tx, talking: Talking): Promise<string> => {
  const { conversation, message } = talking;
  const bag = await bagOf(tx, conversation.id);
  const session = readSession(
    conversation.session === null ? null : tx.vault.open(conversation.session),
  );
  const known = await factsOf(parts, tx, { talking, bag });
  const setting: Setting = {
    repertoire: parts.repertoire,
    facts: await withForms(tx, known, { session, message, repertoire: parts.repertoire }),
  };
  const done = turn(session, message, setting);
  const said = await carryOut(parts, tx, { done, setting, bag });
  await save(tx, { conversation, session: said.session, setting });
  await markTold(
    tx,
    freshIn(bag).map((row) => row.id),
    setting.facts.now,
  );
  return said.say.filter((part) => part !== '').join('\n');
};

const factsOf = async (
  { app }: Parts,
  tx: Tx,
  { talking, bag }: { readonly talking: Talking; readonly bag: readonly AttachmentRow[] },
): Promise<Facts> => {
  const bureau = app.bureauOf(tx.bureau);
  const { actor, name } = await whoWrites(tx, talking.identity);
  const targets = [actor.person, actor.account].filter((id) => id !== null);
  return {
    now: app.clock(),
    bureau: tx.bureau,
    bureauName: bureau.name,
    actor,
    name,
    bag: bag.length,
    fresh: freshIn(bag).length,
    offers: unsettled(await offersFor(tx, targets, app.clock()), actor),
    institutions: [],
    tasks: [],
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

/** What no reply has spoken of yet. */
const freshIn = (bag: readonly AttachmentRow[]): readonly AttachmentRow[] =>
  bag.filter((row) => row.toldAt === null);

interface Asking {
  readonly session: Session;
  readonly message: Message;
  readonly repertoire: Repertoire;
}

/** Names of institutions and the own tasks, read only when a form may look at them. */
const withForms = async (tx: Tx, facts: Facts, asking: Asking): Promise<Facts> => {
  if (!mayFill(facts, asking)) return facts;
  const list = await institutions.readInstitutions(tx);
  const known = list.map((one): KnownInstitution => ({
    id: one.id,
    name: one.name,
    names: institutions.namesOf(one),
  }));
  return { ...facts, institutions: known, tasks: await tasksOf(tx, facts.actor) };
};

const mayFill = (facts: Facts, { session, message, repertoire }: Asking): boolean =>
  session.active !== null ||
  session.offered !== null ||
  session.drafts.length > 0 ||
  message.kind === 'tap' ||
  (message.kind === 'text' && openingIn({ repertoire, facts }, message.text) !== null);

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

interface Carrying {
  readonly done: Turn;
  readonly setting: Setting;
  readonly bag: readonly AttachmentRow[];
}

interface Said {
  readonly session: Session;
  readonly say: readonly string[];
}

const carryOut = async (parts: Parts, tx: Tx, { done, setting, bag }: Carrying): Promise<Said> => {
  const { before = [], also = [] } = done;
  const dropped = droppedOf(done, bag, setting.facts.fresh);
  await dropBag(tx, idsOf(dropped));
  const left = idsOf(bag.filter((row) => !dropped.includes(row)));
  if (done.then === 'wait')
    return { session: done.session, say: [...before, ...done.say, ...also] };
  const outcome = await act(done, setting, { app: parts.app, tx, bag: left });
  const say = [...before, outcome.say, ...also];
  if (outcome.kind === 'refused') return { session: done.session, say };
  await settle(tx, { done, outcome, bag: left });
  return { session: sessionAfter(done, outcome, setting.facts.now), say };
};

const idsOf = (rows: readonly AttachmentRow[]): readonly string[] => rows.map((row) => row.id);

interface Settling {
  readonly done: Acting;
  readonly outcome: Finished;
  readonly bag: readonly string[];
}

/** What a finished conversation does to the offer and to the bag. */
const settle = async (tx: Tx, { done, outcome, bag }: Settling): Promise<void> => {
  if (outcome.dropBag === true) await dropBag(tx, bag);
  if (done.then === 'offer') await closeOffer(tx, done.offer);
  if (done.then === 'submit' && outcome.adoptInto !== undefined)
    await adoptBag(tx, bag, outcome.adoptInto);
};

/** The bag is in the order of arrival: the fresh ones are its end. */
const droppedOf = (
  { dropBag: which }: Turn,
  bag: readonly AttachmentRow[],
  fresh: number,
): readonly AttachmentRow[] => {
  if (which === undefined) return [];
  return which === 'all' ? bag : bag.slice(bag.length - fresh);
};

type Acting = Exclude<Turn, { then: 'wait' }>;

/** The form, instant or offer that the turn led to does its part. */
const act = async (done: Acting, setting: Setting, desk: DeskHand): Promise<Done> => {
  const context = { facts: setting.facts, desk };
  const doing = await whoActs(done, setting)?.(context);
  if (doing === undefined)
    throw new Error('a turn led to a conversation that is not in the repertoire');
  return doing;
};

type Acts = (context: Doing) => Promise<Done>;

const whoActs = (done: Acting, setting: Setting): Acts | undefined => {
  switch (done.then) {
    case 'submit': {
      const form = formNamed(setting, done.form);
      return form === null ? undefined : (context) => form.submit(context, done.answers);
    }
    case 'instant': {
      const found = setting.repertoire.conversations.find((one) => one.id === done.instant);
      return found?.kind === 'instant' ? (context) => found.answer(context, done.rest) : undefined;
    }
    case 'offer':
      return replyTo(done, setting);
  }
};

const replyTo = (
  { offer: id, reply: answer, rest }: Extract<Turn, { then: 'offer' }>,
  { facts, repertoire }: Setting,
): Acts | undefined => {
  const offer = facts.offers.find((one) => one.id === id);
  const kind = repertoire.offers.find((one) => one.name === offer?.name);
  const reply = kind?.replies.find((one) => one.id === answer);
  if (offer === undefined || reply === undefined) return undefined;
  return (context) => reply.answer(context, { params: offer.params, rest });
};

type Finished = Extract<Done, { kind: 'finished' }>;

const sessionAfter = (done: Acting, outcome: Finished, now: Date): Session => ({
  ...done.session,
  ...(done.then === 'submit'
    ? { active: null, receipt: { text: outcome.say, at: now.toISOString() } }
    : {}),
  offered: outcome.offered ?? null,
  talking: outcome.talking === undefined ? done.session.talking : outcome.talking,
});

const save = async (
  tx: Tx,
  {
    conversation,
    session,
    setting,
  }: { conversation: ConversationRow; session: Session; setting: Setting },
): Promise<void> => {
  const open = [
    ...session.drafts,
    ...(session.active === null ? [] : [{ ...session.active, at: session.at }]),
  ].filter((draft) => holdsSomething(draft, setting));
  const oldest = open.map((draft) => draft.at).sort()[0] ?? null;
  const evidence = open.some((draft) => formNamed(setting, draft.form)?.evidence === true);
  await saveConversation(tx, conversation, {
    session: tx.vault.seal(session),
    draftAt: oldest,
    draftEvidence: evidence ? 1 : 0,
  });
};

/** A form nobody has answered anything in is no draft to be reminded of; photos are something. */
const holdsSomething = (
  draft: { readonly form: string; readonly answers: Answers },
  setting: Setting,
): boolean =>
  Object.keys(draft.answers).length > 0 ||
  (setting.facts.bag > 0 && formNamed(setting, draft.form)?.evidence === true);
