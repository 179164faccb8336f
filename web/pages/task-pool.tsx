import type { JSX } from 'preact';
import { z } from 'zod';
import { draws, vrs } from '../../domain/index.ts';
import { recordId } from '../fields.ts';
import { definePage } from '../page.ts';
import { Badge, Facts, Moment, Notice, Section } from '../ui/parts.tsx';
import { Table } from '../ui/table.tsx';
import type { Visit } from '../visit.ts';

/** How many trial draws a chance is taken from where it cannot be computed exactly. */
const TRIALS = 20_000;

/** 抽取前检查: who takes part, who is filtered by what, how likely each is, what is missing (draw.md 3.3). */
export const taskPoolPage = definePage({
  path: '/tasks/:task/pool',
  title: '抽取前检查',
  roles: ['clerk', 'sectionHead', 'leader', 'discipline'],
  query: z.object({ task: recordId }),
  load: async (visit, { task }) => {
    const found = await visit.ask(draws.oneDrawTask, { task });
    const pool = await visit.ask(draws.previewPool, { task });
    if (found === null || pool === null) return null;
    const chances = await chancesOf(visit, pool);
    return { task: found.task, pool, chances, words: draws.wordsOfChances(chances) };
  },
  view: ({ task, pool, chances, words }) => (
    <>
      <p class="crumbs">
        <a href={`/tasks/${task.id}`}>返回任务 {task.number}</a>
      </p>
      <Section title="够不够">
        {pool.shortage === null ? (
          <p>
            <Badge tone="good">够</Badge> 每个名额都能凑齐。
          </p>
        ) : (
          <Notice tone="bad">{draws.shortageWords(pool.shortage)}</Notice>
        )}
        <Seats task={task} pool={pool} />
        <Warnings pool={pool} chances={chances} task={task} />
      </Section>
      {pool.since === null ? null : <Since since={pool.since} />}
      <Section title="候选情况">
        <Table
          caption="候选情况"
          rows={pool.rows}
          rowKey={({ cid }) => cid}
          empty="专家库里还没有人。"
          columns={[
            {
              head: '姓名',
              cell: ({ name, person }) => <a href={`/people/${person}`}>{name}</a>,
            },
            { head: '类别', cell: ({ categories }) => categories.join('、') },
            {
              head: '是否参加抽取',
              cell: ({ out }) =>
                out === null ? <Badge tone="good">参加</Badge> : <span class="quiet">{out}</span>,
            },
            { head: '抽中机会', narrow: true, cell: ({ cid }) => words.get(cid) ?? '—' },
          ]}
        />
      </Section>
    </>
  ),
});

type Pool = draws.PoolPreview;

const chancesOf = (visit: Visit, { list, rules }: Pool): Promise<vrs.Chances> =>
  vrs.chancesOf(
    { rules, rows: list.rows },
    { runs: TRIALS, pause: visit.breathe, hashing: vrs.NODE_HASHING },
  );

interface Props {
  readonly task: draws.VisibleTask;
  readonly pool: Pool;
}

const Seats = ({ task, pool }: Props): JSX.Element => (
  <Table
    caption="各类别名额"
    rows={Object.entries(task.need).map(([category, seats]) => ({ category, seats }))}
    rowKey={({ category }) => category}
    empty=""
    columns={[
      { head: '类别', cell: ({ category }) => category },
      { head: '名额', narrow: true, cell: ({ seats }) => `${seats}人` },
      {
        head: '希望的递补',
        narrow: true,
        cell: ({ category }) => `${task.extras.alternates[category] ?? 0}人`,
      },
      {
        head: '可抽取',
        narrow: true,
        cell: ({ category }) => `${eligible(pool, category)}人`,
      },
    ]}
  />
);

const eligible = (pool: Pool, category: string): number =>
  pool.rows.filter(({ out, categories }) => out === null && categories.includes(category)).length;

const Warnings = ({
  task,
  pool,
  chances,
}: Props & { readonly chances: ReadonlyMap<string, number> }): JSX.Element | null => {
  const sentences = [
    ...few(task, pool),
    ...(certain(chances) > 0
      ? [`有${certain(chances)}人必定抽中，这些名额谈不上随机，请考虑增补专家。`]
      : []),
    ...(never(chances) > 0
      ? [`有${never(chances)}人因为同单位或名额限制不可能抽中，请核对单位和类别。`]
      : []),
  ];
  return sentences.length === 0 ? null : (
    <Notice tone="warn">
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Notice>
  );
};

const LEAST_PER_SEAT = 3;

const few = ({ need, extras }: draws.VisibleTask, pool: Pool): readonly string[] =>
  Object.entries(need).flatMap(([category, seats]) => {
    const count = eligible(pool, category);
    const wished = seats + (extras.alternates[category] ?? 0);
    if (count < wished) return [`${category}可抽取${count}人，不够${wished}人（含递补）。`];
    return count < seats * LEAST_PER_SEAT
      ? [`${category}每个名额不到${LEAST_PER_SEAT}名候选人，随机性不足。`]
      : [];
  });

const certain = (chances: ReadonlyMap<string, number>): number =>
  [...chances.values()].filter((chance) => chance === 1).length;

const never = (chances: ReadonlyMap<string, number>): number =>
  [...chances.values()].filter((chance) => chance === 0).length;

const Since = ({ since }: { readonly since: Exclude<Pool['since'], null> }): JSX.Element => (
  <Section title="和上一次抽取比">
    <Facts
      facts={[
        ['上一次', since.name],
        ['冻结时间', <Moment key="at" at={since.at} />],
        ['新入库', `${since.joined.length}人`],
        ['已离库', `${since.left.length}人`],
        ['新增回避', `${since.newlyRecused}人`],
        ['不再回避', `${since.noLongerRecused}人`],
      ]}
    />
  </Section>
);
