import { createInterface } from 'node:readline';
import { draws } from '../../domain/index.ts';
import { openApp, ZHANJIANG } from '../support/app.ts';

/**
 * A process of its own at the same database: `press.ts <url> <account> <task>`. It says `ready`, waits
 * for a line on standard input, presses 抽取 and prints what came of it.
 */
const [url = '', account = '', task = ''] = process.argv.slice(2);
const open = await openApp({ url });
const actor = { kind: 'staff', account, roles: ['clerk'] } as const;
process.stdout.write('ready\n');
for await (const _line of createInterface({ input: process.stdin })) {
  const outcome = await open.app.perform(ZHANJIANG, draws.drawPanel, { task }, actor);
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
  break;
}
await open.close();
