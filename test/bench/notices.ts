import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import mysql from 'mysql2/promise';
import { DELIVERY } from '../../bot/jobs/deliver.ts';
import type { DutyHand } from '../../bot/jobs/duty.ts';
import { createApi } from '../../bot/channels/official-account/api.ts';
import type { Outward } from '../../bot/channels/outward.ts';
import { tokensInMemory } from '../../bot/channels/transport/tokens.ts';
import { lockConversation } from '../../domain/exchange/index.ts';
import { openDatabase, type Tx } from '../../domain/index.ts';
import { notices, putNotice } from '../../domain/notices/index.ts';
import { GAOPING, openApp, type OpenApp } from '../support/app.ts';
import { ownServer } from '../support/mariadb.ts';

/**
 * `npx tsx test/bench/notices.ts [n]`: notices per second delivered by the pump to a platform on
 * loopback, against a bare outbox in the same run: rows claimed by fifty, sent by the same calls one
 * after the other, marked as sent together.
 */

const COUNT = Number(process.argv[2] ?? 1000);
const BATCH = 50;

interface Platform {
  readonly apiBase: string;
  readonly taken: () => number;
  readonly stop: () => void;
}

/** As little as an answer needs: what is measured is the way there. */
async function startPlatform(): Promise<Platform> {
  let taken = 0;
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      const isToken = request.url?.includes('token?') === true || request.url?.endsWith('token');
      if (isToken !== true) taken += 1;
      response.end(
        isToken === true ? '{"access_token":"t","expires_in":7200}' : '{"errcode":0,"errmsg":"ok"}',
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    apiBase: `http://127.0.0.1:${port}`,
    taken: () => taken,
    stop: () => server.close(),
  };
}

const api = ({ apiBase }: Platform, now: () => Date) =>
  createApi({ appId: 'wx', secret: 's', apiBase, fetch, now, tokens: tokensInMemory() });
type Api = ReturnType<typeof api>;

const identityOf = (index: number) => ({ channel: 'official-account', id: `o-${index}` }) as const;
const perSecond = (count: number, began: number): number =>
  Math.round((count * 1000) / (performance.now() - began));

async function prepare(open: OpenApp): Promise<void> {
  const now = open.clock.now();
  for (let from = 0; from < COUNT; from += BATCH)
    await open.app.gate.transaction(GAOPING, async (tx) => {
      for (let index = from; index < Math.min(COUNT, from + BATCH); index += 1)
        await prepareOne(tx, index, now);
    });
  await open.app.gate.transaction(GAOPING, (tx) =>
    tx.sql('UPDATE conversation SET windowUntil = ?, windowLeft = 5 WHERE bureau = ?', [
      new Date(now.getTime() + 86_400_000).toISOString(),
      tx.bureau,
    ]),
  );
}

async function prepareOne(tx: Tx, index: number, now: Date): Promise<void> {
  const identity = identityOf(index);
  await lockConversation(tx, identity, now);
  const notice = {
    key: `bench-${index}`,
    to: { to: 'chat', identity },
    kind: 'desk.draft-waiting',
    params: {},
  } as const;
  await putNotice(tx, { notice, id: randomUUID(), now, officeMoment: now });
}

async function throughPump(open: OpenApp, sender: Api): Promise<number> {
  const outward: Outward = {
    deliver: async (to, text) => {
      await sender.sendText(to, text);
      return {};
    },
    sendTemplate: () => Promise.reject(new Error('no templates here')),
    fetchMedia: () => Promise.reject(new Error('no media here')),
  };
  const hand: DutyHand = {
    app: open.app,
    bureau: GAOPING,
    outward: () => outward,
    uuid: randomUUID,
    onFault: (fault) => process.stderr.write(`${String(fault)}\n`),
  };
  const began = performance.now();
  for (let more = true; more;) {
    more = false;
    for (const pump of DELIVERY) more = (await pump.run(hand)) || more;
  }
  const rate = perSecond(COUNT, began);
  const left = await open.app.gate.transaction(GAOPING, async (tx) => {
    const rows = await tx.table(notices).find({ kind: 'desk.draft-waiting' });
    return rows.filter(({ state }) => state !== 'sent').length;
  });
  if (left > 0) process.stdout.write(`NOT SENT: ${left}\n`);
  return rate;
}

type Sql = (statement: string, values?: readonly (string | number)[]) => Promise<unknown>;

/** Claim fifty by a conditional update, send each, mark the fifty: two transactions and a read. */
async function throughBare(sql: Sql, sender: Api): Promise<number> {
  const text = 'varchar(36)';
  await sql(
    `CREATE TABLE bare (id int PRIMARY KEY, state ${text}, token ${text}, body varchar(600))`,
  );
  await sql('CREATE INDEX bare_state ON bare (state, id)');
  await sql('BEGIN');
  for (let index = 0; index < COUNT; index += 1)
    await sql('INSERT INTO bare VALUES (?, ?, ?, ?)', [index, 'ready', '', 'x'.repeat(500)]);
  await sql('COMMIT');
  const began = performance.now();
  for (;;) {
    const token = randomUUID();
    await sql(
      `UPDATE bare SET state = 'sending', token = ? WHERE id IN (SELECT id FROM (SELECT id FROM bare WHERE state = 'ready' ORDER BY id LIMIT ${BATCH}) t) AND state = 'ready'`,
      [token],
    );
    const rows = (await sql('SELECT id, body FROM bare WHERE token = ?', [token])) as readonly {
      readonly id: number;
      readonly body: string;
    }[];
    if (rows.length === 0) break;
    for (const { id, body } of rows) await sender.sendText(`o-${id}`, body);
    await sql("UPDATE bare SET state = 'sent' WHERE token = ?", [token]);
  }
  return perSecond(COUNT, began);
}

async function measure(name: string, url: string, bareUrl: string): Promise<void> {
  const platform = await startPlatform();
  const open = await openApp({ url });
  await prepare(open);
  const pump = await throughPump(open, api(platform, open.clock.now));
  const sent = platform.taken();
  const database = await openDatabase({ url: bareUrl, tables: [] });
  const runner = database.createQueryRunner();
  const bare = await throughBare(
    (statement, values = []) => runner.query(statement, [...values]),
    api(platform, open.clock.now),
  );
  await runner.release();
  process.stdout.write(
    `${name.padEnd(8)} ${pump} notices/s, bare outbox ${bare}/s (${(bare / pump).toFixed(1)}×), sent ${sent} of ${COUNT}\n`,
  );
  await database.destroy();
  await open.close();
  platform.stop();
}

const folder = mkdtempSync(path.join(tmpdir(), 'jiandu-bench-'));
await measure('sqlite', `sqlite:${folder}/jiandu.db`, `sqlite:${folder}/bare.db`);
const server = await ownServer();
if (server !== null) {
  const admin = await mysql.createConnection(server.url);
  for (const name of ['jiandu', 'bare']) await admin.query(`CREATE DATABASE ${name}`);
  await admin.end();
  await measure('mariadb', `${server.url}/jiandu`, `${server.url}/bare`);
  await server.stop();
}
rmSync(folder, { recursive: true, force: true });
