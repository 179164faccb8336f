import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { TemplateHandler, type TemplateData } from 'easy-template-x';
import type { z } from 'zod';
import { applicationForm, reviewForm, writtenApplication } from './application.ts';
import { appointmentLetter } from './appointment.ts';
import { callAnnouncement, unitLetter } from './calls.ts';
import { deliberation } from './deliberation.ts';
import { drawRecord } from './draw-record.ts';
import { evaluation } from './evaluation.ts';
import { feeSheet } from './fee-sheet.ts';
import { certificate, loanLetter, releaseLetter } from './letters.ts';
import { nameList } from './name-list.ts';
import { oath, taskSheet } from './task-papers.ts';

/** The papers that are printed as Word files (C-10); each has its template in `templates/`. */
const PAPERS = {
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

export type PaperName = keyof typeof PAPERS;
/** What a paper is filled from: plain texts, numbers and lists, every one of which may be missing. */
export type PaperData<N extends PaperName> = z.input<(typeof PAPERS)[N]>;

export type EvaluationPaper = PaperData<'evaluation'>;
export type ReleaseLetter = PaperData<'release-letter'>;
export type LoanLetter = PaperData<'loan-letter'>;
export type CertificatePaper = PaperData<'certificate'>;
export type FeeSheet = PaperData<'fee-sheet'>;
export type DeliberationPaper = PaperData<'deliberation'>;
export type DrawRecordPaper = PaperData<'draw-record'>;
export type TaskSheet = PaperData<'task-sheet'>;
export type OathPaper = PaperData<'oath'>;
export type ApplicationPaper = PaperData<'application-form'>;
export type ReviewPaper = PaperData<'review-form'>;
export type WrittenApplication = PaperData<'written-application'>;

/**
 * The filled .docx. Throws on data that is not of the paper's shape, above all on a field the paper
 * must not have: an institution never slips into a 抽调函.
 */
export const fillPaper = async <N extends PaperName>(
  name: N,
  data: PaperData<N>,
): Promise<Buffer> => {
  const template = await readFile(path.join(import.meta.dirname, 'templates', `${name}.docx`));
  const fields: TemplateData = await PAPERS[name].parseAsync(data);
  return new TemplateHandler().process(template, fields);
};
