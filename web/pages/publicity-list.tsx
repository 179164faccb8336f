import type { JSX } from 'preact';
import { z } from 'zod';
import { PAGE_SIZE, publicity, ROSTER_WORDS, ROSTERS, type Roster } from '../../domain/index.ts';
import { day, many, orNull, pageNumber, recordId } from '../fields.ts';
import { notified } from '../office-time.ts';
import { definePage } from '../page.ts';
import { Choices } from '../ui/choices.tsx';
import { Form, SelectField, TextField } from '../ui/form.tsx';
import { Badge, DayText, Notice, Section } from '../ui/parts.tsx';
import { Filter, Pager, Table } from '../ui/table.tsx';
import { dayWords } from '../export.ts';
import { rosterNames } from './campaign-words.ts';
import { periodState } from './publicity-words.ts';
import { CASE_ROLES, OFFICE_ROLES } from './roles.ts';

/** 公示: periods, and who can be shown now (ZJ-8.2b). */
export const publicityListPage = definePage({
  path: '/publicity',
  title: '公示',
  roles: CASE_ROLES,
  nav: { label: '公示', group: 'selection' },
  query: z.object({ roster: z.enum(ROSTERS).nullable().catch(null), page: pageNumber }),
  load: async (visit, filter) => ({
    listing: await visit.ask(publicity.listPublicities, filter),
    start: await visit.ask(publicity.publicityToStart, {}),
  }),
  view: ({ listing, start }, { roster, page }, { account, now }) => (
    <>
      {account.roles.some((role) => OFFICE_ROLES.includes(role)) ? <Start start={start} /> : null}
      <Section title="公示记录">
        <Filter path="/publicity" active={roster !== null}>
          <SelectField
            name="roster"
            label="对象"
            empty="全部"
            value={roster}
            options={rosterNames()}
          />
        </Filter>
        <Table
          caption="公示记录"
          rows={listing.rows}
          rowKey={({ period }) => period.id}
          empty="还没有公示。选定人选以后，在上面勾选并开始公示。"
          columns={[
            {
              head: '编号',
              narrow: true,
              cell: ({ period }) => <a href={`/publicity/${period.id}`}>{period.number}</a>,
            },
            { head: '对象', narrow: true, cell: ({ period }) => memberWord(period.roster) },
            { head: '人数', narrow: true, cell: ({ period }) => period.applications.length },
            { head: '开始', narrow: true, cell: ({ period }) => <DayText day={period.firstDay} /> },
            { head: '最后一天', narrow: true, cell: ({ lastDay }) => <DayText day={lastDay} /> },
            {
              head: '状态',
              cell: (row) => {
                const { tone, words } = periodState(row, now);
                return <Badge tone={tone}>{words}</Badge>;
              },
            },
            {
              head: '待处理异议',
              narrow: true,
              cell: ({ open }) => (open === 0 ? '无' : `${open}件`),
            },
          ]}
        />
        <Pager
          path="/publicity"
          query={{ roster: roster ?? '' }}
          page={page}
          size={PAGE_SIZE}
          total={listing.total}
        />
      </Section>
    </>
  ),
  exportAs: (sheet) =>
    sheet({
      name: '公示记录',
      read: (visit, { roster }, { page }) => visit.ask(publicity.listPublicities, { roster, page }),
      columns: [
        { head: '编号', text: ({ period }) => period.number },
        { head: '对象', text: ({ period }) => memberWord(period.roster) },
        { head: '人数', text: ({ period }) => String(period.applications.length) },
        { head: '开始', text: ({ period }) => dayWords(period.firstDay) },
        { head: '最后一天', text: ({ lastDay }) => dayWords(lastDay) },
        { head: '状态', text: ({ period }) => publicity.PUBLICITY_STATE_WORDS[period.state] },
        { head: '待处理异议', text: ({ open }) => String(open) },
      ],
    }),
  actions: (form) => ({
    start: form(
      z.object({
        roster: z.enum(ROSTERS),
        applications: many(recordId),
        firstDay: orNull(day),
      }),
      (visit, body) =>
        notified(visit, {
          action: publicity.startPublicity,
          input: body,
          to: '/publicity',
          say: '公示已建立，被公示的人会收到通知。请打开这次公示，下载公示文稿发布，再登记发布情况。',
        }),
    ),
  }),
});

const memberWord = (roster: Roster): string => ROSTER_WORDS[roster].member;

/** One form for each roster whose candidates are shown first; nothing where the measure asks for none. */
const Start = ({ start }: { readonly start: publicity.StartView }): JSX.Element | null => {
  const { rosters, unset, waiting } = start;
  if (rosters.length === 0)
    return <p class="quiet">本局的管理办法没有规定聘任前要公示。选定的人选可以直接聘任。</p>;
  return (
    <Section title="开始公示">
      {rosters.map((roster) =>
        unset.includes(roster) ? (
          <Notice key={roster} tone="warn">
            <p>
              {memberWord(roster)}
              的公示期还没有设定，不能开始公示。请系统管理员在本局配置文件的 calls.publicityDays
              里写明公示天数（建议5个工作日）。
            </p>
          </Notice>
        ) : (
          <StartForm
            key={roster}
            roster={roster}
            waiting={waiting.filter((one) => one.roster === roster)}
          />
        ),
      )}
    </Section>
  );
};

interface StartProps {
  readonly roster: Roster;
  readonly waiting: readonly publicity.Candidate[];
}

const StartForm = ({ roster, waiting }: StartProps): JSX.Element => {
  const able = waiting.filter(({ consents }) => consents);
  const unable = waiting.filter(({ consents }) => !consents);
  return (
    <>
      {able.length === 0 ? (
        <p class="quiet">现在没有等待公示的{memberWord(roster)}人选。</p>
      ) : (
        <Form name="start" which={roster} submit="开始公示" hidden={{ roster }}>
          <Choices
            kind="many"
            name="applications"
            label={`要公示的${memberWord(roster)}人选`}
            hint="只列出已经选定、本人同意公示、还没有公示过的人。"
            options={able.map(({ id, number, row }) => ({
              value: id,
              label: `${row.values.name}（${number}${row.values.unit === '' ? '' : `，${row.values.unit}`}）`,
            }))}
          />
          <TextField
            name="firstDay"
            label="公示开始日"
            type="date"
            width="short"
            required={false}
            hint="不填就从今天开始。最后一天按本局规定的天数推算，遇放假顺延。"
          />
        </Form>
      )}
      {unable.length === 0 ? null : (
        <Notice tone="warn">
          <p>
            这些人选没有同意公示，不能公示，也不能聘任，请先联系本人：
            {unable.map(({ number, row }) => `${row.values.name}（${number}）`).join('、')}。
          </p>
        </Notice>
      )}
    </>
  );
};
