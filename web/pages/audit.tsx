import { z } from 'zod';
import {
  readEntries,
  verifyChain,
  type AuditEntry,
  type ChainReport,
} from '../../domain/audit/index.ts';
import { addDays, instantAt, PAGE_SIZE, parseDay, type Day } from '../../domain/index.ts';
import { instantWords, type Portion } from '../export.ts';
import { nothing, pageNumber, word } from '../fields.ts';
import { staffNames } from '../names.ts';
import { definePage } from '../page.ts';
import { Form, SelectField, TextField } from '../ui/form.tsx';
import { Fold, Moment, Section } from '../ui/parts.tsx';
import { Filter, Pager, Table } from '../ui/table.tsx';
import type { Visit } from '../visit.ts';
import { actorWords, CONTEXT_OPTIONS, factWords, typeWords } from './audit-words.ts';
import { revealWords } from './audit-reveals.ts';
import { mayKnow } from './audit-sight.ts';

const query = z.object({
  type: word,
  from: word.transform(parseDay),
  to: word.transform(parseDay),
  page: pageNumber,
});

/** 审计日志: who did what, when. The private part of an event is never shown. */
export const auditPage = definePage({
  path: '/audit',
  title: '审计日志',
  roles: ['auditor', 'administrator', 'leader'],
  nav: { label: '审计日志', group: 'office' },
  query,
  load: async (visit, { type, from, to, page }) => {
    const listing = await entriesOf(visit, { type, from, to }, { page, size: PAGE_SIZE });
    return {
      names: await staffNames(visit),
      listing,
      reveals: await revealWords(visit, listing.rows),
    };
  },
  exportAs: (sheet) =>
    sheet({
      name: '审计日志',
      read: async (visit, filter, portion) => {
        const names = await staffNames(visit);
        const { rows, total } = await entriesOf(visit, filter, portion);
        const reveals = await revealWords(visit, rows);
        const told = rows.map((entry) => ({
          entry,
          who: actorWords(entry.actor, names),
          facts: reveals.get(entry.id) ?? factWords(entry.facts, names).brief,
        }));
        return { rows: told, total };
      },
      columns: [
        { head: '时间', text: ({ entry }) => instantWords(entry.at), width: 24 },
        { head: '谁', text: ({ who }) => who },
        { head: '做了什么', text: ({ entry }) => typeWords(entry.type), width: 24 },
        { head: '内容', text: ({ facts }) => facts, width: 60 },
      ],
    }),
  view: ({ names, listing, reveals }, { type, from, to, page }) => (
    <>
      <Section title="核对完整性">
        <p>重新计算全部记录的校验链。任何一条被改动、删除或插入，这里都会指出来。</p>
        <Form name="verify" tone="plain" submit="现在核对" />
      </Section>
      <Filter path="/audit" active={type !== '' || from !== null || to !== null}>
        <SelectField name="type" label="类别" empty="全部" value={type} options={CONTEXT_OPTIONS} />
        <TextField name="from" label="从哪天" type="date" value={from} />
        <TextField name="to" label="到哪天" type="date" value={to} />
      </Filter>
      <Table
        caption="审计记录"
        rows={listing.rows}
        rowKey={({ id }) => id}
        empty="没有符合条件的记录。请放宽日期或类别再查找。"
        columns={[
          { head: '时间', narrow: true, cell: ({ at }) => <Moment at={at} /> },
          { head: '谁', cell: ({ actor }) => actorWords(actor, names) },
          { head: '做了什么', cell: ({ type: done }) => typeWords(done) },
          {
            head: '内容',
            cell: (entry) => <Facts entry={entry} names={names} brief={reveals.get(entry.id)} />,
          },
        ]}
      />
      <Pager
        path="/audit"
        query={{ type, from: from ?? '', to: to ?? '' } satisfies Record<string, Day | string>}
        page={page}
        size={PAGE_SIZE}
        total={listing.total}
      />
    </>
  ),
  actions: (form) => ({
    verify: form(nothing, async (visit: Visit) => ({
      kind: 'done' as const,
      to: '/audit',
      say: verdict(await visit.within((tx) => verifyChain(tx))),
    })),
  }),
});

const entriesOf = (
  visit: Visit,
  { type, from, to }: Pick<z.output<typeof query>, 'type' | 'from' | 'to'>,
  { page, size }: Portion,
) =>
  visit.within((tx) =>
    readEntries(
      tx,
      {
        type,
        from: from === null ? null : instantAt(from, '00:00'),
        to: to === null ? null : instantAt(addDays(to, 1), '00:00'),
        limit: size,
        offset: (page - 1) * size,
      },
      (entry) => mayKnow(entry, visit.actor),
    ),
  );

/** No number of entries: it would tell a reader how many are kept from the list. */
const verdict = (report: ChainReport): string =>
  report.intact
    ? `审计日志完整，没有被改动。最新校验值：${report.head}。请抄在交接记录上，以后可以对照。`
    : '审计日志不完整：有记录被改动或缺失。请立即停止使用，并联系系统管理员和纪检人员。';

const Facts = ({
  entry,
  names,
  brief,
}: {
  readonly entry: AuditEntry;
  readonly names: (account: string | null) => string;
  /** instead of what the facts say by themselves */
  readonly brief: string | undefined;
}) => {
  const facts = factWords(entry.facts, names);
  return (
    <>
      {brief ?? facts.brief}
      {facts.all.length === 0 ? null : (
        <Fold title="详细">
          <ul>
            {facts.all.map(([name, value]) => (
              <li key={name} class="code">
                {name}：{value}
              </li>
            ))}
          </ul>
        </Fold>
      )}
    </>
  );
};
