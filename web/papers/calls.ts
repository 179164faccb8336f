import { z } from 'zod';
import { byHand, count, day, roomFor, text } from './values.ts';

/** 选聘公告 or 征集公告 (GP-6.1). */
export const callAnnouncement = z
  .strictObject({
    bureau: text,
    number: text,
    title: text,
    paragraphs: z.array(text).default([]),
    opens: text,
    closes: text,
    headcount: count,
    quotas: text,
    cutOff: day,
    /** the word that begins an application in chat */
    apply: text,
    /** the ways in, as the roster calls them */
    routes: text,
    /** where one applies on paper */
    address: text,
    attachments: count,
    contact: text,
    phone: text,
    day,
  })
  .transform((paper) => ({
    局名: paper.bureau,
    文号: paper.number,
    标题: paper.title,
    正文: paper.paragraphs.map((words) => ({ 段: words })),
    报名开始: byHand(paper.opens),
    报名截止: byHand(paper.closes),
    人数: roomFor(paper.headcount),
    名额: paper.quotas,
    年龄截止日: byHand(paper.cutOff),
    报名词: roomFor(paper.apply, 4),
    方式: paper.routes,
    地址: paper.address,
    附件: paper.attachments,
    联系人: roomFor(paper.contact, 4),
    联系电话: paper.phone,
    日期: byHand(paper.day),
  }));

/** 工作联系函: asks a unit to recommend people (GP-5.3). */
export const unitLetter = z
  .strictObject({
    bureau: text,
    number: text,
    unit: text,
    measure: text,
    call: text,
    member: text,
    headcount: count,
    closes: text,
    answerBy: day,
    contact: text,
    phone: text,
    day,
  })
  .transform((letter) => ({
    局名: letter.bureau,
    文号: letter.number,
    主送单位: roomFor(letter.unit, 8),
    办法: letter.measure,
    公告: letter.call,
    对象: roomFor(letter.member, 4),
    人数: roomFor(letter.headcount),
    报名截止: byHand(letter.closes),
    回复期限: byHand(letter.answerBy),
    联系人: roomFor(letter.contact, 4),
    联系电话: letter.phone,
    日期: byHand(letter.day),
  }));
