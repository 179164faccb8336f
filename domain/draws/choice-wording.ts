import { showInstant } from '../kernel/day.ts';
import type { ChoiceKind, ChoiceRefusal, Exhaustion } from './choice-model.ts';
import { CHOICE_WORDS } from './choice-model.ts';
import type { Need, OutCode } from './model.ts';
import { outWordsFor } from './out-wording.ts';

/** The sentence for a no to a choice. */
export const refuseChoice = (refusal: ChoiceRefusal): string =>
  isOfPerson(refusal) ? refusePerson(refusal) : refuseKind(refusal);

type PersonRefusal = Extract<
  ChoiceRefusal,
  {
    code:
      | 'draws.choice-nobody'
      | 'draws.choice-in-pool'
      | 'draws.choice-not-in-pool'
      | 'draws.choice-lender-missing'
      | 'draws.choice-seat'
      | 'draws.choice-category'
      | 'draws.choice-asked'
      | 'draws.choice-out';
  }
>;

const OF_PERSON: Readonly<Record<PersonRefusal['code'], true>> = {
  'draws.choice-nobody': true,
  'draws.choice-in-pool': true,
  'draws.choice-not-in-pool': true,
  'draws.choice-lender-missing': true,
  'draws.choice-seat': true,
  'draws.choice-category': true,
  'draws.choice-asked': true,
  'draws.choice-out': true,
};

const isOfPerson = (refusal: ChoiceRefusal): refusal is PersonRefusal =>
  Object.hasOwn(OF_PERSON, refusal.code);

const refuseKind = (refusal: Exclude<ChoiceRefusal, PersonRefusal>): string => {
  switch (refusal.code) {
    case 'draws.choice-open':
      return `${refusal.number} 已有一项补足办法等待批准，请先由科室负责人或分管领导处理。`;
    case 'draws.choice-over':
      return `${refusal.number} 的工作日期已过，不能再补专家。`;
    case 'draws.choice-needless':
      return `${refusal.number} 没有需要这样补的名额，不用办理。`;
    case 'draws.choice-useless':
      return `这样放宽后，${refusal.number} 还是没有人可以递补。请换一种办法。`;
    case 'draws.choice-no-draw':
      return `${refusal.number} 还没有抽取，不能这样补。请先抽取，或指定邀请。`;
    case 'draws.choice-frozen':
      return `${refusal.number} 的名单已冻结，正在抽取。请先抽取完，或作废后再办理。`;
    case 'draws.choice-codes-used':
      return `${refusal.number} 的备用随机数已用完，不能再次抽取未确认的名额。请换一种办法。`;
    case 'draws.nothing-to-draw':
      return `${refusal.number} 的名额都已指定邀请，没有需要抽取的名额。`;
    case 'draws.own-choice':
      return '这是您自己提出的，要由另一位科室负责人或分管领导批准。';
    case 'draws.choice-decided-before':
      return `这项办法已在${showInstant(refusal.at)}处理过，请刷新页面查看结果。`;
  }
};

const refusePerson = (refusal: PersonRefusal): string => {
  switch (refusal.code) {
    case 'draws.choice-nobody':
      return '请选择要邀请的人和专业类别。';
    case 'draws.choice-in-pool':
      return '这个人已在本单位专家库里，请用“指定邀请库内专家”。';
    case 'draws.choice-not-in-pool':
      return '这个人不在专家库里。向外单位借人，请用“向上级或其他单位借专家”。';
    case 'draws.choice-lender-missing':
      return '请写明从哪个单位借，例如：省医保局专家库。';
    case 'draws.choice-seat':
      return `${refusal.category}没有空缺的名额，不用再邀请。`;
    case 'draws.choice-category':
      return `这位专家的专业类别不含${refusal.category}，请另选一位。`;
    case 'draws.choice-asked':
      return '这项工作已经邀请过这个人，不再重复邀请。请另选一位。';
    case 'draws.choice-out':
      return `这个人不能参加这项工作（${outWordsFor(refusal.why, false)}），请另选一位。`;
  }
};

const NUMBERS: readonly (readonly [keyof Exhaustion, string])[] = [
  ['accepted', '已接受'],
  ['waiting', '等待答复'],
  ['declined', '不能参加'],
  ['silent', '逾期未答复'],
  ['recused', '回避'],
  ['released', '已取消邀请'],
];

/** Which seats are open, why nobody follows, and what would bring somebody, in one paragraph. */
export const exhaustionWords = (why: Exhaustion): string => {
  const asked = NUMBERS.flatMap(([name, words]) => {
    const count = why[name];
    return typeof count === 'number' && count > 0 ? [`${words}${count}人`] : [];
  });
  const outs = outCounts(why);
  const parts = [...asked, ...outs];
  if (why.capped > 0) parts.push(`单位已有同事参加或另有名额限制的${why.capped}人`);
  return [
    `还差${openSeatWords(why.open)}，抽出的名单已用完，没有人可以递补。`,
    `名单里${why.categories.join('、')}共${why.inPool}人：${parts.join('，')}。`,
    helpWords(why.helps),
  ].join('');
};

/** Recusals read alike for whoever is not the discipline office (B-24). */
const outCounts = ({ outs }: Exhaustion): readonly string[] => {
  const counts = new Map<string, number>();
  for (const [code, count] of Object.entries(outs)) {
    const words = outWordsFor(code as OutCode, false);
    counts.set(words, (counts.get(words) ?? 0) + count);
  }
  return [...counts].map(([words, count]) => `${words}${count}人`);
};

const openSeatWords = (open: Need): string =>
  Object.entries(open)
    .map(([category, seats]) => `${category}${seats}人`)
    .join('、');

const helpWords = (helps: readonly ChoiceKind[]): string =>
  helps.length === 0
    ? '放宽条件也凑不齐，可以借专家或指定邀请。'
    : `下面的办法可以补上：${helps.map((kind) => CHOICE_WORDS[kind]).join('；')}。`;
