import { z } from 'zod';
import { clues } from '../../domain/index.ts';
import { definePage } from '../page.ts';
import { Form } from '../ui/form.tsx';
import { DayText } from '../ui/parts.tsx';
import { Table } from '../ui/table.tsx';

/** 未写完的线索: that they exist and since when, nothing else (C-03). */
export const unfinishedPage = definePage({
  path: '/unfinished',
  title: '没写完的线索',
  roles: ['discipline'],
  nav: { label: '没写完的线索', group: 'work' },
  query: z.object({}),
  load: (visit) => visit.ask(clues.listWatchedDrafts, {}),
  view: (drafts) => (
    <>
      <p>
        有人写了线索、发了证据，但超过30天没有提交。内容和写的人在这里都看不到。
        您可以让系统问一次当事人；30天内没有答复，内容和证据会一起删除。
      </p>
      <Table
        caption="没写完的线索"
        rows={drafts}
        rowKey={({ draft }) => draft}
        empty="没有需要询问的。"
        columns={[
          { head: '超过30天', cell: ({ since }) => <DayText day={since} /> },
          {
            head: '办理',
            cell: ({ draft }) => (
              <Form name="ask" which={draft} hidden={{ draft }} submit="询问当事人">
                {null}
              </Form>
            ),
          },
        ]}
      />
    </>
  ),
  actions: (form) => ({
    ask: form(z.object({ draft: z.string().max(64) }), (visit, { draft }) =>
      visit.settle(clues.askDraftWriter, { draft }, { to: '/unfinished', say: '已询问当事人。' }),
    ),
  }),
});
