import { z } from 'zod';
import { draws, evaluation } from '../../domain/index.ts';
import { recordId, word } from '../fields.ts';
import { defineFile, type Handed } from '../page.ts';
import { fillPaper, type PaperData, type PaperName } from '../papers/index.ts';
import type { Visit } from '../visit.ts';
import {
  certificateData,
  drawSheetData,
  loanData,
  oathData,
  releaseData,
  taskSheetData,
  workFacts,
} from './draw-paper-data.ts';
import { OFFICE_ROLES, READING_ROLES } from './roles.ts';

export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

interface Printing {
  readonly task: string;
  readonly draw?: string;
  readonly invitation?: string;
}

interface Filled<N extends PaperName> {
  readonly paper: N & draws.PrintedPaper;
  readonly data: PaperData<N>;
  readonly title: string;
}

/** Fills a paper and leaves on record who printed it; null where it may not be printed (now). */
const printed = async <N extends PaperName>(
  visit: Visit,
  about: Printing,
  { paper, data, title }: Filled<N>,
): Promise<Handed | null> => {
  const bytes = await fillPaper(paper, data);
  const outcome = await visit.perform(draws.printPaper, { ...about, paper });
  return outcome.kind === 'done' ? { bytes, type: DOCX, name: `${title}.docx` } : null;
};

/** 抽取记录单: the draw that stands, or with `draw` a rehearsal of the task. */
export const drawSheetFile = defineFile({
  path: '/tasks/:task/draw-sheet',
  roles: READING_ROLES,
  query: z.object({ task: recordId, draw: word }),
  load: async (visit, { task, draw: wanted }) => {
    const found = await visit.ask(draws.oneDrawTask, { task });
    if (found === null) return null;
    const draw =
      wanted === ''
        ? found.draw
        : (found.attempts.find(({ id, rehearsal }) => rehearsal && id === wanted) ?? null);
    if (draw?.drawnAt == null) return null;
    const data = drawSheetData(visit, { task: found.task, draw });
    const title = `抽取记录单${draw.rehearsal ? '（演练）' : ''}-${draw.name.replace('/', '-')}`;
    return printed(visit, { task, draw: draw.id }, { paper: 'draw-record', data, title });
  },
});

const ofTask = z.object({ task: recordId });

/** 任务单: for the assembly. */
export const taskSheetFile = defineFile({
  path: '/tasks/:task/task-sheet',
  roles: OFFICE_ROLES,
  query: ofTask,
  load: async (visit, { task }) => {
    const facts = await workFacts(visit, task);
    if (facts === null) return null;
    const title = `任务单-${facts.task.number}`;
    const data = taskSheetData(visit, facts);
    return printed(visit, { task }, { paper: 'task-sheet', data, title });
  },
});

/** 签到表和承诺书: signed on arrival (ZJ-11, ZJ-14, ZJ-15). */
export const oathFile = defineFile({
  path: '/tasks/:task/oath',
  roles: OFFICE_ROLES,
  query: ofTask,
  load: async (visit, { task }) => {
    const facts = await workFacts(visit, task);
    if (facts === null) return null;
    const title = `签到表和承诺书-${facts.task.number}`;
    return printed(visit, { task }, { paper: 'oath', data: oathData(visit, facts), title });
  },
});

const ofInvitation = z.object({ task: recordId, invitation: recordId });

/** Task and person of an invitation that stands; null where there is none. */
const about = async (visit: Visit, { task, invitation }: z.output<typeof ofInvitation>) => {
  const found = await visit.ask(draws.oneDrawTask, { task });
  const people = (await visit.ask(draws.paperPeople, { task })) ?? [];
  const person = people.find((one) => one.invitation.id === invitation);
  return found === null || person === undefined ? null : { task: found.task, person };
};

/** 抽调函 to the employer. */
export const releaseLetterFile = defineFile({
  path: '/tasks/:task/invitations/:invitation/release-letter',
  roles: OFFICE_ROLES,
  query: ofInvitation,
  load: async (visit, query) => {
    const found = await about(visit, query);
    if (found === null) return null;
    const data = releaseData(visit, found);
    const title = `抽调函-${found.task.number}-${found.person.name}`;
    return printed(visit, query, { paper: 'release-letter', data, title });
  },
});

/** 商请函 to the bureau that lends an expert. */
export const loanLetterFile = defineFile({
  path: '/tasks/:task/invitations/:invitation/loan-letter',
  roles: OFFICE_ROLES,
  query: ofInvitation,
  load: async (visit, query) => {
    const found = await about(visit, query);
    if (found?.person.lender == null) return null;
    const data = loanData(visit, found);
    const title = `商请函-${found.task.number}-${found.person.name}`;
    return printed(visit, query, { paper: 'loan-letter', data, title });
  },
});

/** 参加工作证明 for whoever was there, once the work is over. */
export const certificateFile = defineFile({
  path: '/tasks/:task/invitations/:invitation/certificate',
  roles: OFFICE_ROLES,
  query: ofInvitation,
  load: async (visit, query) => {
    const found = await about(visit, query);
    const days = await daysAtWork(visit, query);
    if (found === null || days.length === 0) return null;
    const data = certificateData(visit, found, days);
    const title = `参加工作证明-${found.task.number}-${found.person.name}`;
    return printed(visit, query, { paper: 'certificate', data, title });
  },
});

/** The days of attendance, first day first; nobody is certified for a seat that was never taken. */
const daysAtWork = async (
  visit: Visit,
  { task, invitation }: z.output<typeof ofInvitation>,
): Promise<readonly evaluation.Attendance[]> => {
  const work = await visit.ask(evaluation.oneWork, { task });
  const expert = work?.experts.find((one) => one.invitation.id === invitation);
  return (expert?.days ?? [])
    .filter(({ kind }) => kind === 'present')
    .sort((a, b) => (a.day < b.day ? -1 : 1));
};

/** The portable record: for the discipline office at once, for everybody who sees tasks once published. */
export const drawRecordFile = defineFile({
  path: '/tasks/:task/records/:draw',
  roles: READING_ROLES,
  query: z.object({ task: recordId, draw: recordId }),
  load: async (visit, { task, draw }) => {
    const found = await visit.ask(draws.oneDrawTask, { task });
    if (found?.attempts.some(({ id }) => id === draw) !== true) return null;
    const inside = visit.account.roles.some((role) => role === 'discipline' || role === 'auditor');
    const record = inside
      ? await visit.ask(draws.drawRecord, { draw })
      : await visit.ask(draws.publishedRecord, { draw });
    if (record === null) return null;
    return {
      bytes: Buffer.from(`${JSON.stringify(record, null, 1)}\n`),
      type: 'application/json',
      name: `${record.id.replace('/', '-')}.json`,
    };
  },
});

/** The private receipt on paper, for whoever asks at the counter; another person's is another file (draw-36). */
export const drawReceiptFile = defineFile({
  path: '/tasks/:task/records/:draw/receipts/:person',
  roles: [...OFFICE_ROLES, 'discipline'],
  query: z.object({ task: recordId, draw: recordId, person: recordId }),
  load: async (visit, { draw, person }) => {
    const receipt = await visit.ask(draws.receiptOf, { draw, person });
    if (receipt === null) return null;
    const lines = [
      `${visit.bureauName} 抽取凭证`,
      ...draws.receiptWords(receipt),
      '只给本人。对照公布的记录，用核对网页可以自己重新计算。',
    ];
    return {
      bytes: Buffer.from(`${lines.join('\r\n')}\r\n`),
      type: 'text/plain; charset=utf-8',
      name: `抽取凭证-${receipt.name.replace('/', '-')}-${receipt.cid}.txt`,
    };
  },
});
