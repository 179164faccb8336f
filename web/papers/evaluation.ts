import { z } from 'zod';
import { day, placeOf, text } from './values.ts';

const SENTENCES = 5;
const ticks = z.array(z.boolean()).max(SENTENCES).default([]);

/** `业务水平1` … `业务水平5`: the boxes before the five sentences of a group. */
const boxes = (group: string, ticked: readonly boolean[]): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: SENTENCES }, (_, at) => [
      `${group}${String(at + 1)}`,
      ticked[at] === true ? '☑' : '□',
    ]),
  );

/** 附件3 专家工作评价表 (F3-01…27); the ticks stand in the order of the form's sentences. */
export const evaluation = z
  .strictObject({
    bureau: text,
    name: text,
    idNumber: text,
    employer: text,
    category: text,
    title: text,
    phone: text,
    task: text,
    skill: ticks,
    duty: ticks,
    discipline: ticks,
    conclusion: text,
    remarks: text,
    leaderOpinion: text,
    leader: text,
    leaderDay: day,
    unit: text,
    day,
  })
  .transform((form) => ({
    地名: placeOf(form.bureau),
    姓名: form.name,
    身份证号码: form.idNumber,
    所在单位: form.employer,
    专业类别: form.category,
    职称: form.title,
    联系电话: form.phone,
    参加任务名称: form.task,
    ...boxes('业务水平', form.skill),
    ...boxes('工作履职', form.duty),
    ...boxes('遵规守纪', form.discipline),
    综合评价结论: form.conclusion,
    意见建议情况: form.remarks,
    领导意见: form.leaderOpinion,
    领导签名: form.leader,
    领导时间: form.leaderDay,
    评价单位: form.unit,
    评价时间: form.day,
  }));
