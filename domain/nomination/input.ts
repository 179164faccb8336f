import { z } from 'zod';
import { ROSTERS } from '../kernel/world.ts';
import { educationWord, ethnicGroupWord, standingWord } from './box-words.ts';
import { citizenNumber, personName, phone } from '../people/index.ts';

const word = z.string().trim().min(1).max(40);
const line = (most: number) => z.string().trim().max(most).default('');
const month = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/, '年月写成 2019-07 的样子');

export const TITLE_LEVELS = ['正高级', '副高级', '中级', '初级', '无'] as const;
export type TitleLevel = (typeof TITLE_LEVELS)[number];

/** The two kinds of work of ZJ-6.3. */
export const WORK_KINDS = ['onSite', 'disputeReview'] as const;
export type WorkKind = (typeof WORK_KINDS)[number];
export const WORK_KIND_WORDS: Readonly<Record<WorkKind, string>> = {
  onSite: '医保基金监管现场检查',
  disputeReview: '重大争议案件审核处理',
};

/** One row of 个人工作简历: dated, because former posts count for recusal (F1-19, ZJ-11.2). */
export const historyRow = z.object({
  from: month,
  /** null: until today */
  to: month.nullable(),
  unit: z.string().trim().min(2, '请填写单位名称').max(100),
  post: line(60),
});
export type HistoryRow = z.output<typeof historyRow>;

/** 附件1 入库申请表, and what the rules need beyond it (clauses 1.3). */
export const form1Input = z.object({
  nationality: z.string().trim().min(1).max(20).default('中国'),
  /** F1-07, F1-09 … F1-11, F1-18, F1-21: blank where the bureau has switched the field off */
  ethnicGroup: line(20).transform(ethnicGroupWord),
  politicalStatus: line(20).transform(standingWord),
  nativePlace: line(60),
  health: line(60),
  homeAddress: line(120),
  awards: line(2000),
  email: line(80),
  /** F1-12, F1-13 */
  school: z.string().trim().min(2, '请填写毕业院校').max(60),
  major: z.string().trim().min(1, '请填写所学专业').max(60),
  education: z.string().trim().min(1, '请选择学历').max(20).transform(educationWord),
  degree: line(20),
  /** F1-14 */
  titleLevel: z.enum(TITLE_LEVELS, { error: '请选择职称级别' }),
  title: line(40),
  /** F1-15: the department; the unit stands in `employer` */
  department: line(60),
  employerType: line(40),
  /** F1-17 */
  yearsOfWork: z.coerce.number({ error: '请填写工作年限，例如 12' }).int().min(0).max(60),
  history: z.array(historyRow).max(30).default([]),
  /** F1-20 */
  speciality: z.string().trim().min(2, '请填写擅长领域').max(500),
  /** ZJ-9; supervisors have none */
  category: line(40),
  furtherCategories: z.array(word).max(8).default([]),
  workKinds: z.array(z.enum(WORK_KINDS)).max(2).default([]),
});
export type Form1 = z.output<typeof form1Input>;

/** What a photo or scan handed in with an application is. */
export const PIECE_ROLES = ['photo', 'paper', 'recommendation', 'proof'] as const;
export type PieceRole = (typeof PIECE_ROLES)[number];
export const PIECE_ROLE_WORDS: Readonly<Record<PieceRole, string>> = {
  photo: '证件照',
  paper: '签字盖章的申请表',
  recommendation: '单位推荐函',
  proof: '其他证明材料',
};

export const piece = z.object({ attachment: z.string().max(36), role: z.enum(PIECE_ROLES) });
export type Piece = z.output<typeof piece>;

const fields = z.object({
  roster: z.enum(ROSTERS).default('supervisors'),
  /** the campaign it was begun under; null: none was open */
  campaign: z.string().max(36).nullable().default(null),
  /** the call has closed meanwhile: keep it as a self-nomination (GP-5.1) */
  keepAsSelf: z.boolean().default(false),
  /** GP-5.3, ZJ-7.1 */
  recommendedBy: z
    .object({ unit: z.string().trim().min(2).max(100), contact: line(60) })
    .nullable()
    .default(null),
  name: personName,
  citizenNumber,
  phone,
  /** null: without employer */
  employer: z
    .string()
    .trim()
    .min(2, '请填写单位名称，没有单位填“无”')
    .max(100)
    .nullable()
    .default(null),
  /** the designated institution's id where the employer is one */
  institution: z.string().max(36).nullable().default(null),
  post: line(60),
  sourceGroups: z.array(word).max(10).default([]),
  skills: z.array(word).max(20).default([]),
  area: line(60),
  /** where form 1 is not asked for: an expert's category (ZJ-9), title and speciality */
  category: z.string().trim().max(40).nullable().default(null),
  title: line(40),
  speciality: line(500),
  /** asked by the short form; form 1 has no box for it */
  reason: line(2000),
  experience: line(2000),
  form1: form1Input.nullable().default(null),
  pieces: z.array(piece).max(50).default([]),
  /** ids of the declarations that were ticked */
  declarations: z.array(z.string().max(40)).max(30),
  /** version of the consent text that was agreed to */
  consent: z.string().min(1, '请先同意个人信息说明').max(40),
  /** version of the consent to publication, or null: not agreed */
  publication: z.string().max(40).nullable().default(null),
});

const REASON = '请写明申请理由，至少4个字';

/** One written application, from chat, form or counter (GP-6.2, ZJ-8.1). */
export const applicationInput = fields.refine(
  ({ form1, reason }) => form1 !== null || reason.length >= 4,
  // told together with every other fault, not after them
  { path: ['reason'], message: REASON, when: ({ value }) => isShort(value) },
);
export type ApplicationInput = z.output<typeof applicationInput>;

/** Enough of it was read to tell that no form 1 came and how long the reason is. */
const isShort = (value: unknown): boolean =>
  z.object({ form1: z.null(), reason: z.string() }).safeParse(value).success;

/** Every fault of an application at once, before the rules look at it: field and sentence. */
export const faultsOf = (
  application: unknown,
): readonly { readonly path: string; readonly message: string }[] =>
  (applicationInput.safeParse(application).error?.issues ?? []).map(({ path, message }) => ({
    path: path.join('.'),
    message,
  }));
