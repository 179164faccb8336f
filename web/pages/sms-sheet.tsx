import { z } from 'zod';
import {
  followsAccount,
  maskPhone,
  people,
  personOf,
  sayNotice,
  type Tx,
} from '../../domain/index.ts';
import {
  listNotices,
  NOTICES,
  recipientOf,
  smsText,
  type NoticeRow,
} from '../../domain/notices/index.ts';
import { definePage, type Handed } from '../page.ts';
import { writeSheet, XLSX } from '../sheets/write.ts';
import { Table } from '../ui/table.tsx';
import type { Settled, Visit } from '../visit.ts';
import { noticeLines } from './notice-facts.ts';
import { OFFICE_ROLES } from './roles.ts';

const NAME = '短信名单';
const SHEET = 500;

/** 短信名单: who gets which words by SMS, for a gateway that takes a sheet. */
export const smsSheetPage = definePage({
  path: '/sms-sheet',
  title: NAME,
  roles: OFFICE_ROLES,
  query: z.object({}),
  load: (visit) => toSend(visit),
  exportAs: () => (visit) => handOut(visit),
  exportLabel: NAME,
  view: (rows) => (
    <>
      <p class="crumbs">
        <a href="/call-sheet">返回电话联系名单</a>
      </p>
      <p class="quiet">
        电话联系名单上没有送达、又登记了手机号的人。不知道是否收到的人不在这里：再发短信可能收到两遍，请打电话问。导出的表里有完整手机号，每个人都会记入审计日志；短信里不写姓名、单位和事由。
      </p>
      <Table
        caption={NAME}
        rows={rows}
        rowKey={({ notice }) => notice}
        empty="现在没有要发短信的人。"
        columns={[
          { head: '姓名', narrow: true, cell: ({ name }) => name },
          { head: '手机号', cell: ({ phone }) => <span class="narrow">{maskPhone(phone)}</span> },
          { head: '短信内容', cell: ({ text }) => text },
        ]}
      />
    </>
  ),
});

interface Text {
  readonly notice: string;
  readonly person: string;
  readonly name: string;
  readonly phone: string;
  readonly text: string;
}

/** Those on the call sheet whom this person may know of, and who have a number. */
const toSend = async (visit: Visit): Promise<readonly Text[]> => {
  const visible = await noticeLines(visit, {
    states: ['sheet'],
    standing: true,
    page: 1,
    size: SHEET,
  });
  const shown = new Map(visible.rows.map(({ id, person }) => [id, person] as const));
  return visit.within(async (tx) => {
    const asked = { states: ['sheet'], limit: SHEET, offset: 0 } as const;
    // a reporter's number stands on no sheet (C-01)
    const { rows } = await listNotices(tx, asked, ({ id }) => shown.get(id) != null);
    const texts = await Promise.all(rows.map((row) => textOf(tx, visit, row)));
    return texts.filter((text) => text !== null);
  });
};

const textOf = async (tx: Tx, visit: Visit, row: NoticeRow): Promise<Text | null> => {
  const to = recipientOf(tx, row);
  const person = await personOf(tx, to);
  const known = person === null ? null : await people.readPerson(tx, person);
  const said = await sayNotice(tx, row);
  if (person === null || known?.particulars.phone == null || said === null) return null;
  const { name, phone } = known.particulars;
  const file = visit.app.bureauOf(visit.bureau);
  const parts = file.section(NOTICES).notices.smsParts.value;
  const follows = await followsAccount(tx, to, visit.now);
  const text = smsText(file.name, said, parts, { follows, phone: file.contact?.phone });
  return { notice: row.id, person, name, phone, text };
};

/** Every number that leaves is a reveal on record. */
const handOut = async (visit: Visit): Promise<Handed | Settled> => {
  const rows = await toSend(visit);
  if (rows.length === 0) return no('现在没有要发短信的人，不需要导出。');
  for (const person of new Set(rows.map((row) => row.person))) {
    const asked = { person, field: 'phone', reason: '导出短信名单，由短信平台发送' };
    const outcome = await visit.perform(people.revealField, asked);
    if (outcome.kind !== 'done') return no('没有导出：有人的手机号现在不能查看，请刷新后再试。');
  }
  const bytes = await writeSheet({
    name: NAME,
    columns: [
      { head: '手机号', width: 16 },
      { head: '短信内容', width: 70 },
    ],
    rows: rows.map(({ phone, text }) => [phone, text]),
  });
  return { bytes, type: XLSX, name: `${NAME}.xlsx` };
};

const no = (sentence: string): Settled => ({ kind: 'refused', sentence, conflict: false });
