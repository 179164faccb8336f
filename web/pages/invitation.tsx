import type { JSX } from 'preact';
import { z } from 'zod';
import { adoptedBy, type AttachmentRow } from '../../domain/exchange/index.ts';
import { campaigns, addDays, dayOf, ROSTER_WORDS, type Role } from '../../domain/index.ts';
import { recordId, text, ticked } from '../fields.ts';
import { staffNames } from '../names.ts';
import { notified } from '../office-time.ts';
import { definePage } from '../page.ts';
import { Choices, Tick } from '../ui/choices.tsx';
import { FilesField, Form, LongField } from '../ui/form.tsx';
import { Badge, DayText, Facts, Fold, Notice, Section } from '../ui/parts.tsx';
import { settled } from '../visit.ts';
import { ScanLinks } from './campaign-placements.tsx';
import { INVITATION_TONES } from './campaign-words.ts';
import { OFFICE_ROLES, READING_ROLES } from './roles.ts';
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
    return { ...view, pieces, names: await staffNames(visit) };
  },
  title: ({ invitation, name }) => `邀请 ${invitation.number}：${name}`,
  view: ({ invitation, name, notes, pieces, names }, _query, { account }) => (
    <>
      <p class="crumbs">
        <a href="/invitations">返回邀请列表</a>
      </p>
      {notes.length === 0 ? null : (
        <Notice tone="warn">
          <p>邀请不经审查，但条件照样适用，请核对：</p>
          <ul>
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </Notice>
      )}
      <Section title="邀请">
        <Content invitation={invitation} name={name} names={names} pieces={pieces} />
      </Section>
      <Steps
        invitation={invitation}
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
          say:
            body.answer === 'accept'
              ? '已登记接受，正在办理聘任，办好后会出现在名册里。'
              : '已登记谢绝。',
        });
      },
    ),
  }),
});

type Invitation = campaigns.Invitation;

const Content = ({
  invitation,
  name,
  names,
  pieces,
}: {
  readonly invitation: Invitation;
  readonly name: string;
  readonly names: (account: string | null) => string;
  readonly pieces: readonly AttachmentRow[];
}): JSX.Element => (
  <Facts
    facts={[
      [
        '状态',
        <Badge key="state" tone={INVITATION_TONES[invitation.state]}>
          {campaigns.INVITATION_STATE_WORDS[invitation.state]}
        </Badge>,
      ],
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

const DECIDING: readonly Role[] = ['sectionHead', 'leader'];

const Steps = ({
  invitation,
  roles,
  own,
}: {
  readonly invitation: Invitation;
  readonly roles: readonly Role[];
  readonly own: boolean;
}): JSX.Element | null => {
  if (invitation.state === 'proposed')
    return (
      <Approval invitation={invitation} may={!own && roles.some((one) => DECIDING.includes(one))} />
    );
  if (invitation.state === 'sent' && roles.some((one) => OFFICE_ROLES.includes(one)))
    return <AnswerForm invitation={invitation} />;
  return null;
};

const Approval = ({
  invitation,
  may,
}: {
  readonly invitation: Invitation;
  readonly may: boolean;
}): JSX.Element => {
  const hidden = { version: String(invitation.version) };
  return (
    <Section title="批准">
      {may ? (
        <>
          <p>批准以后邀请立即发给本人，本人接受就办理聘任。</p>
          <Form name="approve" submit="批准邀请" hidden={hidden} />
          <Fold title="不批准" form="refuse">
            <Form name="refuse" submit="不批准" tone="danger" hidden={hidden}>
              <LongField name="reason" label="原因" hint="提出人会看到。" rows={2} />
            </Form>
          </Fold>
        </>
      ) : (
        <p>提出和批准要由两个人完成，请另一位科室负责人或分管领导在这里批准。</p>
      )}
    </Section>
  );
};

/** What was said by phone or on paper (C-10): staff read the terms to the person first. */
const AnswerForm = ({ invitation }: { readonly invitation: Invitation }): JSX.Element | null => {
  const { terms } = invitation;
  if (terms === null) return null;
  return (
    <Section title="登记答复">
      <p>本人在微信里答复的会自动记下。电话或书面答复的，请先念给本人听，再登记：</p>
      <ol>
        {terms.declarations.map(({ id, text: words }) => (
          <li key={id}>{words}</li>
        ))}
      </ol>
      <p class="words quiet">{terms.consent.text}</p>
      <p class="words quiet">{terms.publication.text}</p>
      <Form files name="answer" submit="登记答复" hidden={{ consent: terms.consent.version }}>
        <Choices
          kind="one"
          name="answer"
          label="本人的答复"
          options={[
            { value: 'accept', label: '接受（同意上面的声明和个人信息说明）' },
            { value: 'decline', label: '谢绝' },
          ]}
        />
        <Choices
          kind="one"
          name="source"
          label="怎样答复的"
          options={[
            { value: 'phone', label: '电话' },
            { value: 'paper', label: '书面' },
          ]}
        />
        <Tick name="publication" label="本人另外同意列入公开名单" />
        <LongField name="reason" label="谢绝的原因" required={false} rows={2} />
        <FilesField name="files" label="签字的接受函" hint="书面接受的要上传扫描件。" />
      </Form>
    </Section>
  );
};
