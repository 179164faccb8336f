import { expect, it } from 'vitest';
import { endPublicities } from '../../../bot/jobs/publicity.ts';
import { adoptedBy } from '../../../domain/exchange/index.ts';
import { publicity } from '../../../domain/index.ts';
import { ZHANJIANG } from '../../support/app.ts';
import { onBothDatabases, type Scene } from '../../support/dialects.ts';
import { showingOf, type Showing } from '../../support/showing.ts';

const showings = new WeakMap<object, Promise<Showing>>();

/** One call for all talks of a database. */
const showingIn = ({ open }: Scene): Promise<Showing> => {
  const known = showings.get(open) ?? showingOf(open);
  showings.set(open, known);
  return known;
};

const shown = async (scene: Scene, ...names: readonly string[]) => {
  const s = await showingIn(scene);
  const found = [];
  for (const name of names) found.push(await s.selected(name));
  const period = await s.started(...found.map(({ application }) => application));
  await s.placed(period);
  return { s, found, period };
};

const over = async (scene: Scene, period: string) => {
  const s = await showingIn(scene);
  const { period: at } = await s.view(period);
  const input = { publicity: period, expectVersion: at.version, reason: '本次试用结束' };
  await s.done(s.leader, publicity.cancelPublicity, input);
};

const rejectedBy = async (s: Showing, scene: Scene) => {
  const listing = await scene.open.app.ask(
    ZHANJIANG,
    publicity.listObjections,
    { state: 'open' },
    s.discipline,
  );
  const rows = listing.kind === 'found' ? listing.value.rows : [];
  for (const { id, version } of rows)
    await s.done(s.discipline, publicity.decideObjection, {
      objection: id,
      expectVersion: version,
      verdict: 'rejected',
      reason: '经向药店核实，情况不属实',
    });
  return rows;
};

onBothDatabases('异议', ZHANJIANG, (scene) => {
  it('ZJ-8.2b nobody is shown: said kindly, with the other ways', async () => {
    await showingIn(scene());
    await scene().stranger().plays(`
      用户：异议
      机器人：现在没有正在公示的人选
      机器人：举报
    `);
  });

  it('ZJ-8.2b A-22 C-01 anybody, with a photo, in a few answers; the receipt has number and day; the answer comes by itself', async () => {
    const { s, period } = await shown(scene(), '梁志远', '黄小燕');
    const chat = scene().stranger();
    await chat.plays(`
      用户：我要提异议
      机器人：被公示的人看不到
      机器人：1 梁志远（湛江市某某医院）
      机器人：2 黄小燕（湛江市某某医院）
      用户：[图片]
      用户：1
      机器人：什么情况
      用户：他在惠民药店有股份，营业执照上有他的名字
      机器人：称呼和电话
      用户：跳过
      机器人：梁志远
      用户：确认
      机器人：异议已收到，编号YY2026-
      机器人：2026年10月19日前处理
      机器人：处理完之前，不会聘任
      用户：进度
      机器人：待处理
    `);
    const view = await s.view(period);
    expect(view.open).toBe(1);
    const pieces = await scene().open.app.gate.transaction(ZHANJIANG, (tx) =>
      adoptedBy(tx, view.objections[0]?.id ?? ''),
    );
    expect(pieces).toHaveLength(1);
    const [objection] = await rejectedBy(s, scene());
    await scene().office.settle();
    expect(chat.received.at(-1)).toContain(`您提出的异议${objection?.number ?? ''}已经处理`);
    expect(chat.received.at(-1)).toContain('理由：经向药店核实，情况不属实');
    await chat.plays(`
      用户：进度
      机器人：异议不成立。理由：经向药店核实
    `);
    await over(scene(), period);
  });

  it('ZJ-8.2b all in one sentence, and the name need not be asked for', async () => {
    const { s, period } = await shown(scene(), '钟丽华');
    await scene().stranger().plays(`
      用户：我对钟丽华有异议
      机器人：什么情况
      用户：她去年被吊销了执业证
      用户：不留
      机器人：钟丽华
      用户：确认
      机器人：异议已收到
    `);
    await rejectedBy(s, scene());
    await over(scene(), period);
  });

  it('ZJ-8.2b the candidate reads coarse words, and nothing of what was said', async () => {
    const { s, period, found } = await shown(scene(), '陆建国');
    const chat = scene().office.chat('o-陆建国');
    // the office may only write to who has written
    await chat.says('你好');
    await scene().office.settle();
    expect(chat.received.some((text) => text.includes('已列入公示，时间从'))).toBe(true);
    await scene().stranger().plays(`
      用户：反对陆建国当专家
      用户：他的工作年限是假的
      用户：跳过
      用户：确认
      机器人：异议已收到
    `);
    await chat.plays(`
      用户：进度
      机器人：申请${found[0]?.number ?? ''} 公示中，到2026年10月19日
      机器人不说：异议
      机器人不说：年限
    `);
    await rejectedBy(s, scene());
    await scene().office.settle();
    expect(chat.received.join('')).not.toContain('年限');
    scene().open.clock.set('2026-10-20T09:00:00+08:00');
    await endPublicities.run(scene().office.hand(ZHANJIANG));
    expect((await s.view(period)).period.state).toBe('ended');
    await scene().office.settle();
    expect(chat.received.at(-1)).toContain('公示期已满');
    await chat.plays(`
      用户：进度
      机器人：公示期已满，等待聘任
    `);
  });

  it('ZJ-8.2b a draft whose period has ended meanwhile is not sent', async () => {
    const { period } = await shown(scene(), '邱雪梅');
    const chat = scene().stranger();
    await chat.plays(`
      用户：异议
      用户：邱雪梅
      用户：她和某药店有利益关系
      用户：跳过
    `);
    await over(scene(), period);
    await chat.plays(`
      用户：确认
      机器人不说：异议已收到
    `);
  });
});
