import type { JSX } from 'preact';
import { z } from 'zod';
import {
  liaison,
  ROSTERS,
  ROSTER_WORDS,
  staff,
  type Role,
  type Roster,
} from '../../domain/index.ts';
import { day, needed, nothing, recordId, text } from '../fields.ts';
import { staffNames } from '../names.ts';
import { definePage } from '../page.ts';
import { Form, SelectField, TextField, type Option } from '../ui/form.tsx';
import { DayText, Facts, Fold, Moment, Notice, Section } from '../ui/parts.tsx';
import { Table } from '../ui/table.tsx';
import type { Visit } from '../visit.ts';
import { CASE_ROLES } from './roles.ts';

const roster = z.enum(ROSTERS);

/** Who may be officer, and who may stand in: as the liaison's own rules have it. */
const DESIGNABLE: readonly Role[] = ['liaison'];
const COVERING: readonly Role[] = ['liaison', 'clerk', 'sectionHead', 'leader'];

interface Colleague extends Option {
  readonly roles: readonly Role[];
}

const ableTo = (
  colleagues: readonly Colleague[],
  roles: readonly Role[],
  officer: string | undefined,
): readonly Option[] =>
  colleagues.filter((one) => one.value !== officer && one.roles.some((r) => roles.includes(r)));

/** 联络员: one named person a roster, cover while away, dated hand-over (GP-12a). */
export const liaisonPage = definePage({
  path: '/liaison',
  title: '联络员',
  roles: [...CASE_ROLES, 'administrator', 'auditor'],
  nav: { label: '联络员', group: 'office' },
  query: nothing,
  load: async (visit) => ({
    desks: await desksOf(visit),
    names: await staffNames(visit),
    colleagues: (await visit.ask(staff.listAccounts, {}))
      .filter(({ disabled }) => !disabled)
      .map(({ id, name, roles }) => ({ value: id, label: name, roles })),
  }),
  view: ({ desks, names, colleagues }, _query, { account }) => (
    <>
      {desks.map((desk) => (
        <Desk
          key={desk.roster}
          desk={desk}
          names={names}
          colleagues={colleagues}
          manages={account.roles.some((role) =>
            ['administrator', 'sectionHead', 'leader'].includes(role),
          )}
          covers={account.roles.some((role) =>
            ['administrator', 'sectionHead', 'leader', 'liaison'].includes(role),
          )}
        />
      ))}
    </>
  ),
  actions: (form) => ({
    designate: form(
      z.object({ roster, account: needed('请选择指定哪位同事。', 64), note: text() }),
      (visit, body) =>
        visit.settle(liaison.designateOfficer, body, {
          to: '/liaison',
          say: '联络员已指定，从现在起提醒发给他。',
        }),
    ),
    cover: form(
      z.object({ roster, account: needed('请选择由谁代班。', 64), from: day, to: day }),
      (visit, body) =>
        visit.settle(liaison.setLeaveCover, body, { to: '/liaison', say: '代班已安排。' }),
    ),
    endCover: form(z.object({ cover: recordId }), (visit, body) =>
      visit.settle(liaison.endLeaveCover, body, { to: '/liaison', say: '代班已提前结束。' }),
    ),
  }),
});

const desksOf = async (visit: Visit) => {
  const desks = [];
  for (const one of ROSTERS)
    desks.push({ roster: one, ...(await visit.ask(liaison.liaisonDesk, { roster: one })) });
  return desks;
};

type DeskFacts = Awaited<ReturnType<typeof desksOf>>[number];

interface DeskProps {
  readonly desk: DeskFacts;
  readonly names: (account: string | null) => string;
  readonly colleagues: readonly Colleague[];
  readonly manages: boolean;
  readonly covers: boolean;
}

const Desk = ({ desk, names, colleagues, manages, covers }: DeskProps): JSX.Element => (
  <Section title={ROSTER_WORDS[desk.roster].roster}>
    {desk.onDuty.length === 0 ? (
      <Notice tone="warn">
        <p>还没有人值守：提醒和人工对话没有人接收。请指定联络员。</p>
      </Notice>
    ) : null}
    <Facts
      facts={[
        ['联络员', desk.officer === null ? '没有指定' : names(desk.officer.account)],
        ['现在提醒发给', desk.onDuty.map(names).join('、') || '没有人'],
        ['下班后电话', desk.dutyPhone],
        ['上级单位', desk.superior],
      ]}
    />
    {desk.covers.length === 0 ? null : <Covers desk={desk} names={names} covers={covers} />}
    {manages ? (
      <Designate
        roster={desk.roster}
        colleagues={ableTo(colleagues, DESIGNABLE, desk.officer?.account)}
      />
    ) : null}
    {covers && desk.officer !== null ? (
      <Cover roster={desk.roster} colleagues={ableTo(colleagues, COVERING, desk.officer.account)} />
    ) : null}
    {desk.history.length === 0 ? null : (
      <Fold title="历任联络员">
        <ul>
          {desk.history.map((one) => (
            <li key={one.id}>
              {names(one.account)}：<Moment at={one.since} /> 至{' '}
              {one.until === null ? '现在' : <Moment at={one.until} />}
            </li>
          ))}
        </ul>
      </Fold>
    )}
  </Section>
);

const Covers = ({ desk, names, covers }: Pick<DeskProps, 'desk' | 'names' | 'covers'>) => (
  <>
    <h3>代班</h3>
    <Table
      caption="代班"
      rows={desk.covers}
      rowKey={({ id }) => id}
      empty=""
      columns={[
        { head: '谁', cell: ({ account }) => names(account) },
        { head: '从', cell: ({ from }) => <DayText day={from} /> },
        { head: '到', cell: ({ to }) => <DayText day={to} /> },
        {
          head: '办理',
          cell: ({ id }) =>
            covers ? (
              <Form
                name="endCover"
                which={id}
                hidden={{ cover: id }}
                submit="提前结束"
                tone="plain"
                inline
              />
            ) : null,
        },
      ]}
    />
  </>
);

interface AssignProps {
  readonly roster: Roster;
  readonly colleagues: readonly Option[];
}

const Designate = ({ roster: of, colleagues }: AssignProps): JSX.Element => (
  <Fold title="指定或更换联络员" form="designate" which={of}>
    {colleagues.length === 0 ? (
      <p class="quiet">没有别的同事有“联络员”角色。请系统管理员先在账号管理里加上角色。</p>
    ) : null}
    <Form name="designate" which={of} hidden={{ roster: of }} submit="指定">
      <SelectField name="account" label="同事" empty="请选择" options={colleagues} />
      <TextField name="note" label="交接说明" required={false} width="long" />
    </Form>
  </Fold>
);

const Cover = ({ roster: of, colleagues }: AssignProps): JSX.Element => (
  <Fold title="安排代班" form="cover" which={of}>
    <Form name="cover" which={of} hidden={{ roster: of }} submit="安排代班">
      <SelectField name="account" label="由谁代班" empty="请选择" options={colleagues} />
      <TextField name="from" label="从哪天" type="date" width="short" />
      <TextField name="to" label="到哪天" type="date" width="short" />
    </Form>
  </Fold>
);
