import { draws } from '../../domain/index.ts';
import { Badge, DayText, Facts, Moment } from '../ui/parts.tsx';
import { needWords, TASK_TONES } from './task-words.ts';

/** What a task is about; its institutions for those who may know them (C-04). */
export const TaskFacts = ({ task }: { readonly task: draws.VisibleTask }) => (
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
      ...(task.extras.teams > 1 ? [['分组', `${task.extras.teams}组`] as const] : []),
      ...(Object.keys(task.extras.alternates).length > 0
        ? [['希望的递补', needWords(task.extras.alternates)] as const]
        : []),
      ...(task.extras.requestedBy === '' ? [] : [['申请单位', task.extras.requestedBy] as const]),
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
