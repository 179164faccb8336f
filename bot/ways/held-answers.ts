import { enquiries, type ChatIdentity, type Tx } from '../../domain/index.ts';
import { endUnsent, noticesUnder, putAtOnce, type NoticeRow } from '../../domain/notices/index.ts';

/** What staff wrote in 人工 and could not be sent waits until the person writes again (C-11). */

const HELD: readonly string[] = ['enquiries.answered', 'enquiries.picture'];

export const isHeld = ({ kind }: Pick<NoticeRow, 'kind'>): boolean => HELD.includes(kind);

/** Why it did not go, as staff read it, and that nothing is to be done. */
export const waitsWords = (why: string): string =>
  `${[...why].slice(0, WHY).join('')}，对方来信后自动发出`;

/** leaves room for the rest of the column */
const WHY = 100;

/** A channel that never takes pictures is not asked for ever. */
const MOST_SENDS = 5;
const KEPT_MS = 30 * 86_400_000;
const DID_NOT_GO: readonly NoticeRow['state'][] = ['expired', 'sheet'];
const GOES_NOW = '对方已来信，重新发出';

const mayGoAgain = (rows: readonly NoticeRow[]): boolean =>
  rows.length > 0 &&
  rows.length < MOST_SENDS &&
  rows.every(({ state }) => DID_NOT_GO.includes(state));

/** The person has written: what could not be sent before goes out in its order, each part under a key of its own. */
export const sendHeld = async (tx: Tx, identity: ChatIdentity, now: Date): Promise<void> => {
  const since = new Date(now.getTime() - KEPT_MS);
  for (const answer of await enquiries.answersSentTo(tx, identity, since))
    for (const part of enquiries.partsOf(answer)) {
      const rows = await noticesUnder(tx, part.key);
      if (!mayGoAgain(rows)) continue;
      const key = `${part.key}:${rows.length + 1}`;
      await putAtOnce(tx, { ...part, key, to: { to: 'chat', identity } }, now);
      const told = await noticesUnder(tx, enquiries.waitsKey(answer.id));
      await endUnsent(tx, [...rows, ...told], { outcome: GOES_NOW, now });
    }
};
