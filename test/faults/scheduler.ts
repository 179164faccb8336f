import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { tick, type Duty } from '../../bot/jobs/duty.ts';
import { openApp, ZHANJIANG } from '../support/app.ts';

/**
 * A process of its own: `scheduler.ts <database>`. Each line is an instant at which a daily duty is
 * due; it prints whether this process was the one that ran it.
 */
const [url = ''] = process.argv.slice(2);
const open = await openApp({ url });
const duty: Duty = {
  name: 'count',
  when: { kind: 'daily', at: '09:00' },
  run: async () => {
    await sleep(50);
  },
};
process.stdout.write('ready\n');
for await (const line of createInterface({ input: process.stdin })) {
  open.clock.set(line);
  const ran = await tick(duty, {
    app: open.app,
    bureau: ZHANJIANG,
    outward: () => null,
    uuid: randomUUID,
    onFault: (fault) => process.stderr.write(`${String(fault)}\n`),
  });
  process.stdout.write(ran ? 'ran\n' : 'not\n');
}
await open.close();
