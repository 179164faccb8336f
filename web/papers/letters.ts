import { z } from 'zod';
import { byHand, count, day, roomFor, spanOf, text } from './values.ts';

const letterhead = {
  bureau: text,
  /** The running number of the letter, 湛医保函〔2026〕12号. */
  number: text,
  /** The measure it is written under, with its title marks left out. */
  measure: text,
  from: day,
  to: day,
  days: count,
  answerBy: day,
  contact: text,
  phone: text,
  day,
};

type Letterhead = z.output<z.ZodObject<typeof letterhead>>;

const headed = (letter: Letterhead) => ({
  局名: letter.bureau,
  文号: letter.number,
  办法: letter.measure,
  期间: spanOf(letter.from, letter.to),
  天数: roomFor(letter.days),
  回复期限: byHand(letter.answerBy),
  联系人: roomFor(letter.contact, 4),
  联系电话: letter.phone,
  日期: byHand(letter.day),
});

/** 抽调函: asks an employer to release an expert; it has no place for the inspected institution (draw.md 7). */
export const releaseLetter = z
  .strictObject({ ...letterhead, employer: text, name: text, title: text, category: text })
  .transform(({ employer, name, title, category, ...letter }) => ({
    ...headed(letter),
    主送单位: roomFor(employer, 8),
    姓名: roomFor(name, 4),
    职称: roomFor(title, 4),
    专业类别: roomFor(category, 4),
  }));

const wanted = z
  .strictObject({ category: text, seats: count, requirement: text })
  .transform((row) => ({ 专业类别: row.category, 人数: row.seats, 要求: row.requirement }));

/** 商请函: asks another bureau to lend experts, by category or (`names`) by name. */
export const loanLetter = z
  .strictObject({ ...letterhead, toBureau: text, wanted: z.array(wanted).default([]), names: text })
  .transform(({ toBureau, wanted: rows, names, ...letter }) => ({
    ...headed(letter),
    主送单位: roomFor(toBureau, 8),
    商请人选: names,
    需求: rows.length === 0 ? [wanted.parse({})] : rows,
  }));

/** 参加工作证明: names the institution only where the caller knows it to be disclosed. */
export const certificate = z
  .strictObject({
    bureau: text,
    number: text,
    name: text,
    idNumber: text,
    employer: text,
    title: text,
    work: text,
    from: day,
    to: day,
    days: count,
    disclosedInstitution: text,
    day,
  })
  .transform((paper) => ({
    局名: paper.bureau,
    编号: paper.number,
    姓名: roomFor(paper.name, 4),
    身份证号码: paper.idNumber,
    所在单位: roomFor(paper.employer, 8),
    职称: roomFor(paper.title, 4),
    工作名称: roomFor(paper.work, 10),
    期间: spanOf(paper.from, paper.to),
    天数: roomFor(paper.days),
    被检查单位: paper.disclosedInstitution,
    日期: byHand(paper.day),
  }));
