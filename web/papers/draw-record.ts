import { z } from 'zod';
import { qrPicture } from './qr.ts';
import { count, text } from './values.ts';

const seat = z.strictObject({ code: text, category: text });
type Seat = z.output<typeof seat>;
const NOBODY: Seat = { code: '', category: '' };

/** Two seats a line: a panel of sixteen still leaves room for both signatures on the page. */
const lines = (panel: readonly Seat[]) =>
  Array.from({ length: Math.max(2, Math.ceil(panel.length / 2)) }, (_, at) => {
    const [left = NOBODY, right = NOBODY] = panel.slice(at * 2, at * 2 + 2);
    return { 左编号: left.code, 左类别: left.category, 右编号: right.code, 右类别: right.category };
  });

/** 抽取记录单 (ZJ-10): the page that operator and witness sign; digests are hexadecimal digits. */
export const drawRecord = z
  .strictObject({
    bureau: text,
    number: text,
    time: text,
    seats: text,
    poolCount: count,
    candidateCount: count,
    /** A, B or C with its words (draw.md 2.3, 11). */
    assurance: text,
    rehearsal: z.boolean().default(false),
    commitment: text,
    operatorEntropy: text,
    witnessEntropy: text,
    key: text,
    panel: z.array(seat).default([]),
    headHash: text,
    operator: text,
    witness: text,
  })
  .transform(async (record) => ({
    局名: record.bureau,
    任务编号: record.number,
    抽取时间: record.time,
    抽取席位: record.seats,
    库内人数: record.poolCount,
    候选人数: record.candidateCount,
    可信等级: record.assurance,
    演练: record.rehearsal,
    承诺值: record.commitment,
    操作人随机数: record.operatorEntropy,
    见证人随机数: record.witnessEntropy,
    抽取密钥: record.key,
    中选: lines(record.panel),
    链末摘要: record.headHash,
    二维码: await qrPicture(record.headHash, '记录链末端摘要的二维码'),
    操作人: record.operator,
    见证人: record.witness,
  }));
