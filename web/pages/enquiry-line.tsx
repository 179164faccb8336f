import type { JSX } from 'preact';
import type { NoticeRow } from '../../domain/notices/index.ts';
import { Badge, Moment, type Tone } from '../ui/parts.tsx';
import { kilobytes, KIND_WORDS } from './evidence-list.tsx';
import type { ShownMessage, ShownPiece } from './enquiry-pictures.ts';
import { outcomeWords, stateWords } from './notice-words.ts';

interface Said extends ShownMessage {
  /** address of the conversation */
  readonly at: string;
  readonly names: (account: string | null) => string;
}

/** One message: who, when, what, and whether what the office sent has arrived. */
export const EnquiryLine = ({ message, pieces, notice, at, names }: Said): JSX.Element => (
  <li class={message.side === 'office' ? 'ours' : undefined}>
    <small>
      {message.side === 'office' ? names(message.account) : '对方'}
      {'，'}
      <Moment at={message.at} />
    </small>
    {message.words === '' ? null : <span class="words">{message.words}</span>}
    <Stand notice={notice} />
    {pieces.map((piece, index) => (
      <div key={piece.id} class="piece">
        <Piece piece={piece} at={`${at}/file/${piece.id}`} n={index + 1} />
        <Stand notice={piece.notice} />
      </div>
    ))}
  </li>
);

/** Browsers show these; anything else is saved. */
const SHOWN = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'];

const Piece = ({
  piece,
  at,
  n,
}: {
  readonly piece: ShownPiece;
  readonly at: string;
  readonly n: number;
}): JSX.Element => {
  const what = `${KIND_WORDS[piece.kind]}${n}`;
  if (piece.state === 'fetching') return <span class="quiet">{what}：正在从微信取回</span>;
  if (piece.state !== 'kept') return <span class="error">{what}：没有取回，请对方再发一次</span>;
  const isShown = piece.kind === 'image' && SHOWN.includes(piece.mime ?? '');
  return (
    <a href={at}>
      {isShown ? <img src={at} alt={what} loading="lazy" /> : null}
      <span>
        下载{what}（{kilobytes(piece.size)}）
      </span>
    </a>
  );
};

const Stand = ({ notice }: { readonly notice: NoticeRow | null }): JSX.Element | null => {
  if (notice === null) return null;
  const { label, tone } = standOf(notice);
  return (
    <small>
      <Badge tone={tone}>{label}</Badge>{' '}
      {notice.state === 'sent' ? '' : outcomeWords(notice.outcome)}
    </small>
  );
};

/** A picture that no window let through is not given up: it waits for the next word of the follower. */
const standOf = (notice: NoticeRow): { readonly label: string; readonly tone: Tone } =>
  notice.kind === 'enquiries.picture' && notice.state === 'expired'
    ? { label: '还没有收到', tone: 'wait' }
    : stateWords({ ...notice, isOver: false });
