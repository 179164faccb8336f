import { z } from 'zod';
import { capitalAmount } from './capital-amount.ts';
import { byHand, count, day, inYuan, numbered, spanOf, text, yuan } from './values.ts';

const BLANK_ROWS = 6;

const payee = z.strictObject({
  name: text,
  idNumber: text,
  employer: text,
  title: text,
  days: count,
  rate: yuan,
  gross: yuan,
  tax: yuan,
  net: yuan,
  bank: text,
  account: text,
  /** Why this person may not receive pay: the row prints 不得领取 and counts in no total. */
  mayNotReceive: text,
});
type Payee = z.output<typeof payee>;

const barred = ({ mayNotReceive }: Payee): boolean => mayNotReceive !== '';

const row = (one: Payee) => {
  const amount = (value: number | undefined): string => (barred(one) ? '—' : inYuan(value));
  return {
    姓名: one.name,
    身份证号: one.idNumber,
    单位: one.employer,
    职称: one.title,
    天数: one.days,
    标准: amount(one.rate),
    应发: amount(one.gross),
    个税: amount(one.tax),
    实发: amount(one.net),
    开户行: one.bank,
    账号: one.account,
    不得领取: barred(one) ? `不得领取：${one.mayNotReceive}` : '',
  };
};

/** Adds in cents: the sum of what was printed, not of what floating point made of it. */
const total = (rows: readonly Payee[], column: 'gross' | 'tax' | 'net'): number =>
  rows
    .filter((one) => !barred(one))
    .reduce((sum, one) => sum + Math.round((one[column] ?? 0) * 100), 0) / 100;

/** 劳务费发放表 (ZJ-13.3): amounts are yuan and come reckoned; the sheet only adds them up. */
export const feeSheet = z
  .strictObject({
    bureau: text,
    number: text,
    task: text,
    from: day,
    to: day,
    rows: z.array(payee).default([]),
    preparedBy: text,
    checkedBy: text,
    leader: text,
    day,
  })
  .transform((sheet) => {
    const sums = sheet.rows.length > 0;
    const sum = (column: 'gross' | 'tax' | 'net'): string =>
      sums ? inYuan(total(sheet.rows, column)) : '';
    return {
      局名: sheet.bureau,
      编号: sheet.number,
      任务名称: sheet.task,
      期间: spanOf(sheet.from, sheet.to),
      发放: numbered(sheet.rows.map(row), BLANK_ROWS, row(payee.parse({}))),
      应发合计: sum('gross'),
      个税合计: sum('tax'),
      实发合计: sum('net'),
      实发大写: sums ? capitalAmount(total(sheet.rows, 'net')) : '',
      制表: sheet.preparedBy,
      审核: sheet.checkedBy,
      领导: sheet.leader,
      日期: byHand(sheet.day),
    };
  });
