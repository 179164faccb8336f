import type { ChatIdentity, Tx } from '../../domain/index.ts';
import {
  adoptBag,
  bagOf,
  closeOffer,
  dropBag,
  forgetWords,
  markTold,
  saveConversation,
  saveSession,
  settleCards,
  settleDraftPhotos,
  type AttachmentRow,
  type ConversationRow,
} from '../../domain/exchange/index.ts';
import { withBound } from './bound.ts';
import type { DeskHand } from './doing.ts';
import type { Answers, Doing, Done, Facts, Form } from './flow.ts';
import { goOn, withAnswers } from './forms.ts';
import { factsOf, forgetHeld, freshIn, photosIn, withForms, type Parts } from './knowing.ts';
import type { Message, Turn } from './outcome.ts';
import { withheldSince } from './office-talk.ts';
import { readSession, type Offered, type Session } from './session.ts';
import { formNamed, type Setting } from './setting.ts';
import { turn } from './turn.ts';

interface Talking {
  readonly conversation: ConversationRow;
  readonly message: Message;
  readonly identity: ChatIdentity;
  /** the row of the message in the inbox, where it has one of its own */
  readonly arrival: string | null;
  /** the card that was tapped, and what it asks */
  readonly tapped?: Tapped;
}

interface Tapped {
  readonly offer: Facts['offers'][number];
  readonly card: string;
}

/** The session kept with a conversation. */
export const sessionOf = (tx: Tx, { session }: ConversationRow): Session =>
  readSession(session === null ? null : tx.vault.open(session));

/** A card names its offer for ever, also when a newer one of its kind is open. */
const withTapped = (facts: Facts, { tapped }: Talking): Facts =>
  tapped === undefined || facts.offers.some(({ id }) => id === tapped.offer.id)
    ? facts
    : { ...facts, offers: [...facts.offers, tapped.offer] };

/** Facts → turn → perhaps an action → the session saved. Returns what the person reads. */
export const converse = async (parts: Parts, tx: Tx, talking: Talking): Promise<string> => {
  const { conversation, message, identity } = talking;
  const { repertoire } = parts;
  const bag = await bagOf(tx, conversation.id);
  const session = sessionOf(tx, conversation);
  const facts = withTapped(await factsOf(parts, tx, { identity, bag }), talking);
  const asking = { session, message, repertoire, arrival: talking.arrival };
  const setting: Setting = { repertoire, facts: await withForms(parts, tx, { facts, asking }) };
  const done = turn(session, message, setting);
  if (done.forget === true && talking.arrival !== null) await forgetWords(tx, talking.arrival);
  await forgetHeld(tx, session, done.session);
  const card = talking.tapped?.card ?? null;
  const said = await carryOut(parts, tx, { done, setting, bag, card });
  await save(tx, { conversation, before: session, session: said.session, setting });
  await markTold(
    tx,
    freshIn(bag).map((row) => row.id),
    setting.facts.now,
  );
  return said.say.filter((part) => part !== '').join('\n');
};

/** A menu message was sent: until something else is said, its numbers count like its items. */
export const offerChoices = async (
  tx: Tx,
  conversation: ConversationRow,
  choices: Omit<Extract<Offered, { kind: 'choices' }>, 'kind'>,
): Promise<void> => {
  const session = sessionOf(tx, conversation);
  // inside a form a number answers its question; the words of the offer count there as well
  if (session.active !== null || session.talking !== null) return;
  const sealed = tx.vault.seal({ ...session, offered: { kind: 'choices', ...choices } });
  await saveSession(tx, conversation.id, sealed);
};

interface Carrying {
  readonly done: Turn;
  readonly setting: Setting;
  readonly bag: readonly AttachmentRow[];
  /** the card that was tapped: the platform's own answer changes it */
  readonly card?: string | null;
}

export interface Said {
  readonly session: Session;
  readonly say: readonly string[];
}

/** Does what a turn leads to. Returns the session after it and what the person reads. */
export const carryOut = async (
  parts: Parts,
  tx: Tx,
  { done, setting, bag, card = null }: Carrying,
): Promise<Said> => {
  const { before = [], also = [] } = done;
  const dropped = droppedOf(done, bag, setting.facts.fresh);
  await dropBag(tx, idsOf(dropped));
  const left = idsOf(bag.filter((row) => !dropped.includes(row)));
  if (done.then === 'wait')
    return { session: done.session, say: [...before, ...done.say, ...also] };
  const outcome = await act(done, setting, { app: parts.app, tx, bag: left });
  const say = [...before, outcome.say, ...also];
  await settleAsked(tx, { done, outcome, card, now: setting.facts.now });
  if (outcome.kind === 'refused') return refusedTurn(setting, { done, outcome, say });
  await settle(tx, { done, outcome, bag: left });
  return { session: sessionAfter(done, outcome, setting.facts.now), say };
};

interface Asked {
  readonly done: Acting;
  readonly outcome: Done;
  readonly card: string | null;
  readonly now: Date;
}

/** Cards that asked for the answer show what became of it, however it was given. */
const settleAsked = async (tx: Tx, { done, outcome, card, now }: Asked): Promise<void> => {
  if (done.then !== 'offer' || outcome.card === undefined) return;
  await settleCards(tx, { offer: done.offer, words: outcome.card, now }, card);
};

interface RefusedTurn {
  readonly done: Acting;
  readonly outcome: Extract<Done, { kind: 'refused' }>;
  readonly say: readonly string[];
}

/** The person goes on where they were, or is asked what the refusal leaves to decide (GP-5.1). */
const refusedTurn = (setting: Setting, { done, outcome, say }: RefusedTurn): Said => {
  const { session } = done;
  const { active } = session;
  const form = active === null ? null : formNamed(setting, active.form);
  if (outcome.answers === undefined || active === null || form === null) return { session, say };
  const filling = { form, active, session, facts: setting.facts };
  const led = goOn(withAnswers(filling, outcome.answers));
  return { session: led.session, say: [...say, ...(led.then === 'wait' ? led.say : [])] };
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
  if (typeof which !== 'string') return bag.filter((row) => which.includes(row.id));
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
    ? {
        active: null,
        receipt: { text: outcome.say, at: now.toISOString(), form: done.form },
      }
    : {}),
  offered: outcome.offered ?? null,
  talking: outcome.talking === undefined ? done.session.talking : outcome.talking,
  withheld: withheldSince(done.session, outcome, now),
});

interface Saving {
  readonly conversation: ConversationRow;
  readonly before: Session;
  readonly session: Session;
  readonly setting: Setting;
}

/** Keeps the session, and its drafts' photos with them. */
export const save = async (tx: Tx, saving: Saving): Promise<void> => {
  const { conversation, setting } = saving;
  const session = bound(saving);
  const open = draftsIn(session).filter((draft) => holdsSomething(draft, setting));
  const oldest = open.map((draft) => draft.at).sort()[0] ?? null;
  const evidence = open.some((draft) => formNamed(setting, draft.form)?.evidence === true);
  await settlePhotos(tx, saving);
  await saveConversation(tx, conversation, {
    session: tx.vault.seal(session),
    draftAt: oldest,
    draftEvidence: evidence ? 1 : 0,
  });
};

/** Papers that came with this change are bound to what they were printed from. */
const bound = ({ before, session, setting }: Saving): Session => {
  const of = <D extends { readonly form: string; readonly answers: Answers }>(draft: D): D => {
    const form = formNamed(setting, draft.form);
    if (form === null) return draft;
    const old = draftsIn(before).find((one) => one.form === draft.form)?.answers ?? {};
    const change = { before: old, after: draft.answers };
    return { ...draft, answers: withBound(form, change, setting.facts) };
  };
  const { active, drafts } = session;
  return { ...session, active: active === null ? null : of(active), drafts: drafts.map(of) };
};

const draftsIn = (session: Session): readonly Session['drafts'][number][] => [
  ...session.drafts,
  ...(session.active === null ? [] : [{ ...session.active, at: session.at }]),
];

/** Photos of a draft belong to it: taken from the bag, and dropped with the answer they stood in. */
const settlePhotos = async (
  tx: Tx,
  { conversation, before, session, setting }: Saving,
): Promise<void> => {
  const named = [...draftsIn(before), ...draftsIn(session)].map(({ form }) => form);
  for (const id of new Set(named)) {
    const form = formNamed(setting, id);
    if (form === null || !hasPhotos(form)) continue;
    const draft = draftsIn(session).find((one) => one.form === id);
    const photos = draft === undefined ? [] : photosIn(form, draft.answers);
    await settleDraftPhotos(tx, { conversation: conversation.id, form: id, photos });
  }
};

const hasPhotos = (form: Form): boolean => form.fields.some(({ takes }) => takes === 'photo');

/** A form nobody has answered anything in is no draft to be reminded of; photos are something. */
const holdsSomething = (
  draft: { readonly form: string; readonly answers: Answers },
  setting: Setting,
): boolean =>
  Object.keys(draft.answers).length > 0 ||
  (setting.facts.bag > 0 && formNamed(setting, draft.form)?.evidence === true);
