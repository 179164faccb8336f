import type { JSX } from 'preact';
import type { draws } from '../../domain/index.ts';
import { Choices } from '../ui/choices.tsx';
import { Form, TextField } from '../ui/form.tsx';
import { Fold, Moment, Section } from '../ui/parts.tsx';
import { Table } from '../ui/table.tsx';

/** Answers from the phone that a second person confirms (draw-15); nothing where none waits. */
export const EntryChecks = ({
  checks,
}: {
  readonly checks: readonly draws.OpenCheck[];
}): JSX.Element | null =>
  checks.length === 0 ? null : (
    <Section title="待核对的电话答复">
      <p class="quiet">由另一位同事核对：问登记的人，或再打一次电话。</p>
      <Table
        caption="待核对的电话答复"
        rows={checks}
        rowKey={({ invitation }) => invitation}
        empty=""
        columns={[
          { head: '姓名', narrow: true, cell: ({ name }) => name },
          {
            head: '任务',
            narrow: true,
            cell: ({ task, number }) => <a href={`/tasks/${task}`}>{number}</a>,
          },
          {
            head: '登记的答复',
            cell: ({ answer, enteredBy, enteredAt }) => (
              <>
                {answer === 'accepted' ? '接受' : '不能参加'}，{enteredBy} <Moment at={enteredAt} />
              </>
            ),
          },
          {
            head: '核对',
            cell: ({ invitation, isMine }) =>
              isMine ? (
                <span class="quiet">您登记的，请另一位同事核对</span>
              ) : (
                <CheckForm invitation={invitation} />
              ),
          },
        ]}
      />
    </Section>
  );

const CheckForm = ({ invitation }: { readonly invitation: string }): JSX.Element => (
  <Fold title="核对" form="check" which={invitation}>
    <Form name="check" which={invitation} hidden={{ invitation }} submit="确定" tone="plain">
      <Choices
        kind="one"
        name="agrees"
        label="登记得对不对"
        options={[
          { value: 'yes', label: '对' },
          { value: 'no', label: '不对，请登记的人再问清楚' },
        ]}
      />
      <TextField name="note" label="说明" required={false} />
    </Form>
  </Fold>
);
