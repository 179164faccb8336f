import { toHex } from './bytes.ts';
import { compareText, type Hashing, type Pause, type Row } from './model.ts';
import { atOnce, inTurns, type Turns } from './turns.ts';

export interface Ticket {
  readonly cid: string;
  /** 64 hex digits */
  readonly ticket: string;
}

const TICKETS_A_TURN = 1000;
/** Tickets are spread evenly: their first digits sort them into heaps of about this size. */
const HEAP = 32;
const MOST_HEAPS = 4096;
const HEAPS_A_TURN = 256;

/** Who may be drawn, by ticket and then by cid (draw.md 2.3, step 6): removing one moves nobody else. */
export const drawnOrder = (
  key: Uint8Array,
  rows: readonly Row[],
  hashing: Hashing,
  pause: Pause,
): Promise<readonly Ticket[]> => inTurns(ordered(key, rows, hashing), pause);

export const drawnOrderAtOnce = (
  key: Uint8Array,
  rows: readonly Row[],
  hashing: Hashing,
): readonly Ticket[] => atOnce(ordered(key, rows, hashing));

function* ordered(key: Uint8Array, rows: readonly Row[], hashing: Hashing): Turns<Ticket[]> {
  const mac = hashing.keyed(key);
  const heaps = Array.from({ length: heapsFor(rows.length) }, (): Ticket[] => []);
  for (const [index, row] of rows.entries()) {
    if (row.out === '') {
      const ticket = ticketOf(mac, row);
      const place = Number.parseInt(ticket.slice(0, 8), 16) / 2 ** 32;
      heaps[Math.floor(place * heaps.length)]?.push({ cid: row.cid, ticket });
    }
    if (index % TICKETS_A_TURN === TICKETS_A_TURN - 1) yield;
  }
  const order: Ticket[] = [];
  for (const [index, heap] of heaps.entries()) {
    for (const one of heap.sort(byTicket)) order.push(one);
    if (index % HEAPS_A_TURN === HEAPS_A_TURN - 1) yield;
  }
  return order;
}

const heapsFor = (tickets: number): number =>
  Math.max(1, Math.min(MOST_HEAPS, Math.floor(tickets / HEAP)));

const byTicket = (a: Ticket, b: Ticket): number =>
  a.ticket === b.ticket ? compareText(a.cid, b.cid) : compareText(a.ticket, b.ticket);

/** The smallest of w tickets: exact weighted sampling without replacement, in integers only. */
const ticketOf = (mac: (text: string) => Uint8Array, { cid, w = 1 }: Row): string => {
  let least = toHex(mac(`${cid}|0`));
  for (let draw = 1; draw < w; draw += 1) {
    const next = toHex(mac(`${cid}|${draw}`));
    if (next < least) least = next;
  }
  return least;
};
