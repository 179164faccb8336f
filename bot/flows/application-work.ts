import { z } from 'zod';
import { dayOf, err, ok, type Roster } from '../../domain/index.ts';
import type { Facts, Field, Found } from '../dialogue/flow.ts';
import { plain } from '../dialogue/understand/normalise.ts';
import { spotEmployer } from '../dialogue/understand/people.ts';
import { chineseNumber } from '../dialogue/understand/numbers.ts';
import { entryOf, isEmployed, isForm1, NO_EMPLOYER, toChoices } from './application-entry.ts';
import { studyFields } from './application-study.ts';
import { institutionsIn, readInstitution } from './institution.ts';
import { choice, employer, words } from './questions.ts';

/** Where the applicant works: F1-15 … F1-17, ZJ-5. */

const WORK = { section: '工作情况' } as const;

/** The designated institution an employer's name speaks of, where it is exactly one (F1-15, ZJ-11.3). */
export const employerListed = (said: string, facts: Facts): { id: string; name: string } | null => {
  const found = institutionsIn(said, facts).flatMap(({ value }) => {
    const read = readInstitution(value);
    return read?.institution == null ? [] : [{ id: read.institution, name: read.name ?? '' }];
  });
  return found.length === 1 ? (found[0] ?? null) : null;
};

const MOST_SUGGESTED = 300;

/** 无业 among other answers. */
const UNEMPLOYED =
  /(?<=^|[,，、。;；\s])(?:我)?(?:无业|没有?(?:工作)?单位|没有?工作|待业|务农|种地)(?=$|[,，、。;；\s])/u;

const spotUnemployed = (text: string): readonly Found[] => {
  const words = UNEMPLOYED.exec(plain(text))?.[0];
  return words === undefined ? [] : [{ value: NO_EMPLOYER, words }];
};

const employerField = (): Field =>
  employer({
    spot: (text) => {
      const found = spotEmployer(text);
      return found.length > 0 ? found : spotUnemployed(text);
    },
    note: (value, facts) => {
      const said = typeof value === 'string' ? value : '';
      const listed = employerListed(said, facts);
      return listed === null || said.includes(listed.name)
        ? null
        : `“${said}”对应定点机构“${listed.name}”，不对请改这一项。`;
    },
    onPage: {
      ...WORK,
      hint: () => '没有单位填“无”。定点医药机构请从列出的名称里选。',
      suggestions: (facts) => facts.institutions.slice(0, MOST_SUGGESTED).map(({ name }) => name),
    },
  });

const LONGEST_CAREER = 60;

const COUNT = '\\d{1,3}|[一二三四五六七八九十两]{1,3}';
const WHOLE = new RegExp(
  `^(?:我|有|大概|大约|约|快|已经)*(?<count>${COUNT})(?:年|多|了|左右|吧|的)*$`,
  'u',
);
const LAST = new RegExp(`(?<!\\d)(?<count>${COUNT})年(?:多|了|左右|吧|的)*$`, 'u');
const INSIDE = new RegExp(
  `(?<![\\d一二三四五六七八九十])(?<count>${COUNT})年(?!参加|毕业|进|到|在|[起就至-])`,
  'u',
);
const SINCE = /(?<year>(?:19|20)\d{2})年?(?:\d{1,2}月)?(?:就|起|开始)?(?:参加|上班|工作)/u;

/** 44年了, 十八; from 1982年参加工作 it is counted. A figure of something else (两个) is none. */
const yearsIn = (text: string, { now }: Facts): number | null => {
  const said = plain(text).replace(/[。.!,，]+$/u, '');
  if (said.includes('几')) return null;
  const count = [WHOLE, LAST, INSIDE].flatMap((one) => one.exec(said)?.groups?.count ?? []).at(0);
  if (count !== undefined) return chineseNumber(count);
  const year = SINCE.exec(said)?.groups?.year;
  return year === undefined ? null : Number(dayOf(now).slice(0, 4)) - Number(year);
};

const yearsField = (roster: Roster): Field => ({
  id: 'yearsOfWork',
  label: '工作年限',
  names: ['工龄', '年限'],
  ask: () => '参加工作多少年了？',
  example: '12',
  otherWay: '写个整数就行，不到一年写“1”。',
  when: (_answers, facts) => isForm1(facts, roster),
  digits: true,
  shape: z.number(),
  show: (value) => `${Number(value)}年`,
  parse: (text, facts) => {
    const years = yearsIn(text, facts);
    if (years === null) return err('请写一个整数，例如“12”，不到一年写“1”。');
    return years >= 1 && years <= LONGEST_CAREER
      ? ok(years)
      : err(`工作年限应在1到${LONGEST_CAREER}年之间，请核对，例如“12”。`);
  },
  spot: (text) => {
    const found =
      /(?:工作|工龄|从业|从医|干)(?:了|有|的)?\s?(\d{1,2})\s?年/u.exec(plain(text)) ??
      /(?:参加)?工作的?[,，、\s]*(?:有|已经)?\s?(\d{1,2})\s?年了/u.exec(plain(text));
    return found === null ? [] : [{ value: Number(found[1]), words: found[0] }];
  },
  onPage: { ...WORK, inputmode: 'numeric' },
});

const OTHER_KIND = '其他单位';

export const workFields = (roster: Roster): readonly Field[] => [
  employerField(),
  words({
    id: 'department',
    label: '部门（科室）',
    names: ['部门', '科室'],
    ask: () => '在哪个部门或科室？',
    example: '药剂科',
    max: 60,
    optional: true,
    when: (answers, facts) => isForm1(facts, roster) && isEmployed(answers),
    spot: (text) => {
      const found = /[\u3400-\u9fff]{1,6}科(?:室)?(?=工作|上班|$|[,，。;；、\s])/u.exec(text)?.[0];
      const bare = found?.replace(/^.*[院局司校所店心]/u, '');
      return bare === undefined || bare.length < 2 ? [] : [{ value: bare, words: bare }];
    },
    onPage: WORK,
  }),
  words({
    id: 'post',
    label: '职务',
    names: ['岗位'],
    ask: () => '您的职务？没有职务写岗位。',
    example: '科室副主任，或药师',
    max: 60,
    when: (answers, facts) => isForm1(facts, roster) && isEmployed(answers),
    onPage: WORK,
  }),
  choice({
    id: 'employerType',
    label: '单位类型',
    names: ['单位性质'],
    ask: () => '您的单位属于哪一类？',
    example: '',
    choices: (facts) =>
      toChoices([...(entryOf(facts, roster)?.employerTypes.value ?? []), OTHER_KIND]),
    wrong: '没有对上选项，请回复前面的数字，例如“1”。',
    when: (answers, facts) =>
      isForm1(facts, roster) &&
      isEmployed(answers) &&
      (entryOf(facts, roster)?.employerTypes.value.length ?? 0) > 0,
    onPage: WORK,
  }),
  yearsField(roster),
  ...studyFields(roster),
];
