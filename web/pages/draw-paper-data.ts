import {
  addDays,
  DOCUMENT,
  dayOf,
  daysBetween,
  draws,
  evaluation,
  showDay,
  showInstant,
  type Day,
} from '../../domain/index.ts';
import type {
  CertificatePaper,
  DrawRecordPaper,
  LoanLetter,
  OathPaper,
  ReleaseLetter,
  TaskSheet,
} from '../papers/index.ts';
import type { Visit } from '../visit.ts';
import { needWords } from './task-words.ts';

type Task = draws.VisibleTask;

/** Before its disclosure the institution stands on no paper, whoever prints it (C-04). */
const isDisclosed = ({ disclosedAt, institutionTold }: Task): boolean =>
  disclosedAt !== null || institutionTold === 'atOnce';

const nameOf = ({ type, number }: Task): string => `${type}（${number}）`;

/** As it was said, and beside it what was hashed. */
const digitsOf = (draw: draws.AttemptView, party: draws.PartyName): string => {
  const value = draw.parties.find((one) => one.party === party)?.value ?? null;
  return value === null ? '' : `「${draws.digitsAsSaid(value)}」（记录写法 ${value}）`;
};

/** One page that operator and witness sign; a rehearsal has neither witness nor anything to count. */
export const drawSheetData = (
  visit: Visit,
  { task, draw }: { readonly task: Task; readonly draw: draws.AttemptView },
): DrawRecordPaper => ({
  bureau: visit.bureauName,
  number: draw.name,
  time: draw.drawnAt === null ? '' : showInstant(draw.drawnAt),
  seats: needWords(task.need),
  poolCount: draw.candidates.length,
  candidateCount: draw.candidates.filter(({ out }) => out === null).length,
  assurance: draws.ASSURANCE_WORDS[draw.assurance],
  rehearsal: draw.rehearsal,
  commitment: draw.commit,
  operatorEntropy: draw.rehearsal ? (draw.entropy ?? '') : digitsOf(draw, 'operator'),
  witnessEntropy: digitsOf(draw, 'witness'),
  key: draw.key ?? '',
  panel: draw.panel.map(({ cid, category }) => ({ code: cid, category })),
  headHash: draw.head,
  operator: draw.operator,
  witness: draw.witness,
});

interface Facts {
  readonly task: Task;
  /** everybody who accepted */
  readonly panel: readonly draws.PaperPerson[];
  readonly work: evaluation.Work | null;
}

/** What papers about the work need; null where there is no such task. */
export const workFacts = async (visit: Visit, task: string): Promise<Facts | null> => {
  const found = await visit.ask(draws.oneDrawTask, { task });
  const people = await visit.ask(draws.paperPeople, { task });
  if (found === null || people === null) return null;
  const work = await visit.ask(evaluation.oneWork, { task });
  return {
    task: found.task,
    panel: people.filter(({ invitation }) => invitation.status === 'accepted'),
    work: work?.work ?? null,
  };
};

/** What gives the institution away: its name, the scope, the note (C-04). */
const secretsOf = ({ task, work }: Facts) => ({
  institutions: (task.targets ?? []).join('、'),
  scope: work?.sheet.scope ?? '',
  notes: task.note ?? '',
});

export const taskSheetData = (visit: Visit, facts: Facts): TaskSheet => {
  const { task, panel, work } = facts;
  return {
    bureau: visit.bureauName,
    number: task.number,
    task: nameOf(task),
    kind: task.type,
    from: task.firstDay,
    to: task.lastDay,
    assemblyTime: `${showDay(task.firstDay)} ${task.assembleAt}`,
    assemblyPlace: task.place,
    leaderPhone: task.leaderPhone,
    ...(isDisclosed(task) ? secretsOf(facts) : {}),
    rules: work?.sheet.basis ?? '',
    members: panel.map(({ name, employer, invitation }) => ({
      name,
      employer,
      category: invitation.category,
    })),
    day: dayOf(visit.now),
  };
};

export const oathData = (visit: Visit, { task, panel, work }: Facts): OathPaper => ({
  bureau: visit.bureauName,
  number: task.number,
  task: nameOf(task),
  place: task.place,
  day: task.firstDay,
  people: [
    ...panel.map(({ name, employer }) => ({ name, employer, role: '专家' })),
    ...(work?.sheet.officers ?? []).map(({ name }) => ({
      name,
      employer: visit.bureauName,
      role: '执法人员',
    })),
  ],
});

interface About {
  readonly task: Task;
  readonly person: draws.PaperPerson;
}

/** A measure of supervisors alone is no ground for calling an expert: then none is cited. */
const measureFor = (visit: Visit): string => {
  const { rosters, title } = visit.app.bureauOf(visit.bureau).section(DOCUMENT).document;
  return rosters.includes('experts') ? title : '';
};

const letterhead = (visit: Visit, task: Task) => ({
  bureau: visit.bureauName,
  measure: measureFor(visit),
  from: task.firstDay,
  to: task.lastDay,
  days: daysBetween(task.firstDay, task.lastDay) + 1,
  answerBy: dayBefore(task.firstDay, visit),
  contact: visit.account.name,
  phone: task.leaderPhone,
  day: dayOf(visit.now),
});

/** The day before the work, left blank where that is over. */
const dayBefore = (firstDay: Day, { now }: Visit): string => {
  const before = addDays(firstDay, -1);
  return before < dayOf(now) ? '' : before;
};

/** 抽调函: no institution at all, before or after its disclosure. */
export const releaseData = (visit: Visit, { task, person }: About): ReleaseLetter => ({
  ...letterhead(visit, task),
  employer: person.employer,
  name: person.name,
  title: person.title,
  category: person.invitation.category,
});

export const loanData = (visit: Visit, { task, person }: About): LoanLetter => ({
  ...letterhead(visit, task),
  toBureau: person.lender ?? '',
  names: person.name,
  wanted: [{ category: person.invitation.category, seats: 1, requirement: person.title }],
});

/** Days of attendance, not of the plan; the employer need not learn which institution it was (ZJ-15). */
export const certificateData = (
  visit: Visit,
  { task, person }: About,
  days: readonly evaluation.Attendance[],
): CertificatePaper => ({
  bureau: visit.bureauName,
  name: person.name,
  idNumber: person.citizenNumber,
  employer: person.employer,
  title: person.title,
  work: nameOf(task),
  from: days[0]?.day ?? task.firstDay,
  to: days.at(-1)?.day ?? task.lastDay,
  days: days.length,
  day: dayOf(visit.now),
});
