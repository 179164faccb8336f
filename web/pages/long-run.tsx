import type { JSX } from 'preact';
import { z } from 'zod';
import { draws, parseDay, showInstant, type Role } from '../../domain/index.ts';
import { nothing, word } from '../fields.ts';
import { defineFile, definePage } from '../page.ts';
import { writeSheet, XLSX } from '../sheets/write.ts';
import { Bars, Dots } from '../ui/chart.tsx';
import { Form, TextField } from '../ui/form.tsx';
import { Badge, Notice, Section } from '../ui/parts.tsx';
import { Filter, Table } from '../ui/table.tsx';
import { longRunData, type LongRunData, type RunRow } from './long-run-data.ts';

const AUDITING: readonly Role[] = ['auditor', 'discipline', 'leader'];

const query = z.object({ from: word.transform(parseDay), to: word.transform(parseDay) });

/** 抽取长期情况: expected against actual seats, named appointments, voids, replies; facts for the auditor. */
export const longRunPage = definePage({
  path: '/draws/long-run',
  title: '抽取长期情况',
  roles: AUDITING,
  nav: { label: '抽取长期情况', group: 'office' },
  query,
  load: async (visit, range) => ({
    ...(await longRunData(visit, range)),
    newest: await visit.ask(draws.drawHead, {}),
  }),
  view: ({ newest, ...data }, { from, to }) => (
    <>
      <Filter path="/draws/long-run" active={from !== null || to !== null}>
        <TextField name="from" label="从哪天" type="date" value={from} />
        <TextField name="to" label="到哪天" type="date" value={to} />
      </Filter>
      <Fairness data={data} />
      <Experts rows={data.experts} sheet={sheetHref(from, to)} />
      <Named years={data.years} />
      <Officers officers={data.officers} />
      <Chain newest={newest} />
    </>
  ),
  actions: (form) => ({
    verify: form(nothing, async (visit) => ({
      kind: 'done' as const,
      to: '/draws/long-run',
      say: chainWords(await visit.ask(draws.drawChain, {})),
    })),
    compare: form(z.object({ digits: printedDigits }), async (visit, { digits }) => ({
      kind: 'done' as const,
      to: '/draws/long-run',
      say: foundWords(await visit.ask(draws.knownHash, { digits })),
    })),
  }),
});

const sheetHref = (from: string | null, to: string | null): string => {
  const words = new URLSearchParams({
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
  }).toString();
  return `/draws/long-run/sheet${words === '' ? '' : `?${words}`}`;
};

const SHOWN = 30;
const two = (value: number): string => value.toFixed(2);
const deviationWords = ({ deviation }: draws.ExpertRun['fairness']): string =>
  deviation === null ? '—' : `${deviation > 0 ? '+' : ''}${two(deviation)}`;

const Fairness = ({ data }: { readonly data: LongRunData }): JSX.Element => {
  const drawn = data.experts.filter(({ fairness }) => fairness.draws > 0);
  const marked = drawn.filter(({ fairness }) => fairness.isRemarkable).length;
  const words =
    drawn.length === 0
      ? '这段时间没有可以比较的抽取。'
      : `共${data.draws}次抽取、${drawn.length}人，偏离较大的${marked}人。`;
  return (
    <Section title="应有次数与实际次数">
      <p>
        浅色带是按当时的机会应有的抽中次数（带中竖线）和正常的上下浮动，圆点是实际抽中次数。
        {words}
        {data.pending > 0 ? `还有${data.pending}次抽取的机会正在计算。` : ''}
      </p>
      {marked === 0 ? null : (
        <Notice tone="info">
          偏离超过4倍标准差的标出来，只是提示，请查看具体抽取记录再下结论。
        </Notice>
      )}
      {drawn.length === 0 ? null : (
        <Dots
          title="应有与实际抽中次数"
          words={`${words}下面的表格列出每个人的数字。`}
          rows={drawn.slice(0, SHOWN).map(({ person, name, fairness }) => ({
            key: person,
            label: name,
            expected: fairness.expected,
            spread: spreadOf(fairness),
            actual: fairness.seats,
            marked: fairness.isRemarkable,
          }))}
        />
      )}
    </Section>
  );
};

const spreadOf = ({ spread }: draws.ExpertRun['fairness']): number => 2 * spread;

const Experts = ({
  rows,
  sheet,
}: {
  readonly rows: readonly RunRow[];
  readonly sheet: string;
}): JSX.Element => (
  <Section title="每位专家">
    <p class="links">
      <a href={sheet}>下载为Excel表格</a>
    </p>
    <Table
      caption="每位专家"
      rows={rows}
      rowKey={({ person }) => person}
      empty="这段时间没有抽取，也没有邀请。请放宽日期再查找。"
      columns={[
        { head: '姓名', narrow: true, cell: ({ name }) => name },
        { head: '列入抽取', cell: ({ fairness }) => fairness.draws },
        { head: '应有次数', cell: ({ fairness }) => two(fairness.expected) },
        { head: '抽中次数', cell: ({ fairness }) => fairness.seats },
        {
          head: '偏离',
          cell: ({ fairness }) => (
            <>
              {deviationWords(fairness)}{' '}
              {fairness.isRemarkable ? <Badge tone="wait">偏离较大</Badge> : null}
            </>
          ),
        },
        { head: '答复', cell: ({ replies }) => replyWords(replies) },
      ]}
    />
  </Section>
);

const replyWords = (replies: RunRow['replies']): string =>
  replies.asked === 0
    ? '没有邀请过'
    : [
        `邀请${replies.asked}次`,
        `接受${replies.accepted}`,
        `不能参加${replies.declined}`,
        `回避${replies.recused}`,
        `未答复${replies.silent}`,
        `未送达${replies.undelivered}`,
      ].join('，');

const share = ({ all, named }: draws.YearShare): string =>
  `${named} / ${all}（${all === 0 ? 0 : Math.round((named / all) * 100)}%）`;

const Named = ({ years }: { readonly years: readonly draws.YearShare[] }): JSX.Element => (
  <Section title="不经抽取指定的专家">
    <p>接受邀请的专家里，指定（不经抽取）的人次占多少。深色为指定。</p>
    {years.length === 0 ? (
      <p class="quiet">这段时间没有专家接受邀请。</p>
    ) : (
      <Bars
        title="每年指定的人次"
        words={years.map((one) => `${one.year}年${share(one)}`).join('；')}
        rows={years.map((one) => ({
          key: String(one.year),
          label: `${one.year}年`,
          all: one.all,
          marked: one.named,
          text: share(one),
        }))}
      />
    )}
  </Section>
);

const Officers = ({ officers }: { readonly officers: LongRunData['officers'] }): JSX.Element => (
  <Section title="各操作人的抽取次数">
    {officers.length === 0 ? null : (
      <Bars
        title="抽取次数和其中作废的次数"
        words={officers
          .map((one) => `${one.name}抽取${one.attempts}次，作废${one.voids}次`)
          .join('；')}
        rows={officers.map((one) => ({
          key: one.operator,
          label: one.name,
          all: one.attempts,
          marked: one.voids,
          text: `${one.voids} / ${one.attempts}`,
        }))}
      />
    )}
    <Table
      caption="各操作人的抽取次数"
      rows={officers}
      rowKey={({ operator }) => operator}
      empty="这段时间没有人操作过抽取，也没有演练。请放宽日期再查找。"
      columns={[
        { head: '操作人', narrow: true, cell: ({ name }) => name },
        { head: '抽取', cell: ({ attempts }) => attempts },
        { head: '其中作废', cell: ({ voids }) => voids },
        { head: '演练', cell: ({ rehearsals }) => rehearsals },
      ]}
    />
  </Section>
);

const Chain = ({
  newest,
}: {
  readonly newest: { readonly ordinal: number; readonly head: string };
}): JSX.Element => (
  <Section title="抽取记录链">
    {newest.ordinal === 0 ? (
      <p class="quiet">还没有正式抽取。</p>
    ) : (
      <>
        <p>共{newest.ordinal}次正式抽取，一次接着一次。最新校验值：</p>
        <p class="code">{newest.head}</p>
        <Form name="verify" tone="plain" submit="现在核对全部抽取记录" />
        <p>恢复备份以后，请拿最近一张纸质记录单来对照：查不到，就说明有抽取记录丢失。</p>
        <Form name="compare" tone="plain" submit="查这个校验值">
          <TextField
            name="digits"
            label="纸质记录单上的链末校验值"
            hint="64位，填前12位也可以。"
            example="1ac783ff4955"
          />
        </Form>
      </>
    )}
  </Section>
);

const HASH_FAULT = '请填写记录单上的校验值，至少前12位，只有数字和字母a到f。';
const printedDigits = z
  .string({ error: HASH_FAULT })
  .transform((text) => text.replaceAll(/\s/g, '').toLowerCase())
  .refine((text) => /^[0-9a-f]{12,64}$/.test(text), HASH_FAULT);

const foundWords = (found: draws.KnownHash | null): string =>
  found === null
    ? '没有查到这个校验值。如果没有抄错，说明有抽取记录丢失，请停止抽取并联系系统管理员和纪检人员。'
    : `查到了：是 ${found.name} 在${showInstant(found.at)}的记录，没有丢失。`;

const chainWords = (chain: draws.DrawChain): string =>
  chain.whole
    ? `全部${chain.attempts}次抽取的记录完整，前后相接。`
    : `抽取记录不完整：${chain.brokenAt} 处对不上。请立即停止抽取，并联系系统管理员和纪检人员。`;

const COLUMNS = [
  { head: '姓名', width: 14 },
  { head: '列入抽取次数', width: 14 },
  { head: '应有抽中次数', width: 14 },
  { head: '实际抽中次数', width: 14 },
  { head: '偏离（标准差倍数）', width: 20 },
  { head: '邀请', width: 8 },
  { head: '接受', width: 8 },
  { head: '不能参加', width: 10 },
  { head: '回避', width: 8 },
  { head: '未答复', width: 8 },
  { head: '未送达', width: 8 },
];

/** The same table as a spreadsheet. */
export const longRunSheetFile = defineFile({
  path: '/draws/long-run/sheet',
  roles: AUDITING,
  query,
  load: async (visit, range) => {
    const { experts } = await longRunData(visit, range);
    const rows = experts.map(({ name, fairness, replies }) => [
      name,
      String(fairness.draws),
      two(fairness.expected),
      String(fairness.seats),
      deviationWords(fairness),
      ...[replies.asked, replies.accepted, replies.declined, replies.recused].map(String),
      ...[replies.silent, replies.undelivered].map(String),
    ]);
    return {
      bytes: await writeSheet({ name: '抽取长期情况', columns: COLUMNS, rows }),
      type: XLSX,
      name: '抽取长期情况.xlsx',
    };
  },
});
