import type { JSX } from 'preact';
import { z } from 'zod';
import { adoptedBy } from '../../domain/exchange/index.ts';
import { clues } from '../../domain/index.ts';
import { needed, recordId } from '../fields.ts';
import { notified } from '../office-time.ts';
import { definePage } from '../page.ts';
import { Choices } from '../ui/choices.tsx';
import { Form, LongField } from '../ui/form.tsx';
import { Badge, DayText, Facts, Moment, Notice, Section } from '../ui/parts.tsx';
import { CLUE_TONES, SOURCE_WORDS } from './clue-words.ts';
import { EvidenceList } from './evidence-list.tsx';
import { CASE_ROLES } from './roles.ts';

const version = z.coerce.number().int();

/** 一条线索: what was said, and the two steps. Who said it is kept apart and never shown (C-01). */
export const cluePage = definePage({
  path: '/clues/:clue',
  roles: CASE_ROLES,
  query: z.object({ clue: recordId }),
  load: async (visit, { clue: id }) => {
    const clue = await visit.ask(clues.readClue, { clue: id });
    if (clue === null) return null;
    return { clue, pieces: await visit.within((tx) => adoptedBy(tx, id)) };
  },
  title: ({ clue }) => `线索 ${clue.number}`,
  view: ({ clue, pieces }) => (
    <>
      <p class="crumbs">
        <a href="/clues">返回线索列表</a>
      </p>
      {clue.serious ? (
        <Notice tone="warn">
          <p>重大线索：请尽快处理，并确认已向分管领导报告。</p>
        </Notice>
      ) : null}
      <Section title="反映的内容">
        <Body clue={clue} />
      </Section>
      <EvidenceList
        title="证据"
        at={`/clues/${clue.id}/evidence`}
        empty="没有收到照片、录音或文件。反映人以后可以在微信里补充。"
        pieces={pieces}
      />
      <Step clue={clue} />
    </>
  ),
  actions: (form) => ({
    accept: form(z.object({ version }), (visit, body, { clue }) =>
      notified(visit, {
        action: clues.acceptClue,
        input: { clue, expectVersion: body.version },
        to: `/clues/${clue}`,
        say: '已受理。反映人会收到“已受理”的通知。核查结束后请在这里办结。',
      }),
    ),
    close: form(
      z.object({
        version,
        outcome: z.enum(clues.OUTCOMES, { error: '请选择核查结果。' }),
        findings: needed('请写明核查情况，至少4个字。', 2000),
      }),
      (visit, { version: expectVersion, ...body }, { clue }) =>
        notified(visit, {
          action: clues.closeClue,
          input: { clue, expectVersion, ...body },
          to: `/clues/${clue}`,
          say: '已办结。反映人会收到办理结果。',
        }),
    ),
  }),
});

const Body = ({ clue }: { readonly clue: clues.DatedClue }): JSX.Element => {
  const { time, place, event, subject, subjectKind } = clue.body;
  return (
    <Facts
      facts={[
        [
          '状态',
          <Badge key="state" tone={CLUE_TONES[clue.status]}>
            {clues.STATUS_WORDS[clue.status]}
          </Badge>,
        ],
        ...(clue.outcome === null ? [] : [['结果', clues.OUTCOME_WORDS[clue.outcome]] as const]),
        ['对象', `${subject}（${clues.SUBJECT_WORDS[subjectKind]}）`],
        [
          '时间',
          time.understood === '' ? time.words : `${time.words}（理解为：${time.understood}）`,
        ],
        ['地点', place],
        [
          '经过',
          <span key="event" class="words">
            {event}
          </span>,
        ],
        ['来源', SOURCE_WORDS[clue.source]],
        ['收到时间', <Moment key="at" at={clue.receivedAt} />],
        ...(clue.status === 'received'
          ? [['最晚受理', <DayText key="due" day={clue.acceptBy} />] as const]
          : []),
        ['证据', clue.evidence === 'supplied' ? '已提供' : '待补证'],
      ]}
    />
  );
};

const Step = ({ clue }: { readonly clue: clues.Clue }): JSX.Element | null => {
  const hidden = { version: String(clue.version) };
  switch (clue.status) {
    case 'received':
      return (
        <Section title="受理">
          <p>核对内容后受理。受理后由您负责核查，反映人会收到“已受理”的通知。</p>
          <Form name="accept" submit="受理" hidden={hidden} />
        </Section>
      );
    case 'accepted':
      return (
        <Section title="办结">
          <Form name="close" submit="办结" hidden={hidden}>
            <Choices
              kind="one"
              name="outcome"
              label="核查结果"
              options={clues.OUTCOMES.map((value) => ({
                value,
                label: clues.OUTCOME_WORDS[value],
              }))}
            />
            <LongField
              name="findings"
              label="核查情况"
              hint="只供内部查看，不会发给反映人。"
              rows={5}
            />
          </Form>
        </Section>
      );
    case 'closed':
      return (
        <Section title="核查结果">
          <p>{clue.outcome === null ? '' : clues.OUTCOME_WORDS[clue.outcome]}</p>
          <p class="words">{clue.findings}</p>
        </Section>
      );
  }
};
