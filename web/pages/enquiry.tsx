import { z } from 'zod';
import { enquiries, staff } from '../../domain/index.ts';
import { needed, nothing, recordId, text } from '../fields.ts';
import { staffNames } from '../names.ts';
import { definePage } from '../page.ts';
import { FilesField, Form, LongField, SelectField, TextField } from '../ui/form.tsx';
import { Badge, Fold, Section } from '../ui/parts.tsx';
import { EnquiryLine } from './enquiry-line.tsx';
import { sendAnswer, shownMessages } from './enquiry-pictures.ts';
import { ENQUIRY_TONES, ENQUIRY_WORDS, whoWrites } from './enquiry-words.ts';
import { OFFICE_ROLES } from './roles.ts';

/** 一次人工对话: everything said, and the answer. */
export const enquiryPage = definePage({
  path: '/conversations/:enquiry',
  roles: OFFICE_ROLES,
  takes: 'pictures',
  query: z.object({ enquiry: recordId }),
  load: async (visit, { enquiry }) => {
    const found = await visit.ask(enquiries.oneEnquiry, { enquiry });
    if (found === null) return null;
    const colleagues = await visit.ask(staff.listAccounts, {});
    const { enquiry: thread, messages } = found;
    const shown = await shownMessages(visit, messages);
    return { enquiry: thread, shown, names: await staffNames(visit), colleagues };
  },
  title: ({ enquiry }) => `人工对话：${whoWrites(enquiry)}`,
  view: ({ enquiry, shown, names, colleagues }) => (
    <>
      <p class="crumbs">
        <a href="/conversations">返回人工对话</a>
      </p>
      <p>
        <Badge tone={ENQUIRY_TONES[enquiry.state]}>{ENQUIRY_WORDS[enquiry.state]}</Badge>{' '}
        {enquiry.person === null ? null : <a href={`/people/${enquiry.person}`}>看这个人的资料</a>}
      </p>
      <ol class="lines">
        {shown.map((one) => (
          <EnquiryLine
            key={one.message.id}
            {...one}
            at={`/conversations/${enquiry.id}`}
            names={names}
          />
        ))}
      </ol>
      {enquiry.state === 'closed' ? null : (
        <>
          <Section title="答复">
            <Form name="answer" submit="发送" files>
              <LongField
                name="words"
                label="答复内容"
                hint="会发到对方的微信。请不要写身份证号、病情等个人信息。只发图片可以不写。"
              />
              <FilesField
                name="files"
                label="图片"
                pictures
                required={false}
                hint="最多3张，JPG或PNG。先发文字，再逐张发图片。"
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
    answer: form(z.object({ words: text(2000) }), (visit, { words }, { enquiry }) =>
      sendAnswer(visit, { enquiry, words }),
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
