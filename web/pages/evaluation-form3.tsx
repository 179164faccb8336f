import type { JSX } from 'preact';
import { evaluation, showInstant } from '../../domain/index.ts';
import { Choices } from '../ui/choices.tsx';
import { Form, LongField, TextField } from '../ui/form.tsx';
import { Facts, Fold, Moment } from '../ui/parts.tsx';

interface FilledProps {
  readonly form3: evaluation.Evaluation;
  readonly names: (account: string | null) => string;
}

/** A filled form 3, what the leader said, and what the expert said to it. */
export const Form3Filled = ({ form3, names }: FilledProps): JSX.Element => (
  <>
    {evaluation.FORM3.map((part) => (
      <div key={part.id}>
        <h3>{part.title}</h3>
        <ul class="plain">
          {part.items.map(({ id, text }) => (
            <li key={id}>
              {form3.ticks.includes(id) ? '☑' : '☐'} {text}
            </li>
          ))}
        </ul>
      </div>
    ))}
    <Facts
      facts={[
        ['综合评价结论', form3.level],
        ['意见建议情况', form3.remarks],
        ['评价单位', form3.unit],
        ['评价人', names(form3.evaluatedBy)],
        ['评价时间', <Moment key="at" at={form3.evaluatedAt} />],
        ['领导意见', form3.signedAt === null ? '等待签批' : form3.leaderOpinion],
        ['签批人', form3.signedBy === null ? '—' : names(form3.signedBy)],
        ['签批时间', <Moment key="signed" at={form3.signedAt} />],
      ]}
    />
    {form3.answers.map(({ text, at, by }) => (
      <p key={at} class="words">
        本人说明（{showInstant(new Date(at))}
        {by === 'staff' ? '，工作人员代记' : ''}）：{text}
      </p>
    ))}
  </>
);

interface FormProps {
  readonly row: evaluation.Form3Row;
  readonly levels: readonly string[];
  readonly unit: string;
}

/** The fifteen boxes as 附件3 prints them (F3-08…22). */
export const Form3Form = ({ row, levels, unit }: FormProps): JSX.Element => {
  const person = row.person.id;
  const known = row.evaluation;
  return (
    <Fold title={known === null ? '填写工作评价' : '修改工作评价'} form="evaluate" which={person}>
      <Form name="evaluate" which={person} hidden={{ person }} submit="保存评价">
        {evaluation.FORM3.map((part) => (
          <Choices
            key={part.id}
            kind="many"
            name="ticks"
            label={part.title}
            options={part.items.map(({ id, text }) => ({ value: id, label: text }))}
            chosen={known?.ticks ?? []}
          />
        ))}
        <Choices
          kind="one"
          name="level"
          label="综合评价结论"
          options={levels.map((value) => ({ value, label: value }))}
          chosen={known === null ? [] : [known.level]}
        />
        <LongField
          name="remarks"
          label="意见建议情况"
          rows={3}
          required={false}
          hint="有没有勾选的项目，或结论是最低一档时必须填写。"
          value={known?.remarks ?? ''}
        />
        <TextField name="unit" label="评价单位" required={false} value={known?.unit ?? unit} />
      </Form>
    </Fold>
  );
};

export const SignOffForm = ({ person }: { readonly person: string }): JSX.Element => (
  <Form name="signOff" which={person} hidden={{ person }} submit="签批">
    <LongField
      name="opinion"
      label="领导意见"
      rows={2}
      hint="签批后不能再改，本人会收到消息。评价不会自动移出专家库。"
      example="同意"
    />
  </Form>
);

/** What the expert said on the phone or on paper (C-10). */
export const AnswerForm = ({ evaluation: id }: { readonly evaluation: string }): JSX.Element => (
  <Fold title="代记本人的说明" form="answer" which={id}>
    <Form name="answer" which={id} hidden={{ evaluation: id }} submit="保存说明" tone="plain">
      <LongField name="text" label="本人的说明" rows={3} hint="本人也可以在微信里直接说明。" />
    </Form>
  </Fold>
);
