import type { JSX } from 'preact';
import { campaigns, nomination, type Role } from '../../domain/index.ts';
import { Choices, Tick } from '../ui/choices.tsx';
import { FilesField, Form, LongField } from '../ui/form.tsx';
import { Fold, Section } from '../ui/parts.tsx';
import { OFFICE_ROLES } from './roles.ts';

type Invitation = campaigns.Invitation;

/** The application that came by an invitation; auditors read of it only. */
export const ApplicationOf = ({
  outcome,
  opens,
}: {
  readonly outcome: nomination.InvitationOutcome | null;
  readonly opens: boolean;
}): JSX.Element => {
  const application = outcome?.application ?? null;
  if (application === null) return <span class="quiet">—</span>;
  const { id, number, state } = application;
  return (
    <>
      {opens ? <a href={`/applications/${id}`}>{number}</a> : number}（
      {nomination.APPLICATION_STATE_WORDS[state]}）
    </>
  );
};

/** Somebody who does not write in WeChat is helped at the counter (A-21, C-10). */
export const Awaited = ({
  invitation: { roster, person },
  outcome,
  enters,
}: {
  readonly invitation: Invitation;
  readonly outcome: nomination.InvitationOutcome | null;
  readonly enters: boolean;
}): JSX.Element | null =>
  outcome?.awaits === true ? (
    <Section title="等申请表">
      <p>
        本人已接受，还要填申请表：在微信里回复“{campaigns.applyWord(roster)}”
        就能填，已登记的内容会带出来。
      </p>
      {enters ? (
        <p>
          <a class="button" href={`/applications/new?roster=${roster}&person=${person}`}>
            代为登记申请
          </a>
        </p>
      ) : null}
    </Section>
  ) : null;

/** What the approval leads to: with it the choice is made where no review and selection follow. */
const approvedWords = (leads: campaigns.InvitationLeads): string =>
  leads.application
    ? `本人接受后再填申请表。${campaigns.nextStepWords(leads)}`
    : '本人接受就办理聘任。';

const DECIDING: readonly Role[] = ['sectionHead', 'leader'];

/** What this person may do next with the invitation. */
export const InvitationSteps = ({
  invitation,
  leads,
  roles,
  own,
}: {
  readonly invitation: Invitation;
  readonly leads: campaigns.InvitationLeads;
  readonly roles: readonly Role[];
  readonly own: boolean;
}): JSX.Element | null => {
  if (invitation.state === 'proposed')
    return (
      <Approval
        invitation={invitation}
        leads={leads}
        may={!own && roles.some((one) => DECIDING.includes(one))}
      />
    );
  if (invitation.state === 'sent' && roles.some((one) => OFFICE_ROLES.includes(one)))
    return <AnswerForm invitation={invitation} />;
  return null;
};

const Approval = ({
  invitation,
  leads,
  may,
}: {
  readonly invitation: Invitation;
  readonly leads: campaigns.InvitationLeads;
  readonly may: boolean;
}): JSX.Element => {
  const hidden = { version: String(invitation.version) };
  return (
    <Section title="批准">
      {may ? (
        <>
          <p>批准以后邀请立即发给本人，{approvedWords(leads)}</p>
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
