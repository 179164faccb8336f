import { z } from 'zod';
import { clues, PAGE_SIZE, showInstant } from '../../domain/index.ts';
import { dayWords } from '../export.ts';
import { pageNumber, word } from '../fields.ts';
import { definePage } from '../page.ts';
import { SelectField, TextField } from '../ui/form.tsx';
import { Badge, DayText, Moment } from '../ui/parts.tsx';
import { Filter, Pager, Table } from '../ui/table.tsx';
import { CLUE_TONES, STATES } from './clue-words.ts';
import { CASE_ROLES } from './roles.ts';

/** 线索: only those this person may know of, in list and count alike. */
export const cluesPage = definePage({
  path: '/clues',
  title: '线索',
  roles: CASE_ROLES,
  nav: { label: '线索', group: 'work' },
  query: z.object({
    status: z.enum(STATES).nullable().catch(null),
    number: word,
    page: pageNumber,
  }),
  load: (visit, filter) => visit.ask(clues.listClues, filter),
  exportAs: (sheet) =>
    sheet({
      name: '线索',
      read: (visit, { status, number }, portion) =>
        visit.ask(clues.listClues, { status, number, ...portion }),
      columns: [
        { head: '编号', text: ({ number }) => number },
        { head: '对象', text: ({ body }) => body.subject, width: 30 },
        { head: '类别', text: ({ body }) => clues.SUBJECT_WORDS[body.subjectKind] },
        { head: '收到时间', text: ({ receivedAt }) => showInstant(receivedAt), width: 24 },
        {
          head: '最晚受理',
          text: ({ status, acceptBy }) => (status === 'received' ? dayWords(acceptBy) : ''),
        },
        { head: '状态', text: ({ status }) => clues.STATUS_WORDS[status] },
        { head: '重大', text: ({ serious }) => (serious ? '是' : '否'), width: 8 },
      ],
    }),
  view: (listing, { status, number, page }) => (
    <>
      <p class="links">
        <a href="/clues/new">登记一条线索（来电、来访、来信）</a>
      </p>
      <Filter path="/clues" active={status !== null || number !== ''}>
        <SelectField
          name="status"
          label="状态"
          empty="全部"
          value={status}
          options={STATES.map((value) => ({ value, label: clues.STATUS_WORDS[value] }))}
        />
        <TextField name="number" label="编号" type="search" value={number} />
      </Filter>
      <Table
        caption="线索"
        rows={listing.rows}
        rowKey={({ id }) => id}
        empty={
          status === null && number === ''
            ? '还没有线索。群众在微信里发送“举报”，或由您登记来电来访后，会出现在这里。'
            : '没有符合条件的线索。编号要输入完整，或点“显示全部”。'
        }
        columns={[
          {
            head: '编号',
            narrow: true,
            cell: ({ id, number: own }) => <a href={`/clues/${id}`}>{own}</a>,
          },
          { head: '对象', cell: ({ body }) => body.subject },
          { head: '类别', cell: ({ body }) => clues.SUBJECT_WORDS[body.subjectKind] },
          { head: '收到时间', narrow: true, cell: ({ receivedAt }) => <Moment at={receivedAt} /> },
          {
            head: '最晚受理',
            narrow: true,
            cell: ({ status: now, acceptBy }) =>
              now === 'received' ? <DayText day={acceptBy} /> : <span class="quiet">—</span>,
          },
          {
            head: '状态',
            cell: (clue) => (
              <>
                <Badge tone={CLUE_TONES[clue.status]}>{clues.STATUS_WORDS[clue.status]}</Badge>{' '}
                {clue.serious ? <Badge tone="bad">重大</Badge> : null}
              </>
            ),
          },
        ]}
      />
      <Pager
        path="/clues"
        query={{ status: status ?? '', number }}
        page={page}
        size={PAGE_SIZE}
        total={listing.total}
      />
    </>
  ),
});
