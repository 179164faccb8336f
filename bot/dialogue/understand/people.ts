import {
  parseCitizenNumber,
  parsePhone,
  type CitizenNumber,
  type CitizenNumberProblem,
  type Phone,
  type PhoneProblem,
} from '../../../domain/kernel/ids.ts';
import { err, ok, type Result } from '../../../domain/kernel/result.ts';
import { spokenDigits } from './numbers.ts';
import { aligned, plain, spanIn, type Aligned, type Span } from './normalise.ts';
import { looksLikeHanName } from './surnames.ts';

/** A value found in a message: normalised, and where the person's own words for it stand. */
export interface Spotted {
  readonly value: string;
  readonly words: string;
  readonly span: Span;
}

/** Why an answer is no name; `given` counts characters. */
export interface NameProblem {
  readonly reason: 'empty' | 'digits' | 'long' | 'short' | 'characters';
  readonly given: number;
}

const PHONE =
  /(?<![\dA-Za-z])(?:(?:\+|00)?86[- ]?)?(?:1[3-9]\d(?:[- ]?\d{4}){2}|\(?0\d{2,3}\)?[- ]?[2-9]\d{6,7}(?:(?:-|转)\d{1,6})?)(?![\d])/gu;
const CITIZEN =
  /(?<![\dA-Za-z])(?<digits>\d(?:[ -]?\d){16})[ ,-]*(?:(?:末位|最后一位|尾号|尾数)(?:是|为)?)?(?:[大小]写?的?)?(?<last>[\dXxх×])(?![\dA-Za-z])/gu;
const HAN = '[\\u3400-\\u9fff]';
const DOTTED = `${HAN}{1,10}(?:·${HAN}{1,10}){1,3}`;
const NAME_END =
  '(?=$|[,。;、!?~\\s\\d()/:+]|男|女|手机|电话|身份证|联系|来自|在|是|的(?:手机|电话|身份证)|今年|现年|籍贯|家住|住)';
const INTRODUCED = new RegExp(
  `(?:(?<label>(?:姓名|名字|联系人|申请人|举报人|报名人)(?:是|为|叫)?[:\\s]{0,2})|我的名字[是叫]|本人名叫|我名叫|本人叫|本人是|我叫做?|我是|本人|名叫):?\\s?(?<name>${DOTTED}|${HAN}{2,4}?)${NAME_END}`,
  'gu',
);
const LEADING = new RegExp(
  `^(?<name>${DOTTED}|${HAN}{2,4}?)(?=[,、;\\s/]|手机|电话|身份证|\\d{6})`,
  'u',
);
/** What begins with a surname and is none: places, bodies, kinds of people, openers of a sentence. */
const NO_NAME =
  /(?:医生|先生|大夫|阿姨|大爷|大妈|大姐|大哥|同学|学生|[人员师长者医士众属方的了吗呢吧市县区镇乡村院店局所站厂校科室部处街路们友客])$|^(?:高中|高血|高平|马上|于是|何时|安全|方便|高兴|时间|单位|单独|应该|全部|全家|全体|和|关于|关心|连|向|来自|都是|都|成立|成年|常常|常年|解释|位于|景区|安排|方法|明天|明白|明年|乐意|强烈|简单|计划|保密|保安|保洁|成都|江苏|江西|石家|商量|商家|查询|查实|严重|应当|项目|温馨|申请|申报|路过|计较|车主|房东|游客|金额|万一|包括|盖章|花钱|封存|原来|原因|官方|习惯|党员|左右|文件|路上|石油|毕业|易发|宁可|白天|白班|夏天|夏季|金融|金钱|常见|明显|明确|全国|全市|全县)/u;
const BODY =
  '医院|一院|二院|三院|四院|五院|六院|妇幼|保健院|卫生院|卫生室|卫生所|卫生站|服务中心|疾控中心|中心|诊所|门诊部|药店|药房|大药房|公司|集团|学校|中学|小学|大学|学院|幼儿园|事务所|律所|银行|保险|村委会|居委会|村委|社区|街道|街道办|镇政府|乡政府|政府|委员会|卫健委|协会|医保局|局|厂|法院|检察院|派出所|工作室|合作社|商会|报社|电视台';
const PART =
  '(?:[\\u3400-\\u9fffA-Za-z0-9()·]{0,12}(?:科室?|部|处|室|组|中心|病区|办|办公室|分公司|分院|院区|车间|班|股|站|大队|支队))?';
const ORGANISATION = `(?:[\\u3400-\\u9fffA-Za-z0-9()·]{0,24}(?:${BODY})${PART})`;
const LABELLED =
  /(?:工作单位|所在单位|任职单位|就职单位|单位名称|单位)(?:是|为|在|:)\s?:?(?<body>[^,。;、!?\n]{2,40})/gu;
const WORKING = new RegExp(
  `(?:^|[,。;、!?\\s]|我|本人|现|目前|一直|现任|退休前|以前|之前|从前|过去|原来|原先|曾经|曾)(?:就职于|任职于|供职于|工作于|就?在)(?<body>[^,。;!?\\s]{2,40}?)(?:工作|上班|任职|就职|供职|从业|退休|当(?:医生|护士|会计|老师|药师|主任|院长)|做(?:医生|护士|会计|老师|药师|财务))`,
  'gu',
);
const BELONGING = new RegExp(
  `(?<=^|[,。;、!?\\s])(?:我是|本人是|本人|我来自|来自|我在|我)?(?<body>${ORGANISATION})(?<belongs>的)?(?=$|[,。;、!?\\s])`,
  'gu',
);
const NAME_LEAD =
  /^(?:你好|您好)?[,!\s]*(?:我的?姓名|我的?名字|本人姓名|姓名|名字|报名人?|我名叫|本人名叫|本人叫|本人是|本人|我叫做?|我是|叫做?)(?:是|叫|为)?[:\s]*/u;
const LONGEST_NAME = 30;
/** Beyond it a citizen number stands in a sentence, perhaps with other numbers. */
const LONGEST_SAID = 30;
const IN_NAME = /^[\p{Script=Han}〇A-Za-zÀ-ɏ·.' -]+$/u;

/** Phone numbers standing in a message, valid ones only, as `parsePhone` stores them. */
export function spotPhone(text: string): readonly Spotted[] {
  const taken = spotCitizenNumber(text).map(({ span }) => span);
  return matches(spokenDigits(text), PHONE, (match) => {
    const parsed = parsePhone(match[0]);
    return parsed.ok ? { value: parsed.value.phone } : null;
  })
    .filter(({ span }) => !taken.some(([from, to]) => span[0] < to && span[1] > from))
    .map((one) => ({ ...one, words: text.slice(...one.span) }));
}

/** Citizen numbers (GB 11643) standing in a message, valid ones only, with a capital X. */
export function spotCitizenNumber(text: string): readonly Spotted[] {
  return matches(spokenDigits(text), CITIZEN, ({ groups }) => {
    const parsed = parseCitizenNumber(`${groups?.digits ?? ''}${groups?.last ?? ''}`);
    return parsed.ok ? { value: parsed.value.number } : null;
  }).map((one) => ({ ...one, words: text.slice(...one.span) }));
}

/** Names a person gives themselves in a message; nothing when unsure, for names are never guessed. */
export function spotName(text: string): readonly Spotted[] {
  const introduced = matches(text, INTRODUCED, ({ groups }) => {
    const name = groups?.name ?? '';
    return isName(name, groups?.label !== undefined) ? { value: name, words: name } : null;
  });
  if (introduced.length > 0) return introduced;
  if (spotPhone(text).length + spotCitizenNumber(text).length === 0) return [];
  return matches(text, LEADING, ({ groups }) => {
    const name = groups?.name ?? '';
    return isName(name, false) ? { value: name, words: name } : null;
  });
}

/** Where a person says they work: 单位是…, 在…工作, 市二院药剂科的. */
export function spotEmployer(text: string): readonly Spotted[] {
  const body = ({ groups }: RegExpExecArray): Value | null => {
    const words = (groups?.body ?? '').replace(/^(?:工作)?单位|的$/gu, '').trim();
    return words.length < 2 || /什么|哪|不知|^(?:现|家|居)?住/u.test(words)
      ? null
      : { value: words, words };
  };
  const said = [...matches(text, LABELLED, body), ...matches(text, WORKING, body)];
  if (said.length > 0) return said;
  const others = spotPhone(text).length + spotCitizenNumber(text).length + spotName(text).length;
  return matches(text, BELONGING, (match) =>
    match.groups?.belongs !== undefined || others > 0 ? body(match) : null,
  );
}

/** The answer to "what is your name": 我叫李梅 → 李梅. Minority and foreign names are taken. */
export function nameIn(text: string): Result<string, NameProblem> {
  const said = plain(text)
    .replace(NAME_LEAD, '')
    .replace(/(?:,?谢谢)?[。.!,;~\s]*$/u, '');
  const name = said === '' ? null : (onlyName(text) ?? leadingName(said));
  if (name !== null) return ok(name);
  const reason = nameProblem(said);
  return reason === null ? ok(said) : err({ reason, given: Array.from(said).length });
}

function onlyName(text: string): string | null {
  const [first, more] = spotName(text);
  return first === undefined || more !== undefined ? null : first.value;
}

function leadingName(said: string): string | null {
  const name = LEADING.exec(said)?.groups?.name ?? '';
  return isName(name, false) ? name : null;
}

function nameProblem(said: string): NameProblem['reason'] | null {
  const given = Array.from(said).length;
  if (given === 0) return 'empty';
  if (/\d/.test(said)) return 'digits';
  if (given > LONGEST_NAME) return 'long';
  if (!IN_NAME.test(said) || /[的说院]|什么|怎么|不想|不知道|必须|就行|公司/u.test(said))
    return 'characters';
  return given < 2 ? 'short' : null;
}

/** The answer to "your phone number": 我的电话是139… is taken, and told apart from a wrong length. */
export function phoneIn(text: string): Result<Phone, PhoneProblem> {
  const [spotted, more] = spotPhone(text);
  if (spotted !== undefined && more === undefined) return parsePhone(spotted.value);
  const figures = /\+?\d[\d ()-]*(?:转\d+)?/u.exec(plain(spokenDigits(text)))?.[0];
  return parsePhone(figures ?? text);
}

/** Of a long sentence the figures that may be meant, other numbers in it aside. */
function inSentence(message: string): string {
  const long = /(?<!\d)\d{15,19}[Xx×]?(?!\d)/u.exec(message)?.[0];
  return long !== undefined && message.length > LONGEST_SAID ? long : message;
}

/** The answer to "your citizen number", its wrapping words aside: 号码是…末位小写x. */
export function citizenNumberIn(text: string): Result<CitizenNumber, CitizenNumberProblem> {
  const [spotted, more] = spotCitizenNumber(text);
  if (spotted !== undefined && more === undefined) return parseCitizenNumber(spotted.value);
  const message = inSentence(plain(spokenDigits(text)));
  const figures = /\d[\dA-Za-z\s*-]*(?:,?(?:末位|尾号|最后一位)?(?:是|为)?[大小]?写?[Xx×])?/u.exec(
    message,
  )?.[0];
  return parseCitizenNumber(figures?.replace(/[^\dA-Za-z×]/gu, '') ?? message);
}

interface Value {
  readonly value: string;
  /** the part of the match that is the value's own words; the whole match when absent */
  readonly words?: string;
}

function matches(
  text: string,
  pattern: RegExp,
  read: (match: RegExpExecArray) => Value | null,
): readonly Spotted[] {
  const view = aligned(text);
  const found = pattern.global ? [...view.text.matchAll(pattern)] : [pattern.exec(view.text)];
  return found.flatMap((match) => {
    const value = match === null ? null : read(match);
    return match === null || value === null ? [] : [spotted(text, view, { match, value })];
  });
}

function spotted(
  text: string,
  view: Aligned,
  { match, value }: { readonly match: RegExpExecArray; readonly value: Value },
): Spotted {
  const words = value.words ?? match[0];
  const start = match.index + Math.max(match[0].lastIndexOf(words), 0);
  const span = spanIn(view, start, start + words.length);
  return { value: value.value, words: text.slice(...span), span };
}

/** Labelled names are taken as given; others must look like a Han name or carry the dot. */
function isName(name: string, labelled: boolean): boolean {
  if (name.includes('·')) return name.length <= 20;
  if (NO_NAME.test(name)) return false;
  return labelled || looksLikeHanName(name);
}
