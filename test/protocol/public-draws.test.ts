import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { draws, evaluation, vrs } from '../../domain/index.ts';
import { demoBureaus, openApp, type Opening, type OpenApp } from '../support/app.ts';
import { workWith, type AtWork } from '../support/at-work.ts';
import { openPublicServer, type PublicServer } from '../support/public-server.ts';

let open: OpenApp;
let server: PublicServer;

async function start(opening: Opening = {}): Promise<void> {
  open = await openApp(opening);
  server = await openPublicServer(open.app);
}

afterEach(async () => {
  await server.close();
  await open.close();
});

const get = async (address: string) => {
  const response = await fetch(server.url + address);
  return { status: response.status, text: await response.text(), headers: response.headers };
};

const closeAndPublish = async (work: AtWork): Promise<void> => {
  await work.begin();
  open.clock.set('2026-10-16T10:00:00+08:00');
  for (const expert of work.experts) await work.form3(expert);
  await work.done(work.leader, evaluation.closeWork, { task: work.task });
  const input = { task: work.task, reason: '工作已经结束，按规定公布' };
  await work.done(work.leader, draws.publishDraw, input);
};

describe('what anybody may see of the draws, without a sign-in', () => {
  beforeEach(() => start());

  it('C-04 draw-36 before the publication there is no list entry, no record and no commitment', async () => {
    const work = await workWith(open, 1);
    const { draw } = await work.bureau.view(work.task);
    const list = await get('/draws/zhanjiang');
    expect(list.status).toBe(200);
    expect(list.text).toContain('目前没有已公布的抽取记录');
    expect(list.text).not.toContain('RW2026');
    expect(list.text).not.toContain(draw?.commit);
    expect((await get('/draws/zhanjiang/RW2026-0001-1.json')).status).toBe(404);
  });

  it('B-21 afterwards the list names number, days and assurance, and the file recomputes for anybody', async () => {
    const work = await workWith(open, 2);
    await closeAndPublish(work);
    const list = await get('/draws/zhanjiang');
    expect(list.text).toContain('RW2026-0001/1');
    expect(list.text).toContain('2026年10月15日');
    expect(list.text).toContain('B级');
    expect(list.text).toContain('href="/draws/zhanjiang/RW2026-0001-1.json"');
    expect(list.text).not.toMatch(/某某医院|飞行检查|专家\d/);
    const file = await get('/draws/zhanjiang/RW2026-0001-1.json');
    expect(file.headers.get('content-type')).toContain('json');
    expect(vrs.verifyText(file.text, vrs.NODE_HASHING)).toMatchObject({ ok: true });
    for (const { person } of work.experts) expect(file.text).not.toContain(person);
  });

  it('F45 knows no other bureau, no other number and nothing outside', async () => {
    const work = await workWith(open, 1);
    await closeAndPublish(work);
    for (const address of [
      '/draws/nowhere',
      '/draws/gaoping/RW2026-0001-1.json',
      '/draws/zhanjiang/RW2026-0001-2.json',
      '/draws/zhanjiang/RW2026-0001-R1.json',
      '/draws/zhanjiang/..%2f..%2fetc%2fpasswd',
      '/draws/__proto__',
    ])
      expect([address, (await get(address)).status]).toEqual([address, 404]);
    expect((await get('/draws/gaoping')).text).not.toContain('RW2026-0001');
  });

  it('F43 scripts run on none of its pages but the checking page, which has no way out', async () => {
    const list = await get('/draws/zhanjiang');
    expect(list.headers.get('content-security-policy')).toContain("script-src 'none'");
    const checker = await get('/verify-draw');
    if (checker.status === 404) return;
    const policy = checker.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain('sandbox allow-scripts');
    expect(policy).not.toContain('allow-same-origin');
  });
});

describe('commitments shown at once, where a bureau decides so', () => {
  it('draw.md 2.3 step 3 number, time and 64 digits; nothing of the inspection leaks', async () => {
    const policy =
      '\npolicy: { draws: { publishCommitments: { value: true, clause: default } } }\n';
    const bureaus = demoBureaus((name, text) =>
      name.startsWith('zhanjiang') ? withPolicy(text, policy) : text,
    );
    await start({ bureaus });
    const work = await workWith(open, 1);
    const { draw } = await work.bureau.view(work.task);
    const { text } = await get('/draws/zhanjiang');
    expect(text).toContain(draw?.commit);
    expect(text).toContain('RW2026-0001/1');
    expect(text).not.toMatch(/某某医院|飞行检查|药学|10月15日/);
    expect((await get('/draws/gaoping')).text).not.toContain('承诺值');
  });
});

const withPolicy = (text: string, policy: string): string =>
  /^policy:/m.test(text)
    ? text.replace(
        /^policy:.*$/m,
        (line) => `${line}\n  draws:\n    publishCommitments: { value: true, clause: default }`,
      )
    : text + policy;
