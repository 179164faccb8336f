import { z } from 'zod';
import { draws, PAGE_SIZE, showDay, type Role } from '../../domain/index.ts';
import { pageNumber } from '../fields.ts';
import { definePage } from '../page.ts';
import { SelectField } from '../ui/form.tsx';
import { Badge, DayText } from '../ui/parts.tsx';
import { Filter, Pager, Table } from '../ui/table.tsx';
import { READING_ROLES } from './roles.ts';
import { needWords, TASK_TONES } from './task-words.ts';

export const ARRANGING_ROLES: readonly Role[] = ['clerk', 'sectionHead', 'leader'];

/** 任务与抽取: work that experts are drawn for. */
export const tasksPage = definePage({
  path: '/tasks',
  title: '任务与抽取',
  roles: READING_ROLES,
  nav: { label: '任务与抽取', group: 'work' },
  query: z.object({
    status: z.enum(draws.TASK_STATUSES).nullable().catch(null),
    page: pageNumber,
  }),
  load: (visit, filter) => visit.ask(draws.listDrawTasks, filter),
  exportAs: (sheet) =>
    sheet({
      name: '任务与抽取',
      read: (visit, { status }, portion) => visit.ask(draws.listDrawTasks, { status, ...portion }),
      columns: [
        { head: '编号', text: ({ number }) => number },
        { head: '类型', text: ({ type }) => type },
        { head: '开始日期', text: ({ firstDay }) => showDay(firstDay) },
        { head: '需要专家', text: ({ need }) => needWords(need), width: 30 },
        { head: '状态', text: ({ status }) => draws.TASK_STATUS_WORDS[status] },
      ],
    }),
  view: (listing, { status, page }, { account }) => (
    <>
      {account.roles.some((role) => ARRANGING_ROLES.includes(role)) ? (
        <p class="links">
          <a href="/tasks/new">登记一项任务</a>
        </p>
      ) : null}
      <Filter path="/tasks" active={status !== null}>
        <SelectField
          name="status"
          label="状态"
          empty="全部"
          value={status}
          options={draws.TASK_STATUSES.map((value) => ({
            value,
            label: draws.TASK_STATUS_WORDS[value],
          }))}
        />
      </Filter>
      <Table
        caption="任务"
        rows={listing.rows}
        rowKey={({ id }) => id}
        empty="没有符合条件的任务。需要抽取专家时，请先登记一项任务。"
        columns={[
          {
            head: '编号',
            narrow: true,
            cell: ({ id, number }) => <a href={`/tasks/${id}`}>{number}</a>,
          },
          { head: '类型', cell: ({ type }) => type },
          { head: '日期', narrow: true, cell: ({ firstDay }) => <DayText day={firstDay} /> },
          { head: '需要专家', cell: ({ need }) => needWords(need) },
          {
            head: '状态',
            cell: ({ status: now }) => (
              <Badge tone={TASK_TONES[now]}>{draws.TASK_STATUS_WORDS[now]}</Badge>
            ),
          },
        ]}
      />
      <Pager
        path="/tasks"
        query={{ status: status ?? '' }}
        page={page}
        size={PAGE_SIZE}
        total={listing.total}
      />
    </>
  ),
});
