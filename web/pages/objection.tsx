import type { JSX } from 'preact';
import { z } from 'zod';
import { adoptedBy } from '../../domain/exchange/index.ts';
import { publicity } from '../../domain/index.ts';
import { needed, orNull, recordId } from '../fields.ts';
import { staffNames } from '../names.ts';
import { leavingWords } from '../office-time.ts';
import { definePage } from '../page.ts';
import { Choices } from '../ui/choices.tsx';
import { Form, LongField, SelectField } from '../ui/form.tsx';
import { Badge, DayText, Facts, Moment, Notice, Section } from '../ui/parts.tsx';
import { EvidenceList } from './evidence-list.tsx';
import { objectionTone } from './publicity-words.ts';
import { CASE_ROLES } from './roles.ts';

/** 一件异议: by number for everybody, in full for those who may decide it (C-01, ZJ-8.2b). */
export const objectionPage = definePage({
  path: '/objections/:objection',
  roles: CASE_ROLES,
  query: z.object({ objection: recordId }),
  load: async (visit, { objection }) => {
    const view = await visit.ask(publicity.oneObjection, { objection });
    if (view === null) return null;
    const pieces = view.sealed === null ? [] : await visit.within((tx) => adoptedBy(tx, objection));
    return { view, pieces, names: await staffNames(visit) };
  },
  title: ({ view }) => `异议 ${view.number}`,
  view: ({ view, pieces, names }) => (
    <>
      <p class="crumbs">
        <a href="/objections">返回异议列表</a>
      </p>
      <Head view={view} />
      {view.sealed === null ? (
        <Notice tone="info">
          <p>{view.barred}</p>
          <p class="hint">为保护提出异议的人，内容只给处理的人看。</p>
        </Notice>
      ) : (
        <>
          <Content sealed={view.sealed} names={names} />
          <EvidenceList
            title="材料"
            at={`/objections/${view.id}/scan`}
            empty="没有收到照片或文件。"
            pieces={pieces}
          />
          {view.state === 'open' ? <Decision view={view} /> : null}
        </>
      )}
    </>
  ),
  actions: (form) => ({
    decide: form(
      z.object({
        version: z.coerce.number().int(),
        verdict: z.enum(['upheld', 'rejected'], { error: '请选择：异议成立，还是不成立。' }),
        application: orNull(recordId),
        reason: needed('请写明理由，至少4个字。', 1000),
      }),
      async (visit, { version: expectVersion, verdict, ...body }, { objection }) => {
        const view = await visit.ask(publicity.oneObjection, { objection });
        const input = { objection, expectVersion, verdict, ...body };
        const say = toldWords(verdict, view?.sealed?.hasChat === true);
        const settled = { to: `/objections/${objection}`, say: say + (await leavingWords(visit)) };
        return visit.settle(publicity.decideObjection, input, settled);
      },
    ),
  }),
});

const toldWords = (verdict: 'upheld' | 'rejected', hasChat: boolean): string => {
  const done =
    verdict === 'upheld'
      ? '已记为异议成立，这名人选不予聘任，本人会收到通知和理由。'
      : '已记为异议不成立，不影响聘任。';
  return `${done}${hasChat ? '提出异议的人会收到结果。' : '提出异议的人没有用微信，留有联系方式的，请打电话告知结果。'}`;
};

const Head = ({ view }: { readonly view: publicity.ObjectionView }): JSX.Element => (
  <Section title="异议">
    <Facts
      facts={[
        [
          '状态',
          <Badge key="state" tone={objectionTone[view.state]}>
            {publicity.OBJECTION_STATE_WORDS[view.state]}
          </Badge>,
        ],
        [
          '公示',
          <a key="period" href={`/publicity/${view.publicity}`}>
            {view.period}
          </a>,
        ],
        ['收到时间', <Moment key="at" at={view.raisedAt} />],
        ['最晚处理', <DayText key="by" day={view.touchBy} />],
        [
          '人选',
          view.application === null
            ? '没有指明'
            : view.candidates.map((one) => (
                <a key={one.id} href={`/applications/${one.id}`}>
                  {one.name}
                </a>
              )),
        ],
      ]}
    />
  </Section>
);

interface ContentProps {
  readonly sealed: NonNullable<publicity.ObjectionView['sealed']>;
  readonly names: (account: string | null) => string;
}

const Content = ({ sealed, names }: ContentProps): JSX.Element => {
  const { text, from, source, decision } = sealed;
  return (
    <Section title="内容">
      <Notice tone="warn">
        <p>内容和提出人只有处理的人能看到，请不要告诉被公示的人，也不要告诉其他同事。</p>
      </Notice>
      <Facts
        facts={[
          [
            '异议',
            <span key="text" class="words">
              {text}
            </span>,
          ],
          ['来源', publicity.SOURCE_OF_OBJECTION[source]],
          ['提出人', from?.name ?? ''],
          ['联系方式', from?.contact ?? ''],
          ...(decision === null
            ? []
            : ([
                ['处理理由', decision.reason],
                ['处理人', names(decision.by)],
                ['处理时间', <Moment key="at" at={decision.at} />],
              ] as const)),
        ]}
      />
    </Section>
  );
};

const Decision = ({ view }: { readonly view: publicity.ObjectionView }): JSX.Element => (
  <Section title="处理">
    <Form name="decide" submit="作出处理" hidden={{ version: String(view.version) }}>
      <Choices
        kind="one"
        name="verdict"
        label="核查结果"
        options={[
          { value: 'upheld', label: '异议成立，不予聘任' },
          { value: 'rejected', label: '异议不成立' },
        ]}
      />
      {view.application === null ? (
        <SelectField
          name="application"
          label="是哪一名人选"
          required={false}
          hint="异议没有指明人选。异议成立时必须选择。"
          empty="请选择"
          options={view.candidates.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
      <LongField
        name="reason"
        label="理由"
        hint="会告诉提出异议的人；异议成立的，也会告诉被公示的人。请不要写出是谁提出的。"
        example="经向药店核实，持股情况不属实"
      />
    </Form>
  </Section>
);
