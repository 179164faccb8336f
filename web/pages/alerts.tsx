import { z } from 'zod';
import { draws, liaison, PAGE_SIZE, ROSTER_WORDS, showInstant } from '../../domain/index.ts';
import { instantWords } from '../export.ts';
import { needed, pageNumber, recordId, text } from '../fields.ts';
import { staffNames } from '../names.ts';
import { definePage } from '../page.ts';
import type { Visit } from '../visit.ts';
import { Choices } from '../ui/choices.tsx';
import { Form, LongField, SelectField, TextField } from '../ui/form.tsx';
import { Badge, Fold, Moment } from '../ui/parts.tsx';
import { Filter, Pager, Table } from '../ui/table.tsx';
import { ALERT_WORDS, subjectHref } from './alert-words.ts';
import { CASE_ROLES } from './roles.ts';

/** 提醒: what a named person must acknowledge in time (GP-8.6e). */
export const alertsPage = definePage({
  path: '/alerts',
  title: '提醒',
  roles: CASE_ROLES,
  nav: { label: '提醒', group: 'messages' },
  query: z.object({ show: z.enum(['open', 'all']).catch('open'), page: pageNumber }),
  load: async (visit, { show, page }) => ({
    names: await staffNames(visit),
    ...(await alertsOf(visit, { open: show === 'open', page })),
  }),
  exportAs: (sheet) =>
    sheet({
      name: '提醒',
      read: async (visit, { show }, portion) => {
        const names = await staffNames(visit);
        const { listing, left } = await alertsOf(visit, { open: show === 'open', ...portion });
        const { rows, total } = listing;
        const named = rows.map((alert) => ({
          alert,
          what: `${ALERT_WORDS[alert.kind] ?? '需要处理'}${leftWords(left.get(alert.id))}`,
          by: alert.acknowledgedBy === null ? '' : names(alert.acknowledgedBy),
        }));
        return { rows: named, total };
      },
      columns: [
        { head: '事项', text: ({ what }) => what, width: 24 },
        { head: '编号', text: ({ alert }) => alert.number },
        { head: '名册', text: ({ alert }) => rosterWords(alert) },
        { head: '提醒时间', text: ({ alert }) => showInstant(alert.raisedAt), width: 24 },
        { head: '最晚确认', text: ({ alert }) => showInstant(alert.ackBy), width: 24 },
        { head: '确认人', text: ({ by }) => by },
        { head: '确认时间', text: ({ alert }) => instantWords(alert.acknowledgedAt), width: 24 },
        { head: '向上级报告', text: ({ alert }) => instantWords(alert.reportedAt), width: 24 },
      ],
    }),
  view: ({ names, listing, left }, { show, page }, { now, account }) => (
    <>
      <Filter path="/alerts" active={show !== 'open'}>
        <SelectField
          name="show"
          label="范围"
          value={show}
          options={[
            { value: 'open', label: '没有确认的' },
            { value: 'all', label: '全部' },
          ]}
        />
      </Filter>
      <Table
        caption="提醒"
        rows={listing.rows}
        rowKey={({ id }) => id}
        empty="没有要确认的提醒。出现重大情况或事情超期没人处理时，会出现在这里。"
        columns={[
          {
            head: '事项',
            cell: (alert) => (
              <>
                {ALERT_WORDS[alert.kind] ?? '需要处理'}
                {'：'}
                <a href={subjectHref(alert)}>{alert.number === '' ? '查看' : alert.number}</a>
                {leftWords(left.get(alert.id))}
              </>
            ),
          },
          { head: '名册', narrow: true, cell: rosterWords },
          { head: '提醒时间', narrow: true, cell: ({ raisedAt }) => <Moment at={raisedAt} /> },
          {
            head: '最晚确认',
            narrow: true,
            cell: ({ ackBy, acknowledgedAt }) => (
              <>
                <Moment at={ackBy} />{' '}
                {acknowledgedAt === null && ackBy < now ? <Badge tone="bad">已超时</Badge> : null}
              </>
            ),
          },
          {
            head: '办理',
            cell: (alert) => (
              <>
                {alert.acknowledgedAt === null ? (
                  <Form
                    name="acknowledge"
                    which={alert.id}
                    hidden={{ alert: alert.id }}
                    submit="已知悉"
                    inline
                  />
                ) : (
                  <span>
                    {alert.acknowledgedBy === null
                      ? '已经办好或有新的提醒，不用确认，'
                      : `${names(alert.acknowledgedBy)}已确认，`}
                    <Moment at={alert.acknowledgedAt} />
                  </span>
                )}
                {account.roles.includes('leader') && alert.reportedAt === null ? (
                  <Upward alert={alert.id} />
                ) : null}
                {alert.reportedAt === null ? null : (
                  <p>
                    已向上级报告，
                    <Moment at={alert.reportedAt} />
                  </p>
                )}
              </>
            ),
          },
        ]}
      />
      <Pager path="/alerts" query={{ show }} page={page} size={PAGE_SIZE} total={listing.total} />
    </>
  ),
  actions: (form) => ({
    acknowledge: form(z.object({ alert: recordId }), (visit, body) =>
      visit.settle(liaison.acknowledgeAlert, body, {
        to: '/alerts',
        say: '已确认知悉。请打开这件事继续处理。',
      }),
    ),
    upward: form(
      z.object({
        alert: recordId,
        way: z.enum(['letter', 'phone', 'system'], { error: '请选择上报方式。' }),
        words: needed('请写明上报内容，至少4个字。', 2000),
        receipt: text(200),
      }),
      (visit, body) =>
        visit.settle(liaison.reportAlertUpward, body, { to: '/alerts', say: '上报情况已登记。' }),
    ),
  }),
});

interface Portion {
  readonly open: boolean;
  readonly page: number;
}

/** The alerts, and of open ones about invitations how many experts still owe an answer (GP-12a). */
const alertsOf = async (visit: Visit, portion: Portion) => {
  const listing = await visit.ask(liaison.listAlerts, portion);
  const left = await visit.within(async (tx) => {
    const counts = new Map<string, number>();
    for (const { id, kind, subjectId, acknowledgedAt } of listing.rows)
      if (kind === 'unanswered-invitation' && acknowledgedAt === null)
        counts.set(id, (await draws.unansweredOf(tx, subjectId)) ?? 0);
    return counts;
  });
  return { listing, left };
};

const leftWords = (left: number | undefined): string =>
  left === undefined || left === 0 ? '' : `，还有${left}位没有答复`;

/** What belongs to no roster is the whole bureau's. */
const OF_ALL: readonly string[] = ['calendar', 'measure'];

const rosterWords = ({ subject, roster }: Pick<liaison.Alert, 'subject' | 'roster'>): string =>
  OF_ALL.includes(subject) ? '全局' : ROSTER_WORDS[roster].member;

const Upward = ({ alert }: { readonly alert: string }) => (
  <Fold title="登记上报" form="upward" which={alert}>
    <Form name="upward" which={alert} hidden={{ alert }} submit="登记上报" tone="plain">
      <Choices
        kind="one"
        name="way"
        label="方式"
        options={[
          { value: 'letter', label: '公文' },
          { value: 'phone', label: '电话' },
          { value: 'system', label: '上级系统' },
        ]}
      />
      <LongField name="words" label="内容" rows={3} />
      <TextField name="receipt" label="回执编号" required={false} />
    </Form>
  </Fold>
);
