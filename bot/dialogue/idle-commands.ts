import { goOn, resumeForm } from './forms.ts';
import { wait, type Turn } from './outcome.ts';
import * as say from './sentences.ts';
import { formNamed, type Here } from './setting.ts';
import type { Command } from './understand/commands.ts';

const SECOND_SUBMIT_MINUTES = 30;

/** A command while no form is open. */
export const obey = (here: Here, said: Command): Turn => {
  const { session } = here;
  switch (said.name) {
    case 'menu':
    case 'help':
    case 'human':
    case 'mine':
    case 'progress':
    case 'basis':
      return { then: 'instant', session, instant: said.name, rest: '' };
    case 'continue':
      return resumeNewest(here);
    case 'submit':
      return submittedAlready(here);
    case 'cancel':
    case 'later':
      return leaveTalk(here);
    case 'back':
    case 'change':
    case 'skip':
    case 'repeat':
      return wait(session, say.NOTHING_TO_CANCEL);
  }
};

const resumeNewest = (here: Here): Turn => {
  const { session, facts } = here;
  const known = session.drafts.flatMap((draft) => {
    const form = formNamed(here, draft.form);
    return form === null ? [] : [{ draft, form }];
  });
  const [newest] = [...known].sort((a, b) => b.draft.at.localeCompare(a.draft.at));
  if (newest === undefined) return wait(session, say.NOTHING_TO_CONTINUE);
  return goOn(resumeForm(newest.form, newest.draft, { session, facts }));
};

/** A second 提交 within half an hour gets the same receipt, not a second submission (F11). */
const submittedAlready = ({ session, facts }: Here): Turn => {
  const { receipt } = session;
  if (receipt === null || facts.now.getTime() - new Date(receipt.at).getTime() > SECOND_SUBMIT_MINUTES * 60_000)
    return wait(session, say.NOTHING_TO_SUBMIT);
  return wait(session, '刚才已经提交成功，不用再交一次。', receipt.text);
};

const leaveTalk = ({ session }: Here): Turn =>
  session.talking === null
    ? wait(session, say.NOTHING_TO_CANCEL)
    : { then: 'instant', session, instant: 'endTalk', rest: '' };
