import { absorb, answerQuestion } from './asking.ts';
import { stillFitting } from './fields.ts';
import type { Answers, Conversation, Form } from './flow.ts';
import {
  beginForm,
  goOn,
  leaveForNow,
  putAside,
  resumeForm,
  sayAgain,
  withAnswers,
} from './forms.ts';
import type { Filling } from './forms.ts';
import { after, toInstant, wait, type Turn } from './outcome.ts';
import * as say from './sentences.ts';
import type { Draft, Session } from './session.ts';
import {
  fillingOf,
  formNamed,
  GREETED,
  openDrafts,
  openingIn,
  type Here,
  type Setting,
} from './setting.ts';
import { plain } from './understand/normalise.ts';

interface Words {
  readonly opening?: string;
  readonly rest: string;
}

/** Drafts are offered again wherever somebody looks around: “继续填写，已填 4/9”. */
export const draftsHint = (here: Here): readonly string[] => {
  const [newest] = openDrafts(here);
  if (newest === undefined) return [];
  return [say.keptMeanwhile(newest.form, newest.draft.answers, here.facts)];
};

/** Leads into a conversation; an unfinished draft of the same form is offered first. */
export const open = (here: Here, conversation: Conversation, words: Words): Turn => {
  const { session } = here;
  const { rest } = words;
  if (conversation.kind === 'form') return openForm(here, conversation, words);
  const looksAround = conversation.id === GREETED || conversation.isAsked === true;
  const also = looksAround ? draftsHint(here) : [];
  return toInstant(session, conversation.id, { rest, also });
};

/** 我要反映, 在哪里举报: what is wanted, in words that are no opening. */
export const openWished = (here: Here, text: string): Turn | null => {
  const { session, repertoire, facts } = here;
  const wish = repertoire.wished?.(text, facts) ?? null;
  const conversation = repertoire.conversations.find(({ id }) => id === wish?.conversation);
  if (wish === null || conversation === undefined) return null;
  const { rest, asks } = wish;
  if (asks === true && conversation.kind === 'form')
    return toInstant(session, 'question', { rest, also: [say.toBegin(conversation)] });
  return open(here, conversation, { rest });
};

const openForm = (at: Here, named: Form, words: Words): Turn => {
  const { facts } = at;
  const form = meantBy(at, named);
  // a form that is still open is kept: the menu of a new follower is answered over it
  const session = putAside(at.session, facts.now);
  const here: Here = { ...at, session };
  const closed = form.closed?.(facts) ?? null;
  if (closed !== null) return notNow(session, { form, closed }, words);
  const draft = session.drafts.find((one) => one.form === form.id);
  if (draft === undefined) return begin(here, form, words);
  return wait(
    { ...session, offered: { kind: 'resume', form: form.id, rest: words.rest, isAnswer: false } },
    say.resumeQuestion(form, draft.answers, facts),
  );
};

/** It cannot be begun: what was said with it may go elsewhere. */
const notNow = (
  session: Session,
  { form, closed }: { readonly form: Form; readonly closed: string },
  { rest }: Words,
): Turn => {
  const ways = form.whileClosed ?? [];
  if (rest === '' || ways.length === 0) return wait(session, closed);
  const items = ways.map(({ id }) => ({ id, rest }));
  const lines = ways.map(({ label }, index) => `${index + 1} ${label}`);
  return wait({ ...session, offered: { kind: 'menu', items } }, closed, say.elsewhere(lines));
};

/** 报名 in a bureau that has no supervisors means its experts. */
export const meantBy = (setting: Setting, form: Form): Form => {
  const id = form.instead?.(setting.facts) ?? null;
  return id === null ? form : (formNamed(setting, id) ?? form);
};

/** Begins a form; what the opening message said beyond the opening answers as much as it can. */
export const begin = (here: Here, form: Form, { opening = '', rest }: Words): Turn => {
  const earlier = stillFitting(form, here.facts.earlier[form.id] ?? {});
  const filling = withAnswers(beginForm(form, here.session, here.facts), {
    ...earlier,
    ...form.opened?.(opening, here.facts),
  });
  const prefilled = Object.keys(earlier).length > 0 ? [prefilledBy(form, earlier)] : [];
  const intro = [form.intro(here.facts), ...prefilled, ...earlierPhotos(form, here)];
  return rest === '' ? goOn(filling, ...intro) : absorb(filling, rest, intro);
};

const prefilledBy = (form: Form, earlier: Answers): string =>
  form.isRecord?.(earlier) === true ? say.FROM_RECORD : say.PREFILLED;

/** Photos that lay in the bag before this message are taken along, or said not to be. */
const earlierPhotos = (form: Form, { facts }: Here): readonly string[] => {
  const earlier = facts.bag - facts.fresh;
  if (earlier <= 0) return [];
  return [form.evidence ? say.photosCarried(earlier) : say.photosLeftOut(form, earlier)];
};

/** Goes on with a draft; the words somebody came back with are the answer to its next question. */
export const resume = (
  here: Here,
  { form, draft }: { readonly form: Form; readonly draft: Draft },
  { rest, isAnswer }: { readonly rest: string; readonly isAnswer: boolean },
): Turn => {
  const far = form.webForm === true ? [say.soFar(form, draft.answers, here.facts)] : [];
  const resumed = goOn(resumeForm(form, draft, here), ...far);
  if (rest === '') return resumed;
  if (!isAnswer) return after(resumed, say.NOT_USED);
  const filling = fillingOf({ ...here, session: resumed.session });
  return filling?.active.mode === 'asking' ? answerQuestion(filling, rest) : resumed;
};

/** The bare opening of another conversation leaves this form, which is kept as a draft (F13). */
export const switchTo = (here: Here, filling: Filling, text: string): Turn | null => {
  const found = openingIn(here, text);
  if (found?.rest !== '' || found.opening === '') return null;
  // 我要举报 at a question of this very form answers nothing (GP-8.6g)
  if (found.conversation.id === filling.form.id)
    return sayAgain(filling, say.alreadyIn(filling.form));
  if (found.conversation.id === GREETED) return sayAgain(filling);
  const { session, also } = leaveForNow(filling);
  const led = open({ ...here, session }, found.conversation, found);
  return led.then === 'instant' ? { ...led, also } : after(led, ...also);
};

const LONGEST_QUESTION = 16;
const ASKING =
  /(?:什么|怎么领|怎么办|怎么弄|怎么报|怎么走|多少|多大|几岁|几年|哪里|吗|呢|\?)[。!.?]*$/u;
const STORY = /[药院店卡刷骗套]/u;

/** Ends like a question. */
export const isAsking = (text: string): boolean => ASKING.test(plain(text));

/** “举报奖励怎么领” asks about a thing; it does not begin it. */
export const isQuestion = (rest: string): boolean => {
  const said = plain(rest);
  return said.length <= LONGEST_QUESTION && ASKING.test(said) && !STORY.test(said);
};
