import { z } from 'zod';
import { enquiries, PAGE_SIZE, showInstant } from '../../domain/index.ts';
import { pageNumber } from '../fields.ts';
import { staffNames } from '../names.ts';
import { definePage } from '../page.ts';
import { SelectField } from '../ui/form.tsx';
import { Badge, Moment } from '../ui/parts.tsx';
import { Filter, Pager, Table } from '../ui/table.tsx';
import { ENQUIRY_TONES, ENQUIRY_WORDS, whoWrites } from './enquiry-words.ts';
import { OFFICE_ROLES } from './roles.ts';

const STATES = { open: ['waiting', 'answered'], closed: ['closed'] } as const;

/** 人工对话: people who asked for a person (C-11). */
export const enquiriesPage = definePage({
  path: '/conversations',
  title: '人工对话',
  roles: OFFICE_ROLES,
  nav: { label: '人工对话', group: 'work' },
  query: z.object({ state: z.enum(['open', 'closed']).catch('open'), page: pageNumber }),
  load: async (visit, { state, page }) => ({
    names: await staffNames(visit),
    listing: await visit.ask(enquiries.listEnquiries, { states: [...STATES[state]], page }),
  }),
  exportAs: (sheet) =>
    sheet({
      name: '人工对话',
      read: async (visit, { state }, portion) => {
        const names = await staffNames(visit);
        const asked = { states: [...STATES[state]], ...portion };
        const { rows, total } = await visit.ask(enquiries.listEnquiries, asked);
        const named = rows.map((enquiry) => ({
          enquiry,
          keeper: enquiry.assignedTo === null ? '值班联络员' : names(enquiry.assignedTo),
        }));
        return { rows: named, total };
      },
      columns: [
        { head: '谁', text: ({ enquiry }) => whoWrites(enquiry) },
        { head: '状态', text: ({ enquiry }) => ENQUIRY_WORDS[enquiry.state] },
        { head: '没有答复的条数', text: ({ enquiry }) => String(enquiry.unread) },
        { head: '最后一条', text: ({ enquiry }) => showInstant(enquiry.lastAt), width: 24 },
        { head: '交给', text: ({ keeper }) => keeper },
      ],
    }),
  view: ({ names, listing }, { state, page }) => (
    <>
      <Filter path="/conversations" active={state !== 'open'}>
        <SelectField
          name="state"
          label="状态"
          value={state}
          options={[
            { value: 'open', label: '没有结束的' },
            { value: 'closed', label: '已结束的' },
          ]}
        />
      </Filter>
      <Table
        caption="人工对话"
        rows={listing.rows}
        rowKey={({ id }) => id}
        empty={
          state === 'open'
            ? '现在没有人在等人工答复。有人在微信里发送“人工”时会出现在这里。'
            : '还没有结束的对话。'
        }
        columns={[
          {
            head: '谁',
            cell: (enquiry) => <a href={`/conversations/${enquiry.id}`}>{whoWrites(enquiry)}</a>,
          },
          {
            head: '状态',
            cell: ({ state: now, unread }) => (
              <Badge tone={ENQUIRY_TONES[now]}>
                {ENQUIRY_WORDS[now]}
                {unread > 0 ? `（${unread}条没有答复）` : ''}
              </Badge>
            ),
          },
          { head: '最后一条', narrow: true, cell: ({ lastAt }) => <Moment at={lastAt} /> },
          {
            head: '交给',
            cell: ({ assignedTo }) => (assignedTo === null ? '值班联络员' : names(assignedTo)),
          },
        ]}
      />
      <Pager
        path="/conversations"
        query={{ state }}
        page={page}
        size={PAGE_SIZE}
        total={listing.total}
      />
    </>
  ),
});
