import { applicationForm, reviewForm, writtenApplication } from './application.ts';
import { appointmentLetter } from './appointment.ts';
import { callAnnouncement, unitLetter } from './calls.ts';
import { evaluation, feeSheet } from './forms.ts';
import { certificate, loanLetter, releaseLetter } from './letters.ts';
import { nameList } from './name-list.ts';
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
  'call-announcement': callAnnouncement,
  'unit-letter': unitLetter,
  'appointment-letter': appointmentLetter,
  'application-form': applicationForm,
  'review-form': reviewForm,
  'written-application': writtenApplication,
  'name-list': nameList,
};
