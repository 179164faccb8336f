import { expect, it } from 'vitest';
import {
  draws,
  institutions,
  liaison,
  membership,
  people,
  recusal,
} from '../../../domain/index.ts';
import { GAOPING, SYSTEM, ZHANJIANG } from '../../support/app.ts';
import { onBothDatabases } from '../../support/dialects.ts';
import { bureauOf } from '../../support/experts.ts';
import { codeFor, invited } from '../../support/invited.ts';

onBothDatabases('专家', ZHANJIANG, (scene) => {
  it('ZJ-7.2 同意 enters the pool; 不同意 does not; a doubtful yes is asked about', async () => {
    const clerk = await scene().open.member(ZHANJIANG, 'clerk');
    const bureau = bureauOf(scene().open, clerk);
    const ask = async (name: string) => {
      const registering = { source: 'visit', particulars: { name } };
      const [known] = await bureau.done(clerk, people.registerPerson, registering);
      if (known.type !== 'people.registered') throw new Error(known.type);
      const { person } = known;
      const chat = scene().stranger();
      await chat.says(`绑定 ${await codeFor(scene(), clerk, { person })}`);
      await bureau.done(clerk, membership.enrollExpert, { person, category: '法律' });
      await scene().office.settle();
      return chat;
    };
    const yes = await ask('周医生');
    await yes.plays(`
      用户：同意倒是同意，要坐班吗？
      机器人：没有看准您的意思
      用户：同意，谢谢
      机器人：您已加入专家库
      用户：我的
      机器人：周医生您好
    `);
    await (
      await ask('吴医生')
    ).plays(`
      用户：不同意
      机器人：您不加入专家库
    `);
  });

  it('ZJ-14.3 C-11 F16 接受不了 is no 接受; a reason is asked for; a second answer changes nothing', async () => {
    const { drawn } = await invited(scene());
    expect(drawn.received.join()).toContain('RW2026-');
    await drawn.plays(`
      用户：可以参加吗
      机器人：没有看准您的意思
      用户：接受不了
      机器人：请说一下不能参加的原因
      用户：1
      机器人：不要只写数字
      用户：当天有手术排班
      机器人：已记下：您不能参加 RW2026-
      用户：接受
      机器人：您之前已经答复过
      用户：任务
      机器人：RW2026-
    `);
  });

  it('ZJ-14.3 接受, then 不能参加 in time; said in the middle of a sentence it is asked about', async () => {
    const { drawn } = await invited(scene());
    await drawn.plays(`
      用户：好的，接受，一定按时到
      机器人：已记下：您接受 RW2026-
      用户：不好意思，家里老人住院，那天去不了
      机器人：您是不是要对任务RW2026-
      用户：是
      机器人：我们会另请其他专家
    `);
  });

  it('ZJ-14.3 那天要值班 is asked about and taken as the reason; 我去 is asked about too', async () => {
    const busy = await invited(scene());
    await busy.drawn.plays(`
      用户：昨天医院多收了我三百块，我在外地
      机器人不说：您是不是要对
      用户：那天要值班
      机器人：答复“不能参加”
      用户：1
      机器人：已记下：您不能参加 RW2026-
    `);
    const willing = await invited(scene());
    await willing.drawn.plays(`
      用户：收到，我去
      机器人：答复“接受”
      用户：是的
      机器人：已记下：您接受 RW2026-
    `);
  });

  it.each(['“接受”', '【接受】', '接受😊', '可以的，谢谢领导👌', 'OK'])(
    'ZJ-14.3 %s is 接受, copied or decorated',
    async (said) => {
      const { drawn } = await invited(scene());
      expect(await drawn.says(said)).toContain('已记下：您接受 RW2026-');
    },
  );

  it('C-11 几点到 is answered with the work; when it is over nothing is asked any more', async () => {
    const { drawn } = await invited(scene());
    await drawn.plays(`
      用户：几点到？
      机器人：09:00集合
      机器人：接受请回复“接受”
      用户：接受
      用户：这次去哪个单位
      机器人：被检查单位要到告知时才能看
      机器人：临时去不了
      机器人不说：接受请回复
      （过了5天）
      用户：任务
      机器人：已接受，工作已结束
      机器人不说：请回复
    `);
  });

  it('ZJ-11.0 ZJ-14.4 A-23 told the institution: 无需回避 alone, or 需回避 with a reason', async () => {
    const { task, clerk, bureau, drawn } = await invited(scene());
    await drawn.plays(`
      用户：需要回避
      机器人：回避
      用户：取消
      用户：接受
      机器人：已记下：您接受
      用户：任务
      机器人不说：遂溪县某某医院
    `);
    const now = scene().open.clock.now();
    scene().open.clock.set('2026-10-15T09:00:00+08:00');
    await bureau.done(clerk, draws.discloseInstitution, { task });
    await scene().office.settle();
    await drawn.plays(`
      用户：任务
      机器人：被检查单位：遂溪县某某医院
      用户：要回避吗？
      机器人：没有看准您的意思
      用户：要回避
      机器人：请简单说一下原因
      用户：0
      用户：无需回避的话怎么办
      机器人：没有看准您的意思
      用户：无需回避
      机器人：没有需要回避的情形
      用户：需要回避，去年在该院兼职
      机器人：您对 RW2026-
    `);
    scene().open.clock.set(now);
  });

  it('ZJ-14.3 an acceptance as people say it binds; a no, a question or a doubt does not', async () => {
    for (const yes of ['收到，我能去', '好的接受', '行，我参加']) {
      const { drawn } = await invited(scene());
      await drawn.plays(`
        用户：嘟嘟
        机器人：能去请回复“接受”
        用户：收到，我能去吗
        机器人：没有看准您的意思
        用户：${yes}
        机器人：已记下：您接受 RW2026-
      `);
    }
    const { drawn } = await invited(scene());
    await drawn.plays(`
      用户：行，我参加不了
      机器人：请说一下不能参加的原因
    `);
  });

  it('ZJ-11.0 a tie in one’s own words is asked about; 没有关系 is clear', async () => {
    const ask = async () => {
      const { task, clerk, bureau, drawn } = await invited(scene());
      await drawn.says('接受');
      const now = scene().open.clock.now();
      scene().open.clock.set('2026-10-15T09:00:00+08:00');
      await bureau.done(clerk, draws.discloseInstitution, { task });
      await scene().office.settle();
      return { drawn, back: () => scene().open.clock.set(now) };
    };
    for (const no of ['没有关系，不用回避', '不需要回避']) {
      const { drawn, back } = await ask();
      await drawn.plays(`
        用户：${no}
        机器人：没有需要回避的情形
      `);
      back();
    }
    const { drawn, back } = await ask();
    await drawn.plays(`
      用户：没有关系吗
      机器人：没有看准您的意思
      用户：这家我侄女在那上班
      机器人：您是不是要对任务RW2026-
      机器人：需回避
      用户：是
      机器人：您对 RW2026-
    `);
    back();
  });

  it('GP-9.3 我要对某院回避: the unit and what ties are taken from the sentence', async () => {
    const { clerk, drawn, bureau } = await invited(scene());
    const details = { name: '演示湾中心医院', kind: 'hospital' };
    await bureau.done(clerk, institutions.registerInstitution, { details });
    await drawn.plays(`
      用户：我要对演示湾中心医院回避，我以前在那里干过
      机器人：单位 演示湾中心医院
      机器人：情形 
      用户：取消
      用户：2
      用户：回避
      用户：1
      机器人不说：湛江
      用户：我儿子在演示湾中心医院当医生
      机器人：单位 演示湾中心医院
      机器人：亲属
      用户：跳过
      机器人：单位：演示湾中心医院
    `);
  });

  it('inside a form only the bare word answers the invitation, and the form goes on', async () => {
    const { drawn } = await invited(scene());
    await drawn.plays(`
      用户：举报
      用户：药店用医保卡卖洗衣粉
      用户：接受
      机器人：已记下：您接受 RW2026-
      用户：昨天
      机器人：在什么地方
      用户：接受检查的那家店门口
      机器人：哪一类
    `);
  });

  it('ZJ-11.0 GP-9.3 回避 for a named task, or for a unit by its popular name', async () => {
    const { clerk, drawn, bureau, number } = await invited(scene());
    const details = {
      name: `湛江市第九人民医院${number}`,
      kind: 'hospital',
      popularNames: [`九院${number}`],
    };
    await bureau.done(clerk, institutions.registerInstitution, { details });
    await drawn.plays(`
      用户：回避
      机器人：1 以后涉及某家单位的工作，都回避
      机器人：只回避任务${number}
      用户：1
      机器人：需要对哪一家单位回避
      用户：九院${number}
      机器人：对应的是“湛江市第九人民医院${number}”
      机器人：属于哪一种情形
      用户：曾在那里任职
      机器人：什么时候离开
      用户：2025年2月30号
      机器人：没有30日。是不是2025年2月28日
      用户：去年年底
      用户：没有
      机器人：请核对回避声明
      用户：提交
      机器人：回避声明已登记，编号HB2026-
      用户：回避 ${number}
      机器人：这份声明只对任务${number}
      机器人：属于哪一种情形
      机器人不说：哪一家单位
      用户：4
      用户：跳过
      机器人：回避范围：只回避这一次任务
      用户：提交
      机器人：这次任务不再请您参加
    `);
    const ties = await scene().open.app.ask(ZHANJIANG, recusal.listTies, { status: 'open' }, clerk);
    const rows = ties.kind === 'found' ? ties.value.rows : [];
    expect(rows.filter(({ tie }) => tie.task !== null && tie.unit === null).length).toBeGreaterThan(
      0,
    );
    expect(rows.some(({ tie }) => tie.unit?.names.includes(details.name) === true)).toBe(true);
  });

  it('C-11 没空: days ahead only, impossible days refused', async () => {
    const { drawn } = await invited(scene());
    await drawn.plays(`
      用户：没空
      机器人：已经收到的邀请去不了，请另外回复“不能参加”
      机器人：哪些日子没空
      用户：11月31号
      机器人：没有31日
      用户：2026年10月1日
      机器人：已经过去
      用户：12月1日到12月5日
      机器人：2026年12月1日至2026年12月5日
      用户：提交
      机器人：已登记
      用户：最近没空 下周三
      机器人：请核对没空登记
      用户：取消
      用户：2
    `);
  });

  it('menu and help by role: an expert reads of tasks, a stranger does not', async () => {
    const { drawn } = await invited(scene());
    await drawn.plays(`
      用户：帮助
      机器人：不能参加
      机器人：我的任务
      机器人：回避声明
      用户：退出
      机器人：不想再担任请回复“辞聘”
    `);
    await scene().stranger().plays(`
      用户：？
      机器人：举报线索
      机器人不说：我的任务
      机器人不说：回避声明
      用户：任务
      机器人：您还没有绑定身份
      用户：回避
      机器人：向工作人员要一个绑定码
      用户：接受
      机器人：没有看明白
      用户：我的
      机器人：还没有绑定身份
    `);
  });
});

onBothDatabases('绑定', ZHANJIANG, (scene) => {
  it('the code in the next message; wrong ones are slowed down; 解绑 asks once', async () => {
    const clerk = await scene().open.member(ZHANJIANG, 'clerk');
    const bureau = bureauOf(scene().open, clerk);
    const { person } = await bureau.expert(['法律']);
    const code = await codeFor(scene(), clerk, { person });
    const chat = scene().stranger();
    await chat.plays(`
      用户：绑定
      机器人：请先向工作人员要一个8位绑定码
      用户：1234567
      机器人：您发的有7位
      用户：00000000
      机器人：绑定码不对
      用户：${Array.from(code).join(' ')}
      机器人：绑定成功，专家
      用户：我的
      机器人：专家
      用户：解绑
      机器人：请回复“确认”
      用户：0
      机器人：我的任务
      用户：解除绑定
      用户：确认
      机器人：已解除绑定
      用户：解绑
      机器人：没有绑定，不需要解除
      用户：绑定 ${code}
      机器人：已经用过
    `);
    await chat.plays(`
      用户：绑定 00000001
      用户：绑定 00000002
      用户：绑定 00000003
      机器人：之后再试
    `);
  });
});

onBothDatabases('工作人员', GAOPING, (scene) => {
  it('GP-8.6e 已知悉 is the acknowledgement; a longer sentence with 收到 is not', async () => {
    const officer = await scene().open.member(GAOPING, 'liaison', 'administrator');
    const designating = { roster: 'supervisors', account: officer.account };
    await scene().open.app.perform(GAOPING, liaison.designateOfficer, designating, officer);
    const chat = scene().stranger();
    const code = await codeFor(scene(), officer, { account: officer.account });
    await chat.says(`绑定 ${code}`);
    const raising = {
      key: `test:${code}`,
      kind: 'clue-serious',
      subject: 'clue',
      id: code,
      number: 'XS2026-0099',
      roster: 'supervisors',
    };
    await scene().open.app.perform(GAOPING, liaison.raiseAlert, raising, SYSTEM);
    await scene().office.settle();
    expect(chat.received.join()).toContain('已知悉');
    await chat.plays(`
      用户：收到一个举报要怎么录入
      机器人：没有看准您的意思
      用户：帮助
      机器人：请回复“已知悉”
      用户：已知悉。
      机器人：已记录您知悉
    `);
  });
});

onBothDatabases('关注', GAOPING, (scene) => {
  it('F15 unfollowed half-way and back: the draft is there and spoken of', async () => {
    const chat = scene().stranger();
    await chat.plays(`
      用户：举报
      用户：药店用医保卡卖洗衣粉
    `);
    expect(await chat.sends({ kind: 'unfollow' })).toBe('');
    const back = await chat.sends({ kind: 'follow' });
    expect(back).toContain('欢迎关注');
    await chat.plays(`
      （过了2天）
      用户：你好
      机器人：没填完的举报线索已保留（已填 1/5）
      用户：[点菜单 nomination]
      机器人：全年都可以报名
      用户：[点菜单 nothing]
      机器人：举报线索
      用户：继续
      机器人：什么时候
    `);
    expect(
      await chat.sends({ kind: 'location', label: '', latitude: '', longitude: '' }),
    ).toContain('请用文字告诉我们');
  });
});
