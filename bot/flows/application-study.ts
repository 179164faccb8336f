import { err, nomination, ok, type Roster } from '../../domain/index.ts';
import type { Answers, Facts, Field, Found } from '../dialogue/flow.ts';
import { plain } from '../dialogue/understand/normalise.ts';
import { isForm1, toChoices, wordsOf } from './application-entry.ts';
import { choice, words } from './questions.ts';

/** What the applicant has learned, and the title: F1-12 … F1-14. */

const STUDY = { section: '学历和职称' } as const;

/** Titles as people write them, with their level. */
const LEVELS: readonly (readonly [RegExp, (typeof nomination.TITLE_LEVELS)[number]])[] = [
  [/正高|(?<!副)主任(?:中?[医药护技]|法医)|(?<!副)教授|(?<!副)研究员|正高级/u, '正高级'],
  [/副高|副主任|副教授|副研究员|高级(?:会计|工程|经济|统计|审计)师/u, '副高级'],
  [/主管|主治|讲师|中级|(?<!高级)(?<!助理)(?:会计|工程|经济|统计|审计)师/u, '中级'],
  [/初级|助理|(?<!主[任管治])(?:医|药|护|技)[师士]/u, '初级'],
];
const TITLE =
  /(?:副主任|主任|主管|主治|高级|助理|中级|初级)?(?:中医|中药|法医|医|药|护|技|会计|工程|经济|统计|审计)[师士]|副?教授|副?研究员|讲师/u;

const levelOf = (text: string): (typeof nomination.TITLE_LEVELS)[number] | null =>
  LEVELS.find(([pattern]) => pattern.test(text))?.[1] ?? null;

const spotLevel = (text: string): readonly Found[] => {
  const words =
    /正高级?|副高级?|中级职称|初级职称/u.exec(plain(text))?.[0] ?? TITLE.exec(plain(text))?.[0];
  const level = words === undefined ? null : levelOf(words);
  return words === undefined || level === null ? [] : [{ value: level, words }];
};

const spotTitle = (text: string): readonly Found[] => {
  const found = TITLE.exec(plain(text))?.[0];
  return found === undefined ? [] : [{ value: found, words: found }];
};

const EDUCATION = [
  { value: '博士研究生', label: '博士研究生', words: ['博士'] },
  { value: '硕士研究生', label: '硕士研究生', words: ['硕士', '研究生'] },
  { value: '大学本科', label: '大学本科', words: ['本科', '大学'] },
  { value: '大学专科', label: '大学专科', words: ['大专', '专科'] },
  { value: '中专或高中', label: '中专或高中', words: ['中专', '高中'] },
  { value: '其他', label: '其他' },
];
const DEGREES = ['博士', '硕士', '学士', '无'];

const oneOf = (text: string, known: readonly string[]): readonly Found[] =>
  known
    .filter((one) => plain(text).includes(one))
    .slice(0, 1)
    .map((value) => ({ value, words: value }));

const SCHOOL = /[\u3400-\u9fff]{2,18}(?:大学|学院|学校|卫校)/u;

type When = (answers: Answers, facts: Facts) => boolean;

export const studyFields = (roster: Roster): readonly Field[] => {
  const when: When = (_answers, facts) => isForm1(facts, roster);
  return [...schooling(when), ...degrees(when), ...titles(roster, when)];
};

const schooling = (when: When): readonly Field[] => [
  words({
    id: 'school',
    label: '毕业院校',
    names: ['学校', '院校', '大学'],
    ask: () => '请问您的毕业院校？',
    example: '广东医科大学',
    min: 2,
    max: 60,
    when,
    spot: (text) => {
      const found = SCHOOL.exec(text)?.[0].replace(/^.*?(?:毕业于|毕业院校|是)/u, '');
      return found === undefined || !text.includes('毕业') ? [] : [{ value: found, words: found }];
    },
    onPage: STUDY,
  }),
  words({
    id: 'major',
    label: '所学专业',
    names: ['专业'],
    ask: () => '学的是什么专业？',
    example: '药学',
    max: 60,
    when,
    onPage: STUDY,
  }),
];

const degrees = (when: When): readonly Field[] => [
  choice({
    id: 'education',
    label: '学历',
    names: [],
    ask: () => '您的最高学历？',
    example: '',
    choices: () => EDUCATION,
    wrong: '没有对上选项，请回复前面的数字，例如“3”。',
    when,
    spot: (text) =>
      oneOf(text, ['博士研究生', '硕士研究生', '大学本科', '大学专科']).concat(
        /(?<!大学)本科(?:学历|毕业)/u.test(text) ? [{ value: '大学本科', words: '本科' }] : [],
      ),
    onPage: STUDY,
  }),
  choice({
    id: 'degree',
    label: '学位',
    names: [],
    ask: () => '您的学位？',
    example: '',
    choices: () =>
      toChoices(DEGREES).map((one) => ({
        ...one,
        words: one.value === '无' ? ['没有', '没有学位', '没', '没学位', '无学位'] : [],
      })),
    wrong: '没有对上选项，请回复前面的数字，没有学位请选“无”。',
    when,
    spot: (text) => (/(?:博士|硕士|学士)学位/u.test(text) ? oneOf(text, DEGREES) : []),
    onPage: STUDY,
  }),
];

const titles = (roster: Roster, when: When): readonly Field[] => [
  choice({
    id: 'titleLevel',
    label: '职称级别',
    names: ['级别'],
    ask: () => '您的职称是哪一级？没有职称选“无”。',
    example: '',
    choices: () =>
      nomination.TITLE_LEVELS.map((value) => ({
        value,
        label: value,
        words: value === '无' ? ['没有', '没有职称'] : [value.replace('级', '')],
      })),
    wrong: NO_LEVEL,
    parse: (text) => {
      const level = nomination.TITLE_LEVELS.find((one) => one === text) ?? levelOf(plain(text));
      return level === null ? err(NO_LEVEL) : ok(level);
    },
    when,
    spot: spotLevel,
    onPage: STUDY,
  }),
  words({
    id: 'title',
    label: '职称',
    names: ['职称名称'],
    ask: () => '职称的名称？',
    example: '副主任药师',
    min: 2,
    max: 40,
    when: (answers, facts) => titleAsked(roster, facts, wordsOf(answers, 'titleLevel')),
    spot: spotTitle,
    onPage: STUDY,
  }),
];

const NO_LEVEL = '没有对上选项，请回复前面的数字，例如“2”。';

const titleAsked = (roster: Roster, facts: Facts, level: string): boolean =>
  isForm1(facts, roster) ? level !== '无' && level !== '' : roster === 'experts';
