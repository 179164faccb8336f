import { z } from 'zod';
import {
  maskPhone,
  ROSTER_WORDS,
  unreachableMembers,
  type Unreachable,
} from '../../domain/index.ts';
import { instantWords } from '../export.ts';
import { nothing, recordId, word } from '../fields.ts';
import { definePage } from '../page.ts';
import { Form } from '../ui/form.tsx';
import { Moment } from '../ui/parts.tsx';
import { Table } from '../ui/table.tsx';
import type { Visit } from '../visit.ts';
import { showExpertPhone, shownPhone, ShownPhone } from './expert-phone.tsx';
import { OFFICE_ROLES } from './roles.ts';

const PATH = '/unreachable';

const read = (visit: Visit): Promise<readonly Unreachable[]> =>
  visit.within((tx) => unreachableMembers(tx, visit.now));

/** 微信联系不上的人: members without a chat that takes messages (F15, F35). */
export const unreachablePage = definePage({
  path: PATH,
  title: '微信联系不上的人',
  roles: OFFICE_ROLES,
  nav: { label: '联系不上的人', group: 'messages' },
  query: z.object({ shown: word }),
  load: async (visit, { shown }) => ({
    rows: await read(visit),
    revealed: await shownPhone(visit, shown),
  }),
  exportAs: (sheet) =>
    sheet({
      name: '微信联系不上的人',
      read: async (visit, _query, { page, size }) => {
        const all = await read(visit);
        return { rows: all.slice((page - 1) * size, page * size), total: all.length };
      },
      columns: [
        { head: '姓名', text: ({ name }) => name, width: 12 },
        { head: '名册', text: ({ roster }) => ROSTER_WORDS[roster].member },
        { head: '电话', text: ({ phone }) => (phone === null ? '没有电话' : maskPhone(phone)) },
        { head: '原因', text: ({ why }) => why, width: 30 },
        { head: '从什么时候', text: ({ since }) => instantWords(since), width: 24 },
      ],
    }),
  view: ({ rows, revealed }) => (
    <>
      <ShownPhone revealed={revealed} />
      <p class="quiet">
        这些在聘的人没有绑定微信，或已取消关注、拒收。通知发不到，请打电话，并请他们重新关注和绑定。
      </p>
      <Table
        caption="微信联系不上的人"
        rows={rows}
        rowKey={({ person, roster }) => `${roster}-${person}`}
        empty="在聘的人都能在微信里联系上。"
        columns={[
          {
            head: '姓名',
            narrow: true,
            cell: ({ person, name }) => <a href={`/people/${person}`}>{name}</a>,
          },
          { head: '名册', cell: ({ roster }) => ROSTER_WORDS[roster].member },
          {
            head: '电话',
            cell: ({ person, roster, phone }) =>
              phone === null ? (
                '没有电话'
              ) : (
                <>
                  <span class="narrow">{maskPhone(phone)}</span>{' '}
                  <Form
                    name="phone"
                    which={`${roster}-${person}`}
                    hidden={{ person }}
                    submit="显示电话"
                    tone="plain"
                    inline
                  />
                </>
              ),
          },
          {
            head: '原因',
            cell: ({ why, since }) => (
              <>
                {why} <Moment at={since} />
              </>
            ),
          },
        ]}
      />
    </>
  ),
  actions: (form) => ({
    phone: form(nothing.extend({ person: recordId }), (visit, { person }) =>
      showExpertPhone(visit, { person, reason: '微信联系不上，打电话联系' }, PATH),
    ),
  }),
});
