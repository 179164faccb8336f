import { z } from 'zod';
import { campaigns, PAGE_SIZE, ROSTER_WORDS, ROSTERS } from '../../domain/index.ts';
import { instantWords } from '../export.ts';
import { pageNumber } from '../fields.ts';
import { definePage } from '../page.ts';
import { SelectField } from '../ui/form.tsx';
import { Badge, Moment } from '../ui/parts.tsx';
import { Filter, Pager, Table } from '../ui/table.tsx';
import { callState, rosterNames } from './campaign-words.ts';
import { OFFICE_ROLES, READING_ROLES } from './roles.ts';

/** 选聘公告: calls for supervisors and experts (GP-5.1, GP-6.1, ZJ-7.1). */
export const campaignsPage = definePage({
  path: '/campaigns',
  title: '选聘公告',
  roles: READING_ROLES,
  nav: { label: '公告', group: 'selection' },
  query: z.object({ roster: z.enum(ROSTERS).nullable().catch(null), page: pageNumber }),
  load: (visit, filter) => visit.ask(campaigns.listCampaigns, filter),
  exportAs: (sheet) =>
    sheet({
      name: '选聘公告',
      read: async (visit, { roster }, { page }) => {
        const listing = await visit.ask(campaigns.listCampaigns, { roster, page });
        const rows = listing.rows.map((call) => ({
          call,
          words: callState(call, visit.now).words,
        }));
        return { rows, total: listing.total };
      },
      columns: [
        { head: '编号', text: ({ call }) => call.number },
        { head: '标题', text: ({ call }) => call.title, width: 40 },
        { head: '对象', text: ({ call }) => ROSTER_WORDS[call.roster].member },
        { head: '状态', text: ({ words }) => words },
        { head: '截止', text: ({ call }) => instantWords(call.closesAt), width: 24 },
        { head: '人数', text: ({ call }) => String(call.headcount) },
      ],
    }),
  view: (listing, { roster, page }, { account, now }) => (
    <>
      {account.roles.some((role) => OFFICE_ROLES.includes(role)) ? (
        <p>
          <a class="button main" href="/campaigns/new">
            起草公告
          </a>
        </p>
      ) : null}
      <Filter path="/campaigns" active={roster !== null}>
        <SelectField
          name="roster"
          label="对象"
          empty="全部"
          value={roster}
          options={rosterNames()}
        />
      </Filter>
      <Table
        caption="选聘公告"
        rows={listing.rows}
        rowKey={({ id }) => id}
        empty="还没有公告。起草并公布以后，关注公众号的人可以报名。"
        columns={[
          { head: '编号', narrow: true, cell: ({ number }) => number },
          { head: '标题', cell: ({ id, title }) => <a href={`/campaigns/${id}`}>{title}</a> },
          { head: '对象', narrow: true, cell: (call) => ROSTER_WORDS[call.roster].member },
          {
            head: '状态',
            cell: (call) => {
              const { tone, words } = callState(call, now);
              return <Badge tone={tone}>{words}</Badge>;
            },
          },
          { head: '截止', narrow: true, cell: ({ closesAt }) => <Moment at={closesAt} /> },
          { head: '人数', narrow: true, cell: ({ headcount }) => headcount },
        ]}
      />
      <Pager
        path="/campaigns"
        query={{ roster: roster ?? '' }}
        page={page}
        size={PAGE_SIZE}
        total={listing.total}
      />
    </>
  ),
});
