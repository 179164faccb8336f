import { z } from 'zod';
import { institutions, PAGE_SIZE } from '../../domain/index.ts';
import { pageNumber, word } from '../fields.ts';
import { definePage } from '../page.ts';
import { SelectField, TextField } from '../ui/form.tsx';
import { Filter, Pager, Table } from '../ui/table.tsx';
import { READING_ROLES } from './roles.ts';

/** 定点机构: found by official, popular or former name. */
export const institutionsPage = definePage({
  path: '/institutions',
  title: '定点机构',
  roles: READING_ROLES,
  nav: { label: '定点机构', group: 'people' },
  query: z.object({
    q: word,
    kind: z.enum(institutions.INSTITUTION_KINDS).nullable().catch(null),
    page: pageNumber,
  }),
  load: (visit, { q, kind, page }) =>
    visit.ask(institutions.listInstitutions, { search: q, kind, page }),
  exportAs: (sheet) =>
    sheet({
      name: '定点机构名单',
      read: (visit, { q, kind }, portion) =>
        visit.ask(institutions.listInstitutions, { search: q, kind, ...portion }),
      columns: [
        { head: '名称', text: ({ name }) => name, width: 36 },
        { head: '类别', text: ({ kind }) => institutions.INSTITUTION_KIND_WORDS[kind] },
        { head: '统一社会信用代码', text: ({ creditCode }) => creditCode ?? '', width: 24 },
        { head: '所属法人代码', text: ({ legalEntity }) => legalEntity ?? '', width: 24 },
        { head: '所属集团或医共体', text: ({ group }) => group ?? '', width: 28 },
        { head: '俗称', text: ({ popularNames }) => popularNames.join('、'), width: 28 },
        { head: '曾用名', text: ({ formerNames }) => formerNames.join('、'), width: 28 },
        { head: '地区', text: ({ area }) => area },
      ],
    }),
  view: (listing, { q, kind, page }, { account }) => (
    <>
      {account.roles.some((role) => ['clerk', 'sectionHead', 'leader'].includes(role)) ? (
        <p class="links">
          <a href="/institutions/new">登记一家机构</a>
          <a href="/institutions/import">从表格导入机构名单</a>
        </p>
      ) : null}
      <Filter path="/institutions" active={q !== '' || kind !== null}>
        <TextField name="q" label="名称、俗称或曾用名" type="search" value={q} />
        <SelectField
          name="kind"
          label="类别"
          empty="全部"
          value={kind}
          options={institutions.INSTITUTION_KINDS.map((value) => ({
            value,
            label: institutions.INSTITUTION_KIND_WORDS[value],
          }))}
        />
      </Filter>
      <Table
        caption="定点机构"
        rows={listing.rows}
        rowKey={({ id }) => id}
        empty={
          q === '' && kind === null
            ? '还没有机构。请登记定点医药机构，回避和抽取都要用到。'
            : '没有找到。请换一个叫法，或点“显示全部”。'
        }
        columns={[
          { head: '名称', cell: ({ id, name }) => <a href={`/institutions/${id}`}>{name}</a> },
          { head: '俗称', cell: ({ popularNames }) => popularNames.join('、') },
          { head: '类别', cell: ({ kind: own }) => institutions.INSTITUTION_KIND_WORDS[own] },
          { head: '地区', cell: ({ area }) => area },
        ]}
      />
      <Pager
        path="/institutions"
        query={{ q, kind: kind ?? '' }}
        page={page}
        size={PAGE_SIZE}
        total={listing.total}
      />
    </>
  ),
});
