import { sayNotice, showInstant, type Tx } from '../../domain/index.ts';
import { lockPlaces } from '../../domain/exchange/index.ts';
import { leftBefore, noteTry, triesOf } from '../../domain/notices/index.ts';
import type { ChatErrand } from './way.ts';

/** WeCom takes equal words for one message so long after the first (B3); five minutes are for the way there. */
const EQUAL_MS = 35 * 60_000;

/**
 * Two notices that read the same are two: the second says when it was written and its number, or
 * WeCom would throw it away without a word. A repeat of the same notice reads as it did at first,
 * so that it stays one (F31).
 */
export const apart = async (tx: Tx, errand: ChatErrand, words: string): Promise<string> => {
  if (errand.identity.channel !== 'wecom') return words;
  const { row } = errand;
  const isMarked =
    row.leftAt === null ? await markedNow(tx, errand) : await markedThen(tx, row.id, row.leftAt);
  if (!isMarked) return words;
  const written = showInstant(new Date(row.createdAt));
  return `（又一条通知，${written}，编号${row.id.slice(0, NUMBER)}）\n${words}`;
};

const NUMBER = 6;

const markedNow = async (tx: Tx, errand: ChatErrand): Promise<boolean> => {
  const { row, conversation: chat, now } = errand;
  await lockPlaces(tx, chat);
  if (!(await isSaidAlready(tx, errand))) return false;
  const line = { way: 'service', channel: 'wecom', kind: 'alike', outcome: '' } as const;
  await noteTry(tx, row, { ...line, chat, now });
  return true;
};

const isSaidAlready = async (
  tx: Tx,
  { row, said, conversation: chat, now }: ChatErrand,
): Promise<boolean> => {
  const since = new Date(now.getTime() - EQUAL_MS);
  for (const other of await leftBefore(tx, row, { chat, way: 'service', since }))
    if ((await sayNotice(tx, other))?.text === said.text) return true;
  return false;
};

const markedThen = async (tx: Tx, id: string, leftAt: string): Promise<boolean> =>
  (await triesOf(tx, id)).some(({ kind, at }) => kind === 'alike' && at === leftAt);
