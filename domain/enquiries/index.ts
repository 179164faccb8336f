import { defineContext } from '../kernel/context.ts';
import { ENQUIRIES, type EnquiriesEvent, type EnquiriesRefusal } from './model.ts';
import { answerWords, ENQUIRY_TABLES, record } from './records.ts';
import { announce, refuse, say } from './wording.ts';

export {
  ENQUIRIES,
  MOST_PICTURES,
  type Enquiry,
  type EnquiryMessage,
  type EnquiryState,
} from './model.ts';
export { answersSentTo, wordsOf } from './records.ts';
export { everyday } from './rules.ts';
export { partsOf, pictureKey, receivedWords, waitsKey, wordsKey, type Part } from './wording.ts';
export * from './actions.ts';

export const enquiriesContext = defineContext<EnquiriesEvent>({
  name: 'enquiries',
  tables: [...ENQUIRY_TABLES],
  policies: [ENQUIRIES],
  actions: [],
  record,
  announce,
  say,
  sayFrom: answerWords,
  refuse: (refusal) => refuse(refusal as EnquiriesRefusal),
});
