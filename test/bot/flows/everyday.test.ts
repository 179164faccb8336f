import { expect, it } from 'vitest';
import { enquiries, type StaffActor } from '../../../domain/index.ts';
import { GAOPING } from '../../support/app.ts';
import { onBothDatabases, type Scene } from '../../support/dialects.ts';

const threads = async ({ open }: Scene, staff: StaffActor) => {
  const list = await open.app.ask(GAOPING, enquiries.listEnquiries, {}, staff);
  const rows = list.kind === 'found' ? list.value.rows : [];
  const said = [];
  for (const row of rows) {
    const one = await open.app.ask(GAOPING, enquiries.oneEnquiry, { enquiry: row.id }, staff);
    if (one.kind === 'found' && one.value !== null)
      said.push({ id: row.id, words: one.value.messages.map((message) => message.words) });
  }
  return said;
};

onBothDatabases('日常问题和人工', GAOPING, (scene) => {
  it('C-11 报销, 缴费, 异地就医: a short answer and 12393; 人工 takes the question along', async () => {
    const chat = scene().stranger();
    const liaison = await scene().open.member(GAOPING, 'liaison');
    await chat.plays(`
      用户：住院报销比例是多少
      机器人：直接结算的出院时就报完了
      机器人：医保热线：12393
      机器人：没有解决，请回复“人工”
      用户：异地就医怎么备案
      机器人：国家医保服务平台
      用户：居民医保多少钱，啥时候缴费
      机器人：集中缴费
      用户：人工
      机器人：已转给工作人员
      机器人：回复“结束”
      用户：为什么我查不到
      机器人：已转给工作人员
      用户：好的
      机器人：已转给工作人员
      用户：人工报名的事
      机器人：已转给工作人员
    `);
    const found = (await threads(scene(), liaison)).find(({ words }) =>
      words.includes('居民医保多少钱，啥时候缴费'),
    );
    expect(found?.words).toEqual([
      '居民医保多少钱，啥时候缴费',
      '为什么我查不到',
      '好的',
      '人工报名的事',
    ]);
    const answering = { enquiry: found?.id, words: '请带身份证来窗口' };
    await scene().open.app.perform(GAOPING, enquiries.answerEnquiry, answering, liaison);
    await scene().office.settle();
    expect(chat.received.join()).toContain('请带身份证来窗口');
    await chat.plays(`
      用户：结束
      机器人：人工对话已结束
      用户：好的，谢谢
      机器人：不客气
    `);
  });

  it('C-11 a conversation the office closed: the next words are not lost', async () => {
    const chat = scene().stranger();
    const liaison = await scene().open.member(GAOPING, 'liaison');
    await chat.says('人工 我要问别的');
    const found = (await threads(scene(), liaison)).find(({ words }) =>
      words.includes('我要问别的'),
    );
    const closing = { enquiry: found?.id ?? '' };
    await scene().open.app.perform(GAOPING, enquiries.closeEnquiry, closing, liaison);
    await chat.plays(`
      用户：那个药店昨天又在刷医保卡卖鸡蛋了
      机器人：刚才的人工对话已经结束
      机器人：1 反映问题
      用户：1
      机器人：已记下：时间 2026年10月11日
    `);
  });

  it('C-11 out of hours says when the office answers; a photo is passed on', async () => {
    const chat = scene().stranger();
    scene().open.clock.set('2026-10-17T20:00:00+08:00');
    await chat.plays(`
      用户：转人工
      机器人：现在是下班时间
      机器人：2026年10月19日
      用户：[图片]
      机器人：照片已转给工作人员
      用户：${'长'.repeat(5000)}
      机器人：已转给工作人员
      用户：取消
      机器人：仍会回复到这里
    `);
  });

  it('words nobody understands: a story is asked about and taken along, nothing is typed twice', async () => {
    const chat = scene().stranger();
    await chat.plays(`
      用户：昨天在康复医院用我的医保卡买了两箱牛奶
      机器人：1 反映问题，写成举报线索
      机器人不说：电子凭证
      用户：1
      机器人：反映对象 康复医院
      机器人：请核对举报线索
      用户：取消
      用户：删除
      用户：那你给我说说咱们这儿到底管不管这些事情
      机器人：2 转给工作人员
      用户：2
      机器人：已转给工作人员
      用户：结束
      用户：啊
      机器人：没有看明白
      用户：1
      机器人：1 举报线索
      用户：👍
      机器人：没有看明白
      用户：\u200b
      机器人：请用文字告诉我们
    `);
  });

  it.each([
    ['变更', '20个工作日内报备'],
    ['辞聘', '提前1个月'],
    ['续聘', '不是自动的'],
    ['采访申请', '先经医保部门同意'],
    ['建议', '谢谢您提意见建议'],
  ])('%s is done by staff today: said honestly and passed on', async (word, told) => {
    const chat = scene().stranger();
    await chat.plays(`
      用户：我要${word}
      机器人：${told}
      用户：我的情况是这样的
      机器人：已转给工作人员
      用户：结束
    `);
    const liaison = await scene().open.member(GAOPING, 'liaison');
    await chat.says(`${word}：直接说明`);
    const said = (await threads(scene(), liaison)).flatMap(({ words }) => words);
    expect(said.some((one) => one.startsWith('【') && one.endsWith('直接说明'))).toBe(true);
  });

  it('依据: the measure, an article of it, in a form and outside', async () => {
    const chat = scene().stranger();
    await chat.plays(`
      用户：依据是什么
      机器人：高平市医疗保障基金社会监督员管理办法
      用户：我想举报但是怕被报复怎么办
      机器人：2 转给工作人员
      用户：2
      机器人：已转给工作人员
      用户：结束
      用户：有人冒用我的社保卡
      机器人：1 反映问题
      用户：依据 年龄
      机器人：25岁以上70岁以下
      用户：自荐要什么条件？
      机器人：25岁以上
      机器人：回复“自荐”
      用户：举报
      用户：为什么
      机器人：依据是
      机器人：回到举报线索
    `);
  });
});
