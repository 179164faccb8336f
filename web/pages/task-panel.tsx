import type { JSX } from 'preact';
import type { draws } from '../../domain/index.ts';
import { Choices } from '../ui/choices.tsx';
import { Form, TextField } from '../ui/form.tsx';
import { Badge, Fold, Moment, Section } from '../ui/parts.tsx';
import { Table } from '../ui/table.tsx';
import { ExpertPhone } from './expert-phone.tsx';
import { INVITATION_TONES } from './task-words.ts';

const OPEN: readonly draws.InvitationStatus[] = ['invited', 'accepted', 'silent'];

const CHOSEN_WORDS: Readonly<Record<'named' | 'lent', string>> = { named: '指定', lent: '借用' };

/** Who was drawn, what they answered; a phone answer is entered here (draw-15). */
export const Panel = ({
  panel,
  enters,
  prints,
}: {
  readonly panel: readonly draws.PanelRow[];
  readonly enters: boolean;
  readonly prints: (invitation: draws.Invitation) => JSX.Element | null;
}): JSX.Element => (
  <Section title="抽中的专家">
    <Table
      caption="抽中的专家"
      rows={panel}
      rowKey={({ invitation }) => invitation.id}
      empty=""
      columns={[
        {
          head: '姓名',
          narrow: true,
          cell: ({ invitation, name, chosen }) => (
            <>
              <a href={`/people/${invitation.person}`}>{name}</a>
              {chosen === null ? null : (
                <>
                  {' '}
                  <Badge tone="plain">{CHOSEN_WORDS[chosen]}</Badge>
                </>
              )}
            </>
          ),
        },
        { head: '类别', cell: ({ invitation }) => invitation.category },
        { head: '电话', narrow: true, cell: ({ phone }) => phone },
        {
          head: '答复',
          cell: (row) => <Answer row={row} />,
        },
        {
          head: '办理',
          cell: ({ invitation }) => (
            <>
              {enters && OPEN.includes(invitation.status) ? (
                <>
                  <ExpertPhone which={invitation.id} person={invitation.person} />
                  <PhoneReply invitation={invitation} />
                </>
              ) : null}
              {prints(invitation)}
            </>
          ),
        },
      ]}
    />
  </Section>
);

/** What was answered, why not, and whether the own recusal is settled (ZJ-11.0). */
const Answer = ({ row }: { readonly row: draws.PanelRow }): JSX.Element => {
  const { invitation, statusWords, reason } = row;
  const { status, clearedAt } = invitation;
  return (
    <>
      <Badge tone={INVITATION_TONES[status]}>{statusWords}</Badge>{' '}
      {invitation.enteredByStaff ? <span class="quiet">电话登记</span> : null}
      {status === 'invited' ? (
        <p class="quiet">
          最晚 <Moment at={invitation.replyBy} />
          {invitation.byPhone ? '，请打电话' : ''}
        </p>
      ) : null}
      {reason === null ? null : <p>原因：{reason === '' ? '没有写明' : reason}</p>}
      {clearedAt !== null && status === 'accepted' ? (
        <p class="quiet">
          本人已说无需回避，
          <Moment at={clearedAt} />
        </p>
      ) : null}
    </>
  );
};

const PhoneReply = ({ invitation }: { readonly invitation: draws.Invitation }): JSX.Element => (
  <Fold title="登记电话答复" form="reply" which={invitation.id}>
    <Form
      name="reply"
      which={invitation.id}
      hidden={{ invitation: invitation.id }}
      submit="登记答复"
      tone="plain"
    >
      <Choices
        kind="one"
        name="answer"
        label="对方说"
        options={
          invitation.status === 'accepted'
            ? [{ value: 'withdraw', label: '接受后又不能参加' }]
            : [
                { value: 'accept', label: '接受' },
                { value: 'decline', label: '不能参加' },
              ]
        }
      />
      <TextField name="reason" label="原因" required={false} />
    </Form>
  </Fold>
);
