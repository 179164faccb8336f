import type { JSX } from 'preact';
import { z } from 'zod';
import { membership, ROSTER_WORDS } from '../../domain/index.ts';
import { day, needed, reasonLike, recordId, text } from '../fields.ts';
import { definePage } from '../page.ts';
import { Form, TextField } from '../ui/form.tsx';
import { Badge, DayText, Facts, Fold, Section } from '../ui/parts.tsx';
import { Table } from '../ui/table.tsx';
import { LetterSection, RemovalFold } from './member-letter.tsx';
import { ROUTE_WORDS, TERM_TONES } from './member-words.ts';
import { OFFICE_ROLES, READING_ROLES } from './roles.ts';

/** 一个聘期: the term, what came before, days that are not free. */
export const memberPage = definePage({
  path: '/members/:term',
  roles: READING_ROLES,
  query: z.object({ term: recordId }),
  load: (visit, query) => visit.ask(membership.oneMember, query),
  title: ({ name, term }) => `${ROSTER_WORDS[term.roster].member}：${name}`,
  view: (data, _query, { account }) => {
    const { term, history, unavailable, unit, phone, letter, name, removedBecause } = data;
    const works = account.roles.some((role) => OFFICE_ROLES.includes(role));
    return (
      <>
        <p class="crumbs">
          <a href="/members">返回名册</a>
          {works ? <a href={`/people/${term.person}`}>看这个人的资料</a> : null}
          {term.roster === 'experts' ? (
            <a href={`/people/${term.person}/record`}>工作评价和履职记录</a>
          ) : null}
        </p>
        <Section title="聘期">
          <TermFacts term={term} unit={unit} phone={phone} removedBecause={removedBecause} />
        </Section>
        <LetterSection term={term} letter={letter} works={works} />
        {works && term.status === 'awaiting-consent' ? <Consent /> : null}
        <Section title="近期没空的日子">
          <Table
            caption="近期没空的日子"
            rows={unavailable}
            rowKey={({ id }) => id}
            empty="没有登记。登记后，这些日子不会被抽到。"
            columns={[
              { head: '从', cell: ({ since }) => <DayText day={since} /> },
              { head: '到', cell: ({ until }) => <DayText day={until} /> },
              {
                head: '办理',
                cell: ({ id }) =>
                  works ? (
                    <Form
                      name="clear"
                      which={id}
                      hidden={{ unavailability: id }}
                      submit="取消"
                      tone="plain"
                      inline
                    />
                  ) : null,
              },
            ]}
          />
          {works && term.status === 'active' ? (
            <Form name="unavailable" submit="登记没空的日子" hidden={{ person: term.person }}>
              <TextField name="since" label="从哪天" type="date" width="short" />
              <TextField name="until" label="到哪天" type="date" width="short" />
            </Form>
          ) : null}
        </Section>
        {history.length > 1 ? (
          <Section title="历次聘期">
            <History terms={history} />
          </Section>
        ) : null}
        {account.roles.includes('leader') && mayBeRemoved(term) ? (
          <RemovalFold term={term} name={name} />
        ) : null}
      </>
    );
  },
  actions: (form) => ({
    consent: form(
      z.object({ version: needed('请填写同意书的版本，例如 2026-1。', 40) }),
      (visit, { version }, { term }) =>
        visit.settle(
          membership.giveExpertConsent,
          { term, version, source: 'paper' },
          { to: `/members/${term}`, say: '已登记本人的书面同意，即日起入库。' },
        ),
    ),
    decline: form(z.object({ reason: text() }), (visit, { reason }, { term }) =>
      visit.settle(
        membership.declineExpertConsent,
        { term, reason },
        { to: `/members/${term}`, say: '已登记本人不同意入库。' },
      ),
    ),
    unavailable: form(
      z.object({ person: recordId, since: day, until: day }),
      (visit, body, { term }) =>
        visit.settle(
          membership.setMemberUnavailable,
          { ...body, by: 'staff' },
          { to: `/members/${term}`, say: '已登记，这些日子不会被抽到。' },
        ),
    ),
    'confirm-printed': form(
      z.object({ from: day, to: day, reason: text() }),
      (visit, body, { term }) =>
        visit.settle(
          membership.confirmPrintedTerm,
          { term, ...body },
          { to: `/members/${term}`, say: '已确认聘书上的聘期，可以打印聘书了。' },
        ),
    ),
    'hand-over': form(z.object({ on: day }), (visit, { on }, { term }) =>
      visit.settle(
        membership.handOverLetter,
        { term, on },
        { to: `/members/${term}`, say: '已登记聘书的发放日期。' },
      ),
    ),
    bar: form(
      z.object({
        ground: reasonLike('擅自对外透露检查对象'),
        reason: reasonLike('已谈话核实，情节较重'),
      }),
      (visit, body, { term }) =>
        visit.settle(
          membership.barPerson,
          { term, ...body },
          { to: `/members/${term}`, say: '已移出专家库，今后不得再申报。本人会收到通知。' },
        ),
    ),
    clear: form(z.object({ unavailability: recordId }), (visit, body, { term }) =>
      visit.settle(membership.clearMemberUnavailable, body, {
        to: `/members/${term}`,
        say: '已取消，可以照常抽取。',
      }),
    ),
  }),
});

/** Only who is in the expert pool can be removed from it (ZJ-18a). */
const mayBeRemoved = ({ roster, status }: membership.Term): boolean =>
  roster === 'experts' && (status === 'active' || status === 'awaiting-consent');

interface TermProps {
  readonly term: membership.Term;
  readonly unit: string;
  readonly phone: string;
  readonly removedBecause: string | null;
}

const TermFacts = ({ term, unit, phone, removedBecause }: TermProps): JSX.Element => (
  <Facts
    facts={[
      [
        '状态',
        <Badge key="state" tone={TERM_TONES[term.status]}>
          {membership.TERM_STATUS_WORDS[term.status]}
        </Badge>,
      ],
      ['名册', ROSTER_WORDS[term.roster].roster],
      ['方式', ROUTE_WORDS[term.route]],
      ['单位', unit],
      ['电话', phone],
      ['类别', membership.categoriesOf(term).join('、')],
      ['聘期开始', <DayText key="from" day={term.startsOn} />],
      ['聘期最后一天', <DayText key="to" day={term.lastDay} />],
      ...(removedBecause === null ? [] : [['移出事由', removedBecause] as const]),
    ]}
  />
);

const Consent = (): JSX.Element => (
  <Section title="等待本人同意">
    <p>本人可以在微信里同意；也可以在这里登记纸质同意书。</p>
    <Form name="consent" submit="登记书面同意">
      <TextField name="version" label="同意书版本" example="2026-1" width="short" />
    </Form>
    <Fold title="本人不同意" form="decline">
      <Form name="decline" submit="登记不同意" tone="plain">
        <TextField name="reason" label="说明" required={false} width="long" />
      </Form>
    </Fold>
  </Section>
);

const History = ({ terms }: { readonly terms: readonly membership.Term[] }): JSX.Element => (
  <Table
    caption="历次聘期"
    rows={terms}
    rowKey={({ id }) => id}
    empty=""
    columns={[
      { head: '名册', cell: ({ roster }) => ROSTER_WORDS[roster].member },
      { head: '开始', cell: ({ startsOn }) => <DayText day={startsOn} /> },
      { head: '最后一天', cell: ({ lastDay }) => <DayText day={lastDay} /> },
      {
        head: '状态',
        cell: ({ id, status }) => (
          <a href={`/members/${id}`}>{membership.TERM_STATUS_WORDS[status]}</a>
        ),
      },
    ]}
  />
);
