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
  return { chat, task, bureau, clerk };
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
});
