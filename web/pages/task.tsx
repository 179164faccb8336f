import { z } from 'zod';
import { draws } from '../../domain/index.ts';
import { nothing, reasonLike, recordId, text, word } from '../fields.ts';
import { leavingWords, notified } from '../office-time.ts';
import { definePage } from '../page.ts';
import { Form, LongField } from '../ui/form.tsx';
import { Badge, DayText, Facts, Fold, Moment, Section } from '../ui/parts.tsx';
import { expertPhone, showExpertPhone, shownPhone, ShownPhone } from './expert-phone.tsx';
import { READING_ROLES } from './roles.ts';
import { DrawRecord, Panel } from './task-panel.tsx';
import { needWords, TASK_TONES } from './task-words.ts';
import { ARRANGING_ROLES } from './tasks.tsx';

/** 一项任务: draw once, panel with answers, disclosure. */
export const taskPage = definePage({
  path: '/tasks/:task',
  roles: READING_ROLES,
  query: z.object({ task: recordId, shown: word }),
  load: async (visit, { task, shown }) => {
    const found = await visit.ask(draws.oneDrawTask, { task });
    return found === null ? null : { ...found, revealed: await shownPhone(visit, shown) };
  },
  title: ({ task }) => `任务 ${task.number}`,
  view: ({ task, panel, draw, revealed }, _query, { account }) => {
    const arranges = account.roles.some((role) => ARRANGING_ROLES.includes(role));
    const enters = arranges || account.roles.includes('liaison');
    const drawsNow = account.roles.some((role) => role === 'clerk' || role === 'sectionHead');
    return (
      <>
        <p class="crumbs">
          <a href="/tasks">返回任务列表</a>
          {panel.length > 0 ? <a href="/call-sheet">电话名单</a> : null}
        </p>
        <ShownPhone revealed={revealed} />
        <Section title="任务">
          <TaskFacts task={task} />
        </Section>
        {task.status === 'entered' ? <DrawForm task={task} drawsNow={drawsNow} /> : null}
        {panel.length === 0 ? null : <Panel panel={panel} enters={enters} />}
        {enters && task.disclosedAt === null && panel.length > 0 && task.status !== 'cancelled' ? (
          <Section title="告知被检查单位">
            <p>集合时告知。告知后，已接受的专家会收到单位名称，并确认是否需要回避。</p>
            <Form name="disclose" submit="告知已接受的专家" tone="plain" />
          </Section>
        ) : null}
        {draw === null ? null : <DrawRecord draw={draw} />}
        {arranges && task.status !== 'cancelled' ? (
          <Fold title="取消任务" form="cancel">
            <Form name="cancel" submit="取消任务" tone="danger">
              <LongField
                name="reason"
                label="理由"
                rows={2}
                hint="已邀请的专家会收到取消通知。"
                example={WHY_CANCELLED}
              />
            </Form>
          </Fold>
        ) : null}
      </>
    );
  },
  actions: (form) => ({
    draw: form(nothing, async (visit, _body, { task }) => {
      const later = await leavingWords(visit);
      return visit.settle(
        draws.drawPanel,
        { task },
        {
          to: `/tasks/${task}`,
          say: (events) => `已抽取，正在邀请抽中的专家。${events.some(isWaiting) ? later : ''}`,
        },
      );
    }),
    reply: form(
      z.object({
        invitation: recordId,
        answer: z.enum(['accept', 'decline', 'withdraw'], { error: '请选择对方的答复。' }),
        reason: text(500),
      }),
      (visit, body, { task }) =>
        notified(visit, {
          action: draws.enterReply,
          input: body,
          to: `/tasks/${task}`,
          say: '答复已登记，会发微信请本人核对。',
        }),
    ),
    disclose: form(nothing, (visit, _body, { task }) =>
      visit.settle(
        draws.discloseInstitution,
        { task },
        { to: `/tasks/${task}`, say: '已告知被检查单位，请等专家确认是否需要回避。' },
      ),
    ),
    cancel: form(
      z.object({ reason: reasonLike(WHY_CANCELLED) }),
      (visit, { reason: why }, { task }) =>
        notified(visit, {
          action: draws.cancelDrawTask,
          input: { task, reason: why },
          to: `/tasks/${task}`,
          say: '任务已取消，已邀请的专家会收到通知。',
        }),
    ),
    expertPhone: form(expertPhone, (visit, body, { task }) =>
      showExpertPhone(visit, body, `/tasks/${task}`),
    ),
  }),
});

const WHY_CANCELLED = '检查改期，另行安排';

/** An invitation that is not urgent waits for office hours. */
const isWaiting = (event: draws.DrawsEvent): boolean =>
  event.type === 'draws.invited' && !event.urgent;

const TaskFacts = ({ task }: { readonly task: draws.VisibleTask }) => (
  <Facts
    facts={[
      [
        '状态',
        <Badge key="state" tone={TASK_TONES[task.status]}>
          {draws.TASK_STATUS_WORDS[task.status]}
        </Badge>,
      ],
      ['类型', task.type],
      [
        '日期',
        <span key="days">
          <DayText day={task.firstDay} />
          {task.lastDay === task.firstDay ? null : (
            <>
              {' 至 '}
              <DayText day={task.lastDay} />
            </>
          )}
        </span>,
      ],
      ['集合', `${task.assembleAt}，${task.place}`],
      ['需要专家', needWords(task.need)],
      [
        '被检查单位',
        task.targets === null
          ? `保密（${draws.INSTITUTION_TOLD_WORDS[task.institutionTold]}）`
          : task.targets.join('、'),
      ],
      ...(task.note === null || task.note === '' ? [] : [['说明', task.note] as const]),
      ['带队人电话', task.leaderPhone],
      ...(task.disclosedAt === null
        ? []
        : [['告知时间', <Moment key="at" at={task.disclosedAt} />] as const]),
    ]}
  />
);

interface DrawProps {
  readonly task: draws.VisibleTask;
  readonly drawsNow: boolean;
}

const DrawForm = ({ task, drawsNow }: DrawProps) => (
  <Section title="抽取专家">
    <p>
      系统按回避规则和日期排除不能参加的人，再随机抽取{needWords(task.need)}。
      只能抽一次，结果和过程会留下记录。
    </p>
    {drawsNow ? (
      <Form name="draw" submit="抽取" />
    ) : (
      <p class="quiet">由经办人或科室负责人抽取。</p>
    )}
  </Section>
);
