import { expect, it } from 'vitest';
import { draws, membership, people } from '../../../domain/index.ts';
import { GAOPING, SYSTEM } from '../../support/app.ts';
import { onBothDatabases, type Scene } from '../../support/dialects.ts';
import { bureauOf } from '../../support/experts.ts';

let count = 0;

/** A frozen draw whose witness is a supervisor in a bound chat. */
async function watched({ open, office, stranger }: Scene) {
  const clerk = await open.member(GAOPING, 'clerk');
  const bureau = bureauOf(open, clerk, GAOPING);
  for (let n = 0; n < 2; n += 1) await bureau.expert(['药学']);
  count += 1;
  const particulars = {
    name: `王见证${count}`,
    employments: [{ unit: '退休教师', outside: true }],
  };
  const known = await bureau.done(clerk, people.registerPerson, { source: 'visit', particulars });
  const { person } = known[0] as { person: string };
  const appointing = {
    person,
    roster: 'supervisors',
    route: 'selfNomination',
    application: person,
  };
  await bureau.done(SYSTEM, membership.appointMember, appointing);
  const code = String(40_000_000 + count);
  await bureau.done(clerk, people.issueBindingCode, { person, code });
  const chat = stranger();
  await chat.says(`绑定 ${code}`);
  const task = await bureau.task({ 药学: 1 });
  const witness = { kind: 'person', id: person };
  await bureau.done(clerk, draws.commitDraw, { task, witness });
  await office.settle();
  return { chat, task, bureau, clerk, person };
}

onBothDatabases('见证抽取', GAOPING, (scene) => {
  it('GP-8.4 a supervisor watches the draw from the chat: a number, a receipt, and nothing of the work', async () => {
    const { chat, task, bureau, clerk } = await watched(scene());
    const asked = chat.received.join('\n');
    expect(asked).toContain('请您见证一次专家抽取');
    expect(asked).not.toContain('某某医院');
    await chat.plays(`
      用户：见证
      机器人：请报一个6位以上的数字
      用户：123
      机器人：数字太少，请至少报6位
      用户：见证 ５８３９２０
      机器人：已收到您为
      机器人：校验值开头是
      用户：见证 111111
      机器人：以那次为准
    `);
    const draw = (await bureau.view(task)).draw;
    expect(draw?.parties.find(({ party }) => party === 'witness')?.value).toBeNull();
    await bureau.done(clerk, draws.contributeToDraw, { draw: draw?.id, digits: '271828' });
    await bureau.done(clerk, draws.drawPanel, { task });
    expect((await bureau.view(task)).draw?.entropy).toBe('271828./583920./');
  });

  it('C-06 asked on the simulator of another person: who is no witness gives nothing', async () => {
    const { task, bureau } = await watched(scene());
    const other = scene().stranger();
    await other.says('见证 583920');
    const parties = (await bureau.view(task)).draw?.parties;
    expect(parties?.every(({ at }) => at === null)).toBe(true);
  });

  it('GP-8.4 C-02 who watched hears that it was drawn with these digits, and when it is void', async () => {
    const { chat, task, bureau, clerk } = await watched(scene());
    const receipt = await chat.says('好的，583920');
    const check = /校验值开头是 (?<check>[0-9a-f]{8})/u.exec(receipt)?.groups?.check ?? 'none';
    const draw = (await bureau.view(task)).draw;
    await bureau.done(clerk, draws.contributeToDraw, { draw: draw?.id, digits: '271828' });
    await bureau.done(clerk, draws.drawPanel, { task });
    await scene().office.settle();
    const told = chat.received.at(-1) ?? '';
    expect(told).toContain('已经完成，用的就是您报的数字');
    expect(told).toContain(check);
    expect(told).toContain('公布后会再通知您');
    expect(chat.received.join('\n')).not.toContain('某某医院');
    const leader = await scene().open.member(GAOPING, 'leader');
    await bureau.done(leader, draws.voidDrawAttempt, { task, reason: '名单有误需要重抽' });
    await scene().office.settle();
    expect(chat.received.at(-1)).toContain('后来被作废');
  });

  it('draw-18 C-07 a draw given up, or work called off, before the draw: the witness is let go', async () => {
    const first = await watched(scene());
    const reason = '名单有误需要重抽';
    await first.bureau.done(first.clerk, draws.voidDrawAttempt, { task: first.task, reason });
    await scene().office.settle();
    expect(first.chat.received.at(-1)).toContain('已经放弃，没有抽取');
    await first.chat.plays(`
      用户：见证 583920
      机器人：已经结束，不用再报数
    `);
    const other = await watched(scene());
    await other.bureau.done(other.clerk, draws.cancelDrawTask, { task: other.task, reason });
    await scene().office.settle();
    expect(other.chat.received.at(-1)).toContain('这项工作已经取消');
  });

  it('B-21 once the record is published the witness finds the own digits and where to check them', async () => {
    const { chat, task, bureau, clerk } = await watched(scene());
    await chat.says('见证 3 6 1 5 2 4');
    expect(await chat.says('我的抽取')).toContain('没有可以给您看的');
    const draw = (await bureau.view(task)).draw;
    await bureau.done(clerk, draws.contributeToDraw, { draw: draw?.id, digits: '271828' });
    await bureau.done(clerk, draws.drawPanel, { task });
    await bureau.done(clerk, draws.cancelDrawTask, { task, reason: '工作不再进行了' });
    scene().open.clock.set('2026-10-16T10:00:00+08:00');
    const leader = await scene().open.member(GAOPING, 'leader');
    await bureau.done(leader, draws.publishDraw, { task, reason: '工作已经结束' });
    await scene().office.settle();
    expect(chat.received.at(-1)).toContain('记录已经公布');
    await chat.plays(`
      用户：我的抽取
      机器人：您见证的抽取 RW2026-
      机器人：您报的数字 1 2 3 4 5 6
      机器人：核对网页
    `);
  });

  it('C-06 a colleague who watches is led to the site, with the number of the work', async () => {
    const { open, office, stranger } = scene();
    const colleague = await open.member(GAOPING, 'discipline');
    const clerk = await open.member(GAOPING, 'clerk');
    const bureau = bureauOf(open, clerk, GAOPING);
    for (let n = 0; n < 2; n += 1) await bureau.expert(['药学']);
    const task = await bureau.task({ 药学: 1 });
    const witness = { kind: 'account', id: colleague.account };
    await bureau.done(clerk, draws.commitDraw, { task, witness });
    const { number } = (await bureau.view(task)).task;
    count += 1;
    const code = String(40_000_000 + count);
    const administrator = await open.member(GAOPING, 'administrator');
    const binding = { account: colleague.account, code };
    await bureau.done(administrator, people.issueBindingCode, binding);
    const chat = stranger();
    await chat.says(`绑定 ${code}`);
    await office.settle();
    await chat.plays(`
      用户：见证 583920
      机器人：微信里发的数字不算
      机器人：打开任务${number}
      机器人不说：没有看明白
    `);
    const parties = (await bureau.view(task)).draw?.parties;
    expect(parties?.every(({ at }) => at === null)).toBe(true);
  });

  it('C-06 digits as people type them: alone, with courtesies, quotes and pictures, in a form too', async () => {
    for (const said of [
      '好的，583920',
      '“５８３９２０”',
      '建证 583920😊',
      '我的数字是五八三九二零，谢谢',
    ])
      expect(await (await watched(scene())).chat.says(said), said).toContain('已收到您为');
    const { chat } = await watched(scene());
    await chat.plays(`
      用户：见证 123
      机器人：数字太少，请至少报6位
      用户：13900139000
      机器人不说：已收到您为
      用户：我报名
      机器人不说：6位以上的数字
      用户：见证 583920
      机器人：已收到您为
    `);
  });
});
