import { createHmac } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  drawnOrder,
  fillSeatsInTurns,
  listDigest,
  NODE_HASHING,
  type Need,
  type Row,
} from '../../domain/vrs/index.ts';

/**
 * `npx tsx test/bench/draw.ts`: a whole draw (digest of the frozen list, tickets, panel) against the bare
 * HMACs of OpenSSL in the same run, and the longest time nobody else had a turn.
 * Wanted: under 50 ms for 1,000 candidates, under 1 s for 100,000, never blocked over 50 ms.
 */

const CATEGORIES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const NEED: Need = Object.fromEntries(CATEGORIES.map((category, at) => [category, 1 + (at % 3)]));
const RUNS = 7;

const candidates = (count: number): readonly Row[] =>
  Array.from({ length: count }, (_none, at) => ({
    cid: `c${at}`,
    // one in three fits two categories; the last category is scarce, so that the walk is long
    cats: [
      CATEGORIES[at % 97 === 0 ? 7 : at % 7] ?? '',
      ...(at % 3 === 0 ? [CATEGORIES[(at * 5) % 7] ?? ''] : []),
    ],
    unit: `u${(at * 7919) % Math.ceil(count / 4)}`,
    out: at % 10 === 9 ? 'R1' : '',
    bind: 'b'.repeat(64),
  }));

const pause = async (): Promise<void> => {
  await nextTurn();
};

interface Times {
  readonly digest: number;
  readonly tickets: number;
  readonly panel: number;
  readonly blocked: number;
}

const oneDraw = async (rows: readonly Row[], round: number): Promise<Times> => {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  await pause();
  delay.enable();
  const began = performance.now();
  await listDigest({ salt: '00', rows }, NODE_HASHING, pause);
  const digested = performance.now();
  const order = await drawnOrder(Buffer.alloc(32, round), rows, NODE_HASHING, pause);
  const ticketed = performance.now();
  const people = new Map<string, Row>();
  const inOrder: Row[] = [];
  for (const [at, row] of rows.entries()) {
    people.set(row.cid, row);
    if (at % 10_000 === 9999) await pause();
  }
  for (const [at, { cid }] of order.entries()) {
    const row = people.get(cid);
    if (row !== undefined) inOrder.push(row);
    if (at % 10_000 === 9999) await pause();
  }
  await pause();
  await fillSeatsInTurns({ need: NEED, unitCap: 1, standing: [], order: inOrder }, pause);
  const ended = performance.now();
  await pause();
  delay.disable();
  return {
    digest: digested - began,
    tickets: ticketed - digested,
    panel: ended - ticketed,
    blocked: delay.max / 1e6,
  };
};

const bareMacs = (rows: readonly Row[], round: number): number => {
  const key = Buffer.alloc(32, round);
  const began = performance.now();
  for (const { cid } of rows) createHmac('sm3', key).update(`${cid}|0`).digest();
  return performance.now() - began;
};

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

for (const count of [1000, 100_000]) {
  const rows = candidates(count);
  const draws: Times[] = [];
  const bare: number[] = [];
  // the first of each is for the compiler
  for (let round = 0; round <= RUNS; round += 1) {
    const [times, macs] = [await oneDraw(rows, round), bareMacs(rows, round)];
    if (round === 0) continue;
    draws.push(times);
    bare.push(macs);
  }
  const of = (part: keyof Times): string => median(draws.map((one) => one[part])).toFixed(1);
  const wholes = draws.map(({ digest, tickets, panel }) => digest + tickets + panel);
  const most = Math.max(...draws.map(({ blocked }) => blocked));
  process.stdout.write(
    `${String(count).padStart(6)} candidates: ${median(wholes).toFixed(1)} ms (digest ${of('digest')}, tickets ${of('tickets')}, ` +
      `panel ${of('panel')}; best ${Math.min(...wholes).toFixed(1)}), bare HMACs ${median(bare).toFixed(1)} ms, ` +
      `blocked at most ${most.toFixed(1)} ms, median ${of('blocked')} ms\n`,
  );
}
