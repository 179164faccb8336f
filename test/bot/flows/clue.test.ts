import { expect, it } from 'vitest';
import { clues, institutions, type BureauId } from '../../../domain/index.ts';
import { readAccounts } from '../../../domain/staff/index.ts';
import { GAOPING } from '../../support/app.ts';
import { onBothDatabases, type Scene } from '../../support/dialects.ts';

/** What staff of a role see of the clue whose receipt this is. */
async function clueOf({ open }: Scene, receipt: string, role: 'clerk' | 'discipline' = 'clerk') {
  const bureau: BureauId = GAOPING;
  const number = NUMBER.exec(receipt)?.[0] ?? 'none';
  const staff = await open.member(bureau, role);
  const list = await open.app.ask(bureau, clues.listClues, { number }, staff);
  const [row] = list.kind === 'found' ? list.value.rows : [];
  if (row === undefined) throw new Error('no clue');
  const one = await open.app.ask(bureau, clues.readClue, { clue: row.id }, staff);
  if (one.kind !== 'found' || one.value === null) throw new Error('no clue');
  return one.value;
}

const NUMBER = /[XJW]\w2026-\d{4}/u;

onBothDatabases('举报', GAOPING, (scene) => {
  it('GP-8.6f GP-8.6g F11 takes time, place, event, subject and gives a receipt; a second 提交 the same', async () => {
    const chat = scene().stranger();
    const end = await chat.plays(`
      用户：举报
      机器人：承办人看不到您的身份
      机器人：请说说是什么事
      用户：药店用我的医保卡刷了保健品，小票上写的是药品
      机器人：什么时候的事
      用户：前天上午十点半
      机器人：2026年10月10日
      机器人：在什么地方
      用户：泫氏街老车站旁边
      机器人：1 定点医药机构
      用户：１
      机器人：是哪一家
      用户：惠民大药房
      机器人：请核对举报线索
      机器人：还没有证据材料
      用户：提交
      机器人：线索已收到，编号XS2026-
      机器人：2026年10月14日前受理
      机器人：待补证
    `);
    const number = /XS2026-\d{4}/.exec(end)?.[0] ?? '';
    expect(await chat.says('提交')).toContain(number);
    expect(await chat.says('确认')).toContain(number);
    expect(await chat.says('进度')).toContain(`${number} 已收到，待受理`);
  });

  it('GP-8.6g a mistyped institution is no story, and is asked about where it is the answer', async () => {
    const staff = await scene().open.member(GAOPING, 'clerk');
    const details = { name: '高平市第五人民医院', kind: 'hospital', popularNames: ['市五院'] };
    await scene().open.app.perform(GAOPING, institutions.registerInstitution, { details }, staff);
    const upTo = `
      用户：举报
      机器人：请说说是什么事
      用户：市五医远
      机器人：像是机构的名称
      机器人：例如：在那里住院
      用户：有人拿别人的卡刷了三千块
      用户：昨天
      用户：大门口
      用户：1
      机器人：是哪一家
      用户：市五医远
      机器人：您说的是高平市第五人民医院吗
      机器人：2 不是，就写“市五医远”
    `;
    await scene().stranger().plays(`${upTo}
      用户：对的
      机器人：5 反映对象：高平市第五人民医院
    `);
    await scene().stranger().plays(`${upTo}
      用户：2
      机器人：5 反映对象：市五医远
    `);
    await scene().stranger().plays(`${upTo}
      用户：不是，是惠民药店
      机器人：5 反映对象：惠民药店
    `);
  });

  it('GP-8.2 GP-8.6g an opening with the whole story: kept whole, time, place and subject found in it', async () => {
    const staff = await scene().open.member(GAOPING, 'clerk');
    await scene().open.app.perform(
      GAOPING,
      institutions.registerInstitution,
      { details: { name: '高平市第二人民医院', kind: 'hospital', popularNames: ['市二院'] } },
      staff,
    );
    const chat = scene().stranger();
    const receipt = await chat.plays(`
      用户：我要举报，前天上午在市二院收费处看到有人拿别人的卡刷了三千块
      机器人：已记下：时间 2026年10月10日
      机器人：地点 市二院收费处
      机器人：反映对象 市二院（高平市第二人民医院）
      机器人：请核对举报线索
      用户：提交
      机器人：线索已收到
    `);
    const { body } = await clueOf(scene(), receipt);
    expect(body).toMatchObject({
      event: '前天上午在市二院收费处看到有人拿别人的卡刷了三千块',
      time: { words: '前天上午' },
      place: '市二院收费处',
      subjectKind: 'institution',
      subject: '市二院（高平市第二人民医院）',
    });
  });

  it('GP-8.6h F12 photos first, in between and in a burst: all of them go with the clue', async () => {
    const chat = scene().stranger();
    const receipt = await chat.plays(`
      用户：[图片]
      机器人：先替您保管24小时
      机器人：请回复“举报”
      用户：举报
      机器人：您先前发的1份材料会一起带上
      用户：[图片×3]
      机器人：已收到3份材料（共4份）
      机器人：请说说是什么事
      用户：昨天在城西诊所看到大夫空挂床位
      机器人：请核对举报线索
      机器人：证据材料：4份
      机器人不说：还没有证据材料
      用户：[图片]
      机器人：已收到1份材料（共5份）
      用户：提交
      机器人：线索已收到
      机器人不说：待补证
    `);
    expect(await clueOf(scene(), receipt)).toMatchObject({ evidence: 'supplied' });
  });

  it('B-22 GP-8.6h without evidence: told once, accepted as 待补证, supplied later by 补充', async () => {
    const chat = scene().stranger();
    await chat.plays(`
      用户：举报 上周三在兴隆药店，店员让我用医保卡买米
      机器人：还没有证据材料
      用户：提交
      机器人：待补证
      用户：补充
      机器人：请先把照片、录音或视频发过来
      用户：[图片×2]
      机器人：已把2份材料补充到线索XS2026-
      用户：进度
      机器人不说：待补证
    `);
  });

  it('B-23 “前阵子” is asked for a rough range; “9月下旬” is one and keeps its wording', async () => {
    const chat = scene().stranger();
    const receipt = await chat.plays(`
      用户：我想举报
      用户：医生给没住院的人办了住院
      机器人：什么时候
      用户：前阵子
      机器人：请说一个大概的范围
      用户：9月31号
      机器人：没有31日。是不是2026年9月30日
      用户：9月下旬吧
      机器人：2026年9月21日至9月30日
      用户：米山镇
      用户：医院
      用户：米山卫生院
      用户：提交
      机器人：线索已收到
    `);
    expect((await clueOf(scene(), receipt)).body.time).toEqual({
      words: '9月下旬',
      understood: '2026年9月21日至9月30日',
    });
  });

  it('GP-8.3a A-17 about the bureau: nothing is guessed, only discipline sees it, the talk names nobody', async () => {
    await scene().open.member(GAOPING, 'discipline');
    const chat = scene().stranger();
    const receipt = await chat.plays(`
      用户：举报 昨天医保局窗口的人和二院的人一起吃饭，收了购物卡
      机器人：在什么地方
      机器人不说：反映对象 
      用户：大众饭店
      用户：3
      机器人：反映的是哪个单位或什么人
      用户：窗口那个高个子
      用户：提交
      机器人：编号JX2026-
      机器人：只由纪检人员查看和处理
    `);
    const clerk = await scene().open.member(GAOPING, 'clerk');
    const seen = await scene().open.app.ask(GAOPING, clues.listClues, {}, clerk);
    expect(JSON.stringify(seen)).not.toContain('JX2026');
    expect((await clueOf(scene(), receipt, 'discipline')).number).toContain('JX2026');
    expect(await chat.says('进度')).toContain('JX2026');
    expect(await scene().stranger().says('进度')).not.toContain('JX2026');
  });

  it('B-19 C-01 a clue that names the liaison: neither that account nor the talk ever shows it', async () => {
    const officer = await scene().open.member(GAOPING, 'liaison', 'clerk');
    const accounts = await scene().open.app.gate.transaction(GAOPING, (tx) => readAccounts(tx));
    const name = accounts.find(({ id }) => id === officer.account)?.name ?? 'nobody';
    const chat = scene().stranger();
    const receipt = await chat.plays(`
      用户：举报 昨天在西街饭店，${name}收了药店老板的礼
      用户：3
      用户：${name}
      用户：提交
      机器人：线索已收到
    `);
    expect(NUMBER.exec(receipt)?.[0]).not.toContain('XS');
    const seen = await scene().open.app.ask(GAOPING, clues.listClues, {}, officer);
    expect(JSON.stringify(seen)).not.toContain(NUMBER.exec(receipt)?.[0]);
    expect(
      await scene()
        .stranger()
        .says(`进度 ${NUMBER.exec(receipt)?.[0] ?? ''}`),
    ).not.toContain('JX');
  });

  it('GP-8.6e A-11 重大 opens the same form, marked; it can be taken back on the review', async () => {
    const chat = scene().stranger();
    const receipt = await chat.plays(`
      用户：重大情况 刚才在康宁医院看到他们正往车上搬病历
      机器人：请核对举报线索
      机器人：紧急程度：重大情况，马上报告
      用户：改 6
      用户：一般
      机器人：紧急程度：一般情况
      用户：改第六项
      用户：1
      用户：提交
      机器人：已按重大情况马上报告值班人员
    `);
    expect(await clueOf(scene(), receipt)).toMatchObject({ serious: true });
  });

  it('a story in several messages, a correction in plain words, a change of mind', async () => {
    const chat = scene().stranger();
    const receipt = await chat.plays(`
      用户：举报
      用户：药店让顾客拿医保卡换鸡蛋
      机器人：什么时候
      用户：店里还有两个人专门在门口拉老年人进去
      机器人：没有看出是什么时间
      机器人：要加到“经过”里吗
      用户：加上
      机器人：已加到“经过”里
      机器人：什么时候
      用户：昨天下午
      机器人：在什么地方
      用户：时间不对，应该是前天下午
      机器人：已按您说的修改
      机器人：在什么地方
      用户：东关街
      用户：药店
      用户：平价药店
      机器人：2 时间：2026年10月10日
      用户：地点写错了，应该是西关街
      机器人：3 地点：西关街
      用户：好的
      机器人：请回复“提交”
      用户：还有，他们上个月也这样干过，好多邻居都知道
      机器人：要加到“经过”里吗
      用户：1
      机器人：请核对
      用户：9
      机器人：回复“改”加序号
      用户：改 9
      机器人：没有这一项
      用户：提交
      机器人：线索已收到
    `);
    const { body } = await clueOf(scene(), receipt);
    expect(body.event.split('\n')).toEqual([
      '药店让顾客拿医保卡换鸡蛋',
      '店里还有两个人专门在门口拉老年人进去',
      '还有，他们上个月也这样干过，好多邻居都知道',
    ]);
    expect(body.place).toBe('西关街');
  });

  it('F10 “007”, emoji, zero width and ten thousand characters: as typed or politely refused', async () => {
    const chat = scene().stranger();
    await chat.plays(`
      用户：举\u200b报
      机器人：请说说是什么事
      用户：007
      机器人：写得太短了
      用户：👍👍👍👍
      机器人：写得太短了
    `);
    expect(await chat.says('长'.repeat(10_000))).toContain('先记下了前4000字');
    const receipt = await chat.plays(`
      用户：取消
      用户：2
      用户：举报
      用户：药店\u200b套现👍 <b>1e3</b>'; DROP TABLE
      用户：2026年10月1号
      用户：1
      机器人：不要只写数字
      用户：+86号楼
      用户：1
      用户：007
      机器人：不要只写数字
      用户：007药店
      用户：提交
      机器人：线索已收到
    `);
    const { body } = await clueOf(scene(), receipt);
    expect(body).toMatchObject({
      event: "药店\u200b套现👍 <b>1e3</b>'; DROP TABLE",
      place: '+86号楼',
      subject: '007药店',
    });
  });

  it('state secrets are refused whole, the right office named, nothing of it kept', async () => {
    const chat = scene().stranger();
    await chat.plays(`
      用户：举报
      用户：昨天在二院看到一份绝密文件被拍照
      机器人：没有写进线索
      机器人：高平市国家保密局
      机器人不说：已记下
      用户：取消
      机器人：举报线索不填了
    `);
  });

  it('three times not understood: what is wrong, an example, another way', async () => {
    const chat = scene().stranger();
    await chat.plays(`
      用户：举报
      用户：诊所多收钱
      用户：嗯嗯
      机器人：没有看出是什么时间
      机器人不说：例如
      用户：那个
      机器人：例如：前天上午十点半
      用户：咋说呢
      机器人：实在记不清
      机器人：人工
    `);
  });

  it('C-03 F13 取消 asks keep or discard; a draft comes back after two days, with what was said', async () => {
    const chat = scene().stranger();
    await chat.plays(`
      用户：举报
      用户：药店卖米卖面，都刷医保卡
      用户：[图片]
      用户：算了，不填了
      机器人：1 先保留
      机器人：删除已填的内容和1份材料
      用户：不知道
      机器人：请回复“1”保留
      用户：取消
      机器人：已替您保留（已填 1/5）
      用户：菜单
      机器人：没填完的举报线索已保留（已填 1/5）
      （过了2天）
      用户：继续
      机器人：什么时候
      （过了2天）
      用户：大概是国庆节那几天
      机器人：您有一份没写完的举报线索
      机器人：1 继续填写，已填 1/5
      用户：1
      机器人：已记下：时间
      机器人：在什么地方
      用户：0
      机器人：没填完的举报线索已保留（已填 2/5）
      用户：举报 别的事，医生开大处方
      机器人：2 重新开始
      用户：1
      机器人：没有写进去
      机器人：在什么地方
      用户：取消
      用户：2
      机器人：已删除
      用户：继续
      机器人：没有没填完的内容
    `);
    expect(await chat.says('举报')).not.toContain('材料会一起带上');
  });

  it('取消 with no form open means the draft that waits', async () => {
    const chat = scene().stranger();
    await chat.plays(`
      用户：举报
      用户：药店卖米卖面，都刷医保卡
      用户：等会儿再填
      机器人：已替您保留
      用户：取消
      机器人：2 不要了，删除
      用户：嗯哪
      机器人不说：已删除
      用户：取消
      用户：取消
      机器人：已替您保留
      用户：取消
      用户：2
      机器人：已删除
      用户：取消
      机器人：现在没有正在填写的内容
    `);
  });

  it('GP-8.6g 我要举报 tells nothing: at no question is it an answer; 上一部 goes one step back', async () => {
    const chat = scene().stranger();
    await chat.says('举报');
    for (const wish of ['我要举报', '我要举抱', '我要反映个问题', '我要投诉医院'])
      await chat.plays(`
        用户：${wish}
        机器人：是什么事
        机器人：谁、做了什么
        机器人不说：什么时候
      `);
    await chat.plays(`
      用户：药店卖米卖面，都刷医保卡
      机器人：什么时候
      用户：昨天
      机器人：在什么地方
      用户：我要举报
      机器人：已经在填举报线索了
      机器人：在什么地方
      用户：上一部
      机器人：时间现在填的是
      用户：继续
      用户：老车站旁边
      机器人：哪一类
      用户：取消
      用户：2
    `);
  });

  it('GP-9.5b C-11 进度 names the draft that waits and the words nobody has answered; 好 is taken as heard', async () => {
    const chat = scene().stranger();
    await chat.plays(`
      用户：进度
      机器人：您还没有提交过线索或申请
      用户：举报
      用户：药店卖米卖面，都刷医保卡
      用户：先这样
      用户：进度
      机器人：没填完的举报线索已保留（已填 1/5）
      用户：我的事有结果吗
      机器人：没填完的举报线索已保留（已填 1/5）
      用户：人工 报销单在哪里领
      用户：结束
      机器人：您的留言还没有答复
      用户：进度
      机器人：留言还没有答复
      机器人不说：还没有提交过
      机器人：没填完的举报线索已保留
      用户：好
      机器人：需要的时候再发消息来
      用户：好的，谢谢
      机器人：不客气
    `);
  });

  it('C-11 a question about reporting is answered, not taken for a clue', async () => {
    const chat = scene().stranger();
    await chat.plays(`
      用户：举报奖励怎么领？
      机器人：第十三条
      机器人：回复“举报”
    `);
  });
});
