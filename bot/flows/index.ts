import { enquiries } from '../../domain/index.ts';
import type { Conversation } from '../dialogue/flow.ts';
import type { Repertoire } from '../dialogue/setting.ts';
import { howToReach, toAsk, unaskedNumber, whoIsThere } from './asides.ts';
import { opinion, ownEvaluation } from './at-work.ts';
import { bind, unbind } from './binding.ts';
import { BY_STAFF } from './by-staff.ts';
import { call } from './call.ts';
import { clue } from './clue.ts';
import { addEvidence, dropMaterial } from './evidence.ts';
import { basis, mine, progress } from './looking.ts';
import { expertApplication } from './expert-application.ts';
import { givePublication } from './give-publication.ts';
import { help, menu } from './menu.ts';
import { nomination } from './nomination.ts';
import { objection } from './objection.ts';
import { OFFERS } from './offers.ts';
import { receipt } from './receipt.ts';
import { recusal } from './recusal.ts';
import { signOff } from './sign-off.ts';
import { endTalk, fallback, human, question, talk, talkInWords } from './talk.ts';
import { tasks } from './tasks.ts';
import { unavailable } from './unavailable.ts';
import { webPage } from './web-page.ts';
import { whyRefused } from './why-refused.ts';
import { wishIn } from './wishes.ts';
import { withdrawConsent } from './withdraw-consent.ts';
import { notHere } from './witness.ts';

/** Every conversation, in the order of the menu: one line each. */
const CONVERSATIONS: readonly Conversation[] = [
  clue,
  nomination,
  expertApplication,
  tasks,
  opinion,
  ownEvaluation,
  receipt,
  recusal,
  unavailable,
  signOff,
  objection,
  call,
  progress,
  mine,
  withdrawConsent,
  givePublication,
  whyRefused,
  bind,
  basis,
  human,
  unbind,
  webPage,
  addEvidence,
  dropMaterial,
  talk,
  talkInWords,
  endTalk,
  menu(() => CONVERSATIONS),
  help(() => CONVERSATIONS),
  ...BY_STAFF,
  unaskedNumber,
  notHere,
  whoIsThere,
  howToReach,
  toAsk,
  question,
  fallback,
];

export const REPERTOIRE: Repertoire = {
  conversations: CONVERSATIONS,
  offers: OFFERS,
  fallback: 'fallback',
  talk: 'talk',
  talkInWords: 'talkInWords',
  wished: wishIn,
  everyday: (text, facts) => enquiries.everyday(text, facts.policy(enquiries.ENQUIRIES).enquiries),
};
