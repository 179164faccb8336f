import type { JSX } from 'preact';
import { z } from 'zod';
import { draws, evaluation, instantAt, type Role } from '../../domain/index.ts';
import { clockTime, day, needed, nothing, recordId, text, ticked } from '../fields.ts';
import { definePage } from '../page.ts';
import { Form } from '../ui/form.tsx';
import { Notice, Section } from '../ui/parts.tsx';
import { OFFICE_ROLES, READING_ROLES } from './roles.ts';
import { materials, officers } from './work-fields.ts';
import { Attendance } from './work-attendance.tsx';
import { scansOf, withScans } from './work-scans.ts';
import { Sheet, SheetForm } from './work-sheet.tsx';
import { WorkLinks } from './work-words.tsx';

/** 工作与评价: work sheet, officers, sign-in, and the end (ZJ-12 to ZJ-16). */
export const workPage = definePage({
  path: '/work/:task',
  roles: READING_ROLES,
  query: z.object({ task: recordId }),
  load: async (visit, { task }) => {
    const found = await visit.ask(evaluation.oneWork, { task });
    const drawn = await visit.ask(draws.oneDrawTask, { task });
    if (found === null || drawn === null) return null;
    const owners = found.experts.flatMap(({ days }) => days.map(({ id }) => id));
    const scans = await scansOf(visit, owners);
    return { ...found, targets: drawn.task.targets, scans, now: visit.now };
  },
  title: ({ task }) => `工作与评价 ${task.number}`,
  view: (found, _query, { account }) => {
    const { task, work } = found;
    const works = has(account.roles, OFFICE_ROLES);
    const stage = work?.status ?? 'none';
    const before = stage === 'none' || stage === 'prepared';
    const running = stage === 'started';
    return (
      <>
        <WorkLinks task={task.id} />
        <Section title="任务书">
          <Sheet found={found} />
          {works && before && !found.isSecret ? (
            <SheetForm work={work} needed={found.officersNeeded} />
          ) : null}
        </Section>
        {works && stage === 'prepared' ? <Start needed={found.officersNeeded} /> : null}
        {before ? null : (
          <Attendance
            task={task}
            experts={found.experts}
            scans={found.scans}
            enters={works && running}
            now={found.now}
          />
        )}
        {running ? (
          <Close obstacles={found.obstacles} closes={account.roles.includes('leader')} />
        ) : null}
      </>
    );
  },
  actions: (form) => ({
    prepare: form(
      z.object({
        scope: needed('请写明工作范围，至少4个字。', 1000),
        basis: needed('请写明依据的法规和规则，至少4个字。', 1000),
        materials,
        officers,
      }),
      (visit, body, { task }) =>
        visit.settle(
          evaluation.prepareWork,
          { task, ...body },
          { to: `/work/${task}`, say: '任务书已保存。' },
        ),
    ),
    start: form(nothing, (visit, _body, { task }) =>
      visit.settle(
        evaluation.startWork,
        { task },
        { to: `/work/${task}`, say: '工作已开始，请登记专家签到。' },
      ),
    ),
    signIn: form(
      z.object({
        invitation: recordId,
        day,
        at: clockTime,
        oath: z.enum(evaluation.OATHS, { error: '请选择签到和承诺的方式。' }),
        declared: ticked,
      }),
      (visit, { day: on, at, ...body }, { task }) =>
        withScans(visit, {
          act: (scans) =>
            visit.perform(evaluation.signInExpert, {
              task,
              ...body,
              at: instantAt(on, at).toISOString(),
              scans,
            }),
          owner: ([event]) => (event.type === 'evaluation.signed-in' ? event.attendance : ''),
          after: { to: `/work/${task}`, say: '签到和承诺已登记。' },
        }),
    ),
    absent: form(
      z.object({
        invitation: recordId,
        kind: z.enum(['absent', 'left'], { error: '请选择未到场还是中途离开。' }),
        day,
        at: clockTime,
        told: z.enum(evaluation.TOLD, { error: '请选择是否及时告知。' }),
        toldAt: text(60),
        reason: text(500),
        affected: ticked,
        effect: text(500),
      }),
      (visit, { day: on, at, ...body }, { task }) =>
        visit.settle(
          evaluation.noteExpertAbsence,
          { task, ...body, at: instantAt(on, at).toISOString() },
          { to: `/work/${task}`, say: '已记录事实。是否属于无正当理由，由人另行判断。' },
        ),
    ),
    close: form(nothing, (visit, _body, { task }) =>
      visit.settle(
        evaluation.closeWork,
        { task },
        { to: `/work/${task}`, say: '工作已结束归档。抽取记录现在可以按规定公布。' },
      ),
    ),
  }),
});

const has = (roles: readonly Role[], wanted: readonly Role[]): boolean =>
  roles.some((role) => wanted.includes(role));

const Start = ({ needed: least }: { readonly needed: number }): JSX.Element => (
  <Section title="开始工作">
    <p>专家之外至少要有{least}名持证执法人员。开始后任务书不能再改。</p>
    <Form name="start" submit="开始工作" />
  </Section>
);

interface CloseProps {
  readonly obstacles: readonly string[];
  readonly closes: boolean;
}

const Close = ({ obstacles, closes }: CloseProps): JSX.Element => (
  <Section title="结束归档">
    {obstacles.length === 0 ? (
      <p>签到、合议和工作评价都已齐全。</p>
    ) : (
      <Notice tone="info">
        <p>还差以下事项：</p>
        <ul>
          {obstacles.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      </Notice>
    )}
    {closes ? (
      <Form name="close" submit="结束归档" tone={obstacles.length === 0 ? 'main' : 'plain'} />
    ) : (
      <p class="quiet">由分管领导结束归档。</p>
    )}
  </Section>
);
