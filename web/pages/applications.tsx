import type { JSX } from 'preact';
import { z } from 'zod';
import { campaigns, nomination, PAGE_SIZE, ROSTERS, type Roster } from '../../domain/index.ts';
import { dayWords, instantWords } from '../export.ts';
import { pageNumber, recordId, word } from '../fields.ts';
import { definePage } from '../page.ts';
import { SelectField, TextField } from '../ui/form.tsx';
import { Badge, DayText, Moment } from '../ui/parts.tsx';
import { Filter, Pager, Table } from '../ui/table.tsx';
import type { Visit } from '../visit.ts';
import {
  APPLICATION_TONES,
  isOpen,
  officeStateWords,
  rosterWords,
  turnWords,
  wayWords,
  withShown,
} from './application-words.ts';
import { rosterOptions } from './member-words.ts';
import { hasForm1, ownRosters } from './own-rosters.ts';
import { CASE_ROLES, OFFICE_ROLES } from './roles.ts';

const query = z.object({
  q: word,
  roster: z.enum(ROSTERS).nullable().catch(null),
  state: z.enum(nomination.APPLICATION_STATES).nullable().catch(null),
  campaign: recordId.nullable().catch(null),
  page: pageNumber,
});
type Query = z.output<typeof query>;

/** 申请: everyone who asked to become a supervisor or an expert; nothing is ranked (GP-6.3, PIPL 24). */
export const applicationsPage = definePage({
  path: '/applications',
  title: '申请',
  roles: CASE_ROLES,
  nav: { label: '申请', group: 'selection' },
  query,
  load: async (visit, { q, roster, state, campaign, page }) => ({
    rosters: ownRosters(visit),
    hasForm: hasForm1(visit),
    calls: (await visit.ask(campaigns.listCampaigns, {})).rows,
    listing: await listed(visit, { q, roster, state, campaign }, { page }),
  }),
  exportAs: (sheet) =>
    sheet({
      name: '申请',
      read: (visit, shown, portion) => listed(visit, shown, portion),
      columns: [
        { head: '编号', text: ({ number }) => number },
        { head: '姓名', text: ({ snapshot }) => snapshot.name, width: 12 },
        { head: '申请', text: (one) => `${rosterWords(one.roster)}，${wayWords(one)}` },
        { head: '单位', text: ({ snapshot }) => snapshot.employer ?? '无', width: 30 },
        { head: '申请时间', text: ({ submittedAt }) => instantWords(submittedAt), width: 24 },
        {
          head: '最晚办理',
          text: ({ state, touchBy }) => (isOpen(state) ? dayWords(touchBy) : ''),
        },
        { head: '状态', text: officeStateWords },
      ],
    }),
  view: ({ listing, calls, rosters, hasForm }, shown, { account }) => (
    <>
      {account.roles.some((role) => OFFICE_ROLES.includes(role)) ? (
        <Doors rosters={rosters} hasForm={hasForm} />
      ) : null}
      <Filters query={shown} calls={calls} rosters={rosters} />
      <Listed rows={listing.rows} isFiltered={isFiltered(shown)} />
      <Pager
        path="/applications"
        query={{
          q: shown.q,
          roster: shown.roster ?? '',
          state: shown.state ?? '',
          campaign: shown.campaign ?? '',
        }}
        page={shown.page}
        size={PAGE_SIZE}
        total={listing.total}
      />
    </>
  ),
});

const listed = async (
  visit: Visit,
  { q, roster, state, campaign }: Omit<Query, 'page'>,
  portion: { readonly page: number; readonly size?: number },
) => {
  const { rows, total } = await visit.ask(nomination.listApplications, {
    search: q,
    roster,
    campaign,
    ...portion,
    ...(state === null ? {} : { states: [state] }),
  });
  return { rows: await withShown(visit, rows), total };
};

type Row = Awaited<ReturnType<typeof listed>>['rows'][number];

const isFiltered = ({ q, roster, state, campaign }: Query): boolean =>
  q !== '' || roster !== null || state !== null || campaign !== null;

interface DoorProps {
  readonly rosters: readonly Roster[];
  readonly hasForm: boolean;
}

const Doors = ({ rosters, hasForm }: DoorProps): JSX.Element => (
  <p class="links">
    {rosters.map((roster) => (
      <a key={roster} href={`/applications/new?roster=${roster}`}>
        登记{rosterWords(roster)}申请
      </a>
    ))}
    <a href="/selection">择优选定</a>
    {hasForm ? <a href="/applications/blank-form">空白入库申请表（Word）</a> : null}
  </p>
);

const Filters = ({
  query: { q, roster, state, campaign, ...rest },
  calls,
  rosters,
}: {
  readonly query: Query;
  readonly rosters: readonly Roster[];
  readonly calls: readonly campaigns.Campaign[];
}): JSX.Element => (
  <Filter path="/applications" active={isFiltered({ q, roster, state, campaign, ...rest })}>
    <TextField name="q" label="姓名或编号" type="search" value={q} />
    {rosters.length < 2 ? null : (
      <SelectField
        name="roster"
        label="库"
        empty="全部"
        value={roster}
        options={rosterOptions.filter(({ value }) => rosters.includes(value))}
      />
    )}
    <SelectField
      name="state"
      label="状态"
      empty="全部"
      value={state}
      options={nomination.APPLICATION_STATES.map((value) => ({
        value,
        label: nomination.APPLICATION_STATE_WORDS[value],
      }))}
    />
    {calls.length === 0 ? null : (
      <SelectField
        name="campaign"
        label="公告"
        empty="全部"
        value={campaign}
        options={calls.map(({ id, number, title }) => ({ value: id, label: `${number} ${title}` }))}
      />
    )}
  </Filter>
);

const Listed = ({
  rows,
  isFiltered: filtered,
}: {
  readonly rows: readonly Row[];
  readonly isFiltered: boolean;
}): JSX.Element => (
  <Table
    caption="申请"
    rows={rows}
    rowKey={({ id }) => id}
    empty={
      filtered
        ? '没有符合条件的申请。请检查错字，或点“显示全部”。'
        : '还没有申请。有人在微信里发送“自荐”或“申请专家”，或由您登记后，会出现在这里。'
    }
    columns={[
      {
        head: '编号',
        narrow: true,
        cell: ({ id, number }) => <a href={`/applications/${id}`}>{number}</a>,
      },
      { head: '姓名', cell: ({ snapshot }) => snapshot.name },
      { head: '申请', cell: (one) => `${rosterWords(one.roster)}，${wayWords(one)}` },
      { head: '单位', cell: ({ snapshot }) => snapshot.employer ?? '无' },
      {
        head: '申请时间',
        narrow: true,
        cell: ({ submittedAt }) => <Moment at={submittedAt} />,
      },
      {
        head: '最晚办理',
        narrow: true,
        cell: ({ state, touchBy }) =>
          isOpen(state) ? <DayText day={touchBy} /> : <span class="quiet">—</span>,
      },
      {
        head: '状态',
        cell: (one) => (
          <>
            <Badge tone={APPLICATION_TONES[one.state]}>{officeStateWords(one)}</Badge>{' '}
            {one.exceptions.length === 0 ? null : <Badge tone="wait">有例外情况</Badge>}
          </>
        ),
      },
      { head: '下一步', cell: turnWords },
    ]}
  />
);
