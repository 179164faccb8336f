import { z } from 'zod';
import { count, numbered, roomFor, text } from './values.ts';

const participant = z
  .strictObject({ name: text, employer: text, category: text, role: text })
  .transform((one) => ({
    姓名: one.name,
    单位: one.employer,
    专业类别: one.category,
    身份: one.role,
  }));

const officer = z
  .strictObject({ name: text, certificate: text })
  .transform((one) => ({ 姓名: one.name, 执法证号: one.certificate }));

const dissent = z
  .strictObject({ name: text, opinion: text, reason: text })
  .transform((one) => ({ 少数姓名: one.name, 意见: one.opinion, 理由: one.reason }));

const question = z
  .strictObject({
    question: text,
    discussion: text,
    agree: count,
    against: count,
    abstain: count,
    result: text,
    dissents: z.array(dissent).default([]),
  })
  .transform((one) => ({
    问题: one.question,
    讨论情况: one.discussion,
    同意: roomFor(one.agree),
    不同意: roomFor(one.against),
    弃权: roomFor(one.abstain),
    结果: one.result,
    少数意见: one.dissents,
    无少数意见: one.dissents.length === 0 && one.result !== '',
  }));

/** 合议笔录 (ZJ-13.2): dissenting opinions and reasons on record, the result unchanged. */
export const deliberation = z
  .strictObject({
    bureau: text,
    number: text,
    task: text,
    place: text,
    /** 2026年10月19日 09:00 至 11:30. */
    time: text,
    chair: text,
    recorder: text,
    participants: z.array(participant).default([]),
    officers: z.array(officer).default([]),
    questions: z.array(question).default([]),
  })
  .transform((record) => ({
    局名: record.bureau,
    编号: record.number,
    任务名称: record.task,
    地点: record.place,
    时间: record.time,
    主持人: record.chair,
    记录人: record.recorder,
    专家: numbered(record.participants, 3, participant.parse({})),
    执法人员: numbered(record.officers, 2, officer.parse({})),
    议题: numbered(record.questions, 1, question.parse({})),
  }));
