import { showInstant } from '../kernel/day.ts';
import { PARTY_WORDS, type AttemptRefusal, type Shortage } from './model-attempt.ts';
import type { DrawsRefusal, OutCode } from './model.ts';
import { outWordsFor } from './out-wording.ts';

/** The sentence for a no of the draw itself. */
export const refuseAttempt = (refusal: AttemptRefusal): string =>
  isOfParty(refusal) ? refuseParty(refusal) : refuseDraw(refusal);

/** Whether a refusal is about the draw itself and not about work or answers. */
export const isOfAttempt = (refusal: DrawsRefusal): refusal is AttemptRefusal =>
  isOfParty(refusal) || Object.hasOwn(OF_DRAW, refusal.code);

type PartyRefusal = Extract<
  AttemptRefusal,
  {
    code:
      | `draws.witness-${string}`
      | 'draws.not-a-party'
      | 'draws.already-contributed'
      | 'draws.digits-unclear';
  }
>;
type OfDraw = Exclude<AttemptRefusal, PartyRefusal>;

const OF_DRAW: Readonly<Record<OfDraw['code'], true>> = {
  'draws.already-drawn': true,
  'draws.already-committed': true,
  'draws.not-committed': true,
  'draws.no-attempt': true,
  'draws.attempt-over': true,
  'draws.party-missing': true,
  'draws.commitment-broken': true,
  'draws.own-void': true,
  'draws.nothing-to-void': true,
  'draws.unknown-lottery': true,
  'draws.pool-too-small': true,
};

const OF_PARTY: Readonly<Record<PartyRefusal['code'], true>> = {
  'draws.witness-unknown': true,
  'draws.witness-self': true,
  'draws.witness-tied': true,
  'draws.witness-unresolved': true,
  'draws.witness-in-pool': true,
  'draws.not-a-party': true,
  'draws.already-contributed': true,
  'draws.digits-unclear': true,
};

const isOfParty = (refusal: DrawsRefusal): refusal is PartyRefusal =>
  Object.hasOwn(OF_PARTY, refusal.code);

const refuseDraw = (refusal: OfDraw): string => {
  switch (refusal.code) {
    case 'draws.already-drawn':
      return `${refusal.number} 已在${showInstant(refusal.at)}抽取过，一项工作只抽取一次。请直接查看抽取结果。`;
    case 'draws.already-committed':
      return `${refusal.number} 的名单已在${showInstant(refusal.at)}冻结，请接着由操作人和见证人报数。`;
    case 'draws.not-committed':
      return `${refusal.number} 的名单还没有冻结，请先选定见证人并冻结名单。`;
    case 'draws.no-attempt':
      return '找不到这次抽取，请回到任务页面重新打开。';
    case 'draws.attempt-over':
      return `${refusal.number} 的这次抽取已经结束，不用再报数。`;
    case 'draws.party-missing':
      return `${PARTY_WORDS[refusal.party]}还没有报数，请等双方都报完再抽取。`;
    case 'draws.commitment-broken':
      return `${refusal.number} 的保密随机数与公布的承诺值对不上，这次抽取不能用。请作废并写明原因，再重新冻结名单。`;
    case 'draws.own-void':
      return `${refusal.number} 已经抽取，只能由没有操作这次抽取的分管领导作废。请向分管领导说明情况。`;
    case 'draws.nothing-to-void':
      return `${refusal.number} 没有可以作废的抽取。`;
    case 'draws.unknown-lottery':
      return '没有这种公开开奖号码，请从列表中选择。';
    case 'draws.pool-too-small':
      return shortageWords(refusal);
  }
};

const refuseParty = (refusal: PartyRefusal): string => {
  switch (refusal.code) {
    case 'draws.witness-unknown':
      return '找不到这位见证人，或账号已停用、聘期已满，请另选一位。';
    case 'draws.witness-self':
      return '见证人不能是操作人自己，请另选一位同事或社会监督员。';
    case 'draws.witness-tied':
      return '这位社会监督员在定点医药机构工作，不能见证抽取，请另选一位。';
    case 'draws.witness-unresolved':
      return '这位社会监督员的工作单位还没有核实，请先核实，或另选一位。';
    case 'draws.witness-in-pool':
      return '这位社会监督员同时在专家库里，不能见证抽取，请另选一位。';
    case 'draws.not-a-party':
      return '这次抽取的操作人和见证人都不是您，不用报数。';
    case 'draws.already-contributed':
      return `您已在${showInstant(refusal.at)}报过数，以那次为准。请等抽取结果。`;
    case 'draws.digits-unclear':
      return digitsUnclear(refusal.fault);
  }
};

const digitsUnclear = (fault: string): string => {
  const example = '例如 583920；掷骰子的话，把每次的点数用空格隔开，例如 3 6 1 5 2 4。';
  switch (fault) {
    case 'too-short':
      return `数字太少，请至少报6位，${example}`;
    case 'too-long':
      return `数字太多，请报6到20位，${example}`;
    default:
      return `没有看懂报的数字，请只写数字，${example}`;
  }
};

/** What is missing, who is out for what, and what would help, in one paragraph. */
export const shortageWords = (refusal: Shortage): string => {
  const categories = refusal.categories.join('、');
  const counts = new Map<string, number>();
  for (const [code, count] of Object.entries(refusal.outs)) {
    const words = outWordsFor(code as OutCode, false);
    counts.set(words, (counts.get(words) ?? 0) + count);
  }
  const outs = [...counts].map(([words, count]) => `${words}${count}人`).join('，');
  return [
    `${categories}需要${refusal.need}人，可抽取的只有${refusal.eligible}人，没有抽取任何人。`,
    `库中这些类别共${refusal.inPool}人${outs === '' ? '' : `，其中${outs}`}；同一单位只能出一人。`,
    refusal.changes.length === 0
      ? '请减少人数、调整类别或日期，或先增补专家。'
      : `下面任何一项就能凑齐：${refusal.changes.join('；')}。`,
  ].join('');
};

/** 583920 as it was said; dice and balls in the order of size, since theirs is not kept. Hashed is `583920./`. */
export const digitsAsSaid = (value: string): string =>
  value.replace(/\.\/$/, '').replaceAll('.', ' ');
