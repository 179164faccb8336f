import sharp from 'sharp';
import { z } from 'zod';
import { adoptedBy } from '../../domain/exchange/index.ts';
import { dayOf, nomination, ROSTER_WORDS, showInstant } from '../../domain/index.ts';
import { recordId } from '../fields.ts';
import { staffNames } from '../names.ts';
import { defineFile, type Handed } from '../page.ts';
import {
  fillPaper,
  type ApplicationPaper,
  type ReviewPaper,
  type WrittenApplication,
} from '../papers/index.ts';
import type { Visit } from '../visit.ts';
import {
  CONCLUSION_WORDS,
  contentRows,
  FINDING_WORDS,
  VERDICT_WORDS,
} from './application-words.ts';
import { SOURCE_WORDS } from './clue-words.ts';
import { DOCX } from './draw-papers.ts';
import { CASE_ROLES, OFFICE_ROLES } from './roles.ts';

type Printed = nomination.Sheet['application'];

const asWord = (name: string, bytes: Buffer): Handed => ({
  bytes,
  type: DOCX,
  name: `${name}.docx`,
});

/** The ID photo's bytes, as far as it has been kept. */
const photoOf = async (
  visit: Visit,
  { id, pieces }: Pick<Printed, 'id' | 'pieces'>,
): Promise<Uint8Array | undefined> => {
  const photo = pieces.find(({ role }) => role === 'photo');
  if (photo === undefined) return undefined;
  const kept = await visit.within((tx) => adoptedBy(tx, id));
  const row = kept.find((one) => one.id === photo.attachment);
  if (row === undefined || row.file === null || row.digest === null) return undefined;
  return visit.app.files.read(visit.bureau, { file: row.file, digest: row.digest });
};

/** 附件1 from the file (F1-01…23), or the plain 书面申请 where the measure has no form (GP-6.2). */
export const applicationPaperFile = defineFile({
  path: '/applications/:application/paper/application',
  roles: OFFICE_ROLES,
  query: z.object({ application: recordId }),
  load: async (visit, { application: id }) => {
    const noted = await visit.perform(nomination.notePrint, {
      application: id,
      paper: 'application',
    });
    const sheet =
      noted.kind === 'done'
        ? await visit.ask(nomination.applicationSheet, { application: id })
        : null;
    if (sheet === null) return null;
    const { application } = sheet;
    const { form1 } = application.snapshot;
    const photo = await photoOf(visit, application);
    return form1 === null
      ? asWord(
          `申请书-${application.number}`,
          await fillPaper('written-application', writtenData(visit, sheet)),
        )
      : asWord(
          `入库申请表-${application.number}`,
          await fillPaper('application-form', {
            ...form1Data(visit, application, form1),
            ...(photo === undefined ? {} : { photo }),
          }),
        );
  },
});

const form1Data = (
  visit: Visit,
  { snapshot, submittedAt }: Printed,
  form1: nomination.Form1,
): ApplicationPaper => ({
  bureau: visit.bureauName,
  day: dayOf(submittedAt),
  name: snapshot.name,
  phone: snapshot.phone,
  idNumber: snapshot.citizenNumber,
  ethnicGroup: form1.ethnicGroup,
  politicalStatus: form1.politicalStatus,
  nativePlace: form1.nativePlace,
  health: form1.health,
  school: form1.school,
  major: form1.major,
  education: form1.education,
  degree: form1.degree,
  titleLevel: form1.titleLevel,
  title: form1.title,
  unit: snapshot.employer ?? '无',
  department: form1.department,
  post: snapshot.post,
  years: form1.yearsOfWork,
  homeAddress: form1.homeAddress,
  history: [...form1.history],
  speciality: form1.speciality,
  awards: form1.awards,
});

const writtenData = (
  visit: Visit,
  { application, birth, sex }: nomination.Sheet,
): WrittenApplication => {
  const { snapshot, source } = application;
  return {
    bureau: visit.bureauName,
    post: ROSTER_WORDS[application.roster].member,
    number: application.number,
    confirmed: `${showInstant(application.submittedAt)}，${SOURCE_WORDS[source]}`,
    rows: [
      ...contentRows(snapshot).map(([label, value]) => ({ label, value })),
      { label: '性别和出生日期', value: `${sex ?? ''}　${birth ?? ''}` },
    ],
    declarations: [...snapshot.declarationTexts],
    consents: [
      `${snapshot.consentText}（版本${snapshot.consent}）`,
      ...(snapshot.publication === null
        ? []
        : [`${snapshot.publicationText}（版本${snapshot.publication}）`]),
    ],
  };
};

/** 附件2 as far as it is signed; what is still open is left to the hand (F2-01…12). */
export const reviewPaperFile = defineFile({
  path: '/applications/:application/paper/review',
  roles: OFFICE_ROLES,
  query: z.object({ application: recordId }),
  load: async (visit, { application: id }) => {
    const noted = await visit.perform(nomination.notePrint, { application: id, paper: 'review' });
    const sheet =
      noted.kind === 'done' ? await visit.ask(nomination.reviewSheet, { application: id }) : null;
    if (sheet === null) return null;
    const data = reviewData(sheet, await staffNames(visit));
    const bytes = await fillPaper('review-form', { bureau: visit.bureauName, ...data });
    return asWord(`资格审查表-${sheet.application.number}`, bytes);
  },
});

type Names = (account: string | null) => string;

const reviewData = ({ application, terms }: nomination.Sheet, names: Names): ReviewPaper => {
  const { snapshot, review } = application;
  const [reviewer, ...further] = terms.entry.chain.value;
  return {
    roster: application.roster,
    // form 1 and form 2 are annexes of one measure: who has no form 1 has no number for form 2
    ...(terms.entry.form.value === 'form1' ? {} : { annex: '' }),
    ...standingOf(snapshot),
    ...foundBy(review, terms),
    conclusion: { label: reviewer?.label ?? '', ...concluded(review, names) },
    lines: further.map((line) => lineData(application, line, names)),
  };
};

/** F2-01…03, F2-06…08 come from the application. */
const standingOf = ({ form1, ...snapshot }: nomination.Snapshot): ReviewPaper => ({
  name: snapshot.name,
  idNumber: snapshot.citizenNumber,
  unit: snapshot.employer ?? '无',
  phone: snapshot.phone,
  ...(form1 === null
    ? { title: snapshot.title }
    : { title: form1.title, titleLevel: form1.titleLevel, years: form1.yearsOfWork }),
});

type Review = Printed['review'];

/** F2-04, F2-05, F2-09, condition by condition in the measure's order. */
const foundBy = (review: Review, { entry }: nomination.Terms): ReviewPaper => {
  if (review === null) return {};
  const { findings, unitPhone, practice, text: remarks } = review;
  return {
    unitPhone,
    practice,
    remarks,
    findings: entry.conditions.value.flatMap(({ id, text: condition }) =>
      findings
        .filter((one) => one.condition === id)
        .map(({ found, note }) => ({ condition, found: FINDING_WORDS[found], note })),
    ),
  };
};

const concluded = (review: Review, names: Names) =>
  review === null
    ? {}
    : {
        text: CONCLUSION_WORDS[review.conclusion],
        name: names(review.by),
        day: dayOf(review.at),
      };

/** F2-11, F2-12: what is not signed yet is left to the hand. */
const lineData = ({ lines }: Printed, { id, label }: nomination.ChainLine, names: Names) => {
  const signed = lines.find(({ line }) => line === id);
  if (signed === undefined) return { label };
  return {
    label,
    text: opinionWords(VERDICT_WORDS[signed.verdict], signed.opinion),
    name: names(signed.by),
    day: dayOf(signed.at),
  };
};

/** An opinion that says the verdict already, “同意聘任”, is not given twice. */
const opinionWords = (verdict: string, opinion: string): string =>
  [opinion.startsWith(verdict) ? '' : verdict, opinion].filter((one) => one !== '').join('。');

/** Form 1 with nothing in it, for the counter (C-10). */
export const blankFormFile = defineFile({
  path: '/applications/blank-form',
  roles: OFFICE_ROLES,
  query: z.object({}),
  load: async (visit) =>
    asWord('入库申请表', await fillPaper('application-form', { bureau: visit.bureauName })),
});

const SMALL = 204;

/** The ID photo, small: who looks at an application sees a face, not a file to download. */
export const photoFile = defineFile({
  path: '/applications/:application/photo',
  roles: CASE_ROLES,
  query: z.object({ application: recordId }),
  load: async (visit, { application: id }) => {
    const application = await visit.ask(nomination.oneApplication, { application: id });
    const bytes = application === null ? undefined : await photoOf(visit, application);
    if (bytes === undefined) return null;
    const small = await sharp(bytes).autoOrient().resize(SMALL).jpeg().toBuffer();
    return { bytes: small, type: 'image/jpeg', name: '证件照.jpg' };
  },
});
