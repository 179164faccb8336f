import { z } from 'zod';
import { err, nomination, ok, type Result, type Roster } from '../../domain/index.ts';
import { many, orNull, recordId, text } from '../fields.ts';
import { errorsByField } from '../visit.ts';
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
  /** the bureau's list of areas: one of them is chosen where there is such a list (GP-6.3) */
  readonly areas: readonly string[];
}

/** What the domain's own shape judges next. */
type Unjudged = Readonly<Record<string, unknown>>;

/** The application as the domain takes it, or everything that is wrong with it at once. */
export const applicationOf = (entry: Entry, about: About): Result<Unjudged, Errors> => {
  const application = unjudgedOf(entry, about);
  const own = ownErrors(entry, about);
  if (Object.keys(own).length === 0) return ok(application);
  const consent = entry.consent === '' ? 'unread' : entry.consent;
  return err({ ...errorsByField(nomination.faultsOf({ ...application, consent })), ...own });
};

const ownErrors = ({ consent, area }: Entry, { history, isForm1, areas }: About): Errors => ({
  ...(history.ok ? {} : { history: history.error }),
  ...(!isForm1 && areas.length > 0 && area === ''
    ? { area: '请选择所在乡镇或街道；不在名单里的选“其他”。' }
    : {}),
  ...(consent === '' ? { consent: '请先向本人说明个人信息的用途，并勾选“本人同意”。' } : {}),
});

const unjudgedOf = (entry: Entry, about: About): Unjudged => {
  const history = about.history.ok ? about.history.value : [];
  const { name, citizenNumber, phone, post, sourceGroups, skills } = entry;
  const { title, speciality, reason, experience, declarations, consent, publication } = entry;
  const area = areaOf(entry, about);
  return {
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
    form1: about.isForm1 ? form1Of(entry, history) : null,
    pieces: [...about.pieces],
  };
};

/** The home address tells the area where it is not chosen, as in the chat. */
const areaOf = ({ area, homeAddress }: Entry, { areas }: About): string =>
  area === '' ? (areas.find((one) => homeAddress.includes(one)) ?? '') : area;

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
