import type { JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { draws, showDay, showInstant, type Day } from '../domain/index.ts';
import { Table } from '../web/ui/table.tsx';
import { PublicFrame } from './public-frame.tsx';

interface PublishedDraw {
  readonly name: string;
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly assurance: draws.Attempt['assurance'];
  readonly isVoid: boolean;
  readonly drawnAt: Date;
  readonly publishedAt: Date;
}

export interface PublicDraws {
  readonly bureau: string;
  readonly name: string;
  readonly styles: string;
  readonly published: readonly PublishedDraw[];
  /** null: the bureau does not show them at once */
  readonly commitments:
    readonly { readonly name: string; readonly at: Date; readonly commit: string }[] | null;
}

/** The published draws of a bureau as anybody may see them; nothing about what was inspected. */
export const publicDrawsHtml = (page: PublicDraws): string =>
  `<!doctype html>\n${renderToString(<Page {...page} />)}`;

const days = ({ firstDay, lastDay }: PublishedDraw): string =>
  firstDay === lastDay ? showDay(firstDay) : `${showDay(firstDay)}至${showDay(lastDay)}`;

const Page = (page: PublicDraws): JSX.Element => (
  <PublicFrame title="专家抽取公布" bureau={page.name} styles={page.styles} slim={false}>
    <p>
      这里是工作结束后公布的专家抽取记录，用编号代替姓名。下载一份记录，再打开
      <a href="/verify-draw">核对网页</a>
      选择它，就能在自己的电脑上重新计算一遍，记录不会离开您的电脑。
    </p>
    <Published {...page} />
    {page.commitments === null ? null : <Commitments rows={page.commitments} />}
  </PublicFrame>
);

const Published = ({ bureau, published }: PublicDraws): JSX.Element => (
  <Table
    caption="已公布的抽取"
    rows={published}
    rowKey={({ name }) => name}
    empty="目前没有已公布的抽取记录。工作结束并决定公布后，会列在这里。"
    columns={[
      { head: '抽取编号', narrow: true, cell: ({ name }) => name },
      { head: '工作日期', cell: days },
      {
        head: '可信等级',
        cell: ({ assurance, isVoid }) =>
          isVoid ? '已作废，另行抽取' : draws.ASSURANCE_WORDS[assurance],
      },
      { head: '抽取时间', narrow: true, cell: ({ drawnAt }) => showInstant(drawnAt) },
      { head: '公布时间', narrow: true, cell: ({ publishedAt }) => showInstant(publishedAt) },
      {
        head: '记录',
        cell: ({ name }) => (
          <a href={`/draws/${bureau}/${name.replace('/', '-')}.json`}>下载记录</a>
        ),
      },
    ]}
  />
);

const Commitments = ({
  rows,
}: {
  readonly rows: NonNullable<PublicDraws['commitments']>;
}): JSX.Element => (
  <section class="section">
    <h2>承诺值</h2>
    <p>每次抽取前，名单和规则先冻结，这64位数字就是凭据。以后公布的记录必须与它一致。</p>
    <Table
      caption="承诺值"
      rows={rows}
      rowKey={({ name }) => name}
      empty="还没有抽取。"
      columns={[
        { head: '抽取编号', narrow: true, cell: ({ name }) => name },
        { head: '冻结时间', narrow: true, cell: ({ at }) => showInstant(at) },
        { head: '承诺值', cell: ({ commit }) => <span class="code">{commit}</span> },
      ]}
    />
  </section>
);
