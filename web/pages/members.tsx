import type { JSX } from 'preact';
import { z } from 'zod';
import {
  membership,
  PAGE_SIZE,
  people,
  ROSTERS,
  ROSTER_WORDS,
  type Role,
} from '../../domain/index.ts';
import { dayWords } from '../export.ts';
import { pageNumber, word } from '../fields.ts';
import { definePage } from '../page.ts';
import { SelectField, TextField } from '../ui/form.tsx';
import { Badge, DayText } from '../ui/parts.tsx';
import { Filter, Pager, Table } from '../ui/table.tsx';
import { rosterOptions, TERM_TONES } from './member-words.ts';
import { READING_ROLES } from './roles.ts';
import type { Visit } from '../visit.ts';

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
  exportAs: (sheet) =>
    sheet({
      name: '名册',
      read: async (visit, { q, roster, status }, portion) => {
        const agreed = await visit.within((tx) => people.consentingTo(tx, 'publication'));
        const asked = { search: q, roster, status, ...portion };
        const { rows, total } = await visit.ask(membership.listMembers, asked);
        return {
          rows: rows.map((row) => ({ ...row, publication: agreed.has(row.term.person) })),
          total,
        };
      },
      columns: [
        { head: '姓名', text: ({ name }) => name, width: 12 },
        { head: '名册', text: ({ term }) => ROSTER_WORDS[term.roster].member },
        { head: '单位', text: ({ unit }) => unit, width: 30 },
        { head: '电话', text: ({ phone }) => phone },
        { head: '类别', text: ({ term }) => membership.categoriesOf(term).join('、') },
        { head: '聘期开始', text: ({ term }) => dayWords(term.startsOn) },
        { head: '聘期最后一天', text: ({ term }) => dayWords(term.lastDay) },
        { head: '聘书编号', text: ({ term }) => term.letterNumber ?? '' },
        { head: '状态', text: ({ term }) => membership.TERM_STATUS_WORDS[term.status] },
        { head: '同意公开', text: ({ publication }) => (publication ? '是' : '否') },
      ],
    }),
  view: (listing, { q, roster, status, page }, visit) => (
    <>
      <ImportLinks visit={visit} />
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

/** Rosters kept in a spreadsheet until now come in here (C-10). */
const ImportLinks = ({ visit }: { readonly visit: Visit }): JSX.Element | null => {
  const mayImport = visit.account.roles.some((role) => IMPORTING.includes(role));
  const { rosters } = visit.app.bureauOf(visit.bureau).section(membership.MEMBERSHIP);
  if (!mayImport) return null;
  return (
    <p class="crumbs">
      {ROSTERS.filter((one) => rosters[one] !== undefined).map((one) => (
        <a key={one} href={`/members/import/${one}`}>
          导入{ROSTER_WORDS[one].roster}名册
        </a>
      ))}
    </p>
  );
};

const IMPORTING: readonly Role[] = ['clerk', 'sectionHead', 'leader'];
