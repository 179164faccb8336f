import { evaluation, feeSheet } from './forms.ts';
import { certificate, loanLetter, releaseLetter } from './letters.ts';
import { deliberation, drawRecord } from './records.ts';
import { oath, taskSheet } from './task-papers.ts';

/** The templates as the house delivers them, by the name under which `web/papers` fills them. */
export const TEMPLATES = {
  evaluation,
  'release-letter': releaseLetter,
  'loan-letter': loanLetter,
  certificate,
  'fee-sheet': feeSheet,
  deliberation,
  'draw-record': drawRecord,
  'task-sheet': taskSheet,
  oath,
};
