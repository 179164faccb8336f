import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { enquiries, nomination } from '../../../domain/index.ts';
import { GAOPING, openApp, ZHANJIANG, type OpenApp } from '../../support/app.ts';
import { openOffice, type Office } from '../../support/chat.ts';
import {
  applicationNow,
  applied,
  expertApplicationOf,
  passedReview,
} from '../../support/applying.ts';
import { citizenOf } from '../../support/people.ts';
import { showingOf } from '../../support/showing.ts';
import { TALK } from '../../support/talking.ts';

/** What applicants say in their own words, and what they must not be left alone with. */

let open: OpenApp;
let office: Office;
beforeEach(async () => {
  open = await openApp();
  office = openOffice(open, ZHANJIANG);
});
afterEach(() => open.close());

describe('异议', () => {
  it('ZJ-8.2b 我有异议 opens it while somebody is shown', async () => {
    const showing = await showingOf(open);
    const one = await showing.selected('李梅');
    await showing.placed(await showing.started(one.application));
    await office.chat('neighbour').plays(`
      用户：我有异议
      机器人：1 李梅
      用户：1
      用户：她在惠民药店有股份，执照上有她的名字
      机器人：称呼和电话
      用户：刘先生 138001380
      机器人：您写了9位数字
      用户：刘先生
      机器人：请核对
    `);
  });

  it('ZJ-8.2b C-01 what was said while nobody is shown is not lost: it goes into a clue or to the office', async () => {
    const words = '我对东城街的监督员张桂兰有意见，她收药店的钱';
    await office.chat('angry', GAOPING).plays(`
      用户：${words}
      机器人：没有正在公示的人选
      机器人：1 反映问题，写成举报线索
      用户：1
      用户：改 1
      机器人：她收药店的钱
    `);
  });
});

describe('申请以后', () => {
  const refused = async () => {
    const showing = await showingOf(open);
    const { application, number } = await showing.selected('李梅');
    return { showing, application, number };
  };

  it('GP-9.5b GP-6.2 how far it is, in whatever words, before any binding', async () => {
    const { number } = await refused();
    const chat = office.chat('o-李梅');
    for (const asked of [
      '我的申请到哪一步了',
      '查一下结果',
      '报名有结果了吗',
      '帮我看看申请的进度',
      '审核通过了吗',
    ])
      expect(await chat.says(asked)).toContain(`申请${number} 已选定`);
  });

  it('F11 改 after the submission says who can put it right', async () => {
    const chat = office.chat('late', GAOPING);
    await chat.plays(`
      用户：自荐
      用户：同意
      用户：王秀英，${citizenOf('1979-04-05', '053')}，13900139077，无业，参保群众
      机器人：工作单位 无
      机器人：身份 参保群众
      机器人：专业知识
      用户：跳过
      用户：咋办
      机器人：照着问题和例子回复就行
      机器人：您住在哪个乡镇或街道
      用户：南城街
      用户：在药店上过班，想出一份力
      用户：同意
      用户：同意
      用户：住的地方写错了，是东城街
      机器人：居住地：东城街
      用户：提交
      机器人：申请已收到
      用户：改27
      机器人：已经提交，在这里改不了了
      用户：人工
      机器人：已转给工作人员
    `);
    const clerk = await open.member(GAOPING, 'clerk');
    const asked = await open.app.ask(GAOPING, enquiries.listEnquiries, {}, clerk);
    expect(asked.kind === 'found' ? asked.value.rows : []).toHaveLength(1);
  });

  it('GP-9.5b ZJ-8.2a not chosen: why, in honest words, a way to have it looked at again, and last time’s answers', async () => {
    const showing = await showingOf(open);
    const input = expertApplicationOf({ name: '李梅' });
    const { application, number } = await applied(open, input, {
      bureau: ZHANJIANG,
      chat: 'o-李梅',
    });
    const chat = office.chat('o-李梅');
    await chat.plays(`
      用户：为什么不要我
      机器人：没有查到您有没通过的申请
    `);
    const { chooser } = await passedReview(open, {
      bureau: ZHANJIANG,
      application,
      until: 'qualified',
    });
    // what is told in one instant comes in no order
    await office.settle();
    const { version } = await applicationNow(open, ZHANJIANG, application);
    await showing.done(chooser, nomination.selectApplication, {
      application,
      expectVersion: version,
      verdict: 'notSelected',
      reason: '该类别名额已满',
    });
    await office.settle();
    expect(chat.received.at(-1)).toContain('对结果有意见请回复“申诉”');
    await chat.plays(`
      用户：进度
      机器人：申请${number} 资格审查合格，这次没有入选。原因：该类别名额已满
      用户：为什么不要我
      机器人：原因：该类别名额已满
      用户：我要申诉
      机器人：请回复“人工”：刚才的话会一起转给工作人员
      用户：人工
      机器人：已转给工作人员
      用户：结束
      用户：申请专家
      机器人：上次填的内容已带出
      用户：同意
      用户：自己申请
      机器人：证件照
    `);
  });
});

describe('填写的时候', () => {
  it('GP-4.0 PIPL-13 what is no name of a unit is asked again; why and what for are answered', async () => {
    await office.chat('plain', GAOPING).plays(`
      用户：自荐
      用户：为什么要填这个
      机器人：问这些只是为了核对条件
      机器人：个人信息说明
      用户：同意
      用户：王秀英
      用户：六五九零九九一九七九零四零五零五三X
      机器人：身份证号
      用户：取消
      用户：2
    `);
    await office.chat('retired', GAOPING).plays(`
      用户：自荐
      用户：同意
      用户：王秀英，${citizenOf('1979-04-05', '053')}，13900139077
      机器人：工作单位
      用户：热心公益，邻居都信任我
      机器人：没有看出单位名称
      用户：退休了 没有单位
      机器人：属于哪些身份
      用户：跳过
      机器人：这一项需要选，不能跳过
      机器人不说：写个大概
    `);
  });

  it('B-05 F1-07 F1-13 a number spoken in Chinese numerals, 广东湛江的 without 的, 没有 for a degree', async () => {
    const number = citizenOf('1985-03-15', '026');
    const spoken = Array.from(number, (figure) => '零一二三四五六七八九'[Number(figure)] ?? figure);
    const talk = TALK.replace(number, spoken.join(''))
      .replace('用户：广东湛江', '用户：我是广东湛江的')
      .replace('用户：学士', '用户：没有');
    const chat = office.chat('spoken');
    await chat.plays(talk);
    await chat.plays(`
      用户：改 9
      机器人：籍贯现在填的是“广东湛江”
      用户：继续
      用户：改 21
      机器人：学位现在填的是“无”
    `);
  });
});
