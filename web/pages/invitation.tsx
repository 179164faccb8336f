import type { JSX } from 'preact';
import { z } from 'zod';
import { adoptedBy, type AttachmentRow } from '../../domain/exchange/index.ts';
import { campaigns, addDays, dayOf, nomination, ROSTER_WORDS } from '../../domain/index.ts';
import { recordId, text, ticked } from '../fields.ts';
import { staffNames } from '../names.ts';
import { notified } from '../office-time.ts';
import { definePage } from '../page.ts';
import { Badge, DayText, Facts, Notice, Section } from '../ui/parts.tsx';
import { settled, type Visit } from '../visit.ts';
import { ScanLinks } from './campaign-placements.tsx';
import { INVITATION_TONES, invitationWords } from './campaign-words.ts';
import { ApplicationOf, Awaited, InvitationSteps } from './invitation-steps.tsx';
import { CASE_ROLES, OFFICE_ROLES, READING_ROLES } from './roles.ts';
import { keepScans, settleScans } from './scans.ts';

const version = z.coerce.number().int();

/** 一份邀请: who, why, who approved, what was answered (GP-5.2, ZJ-7.2, A-05, A-21). */
export const invitationPage = definePage({
  path: '/invitations/:invitation',
  roles: READING_ROLES,
  query: z.object({ invitation: recordId }),
  load: async (visit, { invitation }) => {
    const view = await visit.ask(campaigns.oneInvitation, { invitation });
    if (view === null) return null;
    const pieces = await visit.within((tx) => adoptedBy(tx, invitation));
    const outcome = await outcomeOf(visit, invitation);
    return { ...view, pieces, outcome, names: await staffNames(visit) };
  },
  title: ({ invitation, name }) => `邀请 ${invitation.number}：${name}`,
  view: ({ invitation, name, notes, leads, outcome, pieces, names }, _query, { account }) => (
    <>
      <p class="crumbs">
        <a href="/invitations">返回邀请列表</a>
      </p>
      {notes.length === 0 ? null : (
        <Notice tone="warn">
          <p>{leads.skipsReview ? '邀请不经审查，但条件照样适用，请核对：' : '请核对这些条件：'}</p>
          <ul>
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </Notice>
      )}
      <Section title="邀请">
        <Content
          {...{ invitation, name, names, pieces, outcome }}
          opens={account.roles.some((one) => CASE_ROLES.includes(one))}
        />
      </Section>
      <Awaited
        invitation={invitation}
        outcome={outcome}
        enters={account.roles.some((one) => OFFICE_ROLES.includes(one))}
      />
      <InvitationSteps
        invitation={invitation}
        leads={leads}
        roles={account.roles}
        own={invitation.proposedBy === account.id}
      />
    </>
  ),
  actions: (form) => ({
    approve: form(z.object({ version }), (visit, body, { invitation }) =>
      notified(visit, {
        action: campaigns.approveInvitation,
        input: { invitation, expectVersion: body.version },
        to: `/invitations/${invitation}`,
        say: '已批准。绑定了微信的会收到邀请；没有绑定的，请联络员打电话告知。',
      }),
    ),
    refuse: form(z.object({ version, reason: text(500) }), (visit, body, { invitation }) =>
      visit.settle(
        campaigns.refuseInvitation,
        { invitation, expectVersion: body.version, reason: body.reason },
        { to: `/invitations/${invitation}`, say: '没有批准，提出人会收到通知。' },
      ),
    ),
    answer: form(
      z.object({
        answer: z.enum(['accept', 'decline'], { error: '请选择对方接受还是谢绝。' }),
        source: z.enum(['paper', 'phone'], { error: '请选择是书面答复还是电话答复。' }),
        consent: text(40),
        publication: ticked,
        reason: text(500),
      }),
      async (visit, body, { invitation }) => {
        const kept = await keepScans(visit);
        const input = { invitation, ...body, scans: kept.map(({ id }) => id) };
        const outcome = await visit.perform(campaigns.answerInvitation, input);
        await settleScans(visit, kept, outcome.kind === 'done' ? invitation : null);
        return settled(outcome, {
          to: `/invitations/${invitation}`,
          say: ([event]) => answeredWords(event),
        });
      },
    ),
  }),
});

type Invitation = campaigns.Invitation;

const answeredWords = (event: campaigns.CampaignsEvent): string => {
  if (event.type !== 'campaigns.invitation-accepted') return '已登记谢绝。';
  return event.application
    ? '已登记接受。接下来要有申请表：本人在微信里填，或者由您代为登记。'
    : '已登记接受，正在办理聘任，办好后会出现在名册里。';
};

/** What has come of a yes; null: there was none, or it appoints by itself. */
const outcomeOf = async (
  visit: Visit,
  invitation: string,
): Promise<nomination.InvitationOutcome | null> => {
  const asked = { invitations: [invitation] };
  return (await visit.ask(nomination.invitationOutcomes, asked))[0] ?? null;
};

const Content = ({
  invitation,
  name,
  names,
  pieces,
  outcome,
  opens,
}: {
  readonly invitation: Invitation;
  /** may open applications */
  readonly opens: boolean;
  readonly outcome: nomination.InvitationOutcome | null;
  readonly name: string;
  readonly names: (account: string | null) => string;
  readonly pieces: readonly AttachmentRow[];
}): JSX.Element => (
  <Facts
    facts={[
      [
        '状态',
        <Badge key="state" tone={INVITATION_TONES[invitation.state]}>
          {invitationWords(invitation, outcome)}
        </Badge>,
      ],
      ...(outcome?.application == null
        ? []
        : [['申请', <ApplicationOf key="application" outcome={outcome} opens={opens} />] as const]),
      [
        '邀请谁',
        <a key="who" href={`/people/${invitation.person}`}>
          {name}
        </a>,
      ],
      ['担任', ROSTER_WORDS[invitation.roster].member],
      ...(invitation.category === null ? [] : [['专业类别', invitation.category] as const]),
      ...(invitation.speciality === '' ? [] : [['擅长领域', invitation.speciality] as const]),
      [
        '理由',
        <span key="why" class="words">
          {invitation.why}
        </span>,
      ],
      ['提出人', names(invitation.proposedBy)],
      ['批准人', names(invitation.approvedBy)],
      [
        '答复期限',
        <DayText
          key="until"
          day={invitation.validUntil === null ? null : addDays(dayOf(invitation.validUntil), -1)}
        />,
      ],
      [
        '答复方式',
        invitation.source === null ? '—' : campaigns.ANSWER_SOURCE_WORDS[invitation.source],
      ],
      [
        '答复或原因',
        <span key="answer" class="words">
          {invitation.answer === '' ? '—' : invitation.answer}
        </span>,
      ],
      ...(invitation.scans.length === 0
        ? []
        : [
            [
              '扫描件',
              <ScanLinks
                key="scans"
                at={`/invitations/${invitation.id}/scan`}
                scans={invitation.scans}
                pieces={pieces}
              />,
            ] as const,
          ]),
    ]}
  />
);
