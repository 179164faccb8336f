import { ownServer } from '../support/mariadb.ts';
import { figures, survive, type Outage } from './outages.ts';

/**
 * `npx tsx test/faults/outage-30s.ts [stopped|crashed|hung]`: two bots and a site under load on a
 * MariaDB of their own that is stopped for 30 s (F18), dies six times in the middle of commits
 * (F19), or hangs for 30 s (F21). Prints what was lost: nothing.
 */
const LOAD = { people: 40, gapMs: 400 } as const;
const OUTAGES: Readonly<Record<string, Outage>> = {
  stopped: { ...LOAD, signal: 'SIGTERM', awayMs: 30_000, times: 1, betweenMs: 8000 },
  crashed: { ...LOAD, signal: 'SIGKILL', awayMs: 2000, times: 6, betweenMs: 4000 },
  hung: { ...LOAD, signal: 'SIGSTOP', awayMs: 30_000, times: 1, betweenMs: 8000 },
};
const wanted = process.argv.slice(2);
const server = await ownServer();
if (server === null) throw new Error('no MariaDB or MySQL server here');
for (const [name, outage] of Object.entries(OUTAGES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  process.stdout.write(`${name}: ${figures(await survive(server, outage))}`);
}
await server.stop();
