import { z } from 'zod';
import { callForNotice } from '../../domain/notices/index.ts';
import { draws, maskPhone, parseDay, showDay, type Listing } from '../../domain/index.ts';
import { instantWords } from '../export.ts';
import { nothing, recordId, word } from '../fields.ts';
import { definePage } from '../page.ts';
import { Form } from '../ui/form.tsx';
import { Badge, DayText, Moment, Section } from '../ui/parts.tsx';
import { Table } from '../ui/table.tsx';
import type { JSX } from 'preact';
import type { Settled, Visit } from '../visit.ts';
import {
  ExpertPhone,
  expertPhone,
  showExpertPhone,
  shownPhone,
  ShownPhone,
} from './expert-phone.tsx';
import { EntryChecks } from './entry-checks.tsx';
import { noticeLines, type NoticeLine } from './notice-facts.ts';
import { stateWords } from './notice-words.ts';
import { OFFICE_ROLES } from './roles.ts';
import { checking } from './task-later-forms.ts';

const SHEET = 200;

/** 电话联系名单: whom nobody could reach in chat; printable. */
export const callSheetPage = definePage({
  path: '/call-sheet',
  title: '电话联系名单',
  roles: OFFICE_ROLES,
  nav: { label: '电话联系名单', group: 'messages' },
  query: z.object({ shown: word }),
  load: async (visit, { shown }) => ({
    ...(await sheetOf(visit, { page: 1, size: SHEET })),
    checks: await visit.ask(draws.openChecks, {}),
    revealed: await shownPhone(visit, shown),
  }),
  exportAs: (sheet) =>
    sheet({
      name: '电话联系名单',
      read: async (visit, _query, { page }) => {
        const { experts, listing } = await sheetOf(visit, { page, size: SHEET });
        const asked = new Map(experts.map((row) => [row.invitation.id, row]));
        const rows = listing.rows.map((line) => {
          const expert = asked.get(line.asks ?? '');
          return expert === undefined ? line : { ...line, words: askWords(expert) };
        });
        return { ...listing, rows };
      },
      columns: [
        { head: '姓名', text: ({ to }) => to, width: 12 },
        { head: '电话', text: phoneWords },
        { head: '要告诉的话', text: ({ words }) => words, width: 60 },
        { head: '原因', text: ({ outcome }) => outcome ?? '', width: 40 },
        { head: '时间', text: ({ createdAt }) => instantWords(createdAt), width: 24 },
      ],
    }),
  view: ({ experts, checks, listing, revealed }) => (
    <>
      <ShownPhone revealed={revealed} />
      <Experts rows={experts} lines={listing.rows} />
      <EntryChecks checks={checks} />
      <Section title="要打电话的通知">
        <p class="quiet">
          这些通知在微信里没有送达、不知道对方是否收到，或送达了没有人确认。请打电话通知，打过之后在这里标记。
        </p>
        <Table
          caption="电话联系名单"
          rows={listing.rows.filter(({ asks }) => !isAmong(experts, asks))}
          rowKey={({ id }) => id}
          empty="现在没有要打电话通知的人。"
          columns={[
            { head: '姓名', narrow: true, cell: ({ to }) => to },
            {
              head: '电话',
              cell: (line) => <Phone line={line} />,
            },
            { head: '要告诉的话', cell: ({ words }) => words },
            {
              head: '原因',
              cell: ({ id, createdAt, ...line }) => (
                <>
                  <Badge tone={stateWords(line).tone}>{stateWords(line).label}</Badge>{' '}
                  {line.outcome} <Moment at={createdAt} /> <a href={`/notices/${id}`}>经过</a>
                </>
              ),
            },
            {
              head: '办理',
              narrow: true,
              cell: ({ id }) => (
                <Form name="called" which={id} hidden={{ notice: id }} submit="打过电话" inline />
              ),
            },
          ]}
        />
      </Section>
      <p>
        <a href="/sms-sheet">导出短信名单</a>，<a href="/unreachable">看微信联系不上的人</a>
      </p>
      <p class="hint">打印：用浏览器的“打印”，菜单和按钮不会印出来。</p>
    </>
  ),
  actions: (form) => ({
    ...checking(form, () => '/call-sheet'),
    called: form(z.object({ notice: recordId }), (visit, { notice }) => called(visit, notice)),
    expertPhone: form(expertPhone, (visit, body) => showExpertPhone(visit, body, '/call-sheet')),
    phone: form(nothing.extend({ person: recordId }), (visit, { person }) =>
      showExpertPhone(visit, { person, reason: '按电话联系名单打电话通知' }, '/call-sheet'),
    ),
  }),
});

/** A colleague's number is the office's own and stands there whole; a person's is shown on demand. */
const Phone = ({ line }: { readonly line: NoticeLine }): JSX.Element => (
  <>
    <span class={line.phone === null ? undefined : 'narrow'}>{phoneWords(line)}</span>{' '}
    {line.phone === null || line.person === null ? null : (
      <Form
        name="phone"
        which={line.id}
        hidden={{ person: line.person }}
        submit="显示电话"
        tone="plain"
        inline
      />
    )}
  </>
);

const phoneWords = ({ phone, colleague, dutyPhone }: NoticeLine): string => {
  const own =
    phone === null
      ? NO_PHONE[colleague ?? 'person']
      : colleague === null
        ? maskPhone(phone)
        : phone;
  // at night the bureau's own number is answered (GP-12b, A-11)
  return dutyPhone === null ? own : `下班时间值班电话 ${dutyPhone}；本人${own}`;
};

const NO_PHONE = {
  account: '未登记电话，请在账号管理里补',
  role: '没有人担任，请在账号管理里设置',
  person: '没有电话',
} as const;

const called = (visit: Visit, notice: string): Promise<Settled> =>
  visit.settle(callForNotice, { notice }, { to: '/call-sheet', say: '已标记为打过电话。' });

/** Those whose invitation did not arrive are asked by telephone, and answer there (ZJ-14.3). */
const sheetOf = async (
  visit: Visit,
  portion: { readonly page: number; readonly size: number },
): Promise<{ readonly experts: readonly ExpertRow[]; readonly listing: Listing<NoticeLine> }> => {
  const states = ['sheet', 'unknown'] as const;
  const listing = await noticeLines(visit, { states, standing: true, ...portion });
  const unreached = listing.rows.flatMap(({ asks }) => (asks === null ? [] : [asks]));
  return { listing, experts: await visit.ask(draws.callSheet, { unreached }) };
};

const isAmong = (experts: readonly ExpertRow[], asked: string | null): boolean =>
  experts.some(({ invitation }) => invitation.id === asked);

type ExpertRow = draws.PanelRow & {
  readonly task: string;
  readonly number: string;
  readonly firstDay: string;
  readonly assembleAt: string;
  readonly place: string;
};

/** What is said on the telephone: whoever answers there writes nothing. */
const askWords = ({ invitation, firstDay, assembleAt, place }: ExpertRow): string => {
  const day = parseDay(firstDay);
  const when = day === null ? firstDay : showDay(day);
  return `请您以${invitation.category}专家身份参加一项工作：${when} ${assembleAt}，在${place}集合。能不能参加？不能参加请说原因。`;
};

interface ExpertsProps {
  readonly rows: readonly ExpertRow[];
  readonly lines: readonly NoticeLine[];
}

/** Drawn experts who are silent, were asked too late for a message alone, or were not reached. */
const Experts = ({ rows, lines }: ExpertsProps): JSX.Element => (
  <Section title="抽中的专家">
    <p class="quiet">请打电话问是否参加，并在任务页面登记答复。电话里不要说被检查单位的名称。</p>
    <Table
      caption="要打电话的专家"
      rows={rows}
      rowKey={({ invitation }) => invitation.id}
      empty="没有要打电话的专家。"
      columns={[
        { head: '姓名', narrow: true, cell: ({ name }) => name },
        {
          head: '电话',
          cell: ({ invitation, phone }) => (
            <>
              <span class="narrow">{phone}</span>
              <ExpertPhone which={invitation.id} person={invitation.person} />
            </>
          ),
        },
        {
          head: '任务',
          cell: ({ task, number }) => <a href={`/tasks/${task}`}>{number}</a>,
        },
        {
          head: '集合',
          cell: ({ firstDay, assembleAt, place }) => (
            <>
              <DayText day={firstDay} /> {assembleAt}，{place}
            </>
          ),
        },
        {
          head: '情况',
          cell: ({ statusWords, invitation }) => (
            <>
              {statusWords}
              <Unreached line={lines.find(({ asks }) => asks === invitation.id)} />
            </>
          ),
        },
        { head: '电话里这样说', cell: askWords },
        {
          head: '答复',
          cell: ({ task }) => (
            <>
              □接受 □不能参加 <a href={`/tasks/${task}`}>登记电话答复</a>
            </>
          ),
        },
      ]}
    />
  </Section>
);

/** The invitation itself did not arrive: why, and that somebody has called without an answer. */
const Unreached = ({ line }: { readonly line: NoticeLine | undefined }): JSX.Element | null =>
  line === undefined ? null : (
    <>
      {'，'}
      <Badge tone={stateWords(line).tone}>{stateWords(line).label}</Badge>{' '}
      <a href={`/notices/${line.id}`}>经过</a>
      <Form name="called" which={line.id} hidden={{ notice: line.id }} submit="打过电话" inline />
    </>
  );
