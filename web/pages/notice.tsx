import type { JSX } from 'preact';
import { z } from 'zod';
import { mayHaveArrived, resendNotice, type TryRow } from '../../domain/notices/index.ts';
import { needed, recordId, ticked } from '../fields.ts';
import { showSoon } from '../office-time.ts';
import { definePage } from '../page.ts';
import { Tick } from '../ui/choices.tsx';
import { Form, TextField } from '../ui/form.tsx';
import { Badge, Facts, Fold, Moment, Section } from '../ui/parts.tsx';
import { Table } from '../ui/table.tsx';
import { noticeHistory, type NoticeHistory } from './notice-facts.ts';
import type { Resent } from './notice-resent.ts';
import { outcomeWords, stateWords, TRY_WORDS, wayWords } from './notice-words.ts';
import { CASE_ROLES, OFFICE_ROLES } from './roles.ts';

/** 一条通知: every way that was tried, with what result, and sending it once more. */
export const noticePage = definePage({
  path: '/notices/:notice',
  title: '通知的经过',
  roles: CASE_ROLES,
  query: z.object({ notice: recordId }),
  load: (visit, { notice }) => noticeHistory(visit, notice),
  view: (history, _query, { account }) => (
    <>
      <p class="crumbs">
        <a href="/notices">返回通知</a>
      </p>
      <About {...history} />
      <Section title="经过">
        <Tries tries={history.tries} />
      </Section>
      {account.roles.some((role) => OFFICE_ROLES.includes(role)) ? (
        <Resend state={history.row.state} />
      ) : null}
    </>
  ),
  actions: (form) => ({
    resend: form(
      z.object({ reason: needed('请写明为什么再发，至少4个字。'), evenIfTwice: ticked }),
      (visit, body, { notice }) =>
        visit.settle(
          resendNotice,
          { notice, ...body },
          {
            to: ([event]) => `/notices/${event.type === 'notices.resent' ? event.again : notice}`,
            say: '已再发一次，并记入审计日志。',
          },
        ),
    ),
  }),
});

const About = ({ line, origin, again }: NoticeHistory): JSX.Element => (
  <Facts
    facts={[
      ['发给', line.to],
      ['内容', line.words],
      ['写下的时间', <Moment at={line.createdAt} />],
      [
        '现在',
        <>
          <Badge tone={stateWords(line).tone}>{stateWords(line).label}</Badge>{' '}
          {line.leavesAt === null ? '' : `${showSoon(line.leavesAt)} 发出`}
          {[wayWords(line.route, line.channel), outcomeWords(line.outcome)]
            .filter((one) => one !== '')
            .join('，')}
        </>,
      ],
      ...(origin === null
        ? []
        : [
            [
              '再发自',
              <>
                <a href={`/notices/${origin.origin ?? ''}`}>原来的那一条</a> <Why {...origin} />
              </>,
            ] as const,
          ]),
      ...again.map(
        (one, index) =>
          [
            again.length === 1 ? '再发' : `第${index + 1}次再发`,
            <>
              <a href={`/notices/${one.id}`}>再发的那一条</a> <Why {...one} />
            </>,
          ] as const,
      ),
    ]}
  />
);

const Why = ({ at, by, reason }: Resent): JSX.Element => (
  <>
    <Moment at={at} />，{by}，为什么：{reason ?? '原因已删除'}
  </>
);

const isReport = ({ outcome }: TryRow): boolean => outcome.startsWith('平台报告');

/** The platform's report often overtakes its answer to the call that sent: the answer comes first. */
const inTheirOrder = (tries: readonly TryRow[]): readonly TryRow[] => {
  const told = [...tries];
  for (let at = 1; at < told.length; at += 1) {
    const [before, line] = [told[at - 1], told[at]];
    if (before === undefined || line === undefined) continue;
    const overtook = isReport(before) && line.kind === 'sent' && !isReport(line);
    if (overtook && before.way === line.way && before.chat === line.chat)
      told.splice(at - 1, 2, line, before);
  }
  return told;
};

const Tries = ({ tries }: { readonly tries: readonly TryRow[] }): JSX.Element => (
  <Table
    caption="经过"
    rows={inTheirOrder(tries)}
    rowKey={({ id }) => id}
    empty="还没有试过任何方式。"
    columns={[
      { head: '时间', narrow: true, cell: ({ at }) => <Moment at={at} /> },
      { head: '方式', cell: ({ way, channel }) => wayWords(way, channel) },
      {
        head: '结果',
        cell: ({ kind, outcome, errcode, rid }) => (
          <>
            <Badge tone={TRY_WORDS[kind].tone}>{TRY_WORDS[kind].label}</Badge> {outcome}
            {errcode === null ? null : <span class="quiet"> 平台代码 {errcode}</span>}
            {rid === null ? null : <span class="quiet"> 平台请求号 {rid}</span>}
          </>
        ),
      },
    ]}
  />
);

const Resend = ({ state }: Pick<NoticeHistory['row'], 'state'>): JSX.Element | null => {
  if (['ready', 'sending', 'expanded', 'merged', 'resent'].includes(state)) return null;
  return (
    <Fold title="再发一次" form="resend">
      <p>会作为一条新的通知重新发送，从第一种方式开始，记入审计日志。</p>
      <Form name="resend" submit="再发一次" tone="plain">
        <TextField name="reason" label="为什么再发" width="long" />
        {mayHaveArrived({ state }) ? (
          <Tick name="evenIfTwice" label="对方可能会收到两遍，仍要再发" />
        ) : null}
      </Form>
    </Fold>
  );
};
