import { z } from 'zod';
import {
  err,
  maskCitizenNumber,
  maskPhone,
  ok,
  type CitizenNumberProblem,
  type Json,
} from '../../domain/index.ts';
import type { Choice, Facts, Field } from '../dialogue/flow.ts';
import {
  citizenNumberIn,
  nameIn,
  phoneIn,
  spotCitizenNumber,
  spotEmployer,
  spotName,
  spotPhone,
} from '../dialogue/understand/people.ts';
import { plain } from '../dialogue/understand/normalise.ts';
import { ordinal, spokenDigits } from '../dialogue/understand/numbers.ts';
import { yesNo } from '../dialogue/understand/commands.ts';

/** Questions that several conversations ask, each as a field that only differs where told. */

export const HUMAN_WAY = '如果不好打字，回复“人工”，工作人员可以帮您填。';

const asText = (value: Json): string => (typeof value === 'string' ? value : '');

type Told = Pick<Field, 'id' | 'label' | 'names' | 'ask' | 'example'> & Partial<Field>;

const SHORT = 2;

/** The number of a choice nobody offered (1, 第一个), “007”, an emoji: no words. */
export const onlyDigits = (text: string): boolean =>
  ordinal(text) !== null || !/\p{L}/u.test(plain(text));

const LONG_TEXT = 1000;

/** What fits of a long text, no character halved. */
export const cut = (text: string, max: number): string =>
  text.length <= max ? text : text.slice(0, max).replace(/[\ud800-\udbff]$/u, '');

export const cutNote = (value: Json, max: number): string | null =>
  asText(value).length >= max - 1
    ? `内容太长，先记下了前${max}字，其余的没有写进去，请写得简短一些。`
    : null;

const DONT_KNOW =
  /^(?:我|也|真的|实在)*(?:不知道|不清楚|不晓得|不太清楚|不记得|记不清|记不得|忘了|忘记了|说不清|不好说)(?:了|楚|啊|呀|呢|在哪|是哪|叫什么|名字)*[。.!！]*$/u;

/** A question whose answer is kept as it is written. */
export const words = (told: Told & { readonly min?: number; readonly max?: number }): Field => {
  const { min = 1, max = 2000, ...rest } = told;
  return {
    otherWay: HUMAN_WAY,
    shape: z.string().min(1),
    show: asText,
    free: true,
    parse: (text) => {
      const said = text.trim();
      if (onlyDigits(said)) return err('这一项请用文字回答，不要只写数字或符号。');
      if (DONT_KNOW.test(plain(said))) return err(rest.optional === true ? SKIP : ROUGHLY);
      if (Array.from(plain(said)).length < min)
        return err(`写得太短了，请再具体一些，至少${min}个字。`);
      // the domain counts as the computer does, so that nothing is refused at the end
      if (max >= LONG_TEXT) return ok(cut(said, max));
      return said.length > max
        ? err(`内容太长了（${said.length}字），请控制在${max}字以内，可以分几次说。`)
        : ok(said);
    },
    ...(max >= LONG_TEXT ? { note: (value: Json) => cutNote(value, max) } : {}),
    ...rest,
  };
};

const SKIP = '不清楚没有关系，请回复“跳过”。';
const ROUGHLY = '不清楚没有关系，写个大概就行；实在写不了，请回复“人工”。';

export const name = (told: Partial<Field> = {}): Field => ({
  id: 'name',
  label: '姓名',
  names: ['名字', '我的名字'],
  ask: () => '请问您的姓名？',
  example: '李梅',
  otherWay: HUMAN_WAY,
  shape: z.string().min(SHORT),
  show: asText,
  parse: (text) => {
    const read = nameIn(text);
    if (ordinal(text) !== null) return err('没有看到姓名，请只写您的姓名。');
    if (read.ok) return ok(read.value);
    if (read.error.reason === 'digits') return err('姓名里有数字，请只写姓名。');
    if (read.error.reason === 'long')
      return err(`姓名太长了（${read.error.given}个字），请只写姓名。`);
    return err('没有看到姓名，请只写您的姓名。');
  },
  spot: (text) => spotName(text),
  ...told,
});

export const phone = (told: Partial<Field> = {}): Field => ({
  id: 'phone',
  label: '联系电话',
  names: ['电话', '手机', '手机号', '号码'],
  ask: () => '请问您的联系电话？',
  example: '13800138000',
  otherWay: '也可以留座机，前面带区号。',
  shape: z.string().min(7),
  show: (value) => maskPhone(asText(value)),
  parse: (text) => {
    const read = phoneIn(text);
    if (read.ok) return ok(read.value.phone);
    const digits = plain(spokenDigits(text)).replace(/\D/gu, '').length;
    return err(
      digits === 0
        ? '没有看到电话号码，请发11位手机号，或带区号的座机。'
        : `手机号应为11位，您填了${digits}位。请再发一次。`,
    );
  },
  spot: (text) => spotPhone(text),
  ...told,
});

const CITIZEN_NEEDED =
  '身份证号用来核对报名资格，加密保存，没有它报不了名。不方便在这里发，可以带身份证到医保局窗口当面填写；先不填了请回复“取消”。';

const UNWILLING =
  /不想|不愿|不方便|不便|不能说|不给|不说|不告诉|不填|没带|没有|为什么|为啥|干嘛|干什么/u;

const isUnwilling = (text: string): boolean =>
  !/\d/u.test(plain(text)) && (yesNo(text) === false || UNWILLING.test(plain(text)));

/** 身份证是… with too few figures: said so, whatever was asked (B-06). */
const NAMED_SHORT = /身份证(?:号码?)?[是为:\s]{0,3}(?<digits>\d{12,14}|\d{16,17})(?![\dXx])/u;

/** A run as long as a citizen number that is none. */
const citizenFlaw = (text: string): string | null => {
  const short = NAMED_SHORT.exec(plain(spokenDigits(text)))?.groups?.digits;
  if (short !== undefined) return CITIZEN_WRONG(short.length);
  if (!/(?<!\d)\d{17}[\dXx](?!\d)/u.test(plain(text)) || spotCitizenNumber(text).length > 0)
    return null;
  const read = citizenNumberIn(text);
  return read.ok ? null : citizenWrong(read.error);
};

const CITIZEN_WRONG = (given: number): string => `身份证号应为18位，您填了${given}位。请再发一次。`;

const citizenWrong = (problem: CitizenNumberProblem): string => {
  switch (problem.reason) {
    case 'fifteen':
      return '这是15位的旧身份证号，请发现在用的18位身份证号。';
    case 'length':
      return CITIZEN_WRONG(problem.given);
    case 'characters':
      return '身份证号里有不该有的字符，应是17位数字加一位数字或X。请再发一次。';
    case 'birth':
      return '身份证号第7到14位不是一个真实的出生日期，请核对后再发一次。';
    case 'checksum':
      return '身份证号的最后一位对不上，可能有一位打错了，请对照身份证再发一次。';
  }
};

export const citizenNumber = (told: Partial<Field> = {}): Field => ({
  id: 'citizenNumber',
  label: '身份证号',
  names: ['身份证', '身份证号码', '证件号'],
  ask: () => '请问您的身份证号码？（只用于核对资格，加密保存）',
  example: '65909919850315005X，最后一位是X也可以写“小x”',
  otherWay: '不方便在这里发，可以到医保局窗口当面填写。',
  shape: z.string().length(18),
  show: (value) => maskCitizenNumber(asText(value)),
  parse: (text) => {
    const read = citizenNumberIn(text);
    if (read.ok) return ok(read.value.number);
    return err(isUnwilling(text) ? CITIZEN_NEEDED : citizenWrong(read.error));
  },
  needed: CITIZEN_NEEDED,
  flaw: citizenFlaw,
  spot: (text) => spotCitizenNumber(text),
  ...told,
});

const NO_EMPLOYER =
  /^(?:无|没有(?:工作)?单位|没单位|没有工作|没工作|无业|务农|种地|在家|农民)(?:了|的)?(?=$|[,，。;；、\s])/u;
/** 退休了 没有单位: said somewhere, beside no name of a unit. */
const WITHOUT_EMPLOYER =
  /(?:没有?|无)(?:正式|固定|工作|什么|任何)?(?:单位|工作)|无业|待业|失业|下岗|务农|种地|没上班/u;
const UNIT =
  /[院局司校所店厂社站行部委会馆室队园场厅处办村集团矿库]|中心|公司|集团|药房|卫生|大学|街道|乡|镇/u;
/** A sentence about oneself, or a list of virtues, names no unit. */
const NO_NAME = /[,，。;；!！?？]|我|邻居|大家|信任|热心|公益|喜欢|愿意|退休/u;
const LONGEST_EMPLOYER = 100;

const NO_UNIT = '没有看出单位名称，请只写单位的名称（退休的写原单位），没有单位回复“无”。';

const hasNoEmployer = (said: string): boolean =>
  yesNo(said) === false ||
  NO_EMPLOYER.test(said) ||
  (WITHOUT_EMPLOYER.test(said) && !UNIT.test(said.replace(WITHOUT_EMPLOYER, '')));

const NO_UNIT_NAME = '请写单位的名称，没有单位回复“无”。';

const unitWrong = (said: string): string | null => {
  if (onlyDigits(said) || said.length < SHORT) return NO_UNIT_NAME;
  if (!UNIT.test(said) && NO_NAME.test(said)) return NO_UNIT;
  return said.length > LONGEST_EMPLOYER ? '单位名称太长了，请只写名称。' : null;
};

export const employer = (told: Partial<Field> = {}): Field => ({
  id: 'employer',
  label: '工作单位',
  names: ['单位', '工作的地方'],
  ask: () => '请问您的工作单位（或原单位）？没有单位回复“无”。',
  example: '市人民医院药剂科；退休填原单位',
  otherWay: HUMAN_WAY,
  shape: z.string().min(1),
  show: asText,
  parse: (text) => {
    const [found] = spotEmployer(text);
    const said = (found?.value ?? plain(text)).trim();
    if (hasNoEmployer(said)) return ok('无');
    const wrong = unitWrong(said);
    return wrong === null ? ok(said) : err(wrong);
  },
  spot: (text) => spotEmployer(text),
  ...told,
});

/** One or several of a list; the person may type the number or the words. */
export const choice = (
  told: Told & { readonly choices: (facts: Facts) => readonly Choice[]; readonly wrong: string },
): Field => {
  const { wrong, ...field } = told;
  const labelOf = (value: Json, facts: readonly Choice[]): string =>
    facts.find((one) => one.value === value)?.label ?? asText(value);
  return {
    otherWay: '请直接回复选项前面的数字。',
    shape: told.several === true ? z.array(z.string()).min(1) : z.string().min(1),
    show: (value) => (Array.isArray(value) ? value.map(asText).join('、') : labelOf(value, [])),
    parse: (text, facts) => {
      const found = told.choices(facts).find((one) => one.value === text || one.label === text);
      if (found === undefined) return err(wrong);
      return ok(told.several === true ? [found.value] : found.value);
    },
    ...field,
  };
};

interface Agreement {
  /** what is kept as the answer: the version that was agreed to */
  readonly agreed: (facts: Facts) => string;
  readonly shown: string;
  /** said to a no, and the form ends; absent: the no is asked about again */
  readonly leaving?: string;
  readonly without: string;
}

const saysNo = (text: string): boolean => yesNo(text) === false || plain(text).startsWith('不同意');

/** 同意, alone or at an end of what was said: 都符合，同意. With a 不 or a question in it, it is none. */
export const saysYes = (text: string): boolean => {
  const said = plain(text);
  if (yesNo(text) === true || said.startsWith('同意')) return true;
  return /[,，。;；、\s]我?同意[。.!！]*$/u.test(said) && !/[不没?？吗]/u.test(said);
};

/** A tick that must be given in words, 同意 or 属实: a bare number agrees to nothing. */
export const agreement = (told: Told & Agreement): Field => {
  const { agreed, without, shown, leaving, ...field } = told;
  return {
    otherWay: '不同意就不能继续，回复“取消”可以不填了。',
    shape: z.string().min(1),
    yesNo: true,
    show: () => shown,
    parse: (text, facts) => {
      if (saysNo(text)) return err(without);
      if (saysYes(text)) return ok(agreed(facts));
      return err('请回复“同意”或“不同意”。');
    },
    ...(leaving === undefined ? {} : { leaves: (text) => (saysNo(text) ? leaving : null) }),
    ...field,
  };
};
