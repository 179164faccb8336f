import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { createApi } from '../../bot/channels/official-account/api.ts';
import { sharedTokens } from '../../bot/shared-tokens.ts';
import { GAOPING, openApp } from '../support/app.ts';

/**
 * A process of its own: `token-workers.ts <database> <platform> <now> <app id> <secret>`. For each line on standard
 * input ten workers call the platform at once; it prints how many got through.
 */
const [url = '', apiBase = '', at = '', appId = '', secret = ''] = process.argv.slice(2);
const open = await openApp({ url, now: at });
const now = () => open.clock.now();
const tokens = sharedTokens({
  app: open.app,
  bureau: GAOPING,
  name: 'official-account:test',
  uuid: randomUUID,
  onFault: (fault) => process.stderr.write(`${String(fault)}\n`),
});
const api = createApi({ appId, secret, apiBase, fetch, now, tokens });
process.stdout.write('ready\n');
for await (const _line of createInterface({ input: process.stdin })) {
  const calls = Array.from({ length: 10 }, () => api.userInfo('o-a'));
  const ends = await Promise.allSettled(calls);
  const done = ends.filter(({ status }) => status === 'fulfilled').length;
  process.stdout.write(`${done} done\n`);
}
await open.close();
