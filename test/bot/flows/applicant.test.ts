import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { enquiries, nomination, publicity, type StaffActor } from '../../../domain/index.ts';
import { GAOPING, openApp, ZHANJIANG, type OpenApp } from '../../support/app.ts';
import { callingOf } from '../../support/calling.ts';
import { openOffice, type Chat, type Office } from '../../support/chat.ts';
import { linhaiBureau, LINHAI } from '../../support/measures.ts';
import { citizenOf } from '../../support/people.ts';
import { showingOf, type Showing } from '../../support/showing.ts';
import { picture, TALK } from '../../support/talking.ts';

let open: OpenApp;
let office: Office;
beforeEach(async () => {
  open = await openApp();
  office = openOffice(open, ZHANJIANG);
});
afterEach(() => open.close());

const snapshots = async (bureau: typeof GAOPING, staff: StaffActor) => {
  const asked = await open.app.ask(bureau, nomination.listApplications, {}, staff);
  return asked.kind === 'found' ? asked.value.rows : [];
};

describe('公告和菜单', () => {
  it('ZJ-7.1 GP-6.1 申请专家 stands in the menu while a call is open; otherwise it says when asked', async () => {
    const chat = office.chat('reader');
    await chat.plays(`
      用户：菜单
      机器人不说：申请加入专家库
      用户：公告
      机器人：现在没有正在报名的公告
      机器人：有新公告会在这里告诉您
      用户：申请专家
      机器人：现在没有正在进行的征集：可以先填好，公告发布后再提交
      用户：取消
    `);
    const clerk = await open.member(ZHANJIANG, 'clerk');
    const calls = callingOf(open, ZHANJIANG, clerk);
    const call = { roster: 'experts', title: '2026年专家征集公告', quotas: [] };
    await calls.published(await open.member(ZHANJIANG, 'leader'), call);
    await chat.plays(`
      用户：0
      机器人：正在公开征集专家，10月31日 17:30截止
      机器人：申请加入专家库
      用户：帮助
      机器人：回复“公告”看正在征集的
      机器人：申请加入专家库
      用户：公告
      机器人：2026年专家征集公告
      机器人：报名请回复“申请专家”
    `);
  });

  it('GP-5.4 GP-6.1 in a bureau of supervisors 自荐 stands all year, and 公告 tells of the call', async () => {
    const chat = office.chat('volunteer', GAOPING);
    await chat.plays(`
      用户：菜单
      机器人：自荐当社会监督员
      机器人不说：申请加入专家库
      用户：公告
      机器人：社会监督员全年可以自荐，回复“自荐”开始填写
    `);
    const clerk = await open.member(GAOPING, 'clerk');
    await callingOf(open, GAOPING, clerk).published(await open.member(GAOPING, 'leader'));
    await chat.plays(`
      用户：公告
      机器人：2026年社会监督员选聘公告
      机器人：拟聘20人
      机器人：报名请回复“自荐”
    `);
  });

  it('ZJ-8.2b 对公示人选提异议 stands in the menu while somebody is shown', async () => {
    const showing = await showingOf(open);
    const chat = office.chat('neighbour');
    expect(await chat.says('菜单')).not.toContain('提异议');
    const one = await showing.selected('李梅');
    await showing.started(one.application);
    expect(await chat.says('菜单')).toContain('对公示人选提异议');
  });
});

describe('进度', () => {
  it('GP-6.2 ZJ-8.2b the steps in coarse words, 公示中 and until when', async () => {
    const showing = await showingOf(open);
    const one = await showing.selected('李梅');
    const chat = office.chat('o-李梅');
    await chat.plays(`
      用户：进度
      机器人：申请${one.number} 已选定
      机器人：收到→审核→选定→【公示】→聘任
    `);
    const period = await showing.started(one.application);
    await showing.placed(period);
    await chat.plays(`
      用户：办到哪了
      机器人：申请${one.number} 公示中，到2026年10月
      机器人：【公示】
    `);
    open.clock.set('2026-10-26T10:00:00+08:00');
    await showing.end(period);
    await chat.plays(`
      用户：${one.number} 怎么样了
      机器人：公示期已满，等待聘任
      机器人：公示→【聘任】
    `);
  });
});

/** An expert who came in by the whole way, and talks in the chat that applied. */
const appointed = async (showing: Showing, name: string): Promise<Chat> => {
  const one = await showing.selected(name);
  const period = await showing.started(one.application);
  await showing.placed(period);
  open.clock.set('2026-10-26T10:00:00+08:00');
  await showing.end(period);
  const found = await snapshots(ZHANJIANG, showing.clerk);
  const version = found.find(({ id }) => id === one.application)?.version ?? 0;
  await showing.done(await open.member(ZHANJIANG, 'leader'), publicity.appointCandidate, {
    application: one.application,
    expectVersion: version,
    reason: '经研究，同意入库',
  });
  await office.settle();
  return office.chat(`o-${name}`);
};

describe('聘期将满和已满的专家', () => {
  it.each([
    ['runs out', '2029-09-20T10:00:00+08:00'],
    ['has run out', '2030-02-01T10:00:00+08:00'],
  ])('ZJ-20 ZJ-8.4 whose term %s finds what was filled in last time', async (_word, at) => {
    const chat = await appointed(await showingOf(open), '李梅');
    open.clock.set(at);
    await office.settle();
    await chat.plays(`
      用户：申请专家
      机器人：上次填的内容已带出，请核对
      用户：同意
      机器人：自己申请，还是由单位推荐
      用户：1
      机器人不说：请问您的姓名
      机器人：证件照
    `);
    await picture(chat);
    await chat.plays(`
      用户：跳过
      用户：同意
      用户：同意
      机器人：打印申请表
    `);
    await picture(chat);
    await chat.plays(`
      用户：改 5
      机器人：联系电话现在填的是“139****5678”
      用户：13700137000
      机器人：请重新打印
    `);
    const review = await picture(chat);
    expect(review).toContain('工作简历：2011-07至2018-06 湛江市第二人民医院 医师');
    expect(review).toContain('联系电话：137****7000');
  });
});

describe('撤回同意的成员', () => {
  it('GP-2b A-37 the published roster alone, and given again; the base consent is taken back in chat and the office told', async () => {
    const showing = await showingOf(open);
    const chat = await appointed(showing, '李梅');
    await chat.plays(`
      用户：撤回同意
      机器人：1 不再在公开名单里列出我
      机器人：2 撤回担任期间的个人信息同意
      用户：2
      机器人：等于不再担任
      机器人：只是不想公开姓名的，不用撤回这一项
      用户：那我想想
      机器人：还什么都没有办
      机器人：1 确定撤回
      用户：不
      机器人：没有撤回，一切照旧
      用户：撤回同意
      用户：1
      机器人：撤回后工作人员会把您从公开名单里撤下。您的聘任不受影响
      用户：2
      用户：撤回同意
      用户：1
      用户：1
      机器人：已撤回，工作人员会把您从公开名单里撤下
      用户：撤回同意
      机器人：1 撤回担任期间的个人信息同意
      机器人不说：公开名单
      用户：我的
      机器人：专家，聘期至
      用户：同意公开
      机器人：1 同意公开
      用户：同意
      机器人：已记下您同意公开
      用户：同意公开
      机器人：已经同意公开
      用户：撤回同意
      机器人：1 不再在公开名单里列出我
      用户：2
      机器人：1 确定撤回
      用户：是
      机器人：已撤回担任期间的个人信息同意，也已告知工作人员
      用户：撤回同意
      机器人不说：担任期间
    `);
    const asked = await open.app.ask(ZHANJIANG, enquiries.listEnquiries, {}, showing.clerk);
    const [thread] = asked.kind === 'found' ? asked.value.rows : [];
    const one = { enquiry: thread?.id ?? '' };
    const told = await open.app.ask(ZHANJIANG, enquiries.oneEnquiry, one, showing.clerk);
    expect(JSON.stringify(told)).toContain('我撤回担任期间的个人信息同意，不再担任');
  });
});

describe('单位推荐', () => {
  it('GP-5.3 ZJ-7.1 F1-23 one unit’s recommendation by chat: unit, letter photo, paper, receipt', async () => {
    const clerk = await open.member(ZHANJIANG, 'clerk');
    const call = { roster: 'experts', title: '2026年专家征集公告', quotas: [] };
    const calls = callingOf(open, ZHANJIANG, clerk);
    await calls.published(await open.member(ZHANJIANG, 'leader'), call);
    const chat = office.chat('recommended');
    await chat.plays(
      TALK.replace('用户：申请专家', '用户：单位推荐专家').replace(
        /机器人：自己申请，还是由单位推荐\s*用户：自己申请/u,
        '机器人：由哪家单位推荐\n 用户：湛江市药学会',
      ),
    );
    expect(await picture(chat)).toContain('请把单位推荐函拍照发来');
    expect(await chat.says('下午给你')).toContain('请直接发照片');
    expect(await picture(chat)).toContain('作为“单位推荐函”');
    await chat.plays(`
      用户：跳过
      用户：同意
      用户：同意
      机器人：打印申请表
    `);
    expect(await picture(chat)).toContain('推荐单位：湛江市药学会');
    await office.settle();
    expect(await chat.says('提交')).toContain('申请已收到，编号SQ');
    const [found] = await snapshots(ZHANJIANG, clerk);
    expect(found?.route).toBe('recommendation');
    expect(found?.snapshot).toMatchObject({
      recommendedBy: { unit: '湛江市药学会' },
      area: '霞山区',
      reason: '',
    });
    expect(found?.pieces.map(({ role }) => role)).toEqual(['photo', 'recommendation', 'paper']);
  });

  it('GP-5.3 for a supervisor: the letter is asked for, and nothing else more', async () => {
    const chat = office.chat('committee', GAOPING);
    await chat.plays(`
      用户：单位推荐
      用户：同意
      机器人：由哪家单位推荐
      用户：东城街街道办事处
      用户：我叫周敏，手机13900139055，身份证${citizenOf('1970-05-06', '028')}
      用户：无
      用户：参保群众
      用户：跳过
      用户：东城街
      用户：想为大家做点事
      机器人：请把单位推荐函拍照发来
    `);
    expect(await picture(chat)).toContain('公开的社会监督员名单');
    await chat.plays(`
      用户：不同意
      用户：同意
      机器人：居住地：东城街街道
      机器人：单位推荐函：已收到1张
    `);
    await office.settle();
    expect(await chat.says('提交')).toContain('申请已收到，编号SQ');
  });
});

describe('居住地', () => {
  const upTo = (chat: Chat, id: string) =>
    chat.plays(`
      用户：自荐
      用户：同意
      用户：我叫周敏，手机13900139055，身份证${citizenOf('1970-05-06', id)}
      用户：无
      用户：参保群众
      用户：跳过
      机器人：1 东城街街道
      机器人：17 其他
    `);

  it.each([
    ['4', '米山镇'],
    ['米山', '米山镇'],
    ['我住在东城那边', '东城街街道'],
    ['17', '其他'],
    ['长治市潞州区', '其他（长治市潞州区）'],
  ])('GP-6.3 %s is %s of the bureau’s own list', async (said, meant) => {
    const chat = office.chat('resident', GAOPING);
    await upTo(chat, '028');
    await chat.says(said);
    await chat.plays(`
      用户：想为大家做点事
      用户：不同意
      用户：同意
      机器人：居住地：${meant}
      用户：提交
      机器人：申请已收到
    `);
    const [found] = await snapshots(GAOPING, await open.member(GAOPING, 'clerk'));
    expect(found?.snapshot.area).toBe(meant);
  });

  it('GP-6.3 PIPL-6 what the home address says is not asked; where it says nothing, the area is', async () => {
    const chat = office.chat('elsewhere');
    const talk = TALK.split('用户：霞山区人民大道某小区').join('用户：人民大道某小区12号');
    const [before = '', after = ''] = talk.split('用户：都愿意');
    await chat.plays(`${before}
      用户：都愿意
      机器人：哪个县（市、区）
      机器人：2 霞山区
      用户：霞山
    ${after}`);
  });
});

describe('另一个局', () => {
  let other: OpenApp;
  let staff: StaffActor;
  let desk: Office;
  beforeEach(async () => {
    other = await openApp({ bureaus: linhaiBureau() });
    desk = openOffice(other, LINHAI);
    staff = await other.member(LINHAI, 'clerk');
  });
  afterEach(() => other.close());

  const only = async () => {
    const asked = await other.app.ask(LINHAI, nomination.listApplications, {}, staff);
    return asked.kind === 'found' ? asked.value.rows[0] : undefined;
  };

  it('clauses-3.3 supervisors by form 1 of a measure that is one file: asked by chat to the receipt', async () => {
    await desk.chat('linhai-1').plays(`
      用户：自荐
      机器人：个人信息说明（LH-1版）
      用户：同意
      机器人：自己申请，还是由单位推荐
      用户：自己申请
      用户：我叫何川，手机13712345678，身份证${citizenOf('1961-10-13')}
      机器人：国籍
      用户：中国
      机器人：政治面貌
      用户：群众
      机器人：电子邮箱
      用户：跳过
      机器人：工作单位
      用户：无
      机器人：参加工作多少年
      用户：30
      机器人：毕业院校
      用户：林海师范学校
      用户：语文
      用户：大专
      用户：无
      用户：没有职称
      机器人：工作简历
      用户：1985-07至2021-10 西岭区第一小学 教师
      机器人：还有吗
      用户：没有了
      机器人：属于哪些身份
      机器人：慢病患者代表
      用户：慢病患者代表
      机器人：专业知识
      用户：跳过
      机器人：擅长哪些领域
      用户：社区慢病管理
      机器人：哪个县（市、区）
      机器人：2 西岭区
      用户：西岭
      机器人不说：为什么想当
      机器人：证明材料
      用户：跳过
      机器人：公示我的姓名、单位和地区
      用户：同意
      机器人：近五年内没有受过刑事处罚
      用户：同意
      机器人：请核对自荐申请
      机器人不说：民族
      用户：提交
      机器人：申请已收到，编号SQ
    `);
    expect((await only())?.snapshot).toMatchObject({
      area: '西岭区',
      sourceGroups: ['慢病患者代表'],
      form1: { yearsOfWork: 30, education: '大学专科' },
    });
  });

  it('clauses-3.3 experts of the same bureau by the short form, while its call is open', async () => {
    const calls = callingOf(other, LINHAI, staff);
    const call = { roster: 'experts', title: '林海市评审专家征集公告', quotas: [] };
    await calls.published(await other.member(LINHAI, 'leader'), call);
    await desk.chat('linhai-2').plays(`
      用户：菜单
      机器人：申请加入专家库
      用户：申请专家
      机器人：正在征集：林海市评审专家征集公告
      用户：同意
      机器人：请问您的姓名
      用户：我叫苏禾，手机13912345678，身份证${citizenOf('1980-05-04')}
      机器人：工作单位
      用户：林海市中医院
      机器人：职称的名称
      用户：副主任中医师
      机器人：专业知识
      用户：跳过
      机器人：哪个专业类别
      机器人：1 中医
      用户：中医
      机器人：擅长哪些领域
      用户：中医内科病历审核
      机器人：哪个县（市、区）
      用户：1
      机器人：为什么申请
      用户：愿意为基金监管出力
      用户：同意
      用户：同意
      机器人：请核对专家申请
      机器人不说：国籍
      用户：提交
      机器人：申请已收到，编号SQ
    `);
    expect((await only())?.snapshot).toMatchObject({
      category: '中医',
      title: '副主任中医师',
      area: '东湖区',
      form1: null,
    });
  });
});
