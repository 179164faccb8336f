import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasServer } from '../support/database.ts';
import { ownServer, type OwnServer } from '../support/mariadb.ts';
import { figures, survive, type Survived } from './outages.ts';
import { losses, NO_LOSSES } from './reckoning.ts';

/** Short ones; `npx tsx test/faults/outage-30s.ts` is as long as promised. */
describe.skipIf(!hasServer)('two bots and a site whose database goes away under load', () => {
  let server: OwnServer;
  beforeAll(async () => {
    const own = await ownServer();
    if (own === null) throw new Error('no server');
    server = own;
  }, 60_000);
  afterAll(() => server.stop());

  const check = (survived: Survived): void => {
    process.stdout.write(`      ${figures(survived)}`);
    expect(losses(survived)).toEqual(NO_LOSSES);
    expect(survived).toMatchObject({ states: ['done'], intact: true, siteSpoke: true });
    expect(survived.acknowledged).toBe(survived.messages);
    expect(survived.meanwhile).toBeGreaterThan(20);
    expect(survived.max).toBeLessThan(4900);
  };

  it('F18 stopped for some seconds, a bot with a full spool killed meanwhile: nothing lost, in order, the site says so', async () => {
    const outage = { signal: 'SIGTERM', awayMs: 5000, times: 1, betweenMs: 2000 } as const;
    check(await survive(server, { ...outage, people: 16, gapMs: 300, losesBot: true }));
  }, 120_000);

  it('F19 killed in the middle of commits, twice: what was acknowledged is there', async () => {
    const outage = { signal: 'SIGKILL', awayMs: 1500, times: 2, betweenMs: 2500 } as const;
    check(await survive(server, { ...outage, people: 16, gapMs: 50 }));
  }, 120_000);
});
