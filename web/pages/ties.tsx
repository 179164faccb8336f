import { z } from 'zod';
import { PAGE_SIZE, recusal } from '../../domain/index.ts';
import { pageNumber, reason, recordId, word } from '../fields.ts';
import { definePage } from '../page.ts';
import { Form, SelectField, TextField } from '../ui/form.tsx';
import { staffNames } from '../names.ts';
import { Badge, Fold } from '../ui/parts.tsx';
import { Filter, Pager, Table } from '../ui/table.tsx';
import { CASE_ROLES, READING_ROLES } from './roles.ts';
import { TieWords } from './tie-words.tsx';

const STATES = ['open', 'closed'] as const;
const STATE_WORDS = { open: '有效', closed: '已解除' } as const;

/** 回避: who must stay away from what. */
export const tiesPage = definePage({
  path: '/recusals',
  title: '回避',
  roles: READING_ROLES,
  nav: { label: '回避', group: 'people' },
  query: z.object({ q: word, status: z.enum(STATES).nullable().catch(null), page: pageNumber }),
  load: async (visit, { q, status, page }) => ({
    listing: await visit.ask(recusal.listTies, { search: q, status, page }),
    staffName: await staffNames(visit),
  }),
  exportAs: (sheet) =>
    sheet({
      name: '回避登记',
      read: (visit, { q, status }, portion) =>
        visit.ask(recusal.listTies, { search: q, status, ...portion }),
      columns: [
        { head: '编号', text: ({ tie }) => tie.number },
        { head: '姓名', text: ({ name }) => name, width: 12 },
        { head: '机构', text: ({ tie }) => tie.unit?.names[0] ?? '', width: 30 },
        { head: '情形', text: ({ tie }) => recusal.TIE_KIND_WORDS[tie.kind] },
        { head: '状态', text: ({ tie }) => (tie.status === 'closed' ? '已解除' : '有效') },
      ],
    }),
  view: ({ listing, staffName }, { q, status, page }, { account }) => {
    const works = account.roles.some((role) => CASE_ROLES.includes(role));
    return (
      <>
        {works ? (
          <p class="links">
            <a href="/people">登记回避：先在人员名单里打开这个人</a>
          </p>
        ) : null}
        <Filter path="/recusals" active={q !== '' || status !== null}>
          <TextField name="q" label="姓名或编号" type="search" value={q} />
          <SelectField
            name="status"
            label="状态"
            empty="全部"
            value={status}
            options={STATES.map((value) => ({ value, label: STATE_WORDS[value] }))}
          />
        </Filter>
        <Table
          caption="回避登记"
          rows={listing.rows}
          rowKey={({ tie }) => tie.id}
          empty="没有符合条件的回避登记。本人可在微信里发送“回避”申报，也可由您代为登记。"
          columns={[
            { head: '编号', narrow: true, cell: ({ tie }) => tie.number },
            { head: '姓名', cell: ({ tie, name }) => <a href={`/people/${tie.person}`}>{name}</a> },
            { head: '机构', cell: ({ tie }) => tie.unit?.names[0] ?? '—' },
            { head: '情形', cell: ({ tie }) => recusal.TIE_KIND_WORDS[tie.kind] },
            {
              head: '说明',
              cell: (row) => <TieWords row={row} staffName={staffName} />,
            },
            {
              head: '状态',
              cell: ({ tie }) =>
                tie.status === 'closed' ? (
                  <Badge tone="done">已解除</Badge>
                ) : (
                  <>
                    <Badge tone="wait">有效</Badge>
                    {works ? (
                      <Fold title="解除" form="close" which={tie.id}>
                        <Form
                          name="close"
                          which={tie.id}
                          hidden={{ tie: tie.id }}
                          submit="解除回避"
                          tone="danger"
                        >
                          <TextField name="reason" label="理由" />
                        </Form>
                      </Fold>
                    ) : null}
                  </>
                ),
            },
          ]}
        />
        <Pager
          path="/recusals"
          query={{ q, status: status ?? '' }}
          page={page}
          size={PAGE_SIZE}
          total={listing.total}
        />
      </>
    );
  },
  actions: (form) => ({
    close: form(z.object({ tie: recordId, reason }), (visit, body) =>
      visit.settle(recusal.withdrawTie, body, {
        to: '/recusals',
        say: '已解除。以后的抽取不再因此回避。',
      }),
    ),
  }),
});
