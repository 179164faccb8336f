import type { JSX } from 'preact';
import { z } from 'zod';
import { enquiries, staff } from '../../domain/index.ts';
import { needed, nothing, recordId, text } from '../fields.ts';
import { staffNames } from '../names.ts';
import { definePage } from '../page.ts';
import { Form, LongField, SelectField, TextField } from '../ui/form.tsx';
import { Badge, Fold, Moment, Section } from '../ui/parts.tsx';
import { ENQUIRY_TONES, ENQUIRY_WORDS, whoWrites } from './enquiry-words.ts';
import { OFFICE_ROLES } from './roles.ts';

/** 一次人工对话: everything said, and the answer. */
export const enquiryPage = definePage({
  path: '/conversations/:enquiry',
  roles: OFFICE_ROLES,
  query: z.object({ enquiry: recordId }),
  load: async (visit, { enquiry }) => {
    const found = await visit.ask(enquiries.oneEnquiry, { enquiry });
    if (found === null) return null;
    const colleagues = await visit.ask(staff.listAccounts, {});
    return { ...found, names: await staffNames(visit), colleagues };
  },
  title: ({ enquiry }) => `人工对话：${whoWrites(enquiry)}`,
  view: ({ enquiry, messages, names, colleagues }) => (
    <>
      <p class="crumbs">
        <a href="/conversations">返回人工对话</a>
      </p>
      <p>
        <Badge tone={ENQUIRY_TONES[enquiry.state]}>{ENQUIRY_WORDS[enquiry.state]}</Badge>{' '}
        {enquiry.person === null ? null : <a href={`/people/${enquiry.person}`}>看这个人的资料</a>}
      </p>
      <ol class="lines">
        {messages.map((message) => (
          <Line key={message.id} message={message} names={names} />
        ))}
      </ol>
      {enquiry.state === 'closed' ? null : (
        <>
          <Section title="答复">
            <Form name="answer" submit="发送">
              <LongField
                name="words"
                label="答复内容"
                hint="会发到对方的微信。请不要写身份证号、病情等个人信息。"
              />
            </Form>
          </Section>
          <Fold title="转交给同事" form="handOver">
            <Form name="handOver" submit="转交" tone="plain">
              <SelectField
                name="account"
                label="同事"
                empty="请选择"
                options={colleagues
                  .filter(
                    ({ disabled, roles }) =>
                      !disabled && roles.some((role) => OFFICE_ROLES.includes(role)),
                  )
                  .map(({ id, name }) => ({ value: id, label: name }))}
              />
              <TextField name="note" label="说明" required={false} width="long" />
            </Form>
          </Fold>
          <Fold title="结束对话" form="close">
            <p>问题解决后结束。对方再发送“人工”会开始新的对话。</p>
            <Form name="close" submit="结束对话" tone="plain" />
          </Fold>
        </>
      )}
    </>
  ),
  actions: (form) => ({
    answer: form(
      z.object({ words: needed('请写下答复内容。', 2000) }),
      (visit, { words }, { enquiry }) =>
        visit.settle(
          enquiries.answerEnquiry,
          { enquiry, words },
          { to: `/conversations/${enquiry}`, say: '答复已保存，正在发到对方的微信。' },
        ),
    ),
    handOver: form(
      z.object({ account: needed('请选择转交给哪位同事。', 64), note: text() }),
      (visit, body, { enquiry }) =>
        visit.settle(
          enquiries.handOverEnquiry,
          { enquiry, ...body },
          { to: '/conversations', say: '已转交，同事会收到提醒。' },
        ),
    ),
    close: form(nothing, (visit, _body, { enquiry }) =>
      visit.settle(
        enquiries.closeEnquiry,
        { enquiry },
        { to: '/conversations', say: '对话已结束。' },
      ),
    ),
  }),
});

const Line = ({
  message,
  names,
}: {
  readonly message: enquiries.EnquiryMessage;
  readonly names: (account: string | null) => string;
}): JSX.Element => (
  <li class={message.side === 'office' ? 'ours' : undefined}>
    <small>
      {message.side === 'office' ? names(message.account) : '对方'}
      {'，'}
      <Moment at={message.at} />
    </small>
    <span class="words">{message.words}</span>
  </li>
);
