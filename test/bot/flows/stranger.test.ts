import { expect, it } from 'vitest';
import { institutions } from '../../../domain/index.ts';
import { GAOPING } from '../../support/app.ts';
import { onBothDatabases } from '../../support/dialects.ts';
import { citizenOf } from '../../support/people.ts';

/** What a stranger said who used the product, line by line. */

onBothDatabases('陌生人的话', GAOPING, (scene) => {
  it('GP-8.6g a time, a place or a name alone is no event: it is kept and the event asked again', async () => {
    await scene().stranger().plays(`
      用户：举报
      用户：前天下午
      机器人：已记下：时间 2026年10月10日
      机器人：这说的是时间，还没有说经过
      用户：药店用医保卡卖洗衣粉
      机器人：在什么地方
      用户：上周三
      机器人：这说的是时间，还没有说地点
      用户：不知道
      机器人：写个大概就行
      用户：老车站旁边
      机器人：哪一类
      用户：1
      用户：医院
      机器人：是哪一家
      用户：不是,是大前天
      机器人：已按您说的修改
      用户：康乐大药房
      机器人：2026年10月9日
      机器人：地点：老车站旁边
      用户：地点不对，是东城街不是北诗镇
      机器人：地点：东城街
      机器人不说：北诗镇
    `);
  });

  it('F4 a day no month has is refused', async () => {
    await scene().stranger().plays(`
      用户：举报
      用户：药店用医保卡卖洗衣粉
      用户：上个月三十二号
      机器人：没有32日
    `);
  });

  it('B-06 on the review: statements, additions, deletions; words that wait are not lost', async () => {
    await scene().stranger().plays(`
      用户：举报
      用户：药店用医保卡卖洗衣粉
      用户：昨天
      用户：老车站旁边
      用户：1
      用户：惠民大药房
      机器人：请核对
      用户：我写错了是康乐药店
      机器人：反映对象：康乐药店
      用户：再加一句：老板姓贾
      机器人：已加到“经过”里
      机器人：老板姓贾
      用户：删除第五项
      机器人：需要填写，不能删除
      用户：地点是老车站南边
      机器人：地点：老车站南边
      用户：他们每个星期都这样卖还有洗发水
      机器人：要加到“经过”里吗
      用户：改 3
      用户：老车站东边
      机器人：地点：老车站东边
      用户：提交
      机器人：他们每个星期都这样卖还有洗发水
      机器人：要加到“经过”里吗
      用户：1
      机器人：已加到“经过”里
    `);
  });

  it('GP-8.6g a story too long for one clue is kept as far as it fits', async () => {
    await scene().stranger().plays(`
      用户：举报
      用户：${'药店用医保卡卖洗衣粉。'.repeat(400)}
      机器人：先记下了前4000字
      机器人：什么时候
    `);
  });

  it('GP-4.5 several facts in one answer; numbers spoken, wrong, or not given', async () => {
    const number = citizenOf('1985-03-15');
    const wrong = number.slice(0, 17) + (number.endsWith('1') ? '2' : '1');
    await scene().stranger().plays(`
      用户：自荐
      用户：同意
      用户：我叫李梅，以前也没有报过名，身份证是${wrong}，请你们看一下能不能报名参加监督
      机器人：最后一位对不上
      用户：不想说身份证
      机器人：当面填写
      用户：没有
      机器人：当面填写
      用户：跳过
      机器人：当面填写
      机器人不说：写个大概
      用户：我的号码是${wrong}，电话一三九零零零零一一一一，请你们核对一下看看还有没有什么问题
      机器人：最后一位对不上
      用户：${number}
      机器人：工作单位
      用户：以前在高平市纺织厂上班现在退休了，住在东城街街道
      机器人：工作单位 高平市纺织厂
      机器人：居住地 东城街街道
      用户：不知道选啥
      机器人：6 参保群众
      用户：住院报销比例是多少
      机器人：医保热线
      机器人：6 参保群众
      用户：退休职工，就是老百姓
      机器人：专业知识
      用户：跳过
      机器人：为什么想当
      用户：不知道
      机器人：写个大概
      用户：熟悉医保结算
      用户：同意
      用户：同意
      机器人：请核对自荐申请
      机器人：139****1111
      机器人：身份：参保群众
      用户：住址是东城街街道秦庄社区
      机器人：居住地：东城街街道
      用户：删除第七项
      机器人：已按您说的修改
    `);
  });

  it('B-06 a phone number read out figure by figure', async () => {
    await scene().stranger().plays(`
      用户：自荐
      用户：同意
      用户：李梅
      用户：${citizenOf('1985-03-15')}
      用户：一三九零零零零一一一一
      机器人：联系电话 139****1111
    `);
  });

  it('C-11 nothing offered, mistyped, looked up: each leads somewhere', async () => {
    await scene().stranger().plays(`
      用户：3
      机器人：1 举报线索
      用户：1
      机器人：请说说是什么事
      用户：取消
      用户：我想举抱一个药殿
      机器人：请说说是什么事
      用户：取消
      用户：2
      用户：有人吗
      机器人：回复“人工”
      用户：你是机器人吗
      机器人：回复“人工”
      用户：12393打不通
      机器人：回复“人工”
      用户：能跟你们领导谈谈吗
      机器人：回复“人工”
      用户：人工
      机器人：已转给工作人员
    `);
    await scene()
      .stranger()
      .plays(
        `
      用户：不想当监督员了
      机器人：辞聘
      用户：0
      用户：聘期到啥时候
      机器人：年
      用户：XS2026-0099
      机器人：您名下没有这个编号
      用户：查一下XS2026-0099
      机器人：您名下没有这个编号
      用户：${citizenOf('1985-03-15')}
      机器人：请不要直接发身份证号
      用户：嘟嘟
      机器人不说：由工作人员答复
      用户：哒哒
      机器人：回复“人工”，由工作人员答复您
    `,
      );
  });

  it('GP-8.6h 补充 said first waits for the photo', async () => {
    const chat = scene().stranger();
    const end = await chat.plays(`
      用户：举报
      用户：药店用医保卡卖洗衣粉
      用户：昨天
      用户：老车站旁边
      用户：1
      用户：惠民大药房
      用户：提交
      机器人：待补证
    `);
    const number = /XS2026-\d{4}/.exec(end)?.[0] ?? '';
    await chat.plays(`
      用户：查一下${number}
      机器人：${number} 已收到
      用户：补充
      机器人：请先把照片、录音或视频发过来
      用户：[图片]
      机器人：已把1份材料补充到线索${number}
    `);
  });

  it('F13 followed again half-way, then a number of the menu: what was filled in is kept', async () => {
    const chat = scene().stranger();
    await chat.plays(`
      用户：自荐
      用户：同意
      用户：李梅
    `);
    await chat.sends({ kind: 'follow' });
    await chat.plays(`
      用户：1
      机器人：请说说是什么事
      用户：自荐
      机器人：1 继续填写，已填 2/11
    `);
  });

  it('GP-8.2 no example names an institution of another place', async () => {
    const staff = await scene().open.member(GAOPING, 'clerk');
    const details = { name: '高平市中医院', kind: 'hospital' };
    await scene().open.app.perform(GAOPING, institutions.registerInstitution, { details }, staff);
    expect(await scene().stranger().says('举报')).not.toContain('湛江');
  });
});
