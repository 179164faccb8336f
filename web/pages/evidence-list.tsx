import type { JSX } from 'preact';
import type { AttachmentRow } from '../../domain/exchange/index.ts';
import { Moment, Section } from '../ui/parts.tsx';
import { Table } from '../ui/table.tsx';

const KIND_WORDS: Readonly<Record<AttachmentRow['kind'], string>> = {
  image: '照片',
  voice: '录音',
  video: '视频',
  document: '文件',
};

/** Evidence with its hash: what was received is what is handed out. */
export const EvidenceList = ({
  clue,
  pieces,
}: {
  readonly clue: string;
  readonly pieces: readonly AttachmentRow[];
}): JSX.Element => (
  <Section title="证据">
    <Table
      caption="证据"
      rows={pieces.map((piece, index) => ({ piece, index }))}
      rowKey={({ piece }) => piece.id}
      empty="没有收到照片、录音或文件。反映人以后可以在微信里补充。"
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
          cell: ({ piece }) => <Piece clue={clue} piece={piece} />,
        },
      ]}
    />
  </Section>
);

const Piece = ({
  clue,
  piece,
}: {
  readonly clue: string;
  readonly piece: AttachmentRow;
}): JSX.Element => {
  if (piece.state === 'kept')
    return <a href={`/clues/${clue}/evidence/${piece.id}`}>下载（{kilobytes(piece.size)}）</a>;
  return piece.state === 'fetching' ? (
    <span class="quiet">正在从微信取回</span>
  ) : (
    <span class="error">没有取回，请反映人再发一次</span>
  );
};

const kilobytes = (size: number | null): string =>
  size === null ? '大小不详' : `${Math.max(1, Math.round(size / 1024))}KB`;
