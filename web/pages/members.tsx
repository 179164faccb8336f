import { z } from 'zod';
import { membership, PAGE_SIZE, ROSTERS, ROSTER_WORDS } from '../../domain/index.ts';
import { pageNumber, word } from '../fields.ts';
import { definePage } from '../page.ts';
import { SelectField, TextField } from '../ui/form.tsx';
import { Badge, DayText } from '../ui/parts.tsx';
import { Filter, Pager, Table } from '../ui/table.tsx';
import { rosterOptions, TERM_TONES } from './member-words.ts';
import { READING_ROLES } from './roles.ts';

/** 名册: supervisors and experts with their terms. */
export const membersPage = definePage({
  path: '/members',
  title: '名册',
  roles: READING_ROLES,
  nav: { label: '名册', group: 'people' },
  query: z.object({
    q: word,
    roster: z.enum(ROSTERS).nullable().catch(null),
    status: z.enum(membership.TERM_STATUSES).nullable().catch(null),
    page: pageNumber,
  }),
  load: (visit, { q, ...filter }) => visit.ask(membership.listMembers, { search: q, ...filter }),
  view: (listing, { q, roster, status, page }) => (
    <>
      <Filter path="/members" active={q !== '' || roster !== null || status !== null}>
        <TextField name="q" label="姓名或单位" type="search" value={q} />
        <SelectField
          name="roster"
          label="名册"
          empty="全部"
          value={roster}
          options={rosterOptions}
        />
        <SelectField
          name="status"
          label="状态"
          empty="全部"
          value={status}
          options={membership.TERM_STATUSES.map((value) => ({
            value,
            label: membership.TERM_STATUS_WORDS[value],
          }))}
        />
      </Filter>
      <Table
        caption="名册"
        rows={listing.rows}
        rowKey={({ term }) => term.id}
        empty="名册里还没有符合条件的人。同意申请、或在人员页面邀请专家入库后，会出现在这里。"
        columns={[
          {
            head: '姓名',
            cell: ({ term, name }) => <a href={`/members/${term.id}`}>{name}</a>,
          },
          { head: '名册', narrow: true, cell: ({ term }) => ROSTER_WORDS[term.roster].member },
          { head: '单位', cell: ({ unit }) => unit },
          { head: '类别', cell: ({ term }) => membership.categoriesOf(term).join('、') },
          { head: '到期', narrow: true, cell: ({ term }) => <DayText day={term.lastDay} /> },
          {
            head: '状态',
            cell: ({ term }) => (
              <Badge tone={TERM_TONES[term.status]}>
                {membership.TERM_STATUS_WORDS[term.status]}
              </Badge>
            ),
          },
        ]}
      />
      <Pager
        path="/members"
        query={{ q, roster: roster ?? '', status: status ?? '' }}
        page={page}
        size={PAGE_SIZE}
        total={listing.total}
      />
    </>
  ),
});
