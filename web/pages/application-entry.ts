import { z } from 'zod';
import { err, ok, type nomination, type Result, type Roster } from '../../domain/index.ts';
import { many, orNull, recordId, text } from '../fields.ts';
import type { Listed } from './employer-form.tsx';

const word = z.string().max(60);

/** What the counter's form carries, in the words of its fields; the domain's own shapes judge it. */
export const entryShape = z.object({
  source: z.enum(['phone', 'visit', 'letter'], { error: '请选择来源：来电、来访还是来信。' }),
  recommendedUnit: text(100),
  recommendedContact: text(60),
  name: text(60),
  citizenNumber: text(40),
  phone: text(40),
  unit: text(100),
  institution: orNull(recordId),
  post: text(60),
  area: text(60),
  sourceGroups: many(word),
  skills: many(word),
  category: orNull(word),
  furtherCategories: many(word),
  title: text(40),
  speciality: text(500),
  reason: text(2000),
  experience: text(2000),
  nationality: text(20),
  ethnicGroup: text(20),
  politicalStatus: text(20),
  nativePlace: text(60),
  health: text(60),
  homeAddress: text(120),
  awards: text(2000),
  email: text(80),
  school: text(60),
  major: text(60),
  education: text(20),
  degree: text(20),
  titleLevel: text(10),
  department: text(60),
  employerType: text(40),
  yearsOfWork: text(10),
  workKinds: many(word),
  declarations: many(z.string().max(40)),
  consent: text(40),
  publication: orNull(z.string().max(40)),
});
export type Entry = z.output<typeof entryShape>;

type Errors = Readonly<Record<string, string>>;

interface About {
  readonly history: Result<readonly Row[], string>;
  readonly roster: Roster;
  readonly campaign: string | null;
  readonly isForm1: boolean;
  readonly listed: Listed;
  readonly pieces: readonly nomination.Piece[];
}

/** What the domain's own shape judges next. */
type Unjudged = Readonly<Record<string, unknown>>;

/** The application as the domain takes it; faults of a row of history by their row. */
export const applicationOf = (entry: Entry, about: About): Result<Unjudged, Errors> => {
  const { history } = about;
  if (!history.ok) return err({ history: history.error });
  if (entry.consent === '')
    return err({ consent: '请先向本人说明个人信息的用途，并勾选“本人同意”。' });
  const { name, citizenNumber, phone, post, area, sourceGroups, skills } = entry;
  const { title, speciality, reason, experience, declarations, consent, publication } = entry;
  return ok({
    roster: about.roster,
    campaign: about.campaign,
    recommendedBy:
      entry.recommendedUnit === ''
        ? null
        : { unit: entry.recommendedUnit, contact: entry.recommendedContact },
    ...{ name, citizenNumber, phone, post, area, sourceGroups, skills },
    ...employerIn(entry, about.listed),
    category: entry.category,
    ...{ title, speciality, reason, experience, declarations, consent, publication },
    form1: about.isForm1 ? form1Of(entry, history.value) : null,
    pieces: [...about.pieces],
  });
};

/** Unit in words and, where it is on the list, which institution it is (F1-15). */
const employerIn = ({ unit, institution }: Entry, listed: Listed) => {
  const chosen = listed.find(({ id, name }) =>
    institution === null ? name === unit : id === institution,
  );
  const employer = unit === '' ? (chosen?.name ?? '无') : unit;
  return { employer: employer === '无' ? null : employer, institution: chosen?.id ?? null };
};

interface Row {
  readonly from: string;
  readonly to: string | null;
  readonly unit: string;
  readonly post: string;
}

const form1Of = (entry: Entry, history: readonly Row[]): Unjudged => {
  const { ethnicGroup, politicalStatus, nativePlace, health, homeAddress, awards, email } = entry;
  const { school, major, education, degree, title, titleLevel, department, employerType } = entry;
  return {
    nationality: entry.nationality === '' ? undefined : entry.nationality,
    ...{ ethnicGroup, politicalStatus, nativePlace, health, homeAddress, awards, email },
    ...{ school, major, education, degree, title, titleLevel, department, employerType },
    yearsOfWork: entry.yearsOfWork === '' ? undefined : entry.yearsOfWork,
    history,
    speciality: entry.speciality,
    category: entry.category ?? '',
    furtherCategories: entry.furtherCategories.filter((one) => one !== entry.category),
    workKinds: entry.workKinds,
  };
};
