import type { JSX } from 'preact';
import type { AttachmentRow } from '../../domain/exchange/index.ts';
import { Moment, Section } from '../ui/parts.tsx';
import { Table } from '../ui/table.tsx';

export const KIND_WORDS: Readonly<Record<AttachmentRow['kind'], string>> = {
  image: '照片',
  voice: '录音',
  video: '视频',
  document: '文件',
};

interface Listed {
  readonly title: string;
  /** address under which each piece is handed out */
  readonly at: string;
  readonly empty: string;
  readonly pieces: readonly AttachmentRow[];
}

/** Evidence with its hash: what was received is what is handed out. */
export const EvidenceList = ({ title, at, empty, pieces }: Listed): JSX.Element => (
  <Section title={title}>
    <Table
      caption={title}
      rows={pieces.map((piece, index) => ({ piece, index }))}
      rowKey={({ piece }) => piece.id}
      empty={empty}
      columns={[
        { head: '序号', narrow: true, cell: ({ index }) => index + 1 },
        { head: '种类', narrow: true, cell: ({ piece }) => KIND_WORDS[piece.kind] },
        { head: '收到时间', narrow: true, cell: ({ piece }) => <Moment at={piece.receivedAt} /> },
        {
          head: 'SM3 校验值',
          cell: ({ piece }) => <span class="code">{piece.digest ?? '—'}</span>,
        },
        {
          head: '文件',
          cell: ({ piece }) => <Piece at={at} piece={piece} />,
        },
      ]}
    />
  </Section>
);

const Piece = ({
  at,
  piece,
}: {
  readonly at: string;
  readonly piece: AttachmentRow;
}): JSX.Element => {
  if (piece.state === 'kept')
    return <a href={`${at}/${piece.id}`}>下载（{kilobytes(piece.size)}）</a>;
  return piece.state === 'fetching' ? (
    <span class="quiet">正在从微信取回</span>
  ) : (
    <span class="error">没有取回，请反映人再发一次</span>
  );
};

export const kilobytes = (size: number | null): string =>
  size === null ? '大小不详' : `${Math.max(1, Math.round(size / 1024))}KB`;
