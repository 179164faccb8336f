import type { OutCode } from './model.ts';

/** Why somebody was not a candidate, in words that tell nobody more than they may know (B-24). */
export const OUT_WORDS: Readonly<Record<OutCode, string>> = {
  R1: '回避：利益关联',
  R2: '回避：曾经任职',
  R3: '回避：同一法人单位',
  R4: '回避：亲属关联',
  R5: '回避：其他情形',
  U: '工作单位待核实',
  T: '聘期不覆盖工作日期',
  S: '尚未同意入库',
  C: '刚参加过工作，间隔期内',
  D: '时间冲突',
  Q: '专业类别不符',
};

/** The same without the kind of recusal, for everybody but the discipline office. */
export const outWordsFor = (code: OutCode, withKind: boolean): string =>
  withKind || !code.startsWith('R') ? OUT_WORDS[code] : '回避';
