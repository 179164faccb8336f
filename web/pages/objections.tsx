import { z } from 'zod';
import { PAGE_SIZE, publicity, ROSTER_WORDS } from '../../domain/index.ts';
import { dayWords, instantWords } from '../export.ts';
import { pageNumber } from '../fields.ts';
import { definePage } from '../page.ts';
import { SelectField } from '../ui/form.tsx';
import { Badge, DayText, Moment } from '../ui/parts.tsx';
import { Filter, Pager, Table } from '../ui/table.tsx';
import { objectionTone } from './publicity-words.ts';
import { CASE_ROLES } from './roles.ts';

const STATES = ['open', 'upheld', 'rejected'] as const;

/** 异议: those that wait first; what was said stands with those who decide it alone (C-01). */
export const objectionsPage = definePage({
  path: '/objections',
  title: '公示异议',
  roles: CASE_ROLES,
  nav: { label: '公示异议', group: 'selection' },
  query: z.object({ state: z.enum(STATES).nullable().catch(null), page: pageNumber }),
  load: (visit, filter) => visit.ask(publicity.listObjections, filter),
  view: (listing, { state, page }) => (
    <>
      <p class="links">
        <a href="/objections/new">登记一件异议（来电、来访、来信）</a>
      </p>
      <Filter path="/objections" active={state !== null}>
        <SelectField
          name="state"
          label="状态"
          empty="全部"
          value={state}
          options={STATES.map((value) => ({
            value,
            label: publicity.OBJECTION_STATE_WORDS[value],
          }))}
        />
      </Filter>
      <Table
        caption="公示异议"
        rows={listing.rows}
        rowKey={({ id }) => id}
        empty="没有异议。公示期内有人在微信里回复“异议”，或由您登记后，会出现在这里。"
        columns={[
          {
            head: '编号',
            narrow: true,
            cell: ({ id, number }) => <a href={`/objections/${id}`}>{number}</a>,
          },
          {
            head: '公示',
            narrow: true,
            cell: ({ publicity: id, period }) => <a href={`/publicity/${id}`}>{period}</a>,
          },
          { head: '对象', narrow: true, cell: ({ roster }) => ROSTER_WORDS[roster].member },
          { head: '收到时间', narrow: true, cell: ({ raisedAt }) => <Moment at={raisedAt} /> },
          { head: '最晚处理', narrow: true, cell: ({ touchBy }) => <DayText day={touchBy} /> },
          {
            head: '状态',
            cell: (one) => (
              <Badge tone={objectionTone[one.state]}>
                {publicity.OBJECTION_STATE_WORDS[one.state]}
              </Badge>
            ),
          },
        ]}
      />
      <Pager
        path="/objections"
        query={{ state: state ?? '' }}
        page={page}
        size={PAGE_SIZE}
        total={listing.total}
      />
    </>
  ),
  exportAs: (sheet) =>
    sheet({
      name: '公示异议',
      read: (visit, { state }, { page }) => visit.ask(publicity.listObjections, { state, page }),
      columns: [
        { head: '编号', text: ({ number }) => number },
        { head: '公示', text: ({ period }) => period },
        { head: '对象', text: ({ roster }) => ROSTER_WORDS[roster].member },
        { head: '收到时间', text: ({ raisedAt }) => instantWords(raisedAt) },
        { head: '最晚处理', text: ({ touchBy }) => dayWords(touchBy) },
        { head: '状态', text: (one) => publicity.OBJECTION_STATE_WORDS[one.state] },
      ],
    }),
});
