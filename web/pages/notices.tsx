import { z } from 'zod';
import { PAGE_SIZE } from '../../domain/index.ts';
import { instantWords } from '../export.ts';
import { pageNumber, word } from '../fields.ts';
import { showSoon } from '../office-time.ts';
import { definePage } from '../page.ts';
import { SelectField, TextField } from '../ui/form.tsx';
import { Badge, Moment } from '../ui/parts.tsx';
import { Filter, Pager, Table } from '../ui/table.tsx';
import { noticeLines } from './notice-facts.ts';
import {
  NOTICE_MATTERS,
  NOTICE_STATES,
  outcomeWords,
  ROUTE_WORDS,
  stateWords,
  wayWords,
} from './notice-words.ts';
import { CASE_ROLES } from './roles.ts';

const STATES = NOTICE_STATES.map(({ value }) => value);
const WAYS = ['card', 'service', 'template', 'subscription', 'sms'] as const;

const query = z.object({
  state: z.enum(STATES).nullable().catch(null),
  way: z.enum(WAYS).nullable().catch(null),
  matter: z
    .enum(NOTICE_MATTERS.map(({ value }) => value))
    .nullable()
    .catch(null),
  name: word,
  page: pageNumber,
});

type Query = z.output<typeof query>;

const searchOf = ({ state, page: _page, ...filter }: Query) => ({
  ...filter,
  states: state === null ? STATES : [state],
});

/** 通知: what was said to whom, by which way, with what result. */
export const noticesPage = definePage({
  path: '/notices',
  title: '通知',
  roles: CASE_ROLES,
  nav: { label: '通知', group: 'messages' },
  query,
  load: (visit, asked) => noticeLines(visit, { ...searchOf(asked), page: asked.page }),
  exportAs: (sheet) =>
    sheet({
      name: '通知',
      read: (visit, asked, { page }) => noticeLines(visit, { ...searchOf(asked), page }),
      columns: [
        { head: '时间', text: ({ createdAt }) => instantWords(createdAt), width: 24 },
        { head: '发给', text: ({ to }) => to },
        { head: '内容', text: ({ words }) => words, width: 60 },
        { head: '状态', text: (line) => stateWords(line).label },
        { head: '方式', text: ({ route, channel }) => wayWords(route, channel) },
        { head: '结果', text: ({ outcome }) => outcomeWords(outcome) },
      ],
    }),
  view: (listing, { state, way, matter, name, page }) => (
    <>
      <Filter
        path="/notices"
        active={state !== null || way !== null || matter !== null || name !== ''}
      >
        <SelectField name="state" label="状态" empty="全部" value={state} options={NOTICE_STATES} />
        <SelectField
          name="way"
          label="方式"
          empty="全部"
          value={way}
          options={WAYS.map((value) => ({ value, label: ROUTE_WORDS[value] ?? value }))}
        />
        <SelectField
          name="matter"
          label="事项"
          empty="全部"
          value={matter}
          options={NOTICE_MATTERS}
        />
        <TextField name="name" label="姓名" value={name} required={false} />
      </Filter>
      <Table
        caption="通知"
        rows={listing.rows}
        rowKey={({ id }) => id}
        empty="没有符合条件的通知。"
        columns={[
          {
            head: '时间',
            narrow: true,
            cell: ({ id, createdAt }) => (
              <a href={`/notices/${id}`}>
                <Moment at={createdAt} />
              </a>
            ),
          },
          { head: '发给', cell: ({ to }) => to },
          { head: '内容', cell: ({ words }) => words },
          {
            head: '结果',
            cell: ({ route, channel, leavesAt, ...line }) => (
              <>
                <Badge tone={stateWords(line).tone}>{stateWords(line).label}</Badge>{' '}
                <span class="quiet">
                  {leavesAt === null ? '' : `${showSoon(leavesAt)} 发出`}
                  {[wayWords(route, channel), outcomeWords(line.outcome)]
                    .filter((one) => one !== '')
                    .join('，')}
                </span>
              </>
            ),
          },
        ]}
      />
      <Pager
        path="/notices"
        query={{ state: state ?? '', way: way ?? '', matter: matter ?? '', name }}
        page={page}
        size={PAGE_SIZE}
        total={listing.total}
      />
    </>
  ),
});
