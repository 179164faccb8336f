import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { jobRuns } from '../../domain/exchange/tables.ts';
import { notices } from '../../domain/notices/index.ts';
import { until } from '../protocol/house.ts';
import { hasServer } from '../support/database.ts';
import { startChild, startScheduler } from './child.ts';
import { drained, readyz, remind, startFleet, talk, type Fleet } from './fleet.ts';
import { Load } from './load.ts';
import { lookAt } from './outages.ts';
import { losses, NO_LOSSES, reckon } from './reckoning.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

describe.skipIf(!hasServer)('several real processes on one MariaDB', () => {
  let fleet: Fleet;
  afterEach(() => fleet.stop());
  const server = inject('mariadb') ?? '';

  const noticeOf = (openid: string) =>
    fleet.reads((tx) => tx.table(notices).one({ noticeKey: `fleet-${openid}` }));

  it('two bots and two sites, each killed in turn under load: none is special, nothing lost, nothing twice', async () => {
    fleet = await startFleet({ server, bots: 2, sites: 2 });
    const load = new Load(fleet.account);
    let isOver = false;
    const talking = talk(fleet, load, { people: 16, gapMs: 150, isOver: () => isOver });
    await pause(1500);
    await remind(
      fleet,
      load,
      Array.from({ length: 16 }, (_none, index) => `o-fleet-${index}`),
    );
    for (const one of [...fleet.bots, ...fleet.sites]) {
      one.child.kill('SIGKILL');
      expect((await one.child.ended).signal).toBe('SIGKILL');
      const left = fleet.sites.filter((site) => site !== one);
      for (const site of left) expect((await lookAt(site)).status).toBe('302');
      await one.again();
    }
    isOver = true;
    await talking;
    await drained(fleet, 20_000);
    const reckoned = await reckon(fleet, load);
    process.stdout.write(`      ${JSON.stringify(reckoned)}\n`);
    expect(losses(reckoned)).toEqual(NO_LOSSES);
    expect(reckoned).toMatchObject({ states: ['done'], intact: true });
    expect(reckoned.acknowledged).toBe(reckoned.messages);
  }, 120_000);

  it('F40 one machine three days ahead, one an hour behind: no mass expiry, nothing early, no run twice; it is told', async () => {
    const shifts = [0, 3 * DAY, -HOUR];
    fleet = await startFleet({
      server,
      bots: 3,
      sites: 0,
      botEnv: (index) => ({ CLOCK_SHIFT: String(shifts[index]) }),
    });
    const load = new Load(fleet.account);
    let isOver = false;
    const talking = talk(fleet, load, { people: 9, gapMs: 100, isOver: () => isOver });
    await pause(1500);
    const people = Array.from({ length: 9 }, (_none, index) => `o-fleet-${index}`);
    await remind(fleet, load, people, new Date(Date.now() + DAY));
    await fleet.reads((tx) =>
      tx.sql('UPDATE notice SET notBefore = ? WHERE bureau = ? AND noticeKey = ?', [
        new Date(Date.now() + HOUR).toISOString(),
        tx.bureau,
        'fleet-o-fleet-8',
      ]),
    );
    await pause(4000);
    isOver = true;
    await talking;
    const reckoned = await reckon(fleet, load);
    process.stdout.write(`      ${JSON.stringify(reckoned)}\n`);
    expect(losses(reckoned)).toEqual(NO_LOSSES);
    expect(reckoned.noticeStates.expired).toBeUndefined();
    expect(await noticeOf('o-fleet-8')).toMatchObject({ attempts: 0 });
    expect(load.sent.every(({ replies }) => replies.length > 0)).toBe(true);

    const runs = await fleet.reads((tx) => tx.table(jobRuns).find({}));
    expect(runs.length).toBeGreaterThan(5);
    const now = new Date().toISOString();
    expect(runs.filter(({ dueAt, doneAt }) => dueAt > now || (doneAt ?? now) > now)).toEqual([]);
    const lines = await Promise.all(fleet.bots.map((bot) => readyz(bot)));
    expect(
      lines.map((text) => /clock of this machine (\S+) s off/.exec(text)?.[1] ?? null),
    ).toEqual([
      null,
      expect.stringMatching(/^25(9199|9200)\.\d$/),
      expect.stringMatching(/^-3(599|600)\.\d$/),
    ]);
    const ends = fleet.bots.map(({ child }) => (child.kill('SIGTERM'), child.ended));
    expect(
      (await Promise.all(ends)).map(({ output }) =>
        output.includes('the clock of this machine is off'),
      ),
    ).toEqual([false, true, true]);
  }, 120_000);

  it('F24 four processes at one due time: one runs the duty', async () => {
    fleet = await startFleet({ server, bots: 0, sites: 0 });
    const processes = Array.from({ length: 4 }, () => startScheduler(fleet.databaseUrl));
    for (const { ready } of processes) expect(await ready).toBe('ready');
    for (const dueAt of ['2026-10-12T01:00:00.000Z', '2026-10-13T01:00:00.000Z']) {
      const ran = await Promise.all(processes.map(({ tick }) => tick(dueAt)));
      expect(ran.sort()).toEqual(['not', 'not', 'not', 'ran']);
    }
    await Promise.all(processes.map(({ stop }) => stop()));
  }, 60_000);

  it('F25 a worker frozen between claim and send past its lease: no second delivery, its word counts no more', async () => {
    fleet = await startFleet({
      server,
      bots: 1,
      sites: 0,
      botEnv: () => ({ HOOK: 'before-send:1:SIGSTOP' }),
    });
    const [bot] = fleet.bots;
    if (bot === undefined) throw new Error('no bot');
    const load = new Load(fleet.account);
    await load.deliver(load.text('o-frozen', '菜单'), `${bot.url}/wechat/gaoping`);
    await remind(fleet, load, ['o-frozen']);
    await until('it is frozen on its way', () => isStopped(bot.child.pid), 15_000);
    expect(await noticeOf('o-frozen')).toMatchObject({ state: 'sending', route: 'service' });
    // its lease passes
    await fleet.reads((tx) =>
      tx.sql('UPDATE notice SET leaseUntil = ? WHERE bureau = ?', [
        new Date(Date.now() - 1000).toISOString(),
        tx.bureau,
      ]),
    );
    const copies = () =>
      fleet.account.ledger.filter((entry) => JSON.stringify(entry).includes('没写完')).length;
    const other = startChild('bin/bot.ts', { ...fleet.environment, DATA_DIR: fleet.folder });
    await until(
      'another process looked after it',
      async () => (await noticeOf('o-frozen'))?.state === 'unknown',
      20_000,
    );
    expect(copies()).toBe(0);
    bot.child.kill('SIGCONT');
    await until('it is sent after all', () => copies() === 1);
    await pause(2500);
    expect(copies()).toBe(1);
    expect(await noticeOf('o-frozen')).toMatchObject({ state: 'unknown' });
    other.kill('SIGKILL');
    await other.ended;
  }, 60_000);
});

const isStopped = (pid: number | undefined): boolean =>
  pid !== undefined && /^\d+ \(.*\) T/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
