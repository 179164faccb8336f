import { expect, it } from 'vitest';
import { draws, enquiries } from '../../../domain/index.ts';
import { SYSTEM, ZHANJIANG } from '../../support/app.ts';
import { onBothDatabases } from '../../support/dialects.ts';
import { drawFor } from '../../support/drawing.ts';
import { bureauOf } from '../../support/experts.ts';
import { codeFor, invited } from '../../support/invited.ts';

onBothDatabases('对邀请的答复', ZHANJIANG, (scene) => {
  it('ZJ-14.3 C-11 不行啊，那天我要开刀 is asked about as a no, and is no report to write', async () => {
    const { drawn } = await invited(scene());
    for (const no of ['不行啊，那天我要开刀', '哎呀，那天不行', '恐怕不行，孩子要中考'])
      await drawn.plays(`
        用户：${no}
        机器人：您是不是要对任务RW2026-
        机器人：不能参加
        机器人不说：举报
      `);
    await drawn.plays(`
      用户：不行，药店骗保怎么举报
      机器人不说：您是不是要对
      用户：不行啊，那天我要开刀
      用户：是
      机器人：已记下：您不能参加 RW2026-
    `);
  });

  it('draw-13 F16 我又有空了 after a no: the office is named and takes the words along, no 接受 is asked for', async () => {
    const { drawn } = await invited(scene());
    const liaison = await scene().open.member(ZHANJIANG, 'liaison');
    await drawn.plays(`
      用户：不能参加，当天有手术
      用户：嘟嘟
      机器人不说：请回复“接受”
    `);
    for (const again of [
      '原来说不能参加，现在能去了',
      '手术改期了，可以参加',
      '我又有空了，能参加',
    ])
      await drawn.plays(`
        用户：${again}
        机器人：以第一次的答复为准
        机器人：请回复“人工”
        机器人不说：回复“接受”
        机器人不说：举报
      `);
    await drawn.plays(`
      用户：我没有空，不能去
      机器人不说：以第一次的答复为准。要改
      用户：我又有空了，能参加
      用户：人工
      机器人：接下来发的话都会转给工作人员
    `);
    const list = await scene().open.app.ask(ZHANJIANG, enquiries.listEnquiries, {}, liaison);
    const rows = list.kind === 'found' ? list.value.rows : [];
    const asked = { enquiry: rows[0]?.id ?? '' };
    const one = await scene().open.app.ask(ZHANJIANG, enquiries.oneEnquiry, asked, liaison);
    expect(JSON.stringify(one)).toContain('我又有空了，能参加');
  });

  it('draw-12 接受 after the reply time counts while the place is free, and the answer says so', async () => {
    const { drawn, task, bureau, chats } = await invited(scene());
    const { clock } = scene().open;
    const now = clock.now();
    await drawn.says('不能参加，当天有手术');
    await scene().office.settle();
    const last = async () => (await bureau.view(task)).panel.at(-1)?.invitation;
    clock.set(new Date(((await last())?.replyBy.getTime() ?? 0) + 60_000));
    await bureau.done(SYSTEM, draws.expireDrawReplies, {});
    expect((await last())?.status).toBe('silent');
    await chats.get((await last())?.person ?? '')?.plays(`
      用户：接受
      机器人：已记下：您接受 RW2026-
      机器人：虽然过了答复时间，名额还空着，您的答复有效
    `);
    clock.set(now);
    const punctual = await invited(scene());
    await punctual.drawn.plays(`
      用户：接受
      机器人不说：答复时间
    `);
  });

  it('C-11 two works that wait for an answer are told apart by day, hour and place', async () => {
    const clerk = await scene().open.member(ZHANJIANG, 'clerk');
    const bureau = bureauOf(scene().open, clerk);
    const { person } = await bureau.expert(['财务']);
    const chat = scene().stranger();
    await chat.says(`绑定 ${await codeFor(scene(), clerk, { person })}`);
    for (const more of [
      { firstDay: '2026-10-20', place: '赤坎区政府门口' },
      { firstDay: '2026-10-21', assembleAt: '14:00' },
    ])
      await drawFor(scene().open, clerk, await bureau.task({ 财务: 1 }, more));
    await scene().office.settle();
    await chat.plays(`
      用户：接受
      机器人：这是回复哪一件
      机器人：（2026年10月20日09:00集合，赤坎区政府门口）
      机器人：（2026年10月21日14:00集合，医保局门口）
      用户：1
      机器人：已记下：您接受 RW2026-
    `);
  });
});
