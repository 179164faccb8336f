import type { JSX } from 'preact';
import { z } from 'zod';
import type { nomination } from '../../domain/index.ts';
import { needed, text } from '../fields.ts';
import { Choices } from '../ui/choices.tsx';
import { Form, LongField, TextField } from '../ui/form.tsx';
import { Notice } from '../ui/parts.tsx';
import { CONCLUSION_WORDS, FINDING_WORDS } from './application-words.ts';

const FOUND = 'found-';
const NOTE = 'note-';
const word = z.string().catch('');
const found = z.enum(['met', 'notMet', 'unclear']);

/** Form 2 as it comes from the page; its conditions are the measure's, so their names are open. */
export const reviewShape = z
  .looseObject({
    version: z.coerce.number().int(),
    conclusion: z.enum(['qualified', 'unqualified'], {
      error: '请选择结论：合格还是不合格。',
    }),
    text: needed('请写明审查意见，至少4个字。', 2000),
    unitPhone: text(40),
    practice: text(200),
  })
  .transform(({ version, conclusion, text: words, unitPhone, practice, ...rest }) => ({
    expectVersion: version,
    conclusion,
    text: words,
    unitPhone,
    practice,
    findings: findingsIn(rest),
  }));

const findingsIn = (body: Readonly<Record<string, unknown>>) =>
  Object.entries(body).flatMap(([name, value]) => {
    const answer = name.startsWith(FOUND) ? found.safeParse(value) : null;
    if (answer?.success !== true) return [];
    const condition = name.slice(FOUND.length);
    return [{ condition, found: answer.data, note: word.parse(body[NOTE + condition]) }];
  });

const asOptions = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

/** 附件2 as a page: every condition of the measure the application began under (F2-01…10). */
export const ReviewForm = ({
  application,
}: {
  readonly application: nomination.ApplicationView;
}): JSX.Element => {
  const { review, terms, version } = application;
  const findingOf = (id: string) => review?.findings.find(({ condition }) => condition === id);
  return (
    <Form name="review" submit="保存审查结论" hidden={{ version: String(version) }}>
      {application.invited?.skipsReview === true ? <Short application={application} /> : null}
      <p class="hint">姓名、身份证号码、单位、职称、工作年限和电话从申请表带出，不用再填。</p>
      <TextField
        name="unitPhone"
        label="单位联系电话"
        required={false}
        value={review?.unitPhone ?? ''}
        example="0759-2222222"
      />
      <TextField
        name="practice"
        label="从事专业"
        required={false}
        value={review?.practice ?? ''}
        hint="实际从事的专业，和擅长领域可以不同。"
        width="long"
      />
      {terms.entry.conditions.value.map(({ id, text: label, preferred }) => (
        <div key={id}>
          <Choices
            kind="one"
            name={`${FOUND}${id}`}
            label={label}
            {...(preferred ? { hint: '优先条件：不符合也可以合格。' } : {})}
            options={asOptions(FINDING_WORDS)}
            chosen={findingOf(id) === undefined ? [] : [findingOf(id)?.found ?? '']}
          />
          <TextField
            name={`${NOTE}${id}`}
            label={`情况说明（${shortOf(label)}）`}
            required={false}
            value={findingOf(id)?.note ?? ''}
            hint="选“待核实”，或不符合仍拟合格时，要写明情况。"
            width="long"
          />
        </div>
      ))}
      <LongField
        name="text"
        label="审查意见"
        value={review?.text ?? ''}
        hint="结论是“不合格”的，这段话会作为理由原样发给申请人：请写清楚，不要提到别人。"
        example="材料齐全，已电话核实单位和职称，符合入库条件。"
      />
      <Choices
        kind="one"
        name="conclusion"
        label="审查结论"
        options={asOptions(CONCLUSION_WORDS)}
        chosen={review === null ? [] : [review.conclusion]}
      />
    </Form>
  );
};

/** What is different for somebody invited whose review is this one alone. */
const Short = ({
  application: { invited, exceptions },
}: {
  readonly application: nomination.ApplicationView;
}): JSX.Element => (
  <Notice tone="info">
    <p>
      这是受邀人选（邀请{invited?.number}）。条件照样逐项核对：结论“合格”，保存后就是选定，
      {invited?.skipsPublicity === true ? '接下来办理聘任' : '接下来按规定公示或聘任'}
      ；结论“不合格”，照常由后面各栏签署。
    </p>
    {exceptions.length === 0 ? null : (
      <p>上面列出的例外情况，要在审查意见里写明考虑（没有另外的选定理由）。</p>
    )}
  </Notice>
);

const SHORT = 12;

const shortOf = (label: string): string => {
  const letters = Array.from(label);
  return letters.length > SHORT ? `${letters.slice(0, SHORT).join('')}…` : label;
};
