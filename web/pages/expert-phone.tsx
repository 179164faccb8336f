import type { JSX } from 'preact';
import { z } from 'zod';
import { people } from '../../domain/index.ts';
import { reasonLike, recordId } from '../fields.ts';
import { Form, TextField } from '../ui/form.tsx';
import { Fold, Notice } from '../ui/parts.tsx';
import type { Settled, Visit } from '../visit.ts';

const WHY = '打电话问是否参加';

/** The fields of `ExpertPhone`. */
export const expertPhone = z.object({ person: recordId, reason: reasonLike(WHY) });

/** Shows the number on the page it was asked from, for two minutes; the reason stays on record. */
export const showExpertPhone = (
  visit: Visit,
  { person, reason }: z.output<typeof expertPhone>,
  page: string,
): Promise<Settled> =>
  visit.settle(
    people.revealField,
    { person, field: 'phone', reason },
    {
      to: (events) => {
        const [event] = events;
        return `${page}?shown=${event.type === 'people.revealed' ? event.reveal : ''}`;
      },
      say: '已显示电话，并记入审计日志。',
    },
  );

export const shownPhone = async (visit: Visit, shown: string) =>
  shown === '' ? null : visit.ask(people.revealedValue, { reveal: shown });

export const ShownPhone = ({
  revealed,
}: {
  readonly revealed: { readonly value: string | null } | null;
}): JSX.Element | null =>
  revealed === null ? null : (
    <Notice tone="warn">
      <p>
        电话：<strong>{revealed.value ?? '没有登记'}</strong>
      </p>
      <p class="hint">已记入审计日志。两分钟后不再显示。</p>
    </Notice>
  );

/** A drawn expert's whole number, with a reason; `which` is the row it stands in. */
export const ExpertPhone = ({
  which,
  person,
}: {
  readonly which: string;
  readonly person: string;
}): JSX.Element => (
  <Fold title="查看电话" form="expertPhone" which={which}>
    <Form name="expertPhone" which={which} hidden={{ person }} submit="显示电话" tone="plain">
      <TextField name="reason" label="理由" value={WHY} />
    </Form>
  </Fold>
);
