import type { JSX } from 'preact';
import { Choices } from '../ui/choices.tsx';
import { Form, TextField, type Option } from '../ui/form.tsx';
import { Fold } from '../ui/parts.tsx';

/** One whole number, with a reason that stays on record. */
export const RevealForm = ({ also = [] }: { readonly also?: readonly Option[] }): JSX.Element => (
  <Fold title="查看完整的电话或身份证号" form="reveal">
    <Form name="reveal" submit="显示并记入审计日志" tone="plain">
      <Choices
        kind="one"
        name="field"
        label="要看哪一项"
        options={[
          { value: 'phone', label: '电话' },
          { value: 'citizenNumber', label: '身份证号' },
          ...also,
        ]}
      />
      <TextField name="reason" label="理由" example="电话通知本人参加见面会" width="long" />
    </Form>
  </Fold>
);
