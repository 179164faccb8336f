import { whoWrites, type App, type ChatIdentity, type Tx } from '../../domain/index.ts';
import {
  adoptBag,
  bagOf,
  closeOffer,
  dropBag,
  offersFor,
  saveConversation,
  type AttachmentRow,
  type ConversationRow,
} from '../../domain/exchange/index.ts';
import type { DeskHand } from './doing.ts';
import type { Done, Facts } from './flow.ts';
import type { Message, Turn } from './outcome.ts';
import { readSession, type Session } from './session.ts';
import { formNamed, type Repertoire, type Setting } from './setting.ts';
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
  const { conversation, identity, message } = talking;
  const bag = await bagOf(tx, conversation.id);
  const facts = await factsOf(parts, tx, { identity, conversation, bag });
  const setting: Setting = { repertoire: parts.repertoire, facts };
  const before = conversation.session === null ? readSession(null) : readSession(tx.vault.open(conversation.session));
  const said = await carryOut(parts, tx, {
    done: turn(before, message, setting),
    setting,
    bag: bag.map((row) => row.id),
  });
  await save(tx, { conversation, session: said.session, setting });
  return said.say.filter((part) => part !== '').join('\n');
};

const factsOf = async (
  { app }: Parts,
  tx: Tx,
  { identity, conversation, bag }: { identity: ChatIdentity; conversation: ConversationRow; bag: readonly AttachmentRow[] },
): Promise<Facts> => {
  const bureau = app.bureauOf(tx.bureau);
  const { actor, name } = await whoWrites(tx, identity);
  const targets = [actor.person, actor.account].filter((id) => id !== null);
  const offers = await offersFor(tx, targets, app.clock());
  const spokeAt = conversation.spokeAt ?? '';
  return {
    now: app.clock(),
    bureau: tx.bureau,
    bureauName: bureau.name,
    actor,
    name,
    bag: bag.length,
    fresh: bag.filter((row) => row.receivedAt > spokeAt).length,
    offers,
    policy: (section) => bureau.section(section),
  };
};

interface Carrying {
  readonly done: Turn;
  readonly setting: Setting;
  readonly bag: readonly string[];
}

interface Said {
  readonly session: Session;
  readonly say: readonly string[];
}

const STILL_OPEN = '（刚才没填完的还在，接着回答就行；忘了问的是什么，请回复“再说一遍”。）';

const carryOut = async (parts: Parts, tx: Tx, { done, setting, bag }: Carrying): Promise<Said> => {
  if (done.then === 'wait') {
    if (done.dropBag === true) await dropBag(tx, bag);
    return done;
  }
  const desk: DeskHand = { app: parts.app, tx, bag };
  const outcome = await act(done, setting, desk);
  if (outcome.kind === 'refused') return { session: done.session, say: [outcome.say] };
  if (outcome.dropBag === true) await dropBag(tx, bag);
  if (done.then === 'offer') await closeOffer(tx, done.offer);
  if (done.then === 'submit' && outcome.adoptInto !== undefined) await adoptBag(tx, bag, outcome.adoptInto);
  return { session: after(done, outcome, setting.facts.now), say: spoken(done, outcome) };
};

type Acting = Exclude<Turn, { then: 'wait' }>;

/** The form, instant or offer that the turn led to does its part. */
const act = async (done: Acting, setting: Setting, desk: DeskHand): Promise<Done> => {
  const context = { facts: setting.facts, desk };
  const { conversations, offers } = setting.repertoire;
  if (done.then === 'submit') {
    const form = formNamed(setting, done.form);
    if (form !== null) return form.submit(context, done.answers);
  }
  if (done.then === 'instant') {
    const found = conversations.find((one) => one.id === done.instant);
    if (found?.kind === 'instant') return found.answer(context, done.rest);
  }
  if (done.then === 'offer') {
    const offer = setting.facts.offers.find((one) => one.id === done.offer);
    const kind = offers.find((one) => one.name === offer?.name);
    const reply = kind?.replies.find((one) => one.id === done.reply);
    if (offer !== undefined && reply !== undefined)
      return reply.answer(context, { params: offer.params, rest: done.rest });
  }
  throw new Error('a turn led to a conversation that is not in the repertoire');
};

type Finished = Extract<Done, { kind: 'finished' }>;

const after = (done: Acting, outcome: Finished, now: Date): Session => ({
  ...done.session,
  ...(done.then === 'submit'
    ? { active: null, receipt: { text: outcome.say, at: now.toISOString() } }
    : {}),
  offered: outcome.offered ?? null,
  talking: outcome.talking === undefined ? done.session.talking : outcome.talking,
});

const spoken = (done: Acting, outcome: Finished): readonly string[] =>
  done.then !== 'submit' && done.session.active !== null ? [outcome.say, STILL_OPEN] : [outcome.say];

const save = async (
  tx: Tx,
  { conversation, session, setting }: { conversation: ConversationRow; session: Session; setting: Setting },
): Promise<void> => {
  const open = [
    ...session.drafts,
    ...(session.active === null ? [] : [{ form: session.active.form, at: session.at }]),
  ];
  const oldest = open.map((draft) => draft.at).sort()[0] ?? null;
  const evidence = open.some((draft) => formNamed(setting, draft.form)?.evidence === true);
  await saveConversation(tx, conversation, {
    session: tx.vault.seal(session),
    draftAt: oldest,
    draftEvidence: evidence ? 1 : 0,
    spokeAt: setting.facts.now.toISOString(),
  });
};
