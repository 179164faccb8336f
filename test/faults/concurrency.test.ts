import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tick, type Duty, type DutyHand } from '../../bot/jobs/duty.ts';
import { verifyChain } from '../../domain/audit/index.ts';
import { claimRun, finishRun } from '../../domain/exchange/index.ts';
import { draws, people, type StaffActor } from '../../domain/index.ts';
import {
  claimNotices,
  markRoute,
  notices,
  putNotice,
  recoverNotices,
  settleNotice,
} from '../../domain/notices/index.ts';
import { until } from '../protocol/house.ts';
import { GAOPING, openApp, ZHANJIANG, type OpenApp } from '../support/app.ts';
import { freshDatabase, hasServer, type FreshDatabase } from '../support/database.ts';
import { commitFor, witnessIn } from '../support/drawing.ts';
import { bureauOf, type Bureau } from '../support/experts.ts';
import { startPress } from './child.ts';

/** Two processes' worth of application, each with its own pool, on one MariaDB. */
describe.skipIf(!hasServer)('two instances on one database', () => {
  let database: FreshDatabase;
  let one: OpenApp;
  let two: OpenApp;
  let clerk: StaffActor;
  let first: Bureau;
  let second: Bureau;
  beforeAll(async () => {
    database = await freshDatabase();
    one = await openApp({ url: database.url });
    two = await openApp({ url: database.url });
    clerk = await one.member(ZHANJIANG, 'clerk');
    first = bureauOf(one, clerk);
    second = bureauOf(two, clerk);
  });
  afterAll(async () => {
    await one.close();
    await two.close();
    await database.drop();
  });

  it('F23 抽取 pressed six times at both is one draw, and everybody sees that one', async () => {
    for (let made = 0; made < 4; made += 1) await first.expert(['药学']);
    const task = await first.task({ 药学: 2 });
    const frozen = await Promise.all([one, two, one].map((at) => commitFor(at, clerk, task)));
    expect(frozen.filter(({ kind }) => kind === 'done')).toHaveLength(1);
    const draw = (await first.view(task)).draw?.id;
    const witness = frozen.findIndex(({ kind }) => kind === 'done') === 1 ? two : one;
    await first.done(clerk, draws.contributeToDraw, { draw, digits: '583920' });
    await second.done(await witnessIn(witness), draws.contributeToDraw, { draw, digits: '481516' });
    const presses = await Promise.all(
      [first, second, first, second, first, second].map((at) =>
        at.perform(clerk, draws.drawPanel, { task }),
      ),
    );
    const done = presses.filter(({ kind }) => kind === 'done');
    expect(done).toHaveLength(1);
    for (const press of presses.filter(({ kind }) => kind !== 'done'))
      expect(press).toMatchObject({
        kind: 'refused',
        reason: { code: 'draws.already-drawn', draw },
      });
    expect((await first.view(task)).panel).toHaveLength(2);
    const invited = await one.app.gate.transaction(ZHANJIANG, (tx) =>
      tx.table(notices).count({ kind: 'draws.invited' }),
    );
    expect(invited).toBe(2);
  });

  it('draw-16 pressed at the same moment in three processes: one panel, two are shown it', async () => {
    for (let made = 0; made < 3; made += 1) await first.expert(['财务']);
    const task = await first.task({ 财务: 1 }, { firstDay: '2026-10-22' });
    await commitFor(one, clerk, task);
    const draw = (await first.view(task)).draw?.id;
    await first.done(clerk, draws.contributeToDraw, { draw, digits: '583920' });
    await first.done(await witnessIn(one), draws.contributeToDraw, { draw, digits: '481516' });
    const presses = [1, 2, 3].map(() => startPress(database.url, clerk.account, task));
    await Promise.all(presses.map(({ ready }) => ready));
    const outcomes = await Promise.all(presses.map((press) => press.press()));
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['done', 'refused', 'refused']);
    for (const { kind, reason } of outcomes)
      if (kind === 'refused') expect(reason).toMatchObject({ code: 'draws.already-drawn', draw });
    expect((await first.view(task)).panel).toHaveLength(1);
  }, 60_000);

  it('F22 of two who save the same record the second is refused', async () => {
    const { person } = await first.expert(['药学']);
    const saved = (name: string) => ({
      person,
      expectVersion: 1,
      particulars: { name, employments: [] },
    });
    const both = await Promise.all([
      first.perform(clerk, people.correctPerson, saved('甲改')),
      second.perform(clerk, people.correctPerson, saved('乙改')),
    ]);
    expect(both.map(({ kind }) => kind).sort()).toEqual(['done', 'refused']);
    expect(both.find(({ kind }) => kind === 'refused')).toMatchObject({
      reason: { code: 'people.changed-meanwhile' },
    });
  });

  it('F24 four schedulers at one due time run a duty once', async () => {
    const ran: string[] = [];
    const duty: Duty = {
      name: 'count',
      when: { kind: 'daily', at: '09:00' },
      run: async ({ uuid }) => void ran.push(uuid()),
    };
    const handOf = ({ app }: OpenApp): DutyHand => ({
      app,
      bureau: ZHANJIANG,
      outward: () => null,
      uuid: randomUUID,
      onFault: (fault) => {
        throw fault;
      },
    });
    const ticks = () => Promise.all([one, two, one, two].map((at) => tick(duty, handOf(at))));
    expect((await ticks()).filter(Boolean)).toHaveLength(1);
    expect((await ticks()).filter(Boolean)).toHaveLength(0);
    expect(ran).toHaveLength(1);
  });

  it('F25 a stale lease is rejected: of a duty', async () => {
    const claim = (now: string) => ({
      id: randomUUID(),
      job: 'frozen',
      dueAt: new Date('2026-10-12T01:00:00Z'),
      token: randomUUID(),
      now: new Date(now),
      leaseMs: 60_000,
    });
    const frozen = claim('2026-10-12T01:00:00Z');
    const early = claim('2026-10-12T01:00:30Z');
    const later = claim('2026-10-12T01:02:00Z');
    const claims = async (at: OpenApp, run: typeof frozen) =>
      at.app.gate.transaction(ZHANJIANG, (tx) => claimRun(tx, run));
    const finishes = async (at: OpenApp, run: typeof frozen) =>
      at.app.gate.transaction(ZHANJIANG, (tx) => finishRun(tx, run));
    expect(await claims(one, frozen)).toBe(true);
    expect(await claims(two, early)).toBe(false);
    expect(await claims(two, later)).toBe(true);
    expect(await finishes(one, frozen)).toBe(false);
    expect(await finishes(two, later)).toBe(true);
  });

  it('F25 a stale lease is rejected: of a notice, even in the moment of the recovery', async () => {
    const at = (minute: number) => new Date(Date.UTC(2026, 9, 12, 2, minute));
    const put = (key: string) =>
      one.app.gate.transaction(GAOPING, (tx) =>
        putNotice(tx, {
          notice: {
            key,
            to: { to: 'role', role: 'clerk' },
            kind: 'desk.draft-waiting',
            params: {},
          },
          id: randomUUID(),
          now: at(0),
          officeMoment: new Date(0),
        }),
      );
    const claim = (open: OpenApp, minute: number) =>
      open.app.gate.transaction(GAOPING, (tx) =>
        claimNotices(tx, { token: randomUUID(), now: at(minute), leaseMs: 60_000, limit: 1 }),
      );
    const marked = (
      open: OpenApp,
      row: Awaited<ReturnType<typeof claim>>[number] | undefined,
      minute: number,
    ) =>
      open.app.gate.transaction(GAOPING, async (tx) =>
        row === undefined
          ? false
          : markRoute(tx, row, { route: 'service', now: at(minute), leaseMs: 60_000 }),
      );
    await put('frozen');
    const [frozen] = await claim(one, 1);
    expect(frozen?.noticeKey).toBe('frozen');
    expect(await claim(two, 1)).toEqual([]);
    await two.app.gate.transaction(GAOPING, (tx) => recoverNotices(tx, at(3)));
    const [taken] = await claim(two, 3);
    expect(taken?.noticeKey).toBe('frozen');
    expect(await marked(one, frozen, 3)).toBe(false);
    expect(await marked(two, taken, 3)).toBe(true);
    await two.app.gate.transaction(GAOPING, (tx) =>
      settleNotice(tx, taken!, { state: 'sent', outcome: null, now: at(3) }),
    );

    // the worker was only slow: it puts its way on record while another one recovers
    await put('slow');
    const [slow] = await claim(one, 4);
    let recovering: Promise<number> = Promise.resolve(0);
    await one.app.gate.transaction(GAOPING, async (tx) => {
      expect(await markRoute(tx, slow!, { route: 'service', now: at(6), leaseMs: 60_000 })).toBe(
        true,
      );
      recovering = two.app.gate.transaction(GAOPING, (other) => recoverNotices(other, at(6)));
      await until('the recovery has read the old row and waits', async () => {
        // InnoDB shows a new picture only to who has not looked for a tenth of a second
        await new Promise((resolve) => setTimeout(resolve, 120));
        const waiting =
          "SELECT trx_id FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'";
        return JSON.stringify(await tx.sql(waiting, [])) !== '[]';
      });
    });
    expect(await recovering).toBe(1);
    const now = await one.app.gate.transaction(GAOPING, (tx) =>
      tx.table(notices).one({ noticeKey: 'slow' }),
    );
    expect(now).toMatchObject({ state: 'sending', route: 'service' });
  });

  it('F20 a deadlock is tried again and nobody notices', async () => {
    const mark = (
      at: OpenApp,
      ids: readonly [string, string],
      meet: Promise<void>,
      arrived: () => void,
    ) => {
      let tries = 0;
      return at.app.gate
        .transaction(ZHANJIANG, async (tx) => {
          tries += 1;
          await tx.sql('UPDATE installation SET value = CONCAT(value, ?) WHERE id = ?', [
            'x',
            ids[0],
          ]);
          arrived();
          await meet;
          await tx.sql('UPDATE installation SET value = CONCAT(value, ?) WHERE id = ?', [
            'x',
            ids[1],
          ]);
        })
        .then(() => tries);
    };
    await one.app.gate.transaction(ZHANJIANG, async (tx) => {
      await tx.sql(
        "INSERT INTO installation (bureau, id, value) VALUES (?, 'a', ''), (?, 'b', '')",
        [tx.bureau, tx.bureau],
      );
    });
    let here = 0;
    let go: () => void = () => undefined;
    const meet = new Promise<void>((resolve) => (go = resolve));
    const arrived = (): void => {
      here += 1;
      if (here === 2) go();
    };
    const tries = await Promise.all([
      mark(one, ['a', 'b'], meet, arrived),
      mark(two, ['b', 'a'], meet, arrived),
    ]);
    expect(tries.sort()).toEqual([1, 2]);
    const rows = await one.app.gate.transaction(ZHANJIANG, (tx) =>
      tx.sql("SELECT id, value FROM installation WHERE id IN ('a', 'b') ORDER BY id", []),
    );
    expect(rows).toEqual([
      { id: 'a', value: 'xx' },
      { id: 'b', value: 'xx' },
    ]);
  });

  it('fifty actions at each of the two: none fails, every number is used once, the chain holds', async () => {
    const register = (bureau: Bureau, who: string, index: number) =>
      bureau.perform(clerk, people.registerPerson, {
        source: 'visit',
        particulars: { name: `${who}${index}号`, employments: [] },
      });
    const began = performance.now();
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_none, index) => [
        register(first, '甲', index),
        register(second, '乙', index),
      ]).flat(),
    );
    process.stdout.write(
      `      100 actions on two instances: ${Math.round(performance.now() - began)} ms\n`,
    );
    expect(outcomes.filter(({ kind }) => kind === 'done')).toHaveLength(100);
    expect(await two.app.gate.transaction(ZHANJIANG, verifyChain)).toMatchObject({ intact: true });
  });
});
