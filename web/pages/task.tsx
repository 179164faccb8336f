import { z } from 'zod';
import { draws, type Role } from '../../domain/index.ts';
import { reasonLike, recordId, text, ticked, word } from '../fields.ts';
import { notified } from '../office-time.ts';
import { definePage } from '../page.ts';
import { Tick } from '../ui/choices.tsx';
import { Form, LongField, type Option } from '../ui/form.tsx';
import { Fold, Section } from '../ui/parts.tsx';
import { expertPhone, showExpertPhone, shownPhone, ShownPhone } from './expert-phone.tsx';
import { letters, TaskPrints } from './draw-prints.tsx';
import { Publication, publishing } from './draw-publication.tsx';
import { READING_ROLES } from './roles.ts';
import {
  Attempts,
  Ceremony,
  DrawRecord,
  FreezeForm,
  VoidForm,
  witnessOptions,
} from './task-draw.tsx';
import { canOperate, drawing, lotteriesOf, mayVoid } from './task-draw-forms.ts';
import { later, laterOf } from './task-later-forms.ts';
import { TaskLater } from './task-later.tsx';
import { Panel } from './task-panel.tsx';
import { TaskFacts } from './task-facts.tsx';
import { ARRANGING_ROLES } from './tasks.tsx';

/** 一项任务: draw once, panel with answers, disclosure. */
export const taskPage = definePage({
  path: '/tasks/:task',
  roles: READING_ROLES,
  query: z.object({ task: recordId, shown: word }),
  load: async (visit, { task, shown }) => {
    const found = await visit.ask(draws.oneDrawTask, { task });
    if (found === null) return null;
    const operates = canOperate(visit.account.roles);
    const before = operates && found.task.status === 'entered';
    return {
      ...found,
      operates,
      revealed: await shownPhone(visit, shown),
      witnesses: before ? witnessOptions(await visit.ask(draws.possibleWitnesses, {})) : [],
      lotteries: lotteriesOf(visit),
      later: await laterOf(visit, task),
    };
  },
  title: ({ task }) => `任务 ${task.number}`,
  view: (found, _query, visit) => {
    const { task, panel, draw, attempts, revealed } = found;
    const { account } = visit;
    const may = rightsOf(account.roles, { task, draw });
    return (
      <>
        <Crumbs task={task.id} drawn={panel.length > 0} />
        <ShownPhone revealed={revealed} />
        <Section title="任务">
          <TaskFacts task={task} />
        </Section>
        <Before {...found} />
        {panel.length === 0 ? null : (
          <Panel panel={panel} enters={may.enter} prints={letters(task, visit)} />
        )}
        <TaskLater {...found} me={account} />
        {may.enter && panel.length > 0 ? <Disclosure task={task} /> : null}
        {draw?.status === 'drawn' ? <DrawRecord draw={draw} /> : null}
        <TaskPrints task={task} draw={draw} roles={account.roles} isDrawn={panel.length > 0} />
        <Publication task={task} attempts={attempts} roles={account.roles} />
        <Attempts attempts={attempts} />
        {may.giveUp ? <VoidForm drawn={draw?.status === 'drawn'} /> : null}
        {may.arrange ? <Cancelling /> : null}
      </>
    );
  },
  actions: (form) => ({
    ...drawing(form),
    ...later(form),
    ...publishing(form),
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
    disclose: form(z.object({ early: ticked }), async (visit, { early }, { task }) => {
      const found = await visit.ask(draws.oneDrawTask, { task });
      if (!early && found !== null && isFarOff(found.task, visit.now))
        return { kind: 'refused', sentence: FAR_OFF, conflict: false };
      return visit.settle(
        draws.discloseInstitution,
        { task },
        { to: `/tasks/${task}`, say: '已告知被检查单位，请等专家确认是否需要回避。' },
      );
    }),
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

const HOUR = 3_600_000;
const FAR_OFF =
  '离集合还有两个多小时，现在告知，专家会提前知道检查对象。确实要现在告知，请勾选后再点。';

/** What is told at assembly is told at assembly: earlier only by a second thought (A-23, C-04). */
const isFarOff = (task: draws.VisibleTask, now: Date): boolean =>
  task.institutionTold === 'assembly' &&
  new Date(`${task.firstDay}T${task.assembleAt}:00+08:00`).getTime() - now.getTime() > 2 * HOUR;

interface Now {
  readonly task: draws.VisibleTask;
  readonly draw: draws.AttemptView | null;
}

/** What is off or archived stays as it is, whoever looks at it. */
const rightsOf = (roles: readonly Role[], { task, draw }: Now) => {
  const goesOn = task.status !== 'cancelled' && task.status !== 'closed';
  const arrange = goesOn && roles.some((role) => ARRANGING_ROLES.includes(role));
  return {
    arrange,
    enter: arrange || (goesOn && roles.includes('liaison')),
    giveUp: goesOn && draw !== null && mayVoid(roles, draw.drawnAt !== null),
  };
};

const Crumbs = ({ task, drawn }: { readonly task: string; readonly drawn: boolean }) => (
  <p class="crumbs">
    <a href="/tasks">返回任务列表</a>
    {drawn ? <a href="/call-sheet">电话联系名单</a> : null}
    {drawn ? <a href={`/work/${task}`}>工作与评价</a> : null}
  </p>
);

interface BeforeProps {
  readonly task: draws.VisibleTask;
  readonly draw: draws.AttemptView | null;
  readonly operates: boolean;
  readonly witnesses: readonly Option[];
  readonly lotteries: readonly string[];
}

/** The three steps up to the panel, whichever is next. */
const Before = ({ task, draw, operates, witnesses, lotteries }: BeforeProps) => {
  if (draw?.status === 'committed') return <Ceremony draw={draw} operates={operates} />;
  if (task.status !== 'entered') return null;
  return operates ? (
    <FreezeForm task={task} witnesses={witnesses} lotteries={lotteries} />
  ) : (
    <NotYours />
  );
};

const Disclosure = ({ task }: { readonly task: draws.VisibleTask }) =>
  task.disclosedAt === null ? (
    <Section title="告知被检查单位">
      <p>
        {draws.INSTITUTION_TOLD_WORDS[task.institutionTold]}
        。告知后，已接受的专家会收到单位名称，并确认是否需要回避。
      </p>
      <Form name="disclose" submit="告知已接受的专家" tone="plain">
        {task.institutionTold === 'assembly' ? (
          <Tick name="early" label="还没到集合时间，仍要现在告知" />
        ) : null}
      </Form>
    </Section>
  ) : null;

const Cancelling = () => (
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
);

const NotYours = () => (
  <Section title="抽取专家">
    <p class="quiet">由经办人或科室负责人组织抽取。</p>
  </Section>
);
