import { z } from 'zod';
import { PAGE_SIZE } from '../../domain/index.ts';
import { instantWords } from '../export.ts';
import { pageNumber } from '../fields.ts';
import { showSoon } from '../office-time.ts';
import { definePage } from '../page.ts';
import { SelectField } from '../ui/form.tsx';
import { Badge, Moment } from '../ui/parts.tsx';
import { Filter, Pager, Table } from '../ui/table.tsx';
import { NOTICE_STATES, noticeLines, ROUTE_WORDS } from './notice-facts.ts';
import { CASE_ROLES } from './roles.ts';

const STATES = ['ready', 'sending', 'sent', 'unknown', 'sheet', 'called', 'expired'] as const;

/** 通知: what was said to whom, by which way, with what result. */
export const noticesPage = definePage({
  path: '/notices',
  title: '通知',
  roles: CASE_ROLES,
  nav: { label: '通知', group: 'messages' },
  query: z.object({ state: z.enum(STATES).nullable().catch(null), page: pageNumber }),
  load: (visit, { state, page }) =>
    noticeLines(visit, { states: state === null ? STATES : [state], page }),
  exportAs: (sheet) =>
    sheet({
      name: '通知',
      read: (visit, { state }, { page }) =>
        noticeLines(visit, { states: state === null ? STATES : [state], page }),
      columns: [
        { head: '时间', text: ({ createdAt }) => instantWords(createdAt), width: 24 },
        { head: '发给', text: ({ to }) => to },
        { head: '内容', text: ({ words }) => words, width: 60 },
        {
          head: '状态',
          text: ({ state: now }) => NOTICE_STATES.find(({ value }) => value === now)?.label ?? now,
        },
        { head: '方式', text: ({ route }) => ROUTE_WORDS[route ?? ''] ?? '' },
        { head: '结果', text: ({ outcome }) => outcomeWords(outcome) },
      ],
    }),
  view: (listing, { state, page }) => (
    <>
      <Filter path="/notices" active={state !== null}>
        <SelectField name="state" label="状态" empty="全部" value={state} options={NOTICE_STATES} />
      </Filter>
      <Table
        caption="通知"
        rows={listing.rows}
        rowKey={({ id }) => id}
        empty="没有符合条件的通知。"
        columns={[
          { head: '时间', narrow: true, cell: ({ createdAt }) => <Moment at={createdAt} /> },
          { head: '发给', cell: ({ to }) => to },
          { head: '内容', cell: ({ words }) => words },
          {
            head: '结果',
            cell: ({ state: now, route, outcome, leavesAt }) => (
              <>
                <Badge tone={NOTICE_STATES.find(({ value }) => value === now)?.tone ?? 'plain'}>
                  {NOTICE_STATES.find(({ value }) => value === now)?.label ?? now}
                </Badge>{' '}
                <span class="quiet">
                  {leavesAt === null ? '' : `${showSoon(leavesAt)} 发出`}
                  {[ROUTE_WORDS[route ?? ''], outcomeWords(outcome)]
                    .filter((one) => one !== undefined && one !== '')
                    .join('，')}
                </span>
              </>
            ),
          },
        ]}
      />
      <Pager
        path="/notices"
        query={{ state: state ?? '' }}
        page={page}
        size={PAGE_SIZE}
        total={listing.total}
      />
    </>
  ),
});

/** `staff:<id>` is for the record, not for reading. */
const outcomeWords = (outcome: string | null): string =>
  outcome === null || outcome.startsWith('staff:') ? '' : outcome;
