import { expect, it } from 'vitest';
import { enquiries } from '../../../domain/index.ts';
import { ZHANJIANG } from '../../support/app.ts';
import { onBothDatabases, type Scene } from '../../support/dialects.ts';

/** What the office reads of the conversations. */
async function read({ open }: Scene): Promise<string> {
  const clerk = await open.member(ZHANJIANG, 'liaison');
  const asked = await open.app.ask(ZHANJIANG, enquiries.listEnquiries, {}, clerk);
  if (asked.kind !== 'found') throw new Error('not found');
  let words = '';
  for (const { id } of asked.value.rows) {
    const one = await open.app.ask(ZHANJIANG, enquiries.oneEnquiry, { enquiry: id }, clerk);
    words += JSON.stringify(one);
  }
  return words;
}

onBothDatabases('由工作人员办理的事', ZHANJIANG, (scene) => {
  it('ZJ-12.5 a suggestion on policy or agreements reaches the office in the own words', async () => {
    await scene().stranger().plays(`
      用户：建议
      机器人：由工作人员收集和答复
      用户：建议把长期处方放宽到十二周
      机器人：已
    `);
    expect(await read(scene())).toContain('长期处方放宽到十二周');
  });

  it('ZJ-14.2 nothing is disclosed without the bureau: what, to whom, why goes to the office', async () => {
    await scene().stranger().plays(`
      用户：披露申请
      机器人：未经医保部门批准不能对外披露
      用户：想在学会交流会上介绍检查方法，不涉及单位
      机器人：已
    `);
    expect(await read(scene())).toContain('学会交流会');
  });
});
