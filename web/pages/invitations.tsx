import { z } from 'zod';
import { campaigns, nomination, PAGE_SIZE, ROSTER_WORDS, ROSTERS } from '../../domain/index.ts';
import { dayWords } from '../export.ts';
import { pageNumber } from '../fields.ts';
import { staffNames } from '../names.ts';
import { definePage } from '../page.ts';
import { SelectField } from '../ui/form.tsx';
import { Badge, DayText } from '../ui/parts.tsx';
import { Filter, Pager, Table } from '../ui/table.tsx';
import { INVITATION_TONES, invitationWords, rosterNames } from './campaign-words.ts';
import type { Visit } from '../visit.ts';
import { ApplicationOf } from './invitation-steps.tsx';
import { CASE_ROLES, OFFICE_ROLES, READING_ROLES } from './roles.ts';

/** 邀请: 特邀聘任 and 主动邀请 (GP-5.2, ZJ-7.2). */
export const invitationsPage = definePage({
  path: '/invitations',
  title: '邀请',
  roles: READING_ROLES,
  nav: { label: '邀请', group: 'selection' },
  query: z.object({
    roster: z.enum(ROSTERS).nullable().catch(null),
    state: z.enum(campaigns.INVITATION_STATES).nullable().catch(null),
    page: pageNumber,
  }),
  load: async (visit, filter) => {
    const listing = await visit.ask(campaigns.listInvitations, filter);
    return {
      listing,
      outcomes: await outcomesOf(visit, listing.rows),
      names: await staffNames(visit),
    };
  },
  exportAs: (sheet) =>
    sheet({
      name: '邀请',
      read: async (visit, { roster, state }, { page }) => {
        const names = await staffNames(visit);
        const listing = await visit.ask(campaigns.listInvitations, { roster, state, page });
        const outcomes = await outcomesOf(visit, listing.rows);
        const rows = listing.rows.map((row) => ({
          ...row,
          by: names(row.invitation.proposedBy),
          outcome: outcomes(row.invitation.id),
        }));
        return { rows, total: listing.total };
      },
      columns: [
        { head: '编号', text: ({ invitation }) => invitation.number },
        { head: '姓名', text: ({ name }) => name },
        { head: '对象', text: ({ invitation }) => ROSTER_WORDS[invitation.roster].member },
        {
          head: '状态',
          text: ({ invitation, outcome }) => invitationWords(invitation, outcome),
        },
        { head: '申请', text: ({ outcome }) => outcome?.application?.number ?? '' },
        { head: '提出人', text: ({ by }) => by },
        { head: '提出日期', text: ({ invitation }) => dayWords(invitation.proposedAt) },
      ],
    }),
  view: ({ listing, outcomes, names }, { roster, state, page }, { account }) => (
    <>
      {account.roles.some((role) => OFFICE_ROLES.includes(role)) ? (
        <p>
          <a class="button main" href="/invitations/new">
            提出邀请
          </a>
        </p>
      ) : null}
      <Filter path="/invitations" active={roster !== null || state !== null}>
        <SelectField
          name="roster"
          label="对象"
          empty="全部"
          value={roster}
          options={rosterNames()}
        />
        <SelectField
          name="state"
          label="状态"
          empty="全部"
          value={state}
          options={campaigns.INVITATION_STATES.map((value) => ({
            value,
            label: campaigns.INVITATION_STATE_WORDS[value],
          }))}
        />
      </Filter>
      <Table
        caption="邀请"
        rows={listing.rows}
        rowKey={({ invitation }) => invitation.id}
        empty="还没有符合条件的邀请。需要直接邀请某人时，点“提出邀请”。"
        columns={[
          { head: '编号', narrow: true, cell: ({ invitation }) => invitation.number },
          {
            head: '姓名',
            cell: ({ invitation, name }) => <a href={`/invitations/${invitation.id}`}>{name}</a>,
          },
          {
            head: '对象',
            narrow: true,
            cell: ({ invitation }) => ROSTER_WORDS[invitation.roster].member,
          },
          {
            head: '状态',
            cell: ({ invitation }) => (
              <Badge tone={INVITATION_TONES[invitation.state]}>
                {invitationWords(invitation, outcomes(invitation.id))}
              </Badge>
            ),
          },
          {
            head: '申请',
            narrow: true,
            cell: ({ invitation }) => (
              <ApplicationOf
                outcome={outcomes(invitation.id)}
                opens={account.roles.some((role) => CASE_ROLES.includes(role))}
              />
            ),
          },
          { head: '提出人', cell: ({ invitation }) => names(invitation.proposedBy) },
          {
            head: '提出日期',
            narrow: true,
            cell: ({ invitation }) => <DayText day={invitation.proposedAt} />,
          },
        ]}
      />
      <Pager
        path="/invitations"
        query={{ roster: roster ?? '', state: state ?? '' }}
        page={page}
        size={PAGE_SIZE}
        total={listing.total}
      />
    </>
  ),
});

type Outcomes = (invitation: string) => nomination.InvitationOutcome | null;

/** What has come of the invitations of a page. */
const outcomesOf = async (
  visit: Visit,
  rows: readonly campaigns.InvitationRow[],
): Promise<Outcomes> => {
  const invitations = rows.map(({ invitation }) => invitation.id);
  const found = await visit.ask(nomination.invitationOutcomes, { invitations });
  return (id) => found.find(({ invitation }) => invitation === id) ?? null;
};
