import type { JSX } from 'preact';
import { z } from 'zod';
import { adoptedBy } from '../../domain/exchange/index.ts';
import { dayOf, nomination, publicity, ROSTER_WORDS, type Role } from '../../domain/index.ts';
import { nothing, reasonLike, recordId } from '../fields.ts';
import { notified } from '../office-time.ts';
import { definePage } from '../page.ts';
import { Form, LongField } from '../ui/form.tsx';
import { Badge, DayText, Facts, Fold, Notice, Section } from '../ui/parts.tsx';
import { Table } from '../ui/table.tsx';
import { settled } from '../visit.ts';
import { FORMATS, FORMAT_WORDS } from './publicity-exports.ts';
import { Placements, placementShape } from './publicity-placements.tsx';
import { objectionTone, periodState } from './publicity-words.ts';
import { CASE_ROLES, OFFICE_ROLES } from './roles.ts';
import { keepScans, settleScans } from './scans.ts';

const version = z.coerce.number().int();

/** 一次公示: who is shown, where it stood, objections by number, the end (ZJ-8.2b). */
export const publicityPage = definePage({
  path: '/publicity/:publicity',
  roles: CASE_ROLES,
  query: z.object({ publicity: recordId }),
  load: async (visit, { publicity: id }) => {
    const view = await visit.ask(publicity.onePublicity, { publicity: id });
    if (view === null) return null;
    return { view, pieces: await visit.within((tx) => adoptedBy(tx, id)) };
  },
  title: ({ view }) => `公示 ${view.period.number}`,
  view: ({ view, pieces }, _query, { account, now }) => {
    const at = `/publicity/${view.period.id}`;
    const works = account.roles.some((role) => OFFICE_ROLES.includes(role));
    return (
      <>
        <p class="crumbs">
          <a href="/publicity">返回公示列表</a>
        </p>
        <TakeDown view={view} works={works} />
        <Summary view={view} now={now} />
        {works && view.period.state !== 'cancelled' ? <Downloads at={at} /> : null}
        <Candidates view={view} />
        <Placements
          at={at}
          placements={view.period.placements}
          pieces={pieces}
          works={works && view.period.state !== 'cancelled'}
          today={dayOf(now)}
        />
        <Objections view={view} />
        {view.period.state === 'open' ? <Steps view={view} roles={account.roles} /> : null}
      </>
    );
  },
  actions: (form) => ({
    place: form(placementShape, async (visit, body, { publicity: id }) => {
      const kept = await keepScans(visit);
      const input = { publicity: id, ...body, scans: kept.map((piece) => piece.id) };
      const outcome = await visit.perform(publicity.notePublicityPlacement, input);
      await settleScans(visit, kept, outcome.kind === 'done' ? id : null);
      return settled(outcome, { to: `/publicity/${id}`, say: '发布情况已登记。' });
    }),
    end: form(z.object({ version }), (visit, body, { publicity: id }) =>
      notified(visit, {
        action: publicity.endPublicity,
        input: { publicity: id, expectVersion: body.version },
        to: `/publicity/${id}`,
        say: '公示已结束，可以到“聘任”里办理聘任。',
      }),
    ),
    off: form(nothing, (visit, _body, { publicity: id }) =>
      visit.settle(
        publicity.takeDownFromNotice,
        { publicity: id },
        { to: `/publicity/${id}`, say: '已登记撤下。' },
      ),
    ),
    cancel: form(
      z.object({ version, reason: reasonLike('公示内容有误，重新公示') }),
      (visit, { version: expectVersion, reason }, { publicity: id }) =>
        notified(visit, {
          action: publicity.cancelPublicity,
          input: { publicity: id, expectVersion, reason },
          to: `/publicity/${id}`,
          say: '公示已撤销，被公示的人会收到通知。请把网站上的公示一并撤下。',
        }),
    ),
  }),
});

interface Props {
  readonly view: publicity.PeriodView;
}

/** Whoever has withdrawn or was refused meanwhile must come off what was published, too (PIPL 15). */
const TakeDown = ({ view, works }: Props & { readonly works: boolean }): JSX.Element | null => {
  const { takenDown, state } = view.period;
  const off = view.candidates
    .filter(publicity.isToTakeDown)
    .filter(({ id }) => !takenDown.includes(id));
  if (off.length === 0 || state === 'cancelled') return null;
  const names = off.map(({ row, number }) => `${row.values.name}（${number}）`).join('、');
  return (
    <Notice tone="warn">
      <p>
        需撤下：{names}
        已经退出、不予聘任或者撤回了公开的同意。请马上从所有发布的地方去掉，下面下载的文稿里已经没有。
      </p>
      {works ? (
        <Form name="off" submit="已经撤下，登记">
          {null}
        </Form>
      ) : null}
    </Notice>
  );
};

const Summary = ({ view, now }: Props & { readonly now: Date }): JSX.Element => {
  const { period, lastDay } = view;
  const { tone, words } = periodState(view, now);
  return (
    <Section title="公示期">
      <Facts
        facts={[
          [
            '状态',
            <Badge key="state" tone={tone}>
              {words}
            </Badge>,
          ],
          ['对象', ROSTER_WORDS[period.roster].member],
          ['开始', <DayText key="first" day={period.firstDay} />],
          ['最后一天', <DayText key="last" day={lastDay} />],
          ...(period.reason === '' ? [] : [['撤销原因', period.reason] as const]),
        ]}
      />
      {period.unpublished.length === 0 ? null : (
        <p class="hint">
          {period.unpublished.join('、')}
          年的放假安排推算时还没有公布，最后一天是暂定的，公布后如有放假会顺延。
        </p>
      )}
    </Section>
  );
};

const Downloads = ({ at }: { readonly at: string }): JSX.Element => (
  <Section title="公示文稿">
    <p>文稿只有管理办法允许、本人同意公开的内容。下载后发布，再登记发布情况。</p>
    <ul>
      {FORMATS.map((format) => (
        <li key={format}>
          <a href={`${at}/notice.${format}`}>下载{FORMAT_WORDS[format]}</a>
        </li>
      ))}
    </ul>
  </Section>
);

const Candidates = ({ view }: Props): JSX.Element => (
  <Section title="公示的人选">
    <Table
      caption="公示的人选"
      rows={view.candidates}
      rowKey={({ id }) => id}
      empty="没有人选。"
      columns={[
        {
          head: '申请',
          narrow: true,
          cell: ({ id, number }) => <a href={`/applications/${id}`}>{number}</a>,
        },
        ...view.fields.map((field) => ({
          head: publicity.PUBLISH_FIELD_WORDS[field],
          cell: ({ row }: publicity.Candidate) => row.values[field],
        })),
        { head: '申请状态', cell: (one) => candidateWords(one, view.period.state) },
        { head: '同意公示', narrow: true, cell: ({ consents }) => (consents ? '是' : '已撤回') },
        {
          head: '公示里',
          narrow: true,
          cell: (one) => standingWords(one, view.period.takenDown),
        },
      ]}
    />
  </Section>
);

/** Selected ones wait for what the period says, not for a publicity to come. */
const candidateWords = (
  { state }: publicity.Candidate,
  period: publicity.PublicityState,
): string => {
  if (state !== 'selected' || period === 'cancelled')
    return nomination.APPLICATION_STATE_WORDS[state];
  return period === 'open' ? '已选定，公示中' : '公示期满，等待聘任';
};

const standingWords = (
  candidate: publicity.Candidate,
  takenDown: readonly string[],
): JSX.Element | string => {
  if (!publicity.isToTakeDown(candidate)) return '列出';
  return takenDown.includes(candidate.id) ? '已撤下' : <Badge tone="bad">要撤下</Badge>;
};

const Objections = ({ view }: Props): JSX.Element => (
  <Section title="异议">
    <Table
      caption="异议"
      rows={view.objections}
      rowKey={({ id }) => id}
      empty="没有收到异议。"
      columns={[
        {
          head: '编号',
          narrow: true,
          cell: ({ id, number }) => <a href={`/objections/${id}`}>{number}</a>,
        },
        {
          head: '状态',
          cell: ({ state }) => (
            <Badge tone={objectionTone[state]}>{publicity.OBJECTION_STATE_WORDS[state]}</Badge>
          ),
        },
        { head: '最晚处理', narrow: true, cell: ({ touchBy }) => <DayText day={touchBy} /> },
      ]}
    />
    {view.period.state === 'open' ? (
      <p>
        <a href="/objections/new">登记一件异议（来电、来访、来信）</a>
      </p>
    ) : null}
  </Section>
);

const Steps = ({ view, roles }: Props & { readonly roles: readonly Role[] }): JSX.Element => {
  const hidden = { version: String(view.period.version) };
  const works = roles.some((role) => OFFICE_ROLES.includes(role));
  const decides = roles.some((role) => role === 'sectionHead' || role === 'leader');
  return (
    <>
      <Section title="结束公示">
        {view.obstacle === null ? (
          <p>公示期已满，没有未处理的异议。系统会在每天早上自动结束，也可以现在结束。</p>
        ) : (
          <p>{view.obstacle}</p>
        )}
        {works && view.obstacle === null ? (
          <Form name="end" submit="结束公示" hidden={hidden} />
        ) : null}
      </Section>
      {decides ? (
        <Fold title="撤销这次公示" form="cancel">
          <p>公示内容有误时撤销。撤销后这些人选可以重新公示。</p>
          <Form name="cancel" submit="撤销公示" tone="danger" hidden={hidden}>
            <LongField name="reason" label="原因" rows={2} example="公示内容有误，重新公示" />
          </Form>
        </Fold>
      ) : null}
    </>
  );
};
