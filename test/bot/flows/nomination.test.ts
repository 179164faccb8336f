import { expect, it } from 'vitest';
import { nomination } from '../../../domain/index.ts';
import { GAOPING, ZHANJIANG } from '../../support/app.ts';
import { onBothDatabases } from '../../support/dialects.ts';
import { callingOf } from '../../support/calling.ts';
import { conversations, inbox } from '../../../domain/exchange/index.ts';
import { citizenOf } from '../../support/people.ts';
import { picture } from '../../support/talking.ts';

const BORN_1985 = citizenOf('1985-03-15');
const BORN_1950 = citizenOf('1950-01-02', '017');

onBothDatabases('自荐', GAOPING, (scene) => {
  it('GP-4.0 GP-4.1a GP-4.5 GP-5.4 GP-6.2 question by question, reviewed, with a receipt', async () => {
    const chat = scene().stranger();
    await chat.plays(
      `
      用户：自荐
      机器人：全年都可以报名
      机器人：个人信息说明（2026-1版）
      机器人：回复“同意”继续
      用户：1
      机器人：请回复“同意”或“不同意”
      用户：同意
      机器人：请问您的姓名
      用户：我叫李梅
      机器人：姓名 李梅
      用户：6590 9919 8503 1500 5
      机器人：身份证号应为18位，您填了17位
      用户：659099850315005
      机器人：这是15位的旧身份证号
      用户：${BORN_1985}
      机器人：联系电话
      用户：1390013900
      机器人：手机号应为11位，您填了10位
      用户：１３９００１３９０００
      机器人：工作单位
      用户：退休了，原来在高平市人民医院药剂科工作
      机器人：工作单位 
      用户：1、6
      机器人：专业知识
      用户：医药和统计
      机器人：居住地
      用户：东城街街道
      用户：在药剂科干了二十年，熟悉医保结算
      机器人：列入公开的社会监督员名单
      用户：同意
      机器人：请确认以下承诺
      用户：同意
      机器人：请核对自荐申请
      机器人：人大代表、参保群众
      机器人：医药、统计
      用户：提交
      机器人：申请已收到，编号
      机器人：回复“进度”
    `.replace('机器人：居住地', '机器人：哪个乡镇或街道'),
    );
    expect(await chat.says('进度')).toContain('申请');
    const again = await chat.says('提交');
    expect(again).toContain('不用再交一次');
  });

  it('B-05 GP-4.1b several answers at once, small x, full width; age outside is said softly, by the staff’s decision', async () => {
    const chat = scene().stranger();
    const wide = Array.from(BORN_1950, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join(
      '',
    );
    await chat.plays(`
      用户：你好，我想报名，我叫王建国，手机13900139001，市二院药剂科的
      机器人：您刚才说的先不记
      机器人：个人信息说明
      机器人不说：王建国
      用户：同意
      机器人：姓名 王建国
      机器人：联系电话 139****9001
      机器人：工作单位 市二院药剂科
      机器人：身份证号
      用户：号码是${wide}
      机器人：不影响您报名，是否聘任由工作人员研究决定
      机器人：属于哪些身份
      机器人不说：工作单位（或原单位）
      用户：我是参保群众
      机器人：专业知识
      用户：没有
      用户：米山镇
      用户：想为乡亲们看好救命钱
      用户：不同意
      用户：同意
      机器人：请核对
      机器人：659099********
      用户：单位写错了，应该是高平市中医院
      机器人：工作单位：高平市中医院
      用户：提交
      机器人：年龄超出一般规定
    `);
  });

  it('B-06 B-07 the wrong part is named and the rest kept', async () => {
    const chat = scene().stranger();
    const last = BORN_1985.endsWith('1') ? '2' : '1';
    await chat.plays(`
      用户：自荐
      用户：同意
      用户：李梅
      用户：身份证${BORN_1985.slice(0, 17)}${last}，电话13900139002
      机器人：联系电话 139****9002
      机器人：最后一位对不上
      用户：${BORN_1985}
      机器人：工作单位
      机器人不说：请问您的联系电话
    `);
  });

  it('C-03 a photo of an identity card is dropped and said so; earlier evidence is not', async () => {
    const chat = scene().stranger();
    await chat.plays(`
      用户：[图片]
      机器人：先替您保管
      用户：自荐
      机器人：您先前发的1份材料自荐申请用不上
      用户：同意
      用户：[图片×2]
      机器人：1 其他证明材料
      机器人：2 身份证照片（会删除，不保存）
      用户：2
      机器人：身份证照片已删除，没有保存
      机器人：请问您的姓名
      用户：取消
      用户：2
      用户：举报
      机器人：您先前发的1份材料会一起带上
    `);
  });

  it('GP-4.5 a certificate sent at any time is kept, is not asked for, and stands before the reviewer', async () => {
    const chat = scene().stranger();
    await chat.plays(`
      用户：自荐
      用户：同意
      用户：王秀英，${citizenOf('1979-04-05', '053')}，13900139077
      用户：无
      用户：6
      机器人：有证书的，可以把照片直接发过来
    `);
    expect(await picture(chat)).toContain('1 其他证明材料');
    await chat.plays(`
      用户：1
      机器人：已收到照片，作为“其他证明材料”
      机器人：专业知识
      用户：跳过
      用户：南城街
      用户：在药店上过班，想出一份力
      用户：同意
      用户：同意
      机器人：其他证明材料：已收到1张
    `);
    await scene().office.settle();
    expect(await chat.says('提交')).toContain('申请已收到');
    const clerk = await scene().open.member(GAOPING, 'clerk');
    const search = { search: '王秀英' };
    const asked = await scene().open.app.ask(GAOPING, nomination.listApplications, search, clerk);
    const [found] = asked.kind === 'found' ? asked.value.rows : [];
    expect(found?.pieces.map(({ role }) => role)).toEqual(['proof']);
  });

  it('PIPL-13 before 同意 no draft holds what was said; 不同意 ends it and nothing is kept, not even the opening', async () => {
    const chat = scene().stranger();
    const kept = () =>
      scene().open.app.gate.transaction(GAOPING, async (tx) => ({
        drafts: JSON.stringify(
          (await tx.table(conversations).find({})).map(({ session }) =>
            session === null ? null : tx.vault.open(session),
          ),
        ),
        messages: JSON.stringify(
          (await tx.table(inbox).find({})).map(({ sealed }) => tx.vault.open(sealed)),
        ),
      }));
    await chat.plays(`
      用户：自荐 我叫赵强，手机13900139003
      机器人：您刚才说的先不记
      用户：我手机号是13900139003
      机器人：您刚才说的先不记
    `);
    expect((await kept()).drafts).not.toContain('13900139003');
    expect((await kept()).messages).toContain('13900139003');
    await chat.plays(`
      用户：不同意
      机器人：没有保存您的资料
    `);
    expect((await kept()).messages).not.toContain('13900139003');
    await chat.plays(`
      用户：继续
      机器人：没有没填完的内容
      用户：自荐
      用户：同意
      机器人：请问您的姓名
    `);
  });

  it('F13 F14 上一步, 改, 跳过, 帮助, 进度 and another conversation in between lose nothing', async () => {
    const chat = scene().stranger();
    await chat.plays(`
      用户：自荐
      用户：上一步
      机器人：这是第一个问题
      用户：同意
      用户：李梅
      用户：上一步
      机器人：姓名现在填的是“李梅”
      用户：继续
      机器人：身份证号码
      用户：跳过
      机器人：不能跳过
      用户：帮助
      机器人：正在填写自荐申请
      用户：查进度
      机器人：还没有提交过
      机器人：回到自荐申请
      用户：改 2
      用户：李小梅
      机器人：身份证号码
      用户：举报
      机器人：没填完的自荐申请已保留（已填 2/11）
      机器人：请说说是什么事
      用户：药店用医保卡卖洗衣粉
      用户：自荐
      机器人：没填完的举报线索已保留
      机器人：1 继续填写，已填 2/11
      用户：１
      机器人：身份证号码
      用户：人工
      机器人：没填完的自荐申请已保留
      用户：我不会填
      机器人：已转给工作人员
      用户：结束
      用户：继续
      机器人：接着写哪一份
      机器人：自荐申请（已填 2/11）
      用户：2
      机器人：什么时候
    `);
  });

  it('somebody’s application tells nothing to another who types the same number', async () => {
    const chat = scene().stranger();
    await chat.plays(`
      用户：自荐 我叫孙丽，手机13900139009
      用户：同意
      用户：${BORN_1950}
      用户：无
      用户：参保群众
      用户：跳过
      用户：米山镇
      用户：想做点有用的事
      用户：不同意
      用户：同意
      用户：提交
      机器人：已有一份申请正在办理
      机器人不说：王建国
    `);
    expect(await chat.says('进度')).not.toContain('申请ZJ');
  });
});

const BORN_1970 = citizenOf('1970-05-06', '028');

onBothDatabases('选聘公告期间的自荐', GAOPING, (scene) => {
  it('GP-5.1 GP-2b begun under a call that closes meanwhile: asked whether to keep it as a self-nomination', async () => {
    const { open, stranger } = scene();
    const calls = callingOf(open, GAOPING, await open.member(GAOPING, 'clerk'));
    await calls.published(await open.member(GAOPING, 'leader'));
    const chat = stranger();
    await chat.plays(`
      用户：自荐
      机器人：正在征集：2026年社会监督员选聘公告
      用户：同意
      用户：我叫周敏，手机13900139055，身份证${BORN_1970}
      用户：无
      用户：参保群众
      用户：跳过
      用户：米山镇
      用户：想做点有用的事
      用户：不同意
      用户：同意
      机器人：请核对
    `);
    open.clock.set('2026-10-31T18:00:00+08:00');
    await chat.plays(`
      用户：提交
      机器人：一份没写完的自荐申请
      用户：1
      用户：提交
      机器人：已于2026年10月31日 17:30截止
      机器人：要按个人自荐保留吗
      用户：保留
      机器人：按个人自荐保留：保留
      用户：提交
      机器人：申请已收到，编号SQ
    `);
  });
});

onBothDatabases('自荐在只有专家库的局', ZHANJIANG, (scene) => {
  it('GP-5.4 ZJ-7.1 leads to the pool, which is what there is', async () => {
    expect(await scene().stranger().says('自荐')).toContain('欢迎申请加入专家库');
    expect(nomination.NOMINATION).toBeDefined();
  });
});
