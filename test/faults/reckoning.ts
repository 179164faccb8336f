import { verifyChain } from '../../domain/audit/index.ts';
import { conversations, inbox } from '../../domain/exchange/index.ts';
import { notices } from '../../domain/notices/index.ts';
import type { Fleet } from './fleet.ts';
import type { Load } from './load.ts';

/** What is left when everything has run out: the history held against the promises. */
export interface Reckoning {
  readonly messages: number;
  readonly acknowledged: number;
  /** acknowledged and without a row */
  readonly lost: number;
  /** turns more than rows */
  readonly doubled: number;
  /** rows of one person that do not stand in the order they were written, where one bot had them all */
  readonly outOfOrder: number;
  /** messages that another bot took, since their own did not answer */
  readonly passedOver: number;
  /** deliveries of one message that heard different answers */
  readonly contradictions: number;
  readonly states: readonly string[];
  readonly intact: boolean;
  readonly noticeStates: Readonly<Record<string, number>>;
  /** notices whose person received more than one copy */
  readonly twice: number;
  /** notices marked as sent that nobody received */
  readonly vanished: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

const WRITTEN = /^第(\d+)条，来自(.+)$/;
const DRAFT = '没写完';

/** Every acknowledged message one row and one turn, every notice at most one copy, the chain unbroken. */
export async function reckon(fleet: Fleet, load: Load): Promise<Reckoning> {
  const { rows, turns, put, intact } = await fleet.reads(async (tx) => ({
    rows: (await tx.table(inbox).find({}, { order: { receivedAt: 'ASC' } })).map((row) => ({
      state: row.state,
      text: textOf(tx.vault.open(row.sealed)),
    })),
    turns: (await tx.table(conversations).find({})).reduce((sum, talk) => sum + talk.turns, 0),
    put: await tx.table(notices).find({ kind: 'desk.draft-waiting' }),
    intact: (await verifyChain(tx)).intact,
  }));
  const texts = new Set(rows.map(({ text }) => text));
  const acknowledged = load.sent.filter((one) => one.acknowledged);
  const copies = put.map(({ noticeKey, state }) => ({
    state,
    copies: received(fleet, noticeKey.replace(/^fleet-/, '')),
  }));
  return {
    messages: load.sent.length,
    acknowledged: acknowledged.length,
    lost: acknowledged.filter(({ text }) => !texts.has(text)).length,
    doubled: turns - rows.length,
    outOfOrder: disorder(
      rows.map(({ text }) => text),
      new Set(load.sent.filter((one) => one.isElsewhere === true).map(({ openid }) => openid)),
    ),
    passedOver: load.sent.filter((one) => one.isElsewhere === true).length,
    contradictions: load.sent.filter(({ replies }) => new Set(replies).size > 1).length,
    states: [...new Set(rows.map(({ state }) => state))].sort(),
    intact,
    noticeStates: Object.fromEntries(
      [...new Set(put.map(({ state }) => state))].map((state) => [
        state,
        put.filter((one) => one.state === state).length,
      ]),
    ),
    twice: copies.filter((one) => one.copies > 1).length,
    vanished: copies.filter((one) => one.state === 'sent' && one.copies === 0).length,
    p50: load.percentile(50),
    p95: load.percentile(95),
    max: load.percentile(100),
  };
}

/** What must be nothing after every fault. */
export const losses = ({
  lost,
  doubled,
  outOfOrder,
  contradictions,
  twice,
  vanished,
}: Reckoning) => ({ lost, doubled, outOfOrder, contradictions, twice, vanished });

export const NO_LOSSES = {
  lost: 0,
  doubled: 0,
  outOfOrder: 0,
  contradictions: 0,
  twice: 0,
  vanished: 0,
} as const;

const received = ({ account }: Fleet, openid: string): number =>
  account.ledger.filter((entry) => entry.to === openid && JSON.stringify(entry).includes(DRAFT))
    .length +
  account.ledger.filter((entry) => entry.to === openid && entry.kind === 'template').length;

const textOf = (raw: unknown): string =>
  typeof raw === 'object' && raw !== null && 'text' in raw ? String(raw.text) : '';

const disorder = (texts: readonly string[], moved: ReadonlySet<string>): number => {
  const last = new Map<string, number>();
  let wrong = 0;
  for (const text of texts) {
    const written = WRITTEN.exec(text)?.slice(1) ?? [];
    const [count, person] = [Number(written[0]), written[1]];
    if (person === undefined || moved.has(person)) continue;
    if (count < (last.get(person) ?? 0)) wrong += 1;
    last.set(person, count);
  }
  return wrong;
};
