import { docx, LETTER } from './docx.ts';
import { title } from './forms.ts';
import { addressed, contact, letterhead, measure, signature, text } from './letters.ts';

/** 选聘公告, 征集公告. */
export const callAnnouncement = (): Buffer =>
  docx({
    margins: LETTER,
    pageNumbers: true,
    body: [
      ...letterhead,
      title('{标题}', 14),
      text('{#正文 [loopOver: "paragraph"]}{段}{/正文}'),
      text('{#方式 [loopOver: "paragraph"]}选聘方式：{方式}。{/方式}'),
      text('报名时间：{报名开始}至{报名截止}。'),
      text('拟聘人数：{人数}人{#名额}（其中{名额}）{/名额}。'),
      text('年龄计算：按周岁计算，截止日为{年龄截止日}。'),
      text(
        '报名方式：关注我局微信公众号，回复“{报名词}”按提示填写；也可以到我局{#地址}（{地址}）{/地址}书面报名，由工作人员代为登记。',
      ),
      text('{#附件 [loopOver: "paragraph"]}附件：随本公告一并发布，共{附件}份。{/附件}'),
      contact,
      ...signature,
    ],
  });

/** 工作联系函. */
export const unitLetter = (): Buffer =>
  docx({
    margins: LETTER,
    pageNumbers: true,
    body: [
      ...letterhead,
      title('关于商请推荐{对象}人选的工作联系函', 14),
      addressed('{主送单位}：'),
      text(
        `为加强医疗保障基金监督，${measure}我局正在开展{对象}选聘工作{#公告}（{公告}）{/公告}，拟聘{人数}人，报名截止时间为{报名截止}。现商请贵单位协助推荐人选，有关事项函告如下：`,
      ),
      text('一、推荐条件。热心医疗保障事业，公道正派，身体健康，本人自愿。'),
      text('二、推荐方式。请出具推荐函，写明人选姓名、职务和联系电话，加盖公章后函复我局。'),
      text('三、后续安排。人选由本人填写申请，经我局审核后择优聘任。'),
      text('四、函复时间。请于{回复期限}前函复我局，没有合适人选的也请告知。'),
      text('专此函达，请予支持为盼。', { together: true }),
      contact,
      ...signature,
    ],
  });
