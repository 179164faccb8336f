import { explanation } from './offer-words.ts';
import { draftsHint, resume } from './opening.ts';
import { resumeForm, toPage } from './forms.ts';
import { toInstant, wait, type Turn } from './outcome.ts';
import * as say from './sentences.ts';
import { openDrafts, type Here } from './setting.ts';
import type { Command } from './understand/commands.ts';

const SECOND_SUBMIT_MINUTES = 30;

/** A command while no form is open. */
export const obey = (here: Here, said: Command): Turn => {
  const { session } = here;
  switch (said.name) {
    case 'menu':
    case 'help':
    case 'mine':
    case 'progress':
      return toInstant(session, said.name, { also: draftsHint(here) });
    case 'human':
    case 'basis':
      return toInstant(session, said.name);
    case 'continue':
      return resumeOne(here);
    case 'submit':
      return submittedAlready(here);
    case 'cancel':
      return session.talking === null ? dropDraft(here) : toInstant(session, 'endTalk');
    case 'page':
      return pageOf(here);
    case 'later':
      return wait(session, say.SEE_YOU);
    case 'change':
      return offerNewest(here) ?? changeLate(here);
    case 'repeat':
      return offerNewest(here) ?? explanation(here) ?? toInstant(session, 'menu');
    case 'back':
    case 'skip':
      return offerNewest(here) ?? toInstant(session, 'menu');
  }
};

/** The web page of the newest draft that has one. */
const pageOf = (here: Here): Turn => {
  const found = openDrafts(here).find(({ form }) => form.webForm === true);
  if (found === undefined) return wait(here.session, say.NO_PAGE_NOW);
  return toPage(resumeForm(found.form, found.draft, here));
};

const resumeOne = (here: Here): Turn => {
  const { session, facts } = here;
  const drafts = openDrafts(here);
  const [newest, ...older] = drafts;
  if (newest === undefined) return wait(session, say.NOTHING_TO_CONTINUE);
  if (older.length === 0) return resume(here, newest, { rest: '', isAnswer: false });
  const forms = drafts.map(({ form }) => form.id);
  const titles = drafts.map(({ form, draft }) => say.draftTitle(form, draft.answers, facts));
  return wait({ ...session, offered: { kind: 'drafts', forms } }, say.whichDraft(titles));
};

/** Asks whether the newest draft goes on; null without drafts. */
export const offerNewest = (here: Here, words = ''): Turn | null => {
  const [newest] = openDrafts(here);
  if (newest === undefined) return null;
  const { form, draft } = newest;
  return wait(
    { ...here.session, offered: { kind: 'resume', form: form.id, rest: words, isAnswer: true } },
    say.resumeQuestion(form, draft.answers, here.facts),
  );
};

/** 取消 without an open form means the draft that waits. */
const dropDraft = (here: Here): Turn => {
  const { session, facts } = here;
  const [newest] = openDrafts(here);
  if (newest === undefined) return wait(session, say.nothingToCancel(facts));
  const { form, draft } = newest;
  return wait(
    { ...session, offered: { kind: 'drop', form: form.id } },
    say.dropQuestion(form, draft.answers, facts),
  );
};

/** 改 27 after it was handed in: said so, and who can put it right. */
const changeLate = (here: Here): Turn => {
  const { session } = here;
  if (!hasReceipt(here)) return toInstant(session, 'menu', { also: [say.NOTHING_TO_CHANGE] });
  const offered = { kind: 'passOn', words: '刚才提交的内容有一项要改。' } as const;
  return wait({ ...session, offered }, say.TOO_LATE_TO_CHANGE);
};

const hasReceipt = ({ session: { receipt }, facts }: Here): boolean =>
  receipt !== null &&
  facts.now.getTime() - new Date(receipt.at).getTime() <= SECOND_SUBMIT_MINUTES * 60_000;

/** A second 提交 within half an hour gets the same receipt, not a second submission (F11). */
const submittedAlready = (here: Here): Turn => {
  const { session } = here;
  const { receipt } = session;
  if (receipt === null || !hasReceipt(here))
    return offerNewest(here) ?? wait(session, say.NOTHING_TO_SUBMIT);
  return wait(session, say.SUBMITTED_ALREADY, receipt.text);
};
