import type { ComponentChildren, JSX } from 'preact';
import { z } from 'zod';
import { evaluation } from '../../domain/index.ts';
import { many, needed, recordId, text } from '../fields.ts';
import { staffNames } from '../names.ts';
import { notified } from '../office-time.ts';
import { definePage } from '../page.ts';
import { Section } from '../ui/parts.tsx';
import { Empty } from '../ui/table.tsx';
import { AnswerForm, Form3Filled, Form3Form, SignOffForm } from './evaluation-form3.tsx';
import { OFFICE_ROLES, READING_ROLES } from './roles.ts';
import { ARRANGING_ROLES } from './tasks.tsx';
import { WorkLinks } from './work-words.tsx';

/** 附件3 工作评价表, one for each expert who took part (ZJ-16a). */
export const evaluationPage = definePage({
  path: '/work/:task/evaluation',
  roles: READING_ROLES,
  query: z.object({ task: recordId }),
  load: async (visit, { task }) => {
    const found = await visit.ask(evaluation.evaluationSheet, { task });
    return found === null ? null : { ...found, names: await staffNames(visit) };
  },
  title: ({ task }) => `工作评价 ${task.number}`,
  view: ({ rows, status, levels, unit, names }, { task }, { account }) => {
    const running = status === 'started';
    const prints = account.roles.some((role) => ARRANGING_ROLES.includes(role));
    const fills = running && prints;
    const may = {
      prints,
      leads: running && account.roles.includes('leader'),
      hears: account.roles.some((role) => OFFICE_ROLES.includes(role)),
    };
    return (
      <>
        <WorkLinks task={task} />
        {rows.length === 0 ? <Empty>还没有专家签到。签到后，在这里逐人填写评价。</Empty> : null}
        {rows.map((row) => (
          <Expert key={row.person.id} row={row} task={task} names={names} may={may}>
            {fills ? <Form3Form row={row} levels={levels} unit={unit} /> : null}
          </Expert>
        ))}
      </>
    );
  },
  actions: (form) => ({
    evaluate: form(
      z.object({
        person: recordId,
        ticks: many(z.enum(evaluation.TICKS)),
        level: needed('请选择综合评价结论。', 10),
        remarks: text(1000),
        unit: text(60),
      }),
      (visit, body, { task }) =>
        visit.settle(
          evaluation.evaluateExpert,
          { task, ...body },
          { to: `/work/${task}/evaluation`, say: '工作评价已保存，等待分管领导签批。' },
        ),
    ),
    signOff: form(
      z.object({ person: recordId, opinion: needed('请写明领导意见，例如“同意”。', 500) }),
      (visit, body, { task }) =>
        notified(visit, {
          action: evaluation.signOffEvaluation,
          input: { task, ...body },
          to: `/work/${task}/evaluation`,
          say: '已签批，本人会收到消息，可以说明意见。',
        }),
    ),
    answer: form(
      z.object({ evaluation: recordId, text: needed('请写明本人的说明。', 2000) }),
      (visit, body, { task }) =>
        visit.settle(evaluation.enterEvaluationAnswer, body, {
          to: `/work/${task}/evaluation`,
          say: '本人的说明已和评价一起保存。',
        }),
    ),
  }),
});

interface ExpertProps {
  readonly row: evaluation.Form3Row;
  readonly task: string;
  readonly names: (account: string | null) => string;
  readonly may: { readonly prints: boolean; readonly leads: boolean; readonly hears: boolean };
  /** the form itself, while it may still be filled in */
  readonly children: ComponentChildren;
}

const Expert = ({ row, task, names, may, children }: ExpertProps): JSX.Element => {
  const { person, category, evaluation: form3 } = row;
  const isSigned = form3 !== null && form3.signedAt !== null;
  return (
    <Section title={`${person.particulars.name}（${category}）`}>
      <p class="links">
        <a href={`/people/${person.id}/record`}>以往的评价和履职事实</a>
        {may.prints && form3 !== null ? (
          <a href={`/work/${task}/evaluation/${person.id}/paper`}>打印附件3</a>
        ) : null}
      </p>
      {form3 === null ? (
        <p class="quiet">还没有填写。</p>
      ) : (
        <Form3Filled form3={form3} names={names} />
      )}
      {isSigned ? null : children}
      {may.leads && form3 !== null && !isSigned ? <SignOffForm person={person.id} /> : null}
      {may.hears && isSigned ? <AnswerForm evaluation={form3.id} /> : null}
    </Section>
  );
};
