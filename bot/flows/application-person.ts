import {
  dayOf,
  nomination,
  parseCitizenNumber,
  showDay,
  type Json,
  type Roster,
} from '../../domain/index.ts';
import type { Facts, Field } from '../dialogue/flow.ts';
import { plain } from '../dialogue/understand/normalise.ts';
import { err, ok } from '../../domain/index.ts';
import { entryOf, isForm1, keeps, toChoices } from './application-entry.ts';
import { choice, citizenNumber, name, phone, words } from './questions.ts';

/** Who applies: F1-02 … F1-11, F1-18. */

const SECTION = '本人情况';
const onPage = { section: SECTION } as const;

/** Birth date and sex stand in the number: shown, never asked (F1-06, F1-08). */
const derived = (value: Json): string => {
  const read = parseCitizenNumber(typeof value === 'string' ? value : '');
  return read.ok ? `出生日期${showDay(read.value.birth)}，性别${read.value.sex}。` : '';
};

/** Outside the age of the measure: staff decide, it is never refused here (GP-4.1b, ZJ-6.5a). */
const outsideAge = (value: Json, facts: Facts, roster: Roster): string => {
  const ages = entryOf(facts, roster)?.age.value ?? null;
  if (ages === null || typeof value !== 'string') return '';
  if (nomination.isWithin(nomination.ageOf(value, dayOf(facts.now)), ages)) return '';
  const limits = `提醒：年龄一般在${nomination.limitWords(ages)}。`;
  return ages.soft
    ? `${limits}不在这个范围不影响您报名，是否聘任由工作人员研究决定。`
    : `${limits}有疑问请回复“人工”。`;
};

const GROUPS =
  '汉 壮 满 回 苗 维吾尔 土家 彝 蒙古 藏 布依 侗 瑶 朝鲜 白 哈尼 哈萨克 黎 傣 畲 傈僳 仡佬 东乡 高山 拉祜 水 佤 纳西 羌 土 仫佬 锡伯 柯尔克孜 达斡尔 景颇 毛南 撒拉 布朗 塔吉克 阿昌 普米 鄂温克 怒 京 基诺 德昂 保安 俄罗斯 裕固 乌孜别克 门巴 鄂伦春 独龙 塔塔尔 赫哲 珞巴'
    .split(' ')
    .map((one) => `${one}族`);

const LONGEST_GROUP = 10;

const ethnicGroup = (roster: Roster): Field =>
  words({
    id: 'ethnicGroup',
    label: '民族',
    names: ['族'],
    ask: () => '请问您的民族？',
    example: '汉族',
    when: (_answers, facts) => keeps(facts, roster, 'ethnicGroup'),
    free: false,
    parse: (text) => {
      const said = plain(text).replace(/^(?:我|本人)?(?:是|的民族是)?|[的。.!]+$/gu, '');
      const named = GROUPS.filter((one) => said.includes(one));
      const found =
        GROUPS.find((one) => one === said || one === `${said}族`) ??
        (named.length === 1 ? named[0] : undefined);
      if (found !== undefined) return ok(found);
      return (said.endsWith('族') && said.length <= LONGEST_GROUP) || said === '其他'
        ? ok(said)
        : err('没有对上民族名称，请写全称，例如“汉族”“土家族”。');
    },
    spot: (text) =>
      GROUPS.filter((one) => plain(text).includes(one) && !text.includes('贵族'))
        .slice(0, 1)
        .map((value) => ({ value, words: value })),
    onPage: { ...onPage, options: () => toChoices([...GROUPS, '其他']) },
  });

const STANDING = [
  { value: '中共党员', label: '中共党员', words: ['党员', '共产党员'] },
  { value: '中共预备党员', label: '中共预备党员', words: ['预备党员'] },
  { value: '共青团员', label: '共青团员', words: ['团员'] },
  {
    value: '民主党派成员',
    label: '民主党派成员',
    words: ['民主党派', '九三学社', '农工党', '民盟', '民建', '民进', '民革', '致公党', '台盟'],
  },
  { value: '无党派人士', label: '无党派人士', words: ['无党派'] },
  { value: '群众', label: '群众', words: [] },
];

/** Said beside other things; 群众 alone may mean much else. */
const SPOKEN_STANDING: readonly (readonly [RegExp, string])[] = [
  [/预备党员/u, '中共预备党员'],
  [/(?:中共|共产)党员|(?<=^|[,，、。;；\s是])党员(?=$|[,，、。;；\s])/u, '中共党员'],
  [/共青团员/u, '共青团员'],
  [/无党派人士/u, '无党派人士'],
];

const politicalStatus = (roster: Roster): Field =>
  choice({
    id: 'politicalStatus',
    label: '政治面貌',
    names: ['面貌'],
    ask: () => '您的政治面貌是？',
    example: '',
    choices: () => STANDING,
    wrong: '没有对上选项，请回复前面的数字，例如“1”。',
    when: (_answers, facts) => keeps(facts, roster, 'politicalStatus'),
    spot: (text) =>
      SPOKEN_STANDING.filter(([words]) => words.test(plain(text)))
        .slice(0, 1)
        .map(([words, value]) => ({ value, words: words.exec(plain(text))?.[0] ?? value })),
    onPage,
  });

/** Only the coarse word: no illness is asked for or kept (GP-4.4, PIPL 6). */
const HEALTH = [
  { value: '健康', label: '健康', words: ['很好', '身体健康', '没问题', '身体很好'] },
  { value: '良好', label: '良好', words: ['还好', '还可以', '身体良好'] },
  { value: '一般', label: '一般，能做这项工作', words: ['一般'] },
];

const health = (roster: Roster): Field =>
  choice({
    id: 'health',
    label: '健康状况',
    names: ['健康', '身体'],
    ask: () => '您的健康状况？只选一项，不要写病史或病名。',
    example: '',
    choices: () => HEALTH,
    wrong: '只要选一项，回复前面的数字就行，例如“1”。病史、病名请不要写，没有记下来。',
    sensitive: true,
    when: (_answers, facts) => keeps(facts, roster, 'health'),
    onPage: { ...onPage, hint: () => '只选一项，不要写病史或病名。' },
  });

const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/u;

const email = (roster: Roster): Field =>
  words({
    id: 'email',
    label: '电子邮箱',
    names: ['邮箱', '邮件'],
    ask: () => '您的电子邮箱？',
    example: 'limei@example.com',
    optional: true,
    when: (_answers, facts) => keeps(facts, roster, 'email'),
    parse: (text) => {
      const found = EMAIL.exec(plain(text))?.[0];
      return found === undefined || found.length > 80
        ? err('没有看到邮箱地址，例如“limei@example.com”；没有邮箱就不填，微信里回复“跳过”。')
        : ok(found);
    },
    spot: (text) => {
      const found = EMAIL.exec(text)?.[0];
      return found === undefined ? [] : [{ value: found, words: found }];
    },
    onPage: { ...onPage, inputmode: 'email' },
  });

const nationality = (roster: Roster): Field =>
  choice({
    id: 'nationality',
    label: '国籍',
    names: [],
    ask: () => '您的国籍？',
    example: '',
    choices: () => [
      { value: '中国', label: '中国', words: ['中国国籍', '中国籍', '中华人民共和国'] },
      { value: '其他', label: '其他国家或地区' },
    ],
    wrong: '请回复“1”或“2”。',
    when: (_answers, facts) => isForm1(facts, roster),
    spot: (text) => {
      const found = /中国(?:国籍|公民|籍|人(?=$|[,，。;；、\s]))/u.exec(plain(text))?.[0];
      return found === undefined ? [] : [{ value: '中国', words: found }];
    },
    onPage,
  });

const nativePlace = (roster: Roster): Field => {
  const field = words({
    id: 'nativePlace',
    label: '籍贯',
    names: ['祖籍'],
    ask: () => '您的籍贯？写到县市就行。',
    example: '广东湛江',
    min: 2,
    max: 60,
    when: (_answers, facts) => keeps(facts, roster, 'nativePlace'),
    onPage,
  });
  return { ...field, parse: (text, facts) => field.parse(placeOnly(text), facts) };
};

/** 我是广东湛江的, 湛江人: the place alone. */
const placeOnly = (text: string): string =>
  text
    .trim()
    .replace(/^(?:我|本人)?(?:的)?(?:籍贯|老家|祖籍)?(?:是|在)?(?=.{2})/u, '')
    .replace(/(?<=.{2})(?:的|人|那边的?|这边的?)[。.!]*$/u, '');

const whereabouts = (roster: Roster): readonly Field[] => [
  words({
    id: 'homeAddress',
    label: '家庭地址',
    names: ['住址', '地址'],
    ask: () => '您的家庭地址？',
    example: '某某市某某区某某路某小区',
    min: 4,
    max: 120,
    sensitive: true,
    when: (_answers, facts) => keeps(facts, roster, 'homeAddress'),
    onPage,
  }),
];

/** In the order they are asked. */
export const personFields = (roster: Roster): readonly Field[] => [
  name({ onPage }),
  citizenNumber({
    sensitive: true,
    note: (value, facts) => {
      const said = [derived(value), outsideAge(value, facts, roster)].filter((one) => one !== '');
      return said.length === 0 ? null : said.join('');
    },
    onPage: {
      ...onPage,
      masked: true,
      hint: () => '只用于核对资格，加密保存。出生日期和性别会自动带出，不用另填。',
    },
  }),
  phone({ onPage: { ...onPage, inputmode: 'tel' } }),
  nationality(roster),
  ethnicGroup(roster),
  politicalStatus(roster),
  nativePlace(roster),
  health(roster),
  ...whereabouts(roster),
  email(roster),
];
