import { z } from 'zod';
import { byHand, day, numbered, spanOf, text } from './values.ts';

const member = z
  .strictObject({ name: text, employer: text, category: text, duty: text })
  .transform((one) => ({
    姓名: one.name,
    单位: one.employer,
    专业类别: one.category,
    分工: one.duty,
  }));

/** 任务单: handed out at the assembly; before the disclosure `institutions` stays away and prints as blank. */
export const taskSheet = z
  .strictObject({
    bureau: text,
    number: text,
    task: text,
    kind: text,
    from: day,
    to: day,
    assemblyTime: text,
    assemblyPlace: text,
    leader: text,
    leaderPhone: text,
    institutions: text,
    scope: text,
    rules: text,
    members: z.array(member).default([]),
    notes: text,
    day,
  })
  .transform((sheet) => ({
    局名: sheet.bureau,
    任务编号: sheet.number,
    任务名称: sheet.task,
    工作类型: sheet.kind,
    期间: spanOf(sheet.from, sheet.to),
    集合时间: sheet.assemblyTime,
    集合地点: sheet.assemblyPlace,
    组长: sheet.leader,
    组长电话: sheet.leaderPhone,
    被检查单位: sheet.institutions,
    检查范围: sheet.scope,
    检查依据: sheet.rules,
    成员: numbered(sheet.members, 4, member.parse({})),
    其他事项: sheet.notes,
    日期: byHand(sheet.day),
  }));

const signer = z
  .strictObject({ name: text, employer: text, role: text })
  .transform((one) => ({ 姓名: one.name, 单位: one.employer, 身份: one.role }));

/** 签到表和承诺书: one line each to sign on arrival, and the oath with the declaration before work (ZJ-11, 14, 15). */
export const oath = z
  .strictObject({
    bureau: text,
    number: text,
    task: text,
    place: text,
    day,
    people: z.array(signer).default([]),
  })
  .transform((paper) => ({
    局名: paper.bureau,
    任务编号: paper.number,
    任务名称: paper.task,
    地点: paper.place,
    日期: byHand(paper.day),
    人员: numbered(paper.people, 8, signer.parse({})),
  }));
