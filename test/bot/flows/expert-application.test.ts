import { describe, expect, it } from 'vitest';
import { nomination } from '../../../domain/index.ts';
import { adoptedBy } from '../../../domain/exchange/index.ts';
import { inbox } from '../../../domain/exchange/tables.ts';
import { demoBureaus, GAOPING, openApp, ZHANJIANG, type OpenApp } from '../../support/app.ts';
import { openOffice } from '../../support/chat.ts';
import { onBothDatabases } from '../../support/dialects.ts';
import { CAMERA } from '../../support/pictures.ts';
import { BORN_1985, picture, TALK } from '../../support/talking.ts';

onBothDatabases('申请专家', ZHANJIANG, (scene) => {
  it('ZJ-8.1 F1-01 F1-02 F1-03 F1-05 F1-06 F1-07 F1-08 F1-09 F1-10 F1-11 F1-12 F1-13 F1-14 F1-15 F1-16 F1-17 F1-18 F1-19 F1-20 F1-21 GP-4.4 every field by chat, kept when one is wrong', async () => {
    const chat = scene().stranger();
    await chat.plays(TALK);
  });

  it('F1-04 F1-22 F1-23 C-03 C-10 photos: asked for, told apart, an identity card deleted; the paper ends the draft', async () => {
    const chat = scene().stranger();
    await chat.plays(TALK.split('用户：党员')[0] ?? '');
    const asked = await picture(chat);
    expect(asked).toContain('刚才的照片是什么');
    expect(asked).toContain('1 证件照');
    expect(asked).toContain('身份证照片（会删除，不保存）');
    await chat.plays(`
      用户：身份证
      机器人：身份证照片已删除，没有保存
      机器人：政治面貌
    `);
    await picture(chat);
    await chat.plays(`
      用户：1
      机器人：作为“证件照”
      机器人：政治面貌
    `);
    const rest = TALK.split('机器人：政治面貌')[1] ?? '';
    await chat.plays(rest.replace('机器人：证件照', '机器人：证明材料'));
    await chat.plays(`
      用户：跳过
      机器人：公示是入库的必经程序
      用户：不同意
      机器人：没有这项同意就不能提交
      用户：同意
      机器人：提供虚假材料所引发的一切后果
      用户：同意
      机器人：最后请打印申请表
      机器人：请单位写意见并盖公章
      用户：提交
      机器人：还有没填完的
      用户：我下午去盖章
      机器人：请直接发照片
      用户：网页
      机器人：已填 
      机器人：/form/zhanjiang.
    `);
    expect(await picture(chat)).toContain('请核对专家申请');
    expect(await chat.says('提交')).toContain('照片还在接收');
    await scene().office.settle();
    const said = await chat.says('提交');
    // no call is open: the draft is kept whole (ZJ-7.1)
    expect(said).toContain('没有正在进行的');
    expect(await chat.says('再说一遍')).toContain('已收到1张');
  });
});

/** A bureau of our own making: the demo's file with some values changed, and no code. */
const changedBureau = (change: (text: string) => string) =>
  demoBureaus((name, text) => (name.startsWith('zhanjiang') ? change(text) : text));

const EXPERTS = '    experts:\n';
const FORM_ONLY = `      entry:
        sensitiveInChat: { value: formOnly, clause: default }
`;
const ALL_YEAR = `      calls:
        routes: { value: [openCall, recommendation, invitation, selfNomination], clause: default }
`;

const withPolicy = (more: string) => (text: string) =>
  more.startsWith('      calls:')
    ? text.replace(`${EXPERTS}      calls:\n`, EXPERTS + more)
    : text.replace(EXPERTS, EXPERTS + more);

describe('敏感信息只在网页里填', () => {
  it('C-02 a citizen number typed anyway is not kept and said so; photos and address go by the page', async () => {
    const open: OpenApp = await openApp({ bureaus: changedBureau(withPolicy(FORM_ONLY)) });
    try {
      const chat = openOffice(open, ZHANJIANG).chat('careful');
      await chat.plays(`
        用户：申请专家
        用户：同意
        用户：1
        用户：我叫李梅，手机13900139001，身份证${BORN_1985}
        机器人：身份证号请不要发在聊天里：刚才发的没有保存
        机器人：姓名 李梅
        机器人不说：出生日期
        机器人：国籍
        用户：身份证 ${BORN_1985.slice(0, 17)}
        机器人：没有保存
        机器人：国籍
        用户：[图片]
        机器人：照片请在网页里上传，刚才发的已删除
      `);
      const rows = await open.app.gate.transaction(ZHANJIANG, (tx) => tx.table(inbox).find({}));
      const kept = rows.map(({ sealed }) =>
        JSON.stringify(open.app.vaultOf(ZHANJIANG).open(sealed)),
      );
      expect(kept.join('\n')).not.toContain(BORN_1985);
      expect(kept.join('\n')).not.toContain(BORN_1985.slice(0, 17));
    } finally {
      await open.close();
    }
  });
});

describe('单位盖章的申请表', () => {
  it('ZJ-8.1 GP-2b GP-6.2 F1-04 submitted with its photos, cleaned of what the camera wrote', async () => {
    const open = await openApp({ bureaus: changedBureau(withPolicy(ALL_YEAR)) });
    try {
      const office = openOffice(open, ZHANJIANG);
      const chat = office.chat('whole');
      await chat.plays(TALK);
      await picture(chat);
      await chat.plays(`
        用户：跳过
        用户：同意
        用户：同意
        机器人：打印申请表
      `);
      await picture(chat);
      await office.settle();
      const added = await chat.says('2005年9月至2008年6月 乡卫生院 药士');
      expect(added).toContain('现在是：2005-09至2008-06 乡卫生院 药士；2008-07至2015-06');
      // what was signed speaks for what was printed: with another row it is asked for anew
      expect(added).toContain('签字的申请表是改动之前打印的');
      expect(await chat.says('提交')).toContain('还有没填完的');
      expect(await picture(chat)).toContain('请核对专家申请');
      await office.settle();
      const receipt = await chat.says('提交');
      expect(receipt).toContain('申请已收到，编号SQ');
      const reviewer = await open.member(ZHANJIANG, 'clerk');
      const asked = await open.app.ask(ZHANJIANG, nomination.listApplications, {}, reviewer);
      const [found] = asked.kind === 'found' ? asked.value.rows : [];
      expect(found?.snapshot).toMatchObject({
        name: '李梅',
        employer: '市二院',
        consent: '2026-1',
        publication: '2026-1',
        form1: {
          ethnicGroup: '汉族',
          health: '健康',
          titleLevel: '副高级',
          yearsOfWork: 18,
          category: '药学',
          workKinds: ['onSite', 'disputeReview'],
          history: [
            { from: '2005-09', to: '2008-06', unit: '乡卫生院', post: '药士' },
            { from: '2008-07', to: '2015-06', unit: '市一院', post: '药师' },
            { from: '2015-07', to: null, unit: '市二院', post: '副主任药师' },
          ],
        },
      });
      expect(found?.pieces.map(({ role }) => role)).toEqual(['photo', 'paper']);
      const rows = await open.app.gate.transaction(ZHANJIANG, (tx) =>
        adoptedBy(tx, found?.id ?? ''),
      );
      expect(rows.map(({ state }) => state)).toEqual(['kept', 'kept']);
      for (const { file, digest } of rows) {
        const bytes = await open.app.files.read(ZHANJIANG, {
          file: file ?? '',
          digest: digest ?? '',
        });
        expect(bytes.includes(CAMERA)).toBe(false);
      }
      await chat.plays(`
        用户：撤回同意
        机器人：1 撤回申请SQ
        机器人：2 只撤回申请SQ
        用户：2
        机器人：撤回后不再公示
        用户：1
        机器人：已撤回公示、公开的同意
        机器人：没有这项同意就不能聘任
        用户：撤回同意
        机器人不说：只撤回申请
        用户：同意公开
        机器人：1 同意公开
        用户：1
        机器人：已记下您同意公开
        用户：撤回同意
        机器人：2 只撤回申请SQ
        用户：2
        用户：确定
        机器人：已撤回公示、公开的同意
        用户：撤回同意
        用户：１
        机器人：这份申请不再办理
        用户：否
        机器人：没有撤回，一切照旧
        用户：撤回同意
        用户：不要
        机器人：没有撤回
        用户：撤回同意
        用户：什么情况
        机器人：您要撤回哪一项同意
        用户：1
        用户：2
        机器人：没有撤回
        用户：撤回同意
        用户：1
        用户：确定
        机器人：已撤回同意，申请也已撤回
        用户：撤回同意
        机器人：没有可以撤回的同意
      `);
    } finally {
      await open.close();
    }
  });
});

describe('工作简历一段一段发', () => {
  it('F1-19 还有吗 until 没有了; a late row and one on the review screen are added, none is lost', async () => {
    const open = await openApp();
    try {
      const chat = openOffice(open, ZHANJIANG).chat('rows');
      const [before = '', after = ''] = TALK.split('  用户：2008年至2015年');
      await chat.plays(before);
      await chat.plays(`
        用户：90年7月到2005年在县医院当药师
        机器人：“2005年”请写到月份
        用户：90年7月到2005年6月在县医院当药师
        机器人：工作简历 1990-07至2005-06 县医院 药师
        机器人：还有吗
        机器人不说：专业类别
        用户：帮助
        用户：2005年7月到2015年6月 市一院 药师
        机器人：现在是：1990-07至2005-06 县医院 药师；2005-07至2015-06 市一院 药师
        机器人：还有吗
        用户：有
        机器人：请接着发下一段
        用户：明天
        机器人：没有看出起止年月
        机器人：还有吗
        用户：没有了
        机器人：哪个专业类别
        用户：2015年7月到现在 市二院 副主任药师
        机器人：2015-07至今 市二院 副主任药师
        机器人：哪个专业类别
        用户：改 24
        机器人：工作简历现在填的是
        用户：2005年7月到2015年5月 市一院 主管药师
        机器人：2005-07至2015-05 市一院 主管药师；2015-07至今 市二院
        机器人：还有吗
        用户：就这些了
        机器人：哪个专业类别
      `);
      expect(after).toContain('哪个专业类别');
    } finally {
      await open.close();
    }
  });
});

describe('只有专家库的局', () => {
  it.each([
    '我要报名',
    '自荐',
    '[点菜单 nomination]',
    '我是霞山区人民医院的医生，想参加你们专家库',
  ])('ZJ-7.1 %s begins the application to the pool', async (words) => {
    const open = await openApp();
    try {
      await openOffice(open, ZHANJIANG).chat('plain').plays(`
          用户：${words}
          机器人：欢迎申请加入专家库
          机器人：个人信息说明
        `);
    } finally {
      await open.close();
    }
  });
});

describe('打开的菜单', () => {
  it('撤回同意 stands in the menu; 申请专家 where a bureau has no pool is said not to be there', async () => {
    const open = await openApp();
    try {
      const menu = await openOffice(open, ZHANJIANG).chat('a').says('菜单');
      expect(menu).toContain('撤回同意');
      expect(await openOffice(open, GAOPING).chat('b').says('申请专家')).toContain('没有征集专家');
    } finally {
      await open.close();
    }
  });
});
