import { expect, it } from 'vitest';
import { people, recusal } from '../../../domain/index.ts';
import { ZHANJIANG } from '../../support/app.ts';
import { onBothDatabases } from '../../support/dialects.ts';
import { bureauOf } from '../../support/experts.ts';

onBothDatabases('亲属回避', ZHANJIANG, (scene) => {
  it('ZJ-11.4, C-08, A-09 the list of kin is read out, a name is not asked for and not kept', async () => {
    const { open } = scene();
    const clerk = await open.member(ZHANJIANG, 'clerk');
    const bureau = bureauOf(open, clerk);
    const { person } = await bureau.expert(['药学']);
    const code = '48151623';
    await open.app.perform(ZHANJIANG, people.issueBindingCode, { person, code }, clerk);
    const chat = scene().stranger();
    await chat.plays(`
      用户：绑定 ${code}
      用户：回避
      机器人：需要对哪一家单位回避
      用户：湛江市第九人民医院
      机器人：属于哪一种情形
      机器人：养父母、继父母、岳父母、公婆、儿媳、女婿
      机器人：姓名不用写
      用户：4
      机器人：请核对回避声明
      机器人不说：还有要说明的吗
      用户：提交
      机器人：回避声明已登记，编号HB2026-
    `);
    const ties = await open.app.ask(ZHANJIANG, recusal.listTies, { person }, clerk);
    const rows = ties.kind === 'found' ? ties.value.rows : [];
    expect(rows).toMatchObject([{ tie: { kind: 'kin' }, detail: '' }]);
  });
});
