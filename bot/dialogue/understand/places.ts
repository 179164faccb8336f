import { aligned, spanIn, type Span } from './normalise.ts';

/** A place or an institution named in a message, in the person's own words. */
export interface NamedPlace {
  readonly value: string;
  readonly words: string;
  readonly span: Span;
}

const BODY =
  '医院|一院|二院|三院|四院|五院|六院|中医院|妇幼保健院|保健院|卫生院|卫生室|卫生所|服务中心|服务站|门诊部|诊所|大药房|药房|药店';
/** Characters no name of an institution has: what stands before them belongs to the sentence. */
const NAME =
  '(?:[\\u3400-\\u9fffA-Za-z0-9·](?<![在去到从于我他她它你您们的了和跟与被把给让有又就都来看见说用刷买卖开是报映诉家个某]))';
const INSTITUTION = new RegExp(
  `(?:^|(?<=[在去到从于是我他她你们的了和跟与被把给让有来见说报映诉家个,。;、!?:\\s]))(?<name>${NAME}{1,12}?(?:${BODY})|[一二三四五六]院|(?:县|市|中)医院)(?!的?(?:附近|旁边|对面))`,
  'gu',
);
/** Some institution, but which one is not said: 某药店, 一家医院, 这个诊所. */
const NONE_NAMED =
  /^(?:各|每|哪|别|另|本|该|此|小|大|私人|民营|附近|本地|当地|多|几|上午|下午|今天|昨天|前天|\d+)/u;

const ENDS =
  '医院|药店|药房|诊所|卫生院|卫生室|服务中心|门诊部|收费处|收费室|挂号处|药房|窗口|大厅|门口|住院部|门诊|急诊|病房|科室|科|楼|路|街|巷|村|镇|乡|小区|社区|广场|市场|超市|车站|学校|旁边|附近|对面|(?<![住出])院|店|站|处|室';
const PLACE = new RegExp(
  `在(?<name>[\\u3400-\\u9fffA-Za-z0-9·]{1,14}?(?:${ENDS})(?:的?[\\u3400-\\u9fff0-9]{0,6}?(?:${ENDS}))*)`,
  'gu',
);
const NO_PLACE = /我|他|她|你|刷|买|卖|骗|套|开药|的时候|工作|上班/u;

/** Institutions by what people call them: 市二院, 惠民大药房; not 某药店, which names none. */
export function spotInstitutions(text: string): readonly NamedPlace[] {
  return named(text, INSTITUTION).filter(({ value }) => !NONE_NAMED.test(value));
}

const HOME =
  /(?:居住地?|住址|家住|现住|住)(?!院)(?:在|是|为|:|于)*\s?(?<name>[\u3400-\u9fffA-Za-z0-9]{1,16}?(?:街道|街办|办事处|[镇乡村]|社区|小区)(?:[\u3400-\u9fff0-9]{0,10}?(?:街道|[村号]|社区|小区|号楼))*)/gu;

/** Where a person says they live: 住在东城街街道. */
export function spotHomes(text: string): readonly NamedPlace[] {
  return named(text, HOME);
}

/** Where something happened, said with 在: 在市二院收费处. */
export function spotPlaces(text: string): readonly NamedPlace[] {
  return named(text, PLACE).filter(({ value }) => !NO_PLACE.test(value));
}

function named(text: string, pattern: RegExp): readonly NamedPlace[] {
  const view = aligned(text);
  return [...view.text.matchAll(pattern)].map((match) => {
    const name = match.groups?.name ?? '';
    const start = match.index + match[0].lastIndexOf(name);
    const span = spanIn(view, start, start + name.length);
    return { value: name, words: text.slice(...span), span };
  });
}
