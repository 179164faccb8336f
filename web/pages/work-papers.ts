import { z } from 'zod';
import { dayOf, evaluation, showDay, showInstant } from '../../domain/index.ts';
import { recordId } from '../fields.ts';
import { staffNames } from '../names.ts';
import { defineFile, type Handed } from '../page.ts';
import { fillPaper, type DeliberationPaper } from '../papers/index.ts';
import type { Visit } from '../visit.ts';
import { currentUnit } from './person-words.ts';
import { READING_ROLES } from './roles.ts';
import { ARRANGING_ROLES } from './tasks.tsx';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

const handed = (name: string, bytes: Buffer): Handed => ({
  bytes,
  type: DOCX,
  name: `${name}.docx`,
});

/** 合议笔录 with what was counted; open questions print as blank lines to write on (ZJ-13.2). */
export const deliberationPaper = defineFile({
  path: '/work/:task/paper/deliberation',
  roles: READING_ROLES,
  query: z.object({ task: recordId }),
  load: async (visit, { task }) => {
    const found = await visit.ask(evaluation.oneWork, { task });
    const talk = await visit.ask(evaluation.deliberation, { task });
    if (found === null || talk === null) return null;
    const { number, type, place } = found.task;
    const names = await staffNames(visit);
    const bytes = await fillPaper('deliberation', {
      bureau: visit.bureauName,
      number,
      task: type,
      place,
      time: showInstant(visit.now),
      participants: found.experts.map(({ name, invitation }) => ({
        name,
        category: invitation.category,
        role: '专家',
      })),
      officers: [...(found.work?.sheet.officers ?? [])],
      questions: talk.rounds
        .filter(({ round }) => round.status !== 'void')
        .map((one) => questionOf(one, names)),
    });
    return handed(`${number}-合议笔录`, bytes);
  },
});

type Question = NonNullable<DeliberationPaper['questions']>[number];

type StaffName = (account: string | null) => string;

/** What stands in the place of a signature that will never be there (ZJ-14.5). */
const noSignature = ({ unsignable }: evaluation.Opinion, names: StaffName): string => {
  if (unsignable === null) return '';
  const { reason, by, at } = unsignable;
  return `（本人无法签名，原因：${reason}。${names(by)}${showDay(dayOf(new Date(at)))}记明）`;
};

const questionOf = ({ round, opinions }: evaluation.ShownRound, names: StaffName): Question => {
  const question = `${round.title}：${round.text}`;
  const { tally } = round;
  if (tally === null || opinions === null) return { question };
  return {
    question,
    discussion: opinions
      .filter(({ opinion }) => opinion.text !== '')
      .map(
        ({ name, opinion }) =>
          `${name}：${opinion.text}（依据：${opinion.materials}）${noSignature(opinion, names)}`,
      )
      .join('\n'),
    agree: tally.for,
    against: tally.against,
    abstain: tally.abstain,
    result: resultWords(round),
    dissents: opinions.flatMap(({ name, opinion }) =>
      opinion.dissent === null
        ? []
        : [{ name, opinion: evaluation.VOTE_WORDS[opinion.vote], reason: opinion.dissent }],
    ),
  };
};

/** Equal votes stay visible beside what the bureau decided, and why. */
const resultWords = ({ tally, verdict, reason }: evaluation.ShownRound['round']): string => {
  if (verdict === null || tally === null) return '票数相等，待决定';
  const words = evaluation.VERDICT_WORDS[verdict];
  return tally.for === tally.against ? `票数相等，由医保局决定：${words}。理由：${reason}` : words;
};

/** Whole numbers leave the house only after the log knows (like any reveal). */
const mayPrint = async (
  visit: Visit,
  input: { readonly task: string; readonly paper: string; readonly person?: string },
): Promise<boolean> => (await visit.perform(evaluation.printPaper, input)).kind === 'done';

/** 劳务费发放表 with citizen numbers and accounts whole (ZJ-13.3). */
export const feePaper = defineFile({
  path: '/work/:task/paper/fee-sheet',
  roles: ARRANGING_ROLES,
  query: z.object({ task: recordId }),
  load: async (visit, { task }) => {
    if (!(await mayPrint(visit, { task, paper: 'fee-sheet' }))) return null;
    const found = await visit.ask(evaluation.feesToPrint, { task });
    if (found === null) return null;
    const bytes = await fillPaper('fee-sheet', {
      bureau: visit.bureauName,
      number: found.number,
      task: found.type,
      from: found.firstDay,
      to: found.lastDay,
      rows: found.rows.map(payeeOf),
      preparedBy: visit.account.name,
      day: dayOf(visit.now),
    });
    return handed(`${found.number}-劳务报酬表`, bytes);
  },
});

const payeeOf = ({
  particulars,
  days,
  yuanPerDay,
  amount,
  tax,
  refused,
  account,
}: evaluation.PrintedFee) => ({
  name: particulars.name,
  idNumber: particulars.citizenNumber ?? '',
  employer: currentUnit(particulars),
  title: particulars.title,
  days,
  rate: yuanPerDay,
  gross: amount / 100,
  tax: tax / 100,
  net: (amount - tax) / 100,
  bank: account?.bank ?? '',
  account: account?.number ?? '',
  mayNotReceive: refused ?? '',
});

/** 附件3, filled, for signature (F3-01…27). */
export const form3Paper = defineFile({
  path: '/work/:task/evaluation/:person/paper',
  roles: ARRANGING_ROLES,
  query: z.object({ task: recordId, person: recordId }),
  load: async (visit, { task, person }) => {
    if (!(await mayPrint(visit, { task, paper: 'form3', person }))) return null;
    const found = await visit.ask(evaluation.form3ToPrint, { task, person });
    if (found === null) return null;
    const { particulars, form3, number, type, category } = found;
    const names = await staffNames(visit);
    const [skill, duty, discipline] = evaluation.FORM3.map(({ items }) =>
      items.map(({ id }) => form3.ticks.includes(id)),
    );
    const bytes = await fillPaper('evaluation', {
      bureau: visit.bureauName,
      name: particulars.name,
      idNumber: particulars.citizenNumber ?? '',
      employer: currentUnit(particulars),
      category,
      title: particulars.title,
      phone: particulars.phone ?? '',
      task: `${type}（${number}）`,
      skill,
      duty,
      discipline,
      conclusion: form3.level,
      remarks: form3.remarks,
      leaderOpinion: form3.leaderOpinion,
      leader: form3.signedBy === null ? '' : names(form3.signedBy),
      leaderDay: form3.signedAt === null ? '' : dayOf(form3.signedAt),
      unit: form3.unit,
      day: dayOf(form3.evaluatedAt),
    });
    return handed(`${number}-工作评价表`, bytes);
  },
});
