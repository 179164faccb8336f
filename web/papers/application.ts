import sharp from 'sharp';
import { z } from 'zod';
import { byHand, count, day, placeOf, text } from './values.ts';

/** 附件1 leaves 27 × 38 mm for the photo; 300 dots an inch are enough to print it. */
const BOX = { width: 102, height: 143 };
const PRINT_DOTS = 3;

/** The photo as it fits its box, without what the camera wrote into it (F1-04); unreadable is no photo. */
const photoIn = async (bytes: Uint8Array | undefined) => {
  if (bytes === undefined) return '证件照';
  try {
    const { data, info } = await sharp(bytes)
      .autoOrient()
      .resize(BOX.width * PRINT_DOTS, BOX.height * PRINT_DOTS, { fit: 'inside' })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 88 })
      .toBuffer({ resolveWithObject: true });
    const scale = Math.min(BOX.width / info.width, BOX.height / info.height);
    return {
      _type: 'image',
      source: data,
      format: 'image/jpeg' as const,
      altText: '证件照',
      width: Math.round(info.width * scale),
      height: Math.round(info.height * scale),
    };
  } catch {
    return '证件照';
  }
};

/** Digits 7 to 14: the day of birth is never asked a second time (F1-06). */
const birthOf = (idNumber: string): string => {
  const parts = /^\d{6}(\d{4})(\d{2})(\d{2})\d{3}[\dX]$/.exec(idNumber);
  return parts === null ? '' : parts.slice(1).join('-');
};

/** Digit 17: odd is male (F1-08). */
const sexOf = (idNumber: string): string => {
  const digit = /^\d{16}(\d)[\dX]$/.exec(idNumber)?.[1];
  if (digit === undefined) return '';
  return Number(digit) % 2 === 1 ? '男' : '女';
};

const joined = (...words: readonly string[]): string =>
  words.filter((word) => word !== '').join('　');

const monthInWords = (month: string): string => {
  const parts = /^(\d{4})-(\d{2})$/.exec(month);
  return parts === null ? month : `${String(parts[1])}年${String(Number(parts[2]))}月`;
};

const historyRow = z.strictObject({
  from: text,
  /** null: until today */
  to: z.string().nullable().default(null),
  unit: text,
  post: text,
});

const historyLine = ({ from, to, unit, post }: z.output<typeof historyRow>): string =>
  joined(`${monthInWords(from)}至${to === null ? '今' : monthInWords(to)}`, unit, post);

/**
 * 附件1 入库申请表 (F1-01…23), also half filled from a draft. Signature and seal stay empty: they are
 * made by hand.
 */
export const applicationForm = z
  .strictObject({
    bureau: text,
    day,
    name: text,
    phone: text,
    idNumber: text,
    ethnicGroup: text,
    politicalStatus: text,
    nativePlace: text,
    health: text,
    school: text,
    major: text,
    education: text,
    degree: text,
    titleLevel: text,
    title: text,
    unit: text,
    department: text,
    post: text,
    years: count,
    homeAddress: text,
    history: z.array(historyRow).default([]),
    speciality: text,
    awards: text,
    photo: z.custom<Uint8Array>((value) => value instanceof Uint8Array).optional(),
  })
  .transform(async (form) => ({
    地名: placeOf(form.bureau),
    申请时间: byHand(form.day),
    姓名: form.name,
    联系电话: form.phone,
    证件照: await photoIn(form.photo),
    身份证号码: form.idNumber,
    出生日期: day.parse(birthOf(form.idNumber)),
    民族: form.ethnicGroup,
    性别: sexOf(form.idNumber),
    政治面貌: form.politicalStatus,
    籍贯: form.nativePlace,
    健康状况: form.health,
    毕业院校及专业: joined(form.school, form.major),
    学历学位: joined(form.education, form.degree),
    职称: titleWords(form),
    工作单位及部门: joined(form.unit, form.department),
    职务: form.post,
    工作年限: form.years === '' ? '' : `${form.years}年`,
    家庭地址: form.homeAddress,
    个人工作简历: form.history.map(historyLine).join('\n'),
    擅长领域: form.speciality,
    获奖情况: form.awards,
  }));

/** 副主任药师（副高级）; 无 alone says enough. */
const titleWords = ({ title, titleLevel }: { title: string; titleLevel: string }): string =>
  title === '' || titleLevel === '' || titleLevel === '无'
    ? title || titleLevel
    : `${title}（${titleLevel}）`;

const line = z
  .strictObject({ label: text, text, name: text, day })
  .transform((one) => ({ 栏目: one.label, 意见: one.text, 签名: one.name, 时间: one.day }));

const finding = z.strictObject({ condition: text, found: text, note: text });

/** The three lines of 附件2 as the bureau published it; a bureau with another chain prints its own. */
const LINES = [{ label: '科室意见' }, { label: '领导意见' }];

/** Whom the form is about, as its title names them. */
const REVIEWED = {
  experts: '医保基金监管执法专家',
  supervisors: '医疗保障基金社会监督员',
} as const;

/** 附件2 资格审查表 (F2-01…12); a measure that publishes no such form has no number for it. */
export const reviewForm = z
  .strictObject({
    bureau: text,
    roster: z.enum(['experts', 'supervisors']).default('experts'),
    /** the number under which the measure publishes it */
    annex: z.string().default('附件2'),
    name: text,
    idNumber: text,
    unit: text,
    unitPhone: text,
    practice: text,
    title: text,
    titleLevel: text,
    years: count,
    phone: text,
    findings: z.array(finding).default([]),
    remarks: text,
    conclusion: line.default(() => line.parse({ label: '审查结论' })),
    lines: z.array(line).default(() => LINES.map((one) => line.parse(one))),
  })
  .transform((form) => ({
    附件: form.annex,
    地名: placeOf(form.bureau),
    对象: REVIEWED[form.roster],
    姓名: form.name,
    身份证号码: form.idNumber,
    所在单位: form.unit,
    单位联系电话: form.unitPhone,
    从事专业: form.practice,
    职称: titleWords(form),
    工作年限: form.years === '' ? '' : `${form.years}年`,
    本人联系电话: form.phone,
    资格审查情况: [
      ...form.findings.map(
        ({ condition, found, note }) =>
          `【${found}】${condition}${note === '' ? '' : `（${note}）`}`,
      ),
      ...(form.remarks === '' ? [] : [form.remarks]),
    ].join('\n'),
    审查栏目: form.conclusion.栏目,
    审查结论: form.conclusion.意见,
    审查人: form.conclusion.签名,
    审核时间: form.conclusion.时间,
    各级: form.lines,
  }));

const entry = z
  .strictObject({ label: text, value: text })
  .transform((row) => ({ 栏目: row.label, 内容: row.value }));

const sentence = text.transform((words) => ({ 内容: words }));

/** 书面申请 where the measure has no form of its own: what was confirmed, word for word (GP-6.2). */
export const writtenApplication = z
  .strictObject({
    bureau: text,
    /** as what: 社会监督员 */
    post: text,
    number: text,
    /** when and how it was confirmed: 2026年11月22日 09:10，微信 */
    confirmed: text,
    rows: z.array(entry).default([]),
    declarations: z.array(sentence).default([]),
    consents: z.array(sentence).default([]),
  })
  .transform((paper) => ({
    局名: paper.bureau,
    身份: paper.post,
    编号: paper.number,
    确认: byHand(paper.confirmed),
    栏: paper.rows.length === 0 ? BLANK : paper.rows,
    承诺: paper.declarations,
    同意: paper.consents,
  }));

/** What somebody writes by hand who comes with nothing. */
const BLANK = ['姓名', '身份证号码', '联系电话', '工作单位', '职务', '申请理由', '工作经历'].map(
  (栏目) => ({ 栏目, 内容: '' }),
);
