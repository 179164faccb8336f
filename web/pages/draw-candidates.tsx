import type { JSX } from 'preact';
import type { draws } from '../../domain/index.ts';
import { Badge, Fold } from '../ui/parts.tsx';
import { Table } from '../ui/table.tsx';

interface CandidatesProps {
  readonly rows: readonly draws.CandidateRow[];
  /** the published draw whose receipts may be handed out */
  readonly receipts: draws.AttemptView | null;
}

/** Who took part and, in neutral words, who did not (B-24). */
export const Candidates = ({ rows, receipts }: CandidatesProps): JSX.Element => (
  <Fold title={`候选名单（${rows.length}人）`}>
    <Table
      caption="候选名单"
      rows={rows}
      rowKey={({ cid }) => cid}
      empty=""
      columns={[
        { head: '姓名', cell: ({ name }) => name },
        { head: '类别', cell: ({ categories }) => categories.join('、') },
        {
          head: '是否参加抽取',
          cell: ({ out }) =>
            out === null ? <Badge tone="good">参加</Badge> : <span class="quiet">{out}</span>,
        },
        ...(receipts === null
          ? []
          : [
              {
                head: '抽取凭证',
                cell: ({ person }: draws.CandidateRow) => (
                  <a href={`/tasks/${receipts.task}/records/${receipts.id}/receipts/${person}`}>
                    下载
                  </a>
                ),
              },
            ]),
      ]}
    />
  </Fold>
);
