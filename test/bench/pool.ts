/**
 * What a draw costs with the whole house around it: pool, list, digests, record, audit, invitations, on
 * SQLite. `npx tsx test/bench/pool.ts [experts]`. The scheme alone is measured by draw.ts.
 */
import { draws } from '../../domain/index.ts';
import { openApp, ZHANJIANG } from '../support/app.ts';
import { commitFor, witnessIn } from '../support/drawing.ts';
import { bureauOf } from '../support/experts.ts';

const CATEGORIES = ['信息技术', '临床医护', '药学', '医技', '病案编码', '财务', '法律'] as const;

const experts = Number(process.argv[2] ?? 1000);
const open = await openApp({});
const clerk = await open.member(ZHANJIANG, 'clerk');
const bureau = bureauOf(open, clerk);
for (let n = 0; n < experts; n += 1)
  await bureau.expert(
    [CATEGORIES[n % CATEGORIES.length] ?? '药学'],
    [{ unit: `单位${n % Math.ceil(experts / 2)}`, outside: true }],
  );
const task = await bureau.task({ 临床医护: 3, 药学: 2, 病案编码: 1 });

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Wall time, and the longest the event loop was held, in milliseconds. */
async function timed<T>(name: string, work: () => Promise<T>): Promise<T> {
  let last = performance.now();
  let longest = 0;
  const tick = (): void => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const probe = setInterval(tick, 1);
  const began = performance.now();
  const result = await work();
  tick();
  clearInterval(probe);
  const wall = performance.now() - began;
  print(`${name.padEnd(12)} ${wall.toFixed(0).padStart(6)} ms   held ${longest.toFixed(0)} ms`);
  return result;
}

print(`${experts} experts`);
await timed('commit', () => commitFor(open, clerk, task));
const draw = (await bureau.view(task)).draw?.id;
const digits = { draw, digits: '583920' };
await bureau.done(clerk, draws.contributeToDraw, digits);
await bureau.done(await witnessIn(open), draws.contributeToDraw, digits);
await timed('draw', () => bureau.done(clerk, draws.drawPanel, { task }));
const invitation = (await bureau.view(task)).panel[0]?.invitation.id;
const no = { invitation, answer: 'decline', reason: '没空' };
await timed('decline', () => bureau.done(clerk, draws.enterReply, no));
await timed('page', () => bureau.view(task));
await open.close();
