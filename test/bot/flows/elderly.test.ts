import { expect, it } from 'vitest';
import { ZHANJIANG } from '../../support/app.ts';
import { callingOf } from '../../support/calling.ts';
import { onBothDatabases } from '../../support/dialects.ts';
import { citizenOf } from '../../support/people.ts';
import { picture } from '../../support/talking.ts';

const BORN_1966 = citizenOf('1966-04-11', '017');

/** A doctor of sixty applies: slips, several answers at once, photos when nobody asked, away for a night. */
onBothDatabases('六十岁的医生', ZHANJIANG, (scene) => {
  it('ZJ-8.1 ZJ-7.1 F13 a wish in a sentence, slips and cries for help lose nothing', async () => {
    const { open, stranger, office } = scene();
    const clerk = await open.member(ZHANJIANG, 'clerk');
    const call = { roster: 'experts', title: '2026年专家征集公告', quotas: [] };
    await callingOf(open, ZHANJIANG, clerk).published(await open.member(ZHANJIANG, 'leader'), call);
    const chat = stranger();
    await chat.plays(`
      用户：我想挂个专家号
      机器人不说：欢迎申请加入专家库
      用户：当专家有什么条件吗
      机器人不说：欢迎申请加入专家库
      用户：我是市二医院的医生，想报名当专家，怎么弄
      机器人：欢迎申请加入专家库
      用户：看不清，字太多
      机器人：工作人员可以帮您填
      机器人：回复“同意”继续
      用户：同意
      用户：自已
      机器人：请问您的姓名
      用户：身份证是${BORN_1966.slice(0, 17)}
      机器人：姓名里有数字
      用户：打错了 ${BORN_1966}
      机器人：出生日期1966年4月11日
      用户：我叫陈国栋，今年60岁，市二院心内科主任，主任医师
      机器人：姓名 陈国栋；职称级别 正高级
      用户：手机幺三九零零一三九零零一
      机器人：联系电话 139****9001
      用户：中国人
      机器人：国籍 中国
      用户：我是汉族，党员
      机器人：民族 汉族；政治面貌 中共党员
      机器人：籍贯
      用户：湛江吴川人
      用户：身体还可以
      机器人：家庭地址
    `);
    expect(await picture(chat)).toContain('刚才的照片是什么');
    await chat.plays(`
      用户：证件照
      机器人：家庭地址
      用户：霞山区解放东路15号2栋302
      机器人：电子邮箱
      用户：我没有邮箱
      机器人：工作单位
      用户：市二院
      用户：心内科
      用户：主任
      用户：医药机构
      机器人：参加工作多少年
      用户：两个都可以
      机器人：请写一个整数
      （过了20小时）
      用户：在吗
      机器人：没填完的专家申请已保留
      用户：接着填
      机器人：参加工作多少年
      用户：82年参加工作的，44年了
      机器人：毕业院校
      用户：网页
      机器人：/form/zhanjiang.
      用户：网页打不开，我老花眼
      机器人：不着急
      机器人：毕业院校
      用户：广东医学院
      用户：临床医学
      用户：本科
      用户：学士
      机器人：职称的名称
      用户：主任医师
      用户：1982年9月至1995年8月 吴川县人民医院 医师；1995年9月至今 市二院 主任医师
      用户：临床
      用户：没有了
      机器人不说：已记下
      用户：冠心病、心衰的诊治，病历评审
      用户：没得过什么奖
      机器人：自愿参加哪些工作
      用户：两个都可以
      机器人不说：哪个县（市、区）
      机器人：证明材料
    `);
    expect(await picture(chat)).toContain('作为“其他证明材料”');
    await chat.plays(`
      用户：公示会不会写身份证？
      机器人：加密保存，不公示，也不公开
      用户：同意
      用户：都符合，同意
      机器人：打印申请表
      用户：打印不了怎么办
      机器人：到医保局窗口领表填写
      用户：能不能不盖章，我退休了
      机器人：把工作单位改成“无”，就不用盖章
      用户：单位改成无，我去年退休了
      机器人：没有单位的不用盖章
      用户：电话错了，是13900139008
    `);
    expect(await stranger().says('继续')).toContain('没有没填完的内容');
    expect(await picture(chat)).toContain('联系电话：139****9008');
    await office.settle();
    expect(await chat.says('提交')).toContain('申请已收到，编号SQ');
    expect(await chat.says('什么时候有结果')).not.toContain('举报线索');
    expect(await chat.says('进度')).toContain('收到→【审核】→选定→公示→聘任');
  });
});
