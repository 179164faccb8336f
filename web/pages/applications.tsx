import { z } from 'zod';
import { nomination, PAGE_SIZE } from '../../domain/index.ts';
import { pageNumber, word } from '../fields.ts';
import { definePage } from '../page.ts';
import { SelectField, TextField } from '../ui/form.tsx';
import { Badge, DayText, Moment } from '../ui/parts.tsx';
import { Filter, Pager, Table } from '../ui/table.tsx';
import { APPLICATION_TONES, isOpen } from './application-words.ts';
import { SOURCE_WORDS } from './clue-words.ts';
import { CASE_ROLES, OFFICE_ROLES } from './roles.ts';

/** 申请: everyone who asked to become a supervisor; nothing is ranked (GP-6.3). */
export const applicationsPage = definePage({
  path: '/applications',
  title: '申请',
  roles: CASE_ROLES,
  nav: { label: '申请', group: 'work' },
  query: z.object({
    q: word,
    state: z.enum(nomination.APPLICATION_STATES).nullable().catch(null),
    page: pageNumber,
  }),
  load: (visit, { q, state, page }) =>
    visit.ask(nomination.listApplications, {
      search: q,
      page,
      ...(state === null ? {} : { states: [state] }),
    }),
  view: (listing, { q, state, page }, { account }) => (
    <>
      {account.roles.some((role) => OFFICE_ROLES.includes(role)) ? (
        <p class="links">
          <a href="/applications/new">登记一份申请（来电、来访、来信）</a>
        </p>
      ) : null}
      <Filter path="/applications" active={q !== '' || state !== null}>
        <TextField name="q" label="姓名或编号" type="search" value={q} />
        <SelectField
          name="state"
          label="状态"
          empty="全部"
          value={state}
          options={nomination.APPLICATION_STATES.map((value) => ({
            value,
            label: nomination.APPLICATION_STATE_WORDS[value],
          }))}
        />
      </Filter>
      <Table
        caption="申请"
        rows={listing.rows}
        rowKey={({ id }) => id}
        empty={
          q === '' && state === null
            ? '还没有申请。有人在微信里发送“自荐”，或由您登记后，会出现在这里。'
            : '没有符合条件的申请。请检查错字，或点“显示全部”。'
        }
        columns={[
          {
            head: '编号',
            narrow: true,
            cell: ({ id, number }) => <a href={`/applications/${id}`}>{number}</a>,
          },
          { head: '姓名', cell: ({ snapshot }) => snapshot.name },
          { head: '单位', cell: ({ snapshot }) => snapshot.employer ?? '无' },
          { head: '来源', cell: ({ source }) => SOURCE_WORDS[source] },
          {
            head: '提交时间',
            narrow: true,
            cell: ({ submittedAt }) => <Moment at={submittedAt} />,
          },
          {
            head: '最晚办理',
            narrow: true,
            cell: ({ state: now, touchBy }) =>
              isOpen(now) ? <DayText day={touchBy} /> : <span class="quiet">—</span>,
          },
          {
            head: '状态',
            cell: (one) => (
              <>
                <Badge tone={APPLICATION_TONES[one.state]}>
                  {nomination.APPLICATION_STATE_WORDS[one.state]}
                </Badge>{' '}
                {one.ageReview ? <Badge tone="wait">年龄需说明</Badge> : null}
              </>
            ),
          },
        ]}
      />
      <Pager
        path="/applications"
        query={{ q, state: state ?? '' }}
        page={page}
        size={PAGE_SIZE}
        total={listing.total}
      />
    </>
  ),
});
