import { z } from 'zod';
import { PAGE_SIZE, people } from '../../domain/index.ts';
import { pageNumber, word } from '../fields.ts';
import { definePage } from '../page.ts';
import { TextField } from '../ui/form.tsx';
import { Filter, Pager, Table } from '../ui/table.tsx';
import { currentUnit } from './person-words.ts';

/** 人员: everybody the bureau has a record of. */
export const peoplePage = definePage({
  path: '/people',
  title: '人员',
  roles: ['clerk', 'sectionHead', 'leader', 'liaison', 'discipline'],
  nav: { label: '人员', group: 'people' },
  query: z.object({ q: word, page: pageNumber }),
  load: (visit, { q, page }) => visit.ask(people.listPeople, { search: q, page }),
  exportAs: (sheet) =>
    sheet({
      name: '人员名单',
      read: (visit, { q }, portion) => visit.ask(people.listPeople, { search: q, ...portion }),
      columns: [
        { head: '姓名', text: ({ particulars }) => particulars.name, width: 12 },
        { head: '工作单位', text: ({ particulars }) => currentUnit(particulars), width: 30 },
        { head: '地区', text: ({ particulars }) => particulars.area },
        { head: '电话', text: ({ particulars }) => particulars.phone ?? '' },
        { head: '身份证号', text: ({ particulars }) => particulars.citizenNumber ?? '', width: 24 },
      ],
    }),
  view: (listing, { q, page }, visit) => (
    <>
      {visit.account.roles.some((role) => role !== 'discipline') ? (
        <p class="links">
          <a href="/people/new">登记一个人（来电、来访、来信）</a>
          <a href="/employers">待核实单位</a>
        </p>
      ) : null}
      <Filter path="/people" active={q !== ''}>
        <TextField
          name="q"
          label="姓名或工作单位"
          hint="也可以输入完整的手机号或身份证号。"
          type="search"
          value={q}
        />
      </Filter>
      <Table
        caption="人员名单"
        rows={listing.rows}
        rowKey={({ id }) => id}
        empty={
          q === ''
            ? '还没有人员记录。有人自荐、申请或来电登记之后会出现在这里。'
            : '没有找到。请检查是否有错字，或只输入姓名中的一两个字；手机号和身份证号要输入完整。'
        }
        columns={[
          {
            head: '姓名',
            cell: ({ id, particulars }) => <a href={`/people/${id}`}>{particulars.name}</a>,
          },
          { head: '工作单位', cell: ({ particulars }) => currentUnit(particulars) },
          { head: '地区', cell: ({ particulars }) => particulars.area },
          { head: '电话', narrow: true, cell: ({ particulars }) => particulars.phone ?? '—' },
          {
            head: '身份证号',
            narrow: true,
            cell: ({ particulars }) => particulars.citizenNumber ?? '—',
          },
        ]}
      />
      <Pager path="/people" query={{ q }} page={page} size={PAGE_SIZE} total={listing.total} />
    </>
  ),
});
