import { randomUUID } from 'node:crypto';
import type { BureauId, ChatIdentity, Tx } from '../../domain/index.ts';
import {
  identityOf,
  lockConversationOf,
  type ConversationRow,
} from '../../domain/exchange/index.ts';
import { putNotice } from '../../domain/notices/index.ts';
import { carryOut, save, sessionOf } from '../dialogue/converse.ts';
import { stillFitting } from '../dialogue/fields.ts';
import type { Answers, Facts, Form } from '../dialogue/flow.ts';
import { factsOf, withLists, type Parts } from '../dialogue/knowing.ts';
import type { Active, Session } from '../dialogue/session.ts';

/** One draft in two places: the chat's session is the only store, its lock the only order. */
export interface SharedDraft {
  readonly tx: Tx;
  readonly conversation: ConversationRow;
  readonly identity: ChatIdentity;
  readonly form: Form;
  readonly session: Session;
  readonly answers: Answers;
  readonly facts: Facts;
}

interface Where {
  readonly bureau: BureauId;
  /** what the link names: the conversation */
  readonly subject: string;
  readonly form: Form;
}

/** What is left of a draft that is no more: the receipt, where it was submitted. */
export interface Gone {
  readonly receipt: string | null;
}

/** Works on the draft under the lock of its conversation; `gone` when it was submitted or discarded. */
export const withDraft = <T>(
  parts: Parts,
  { bureau, subject, form }: Where,
  work: { readonly open: (draft: SharedDraft) => Promise<T>; readonly gone: (gone: Gone) => T },
): Promise<T> =>
  parts.app.gate.transaction(bureau, async (tx) => {
    const conversation = await lockConversationOf(tx, subject, parts.app.clock());
    if (conversation === null) return work.gone({ receipt: null });
    const session = sessionOf(tx, conversation);
    const kept = answersOf(session, form);
    if (kept === null) {
      const { receipt } = session;
      return work.gone({ receipt: receipt?.form === form.id ? receipt.text : null });
    }
    const identity = identityOf(tx, conversation);
    const facts = await withLists(tx, await factsOf(parts, tx, { identity, bag: [] }));
    const answers = stillFitting(form, kept);
    return work.open({ tx, conversation, identity, form, session, answers, facts });
  });

const answersOf = ({ active, drafts }: Session, form: Form): Answers | null => {
  if (active?.form === form.id) return active.answers;
  return drafts.find((draft) => draft.form === form.id)?.answers ?? null;
};

/** Writes what the page changed; the chat is told of it when its next message comes. */
export const saveDraft = async (
  { repertoire }: Parts,
  draft: SharedDraft,
  answers: Answers,
): Promise<void> => {
  const { tx, conversation, session, facts } = draft;
  const after = withAnswersOf(draft, answers);
  await save(tx, { conversation, before: session, session: after, setting: { repertoire, facts } });
};

const withAnswersOf = ({ form, session, facts, answers: old }: SharedDraft, answers: Answers) => {
  const at = facts.now.toISOString();
  const { active } = session;
  if (active?.form !== form.id) {
    const drafts = session.drafts.map((one) =>
      one.form === form.id ? { ...one, version: form.version, answers, at } : one,
    );
    return { ...session, drafts, at };
  }
  const touched = Object.keys({ ...old, ...answers }).filter((id) => old[id] !== answers[id]);
  const elsewhere = [...new Set([...(active.elsewhere ?? []), ...touched])];
  return { ...session, active: { ...active, answers, elsewhere }, at };
};

/** Submits as the chat would, with the chat's own writer, in this transaction; the chat then knows. */
export const submitDraft = async (
  parts: Parts,
  draft: SharedDraft,
  answers: Answers,
): Promise<{ readonly isDone: boolean; readonly say: string }> => {
  const { tx, conversation, form, session, facts } = draft;
  const setting = { repertoire: parts.repertoire, facts };
  const active: Active = {
    form: form.id,
    version: form.version,
    answers,
    asked: null,
    mode: 'reviewing',
    misses: 0,
  };
  const drafts = session.drafts.filter((one) => one.form !== form.id);
  const alone: Session = { ...session, active, drafts, at: facts.now.toISOString() };
  const done = { then: 'submit', session: alone, form: form.id, answers } as const;
  const said = await carryOut(parts, tx, { done, setting, bag: [] });
  const isDone = said.session.active === null;
  const other = session.active?.form === form.id ? null : session.active;
  const left = isDone ? { ...said.session, active: other } : kept(draft, said.session);
  await save(tx, { conversation, before: session, session: left, setting });
  const { receipt } = said.session;
  if (isDone && receipt !== null) await sayInChat(draft, receipt.text);
  return { isDone, say: said.say.filter((line) => line !== '').join('\n') };
};

/** The page will be closed, the chat stays: the receipt with its number goes there too, once. */
const sayInChat = async (
  { tx, conversation, identity, form, facts: { now } }: SharedDraft,
  receipt: string,
): Promise<void> => {
  const kind = 'desk.submitted-on-page';
  const key = [kind, conversation.id, form.id, now.toISOString()].join(':');
  const params = { title: form.title, receipt };
  await putNotice(tx, {
    notice: { key, kind, params, to: { to: 'chat', identity }, urgent: true },
    id: randomUUID(),
    now,
    officeMoment: now,
  });
};

/** Refused: the draft stays where it was, with what the refusal leaves to decide. */
const kept = (draft: SharedDraft, refused: Session): Session => {
  const answers = refused.active?.answers ?? draft.answers;
  const stays = withAnswersOf(draft, answers);
  const isHere = draft.session.active?.form === draft.form.id;
  return isHere ? { ...stays, active: refused.active, offered: refused.offered } : stays;
};
