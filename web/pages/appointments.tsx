import type { JSX } from 'preact';
import { z } from 'zod';
import { contextOf, publicity, ROSTER_WORDS, type Refusal } from '../../domain/index.ts';
import { many, needed, nothing } from '../fields.ts';
import { leavingWords } from '../office-time.ts';
import { definePage } from '../page.ts';
import { Choices } from '../ui/choices.tsx';
import { Form, LongField } from '../ui/form.tsx';
import { Section } from '../ui/parts.tsx';
import { Table } from '../ui/table.tsx';
import type { Settled, Visit } from '../visit.ts';
import { OFFICE_ROLES } from './roles.ts';

/** 聘任: one decision for several candidates, an event and a letter number for each (GP-6.3, ZJ-8.2b). */
export const appointmentsPage = definePage({
  path: '/appointments',
  title: '聘任',
  roles: OFFICE_ROLES,
  nav: { label: '聘任', group: 'selection' },
  query: nothing,
  load: (visit) => visit.ask(publicity.toAppoint, {}),
  exportAs: (sheet) =>
    sheet({
      name: '待聘任人选',
      read: async (visit) => {
        const rows = await visit.ask(publicity.toAppoint, {});
        return { rows, total: rows.length };
      },
      columns: [
        { head: '编号', text: ({ candidate }) => candidate.number },
        { head: '姓名', text: ({ candidate }) => candidate.row.values.name, width: 12 },
        { head: '名册', text: ({ candidate }) => ROSTER_WORDS[candidate.roster].member },
        { head: '专业类别', text: ({ candidate }) => candidate.row.values.category },
        { head: '单位', text: ({ candidate }) => candidate.row.values.unit, width: 30 },
        { head: '情况', text: ({ waitsFor }) => (waitsFor === null ? '可以聘任' : '还不能聘任') },
      ],
    }),
  view: (all) => {
    const ready = all.filter(({ waitsFor }) => waitsFor === null);
    const waiting = all.filter(({ waitsFor }) => waitsFor !== null);
    return (
      <>
        <Ready ready={ready} />
        {waiting.length === 0 ? null : <Waiting waiting={waiting} />}
      </>
    );
  },
  actions: (form) => ({
    appoint: form(
      z.object({
        chosen: many(z.string().regex(CHOSEN)).refine((chosen) => chosen.length > 0, {
          message: '请至少勾选一名要聘任的人选。',
        }),
        reason: needed('请写明聘任决定，例如 经局务会研究，同意聘任。', 1000),
      }),
      (visit, { chosen, reason }) => appointAll(visit, chosen, reason),
    ),
  }),
});

/** id and version of an application, as the box carries them */
const CHOSEN = /^[\w-]{1,64}:\d{1,9}$/;

/** One after another, each by itself: whoever cannot be appointed does not hold up the others. */
const appointAll = async (
  visit: Visit,
  chosen: readonly string[],
  reason: string,
): Promise<Settled> => {
  const refused: string[] = [];
  const all = await visit.ask(publicity.toAppoint, {});
  for (const one of chosen) {
    const [application = '', version = ''] = one.split(':');
    const input = { application, expectVersion: version, reason };
    const outcome = await visit.perform(publicity.appointCandidate, input);
    const known = all.find(({ candidate }) => candidate.id === application);
    const who = known?.candidate.row.values.name ?? '有一名人选';
    if (outcome.kind === 'refused') refused.push(`${who}：${sentence(outcome.reason)}`);
    else if (outcome.kind === 'denied') refused.push(`${who}：您的角色不能办理。`);
  }
  const appointed = chosen.length - refused.length;
  if (appointed === 0) return { kind: 'refused', conflict: false, sentence: refused.join('') };
  const leaves = await leavingWords(visit);
  const say = `已聘任${appointed}人，聘期从今天开始（原聘期还没满的，从期满次日开始），本人会收到通知。${leaves}`;
  return { kind: 'done', to: '/appointments', say: [say, ...refused].join('') };
};

const sentence = (reason: Refusal): string =>
  contextOf(reason.code).refuse(reason) ?? '按现在的情况不能聘任，请核对后再试。';

interface Listed {
  readonly candidate: publicity.Candidate;
}

const labelOf = ({ candidate: { row, number, roster } }: Listed): string =>
  [
    `${row.values.name}（${number}）`,
    ROSTER_WORDS[roster].member,
    row.values.category,
    row.values.unit,
  ]
    .filter((one) => one !== '')
    .join('，');

const Ready = ({ ready }: { readonly ready: readonly publicity.Appointable[] }): JSX.Element => (
  <Section title="可以聘任">
    {ready.length === 0 ? (
      <p class="quiet">
        现在没有等您聘任的人选。选定的人选（需要公示的，公示期满且没有未处理的异议）会出现在这里。
      </p>
    ) : (
      <Form name="appoint" submit="决定聘任">
        <Choices
          kind="many"
          name="chosen"
          label="要聘任的人选"
          options={ready.map((one) => ({
            value: `${one.candidate.id}:${one.candidate.version}`,
            label: labelOf(one),
          }))}
        />
        <LongField
          name="reason"
          label="聘任决定"
          rows={3}
          hint="勾选的每个人都记这一段，各自编号。聘期从决定当天开始，原聘期还没满的从期满次日开始。"
          example="经局务会研究，同意聘任"
        />
      </Form>
    )}
  </Section>
);

const Waiting = ({
  waiting,
}: {
  readonly waiting: readonly publicity.Appointable[];
}): JSX.Element => (
  <Section title="还不能聘任">
    <Table
      caption="还不能聘任"
      rows={waiting}
      rowKey={({ candidate }) => candidate.id}
      empty="没有。"
      columns={[
        {
          head: '申请',
          narrow: true,
          cell: ({ candidate }) => <a href={`/applications/${candidate.id}`}>{candidate.number}</a>,
        },
        { head: '姓名', cell: ({ candidate }) => candidate.row.values.name },
        {
          head: '对象',
          narrow: true,
          cell: ({ candidate }) => ROSTER_WORDS[candidate.roster].member,
        },
        { head: '还差什么', cell: ({ waitsFor }) => waitsFor },
      ]}
    />
  </Section>
);
