import type { ChangeRefusal } from './change-model.ts';
import { refuseChoice } from './choice-wording.ts';
import type { ChoiceRefusal } from './choice-model.ts';
import type { DrawsRefusal } from './model.ts';

/** A no to what may happen after a draw: a choice, or a change. */
type LaterRefusal = ChangeRefusal | ChoiceRefusal;

const OF_CHANGE: Readonly<Record<ChangeRefusal['code'], true>> = {
  'draws.changed-meanwhile': true,
  'draws.nothing-changed': true,
  'draws.targets-sealed': true,
  'draws.frozen-already': true,
  'draws.not-frozen': true,
  'draws.drawn-already': true,
  'draws.work-over': true,
  'draws.nothing-to-check': true,
  'draws.own-entry': true,
  'draws.no-lottery': true,
  'draws.lottery-given': true,
  'draws.lottery-not-given': true,
  'draws.lottery-fallback-used': true,
  'draws.only-void': true,
};

const isOfChange = (refusal: DrawsRefusal): refusal is ChangeRefusal =>
  Object.hasOwn(OF_CHANGE, refusal.code);

const NOT_NAMED_CHOICE: readonly string[] = ['draws.own-choice', 'draws.nothing-to-draw'];

/** Whether a refusal is about what may happen after a draw. */
export const isLater = (refusal: DrawsRefusal): refusal is LaterRefusal =>
  isOfChange(refusal) ||
  refusal.code.startsWith('draws.choice-') ||
  NOT_NAMED_CHOICE.includes(refusal.code);

export const refuseLater = (refusal: LaterRefusal): string =>
  isOfChange(refusal) ? refuseChange(refusal) : refuseChoice(refusal);

const refuseChange = (refusal: ChangeRefusal): string =>
  isOfLottery(refusal) ? refuseLottery(refusal) : refuseWork(refusal);

const refuseWork = (refusal: Exclude<ChangeRefusal, LotteryRefusal>): string => {
  switch (refusal.code) {
    case 'draws.changed-meanwhile':
      return '这项任务刚被同事改过，请刷新页面看过新内容再改。';
    case 'draws.nothing-changed':
      return `${refusal.number} 没有改动，不用保存。`;
    case 'draws.targets-sealed':
      return `${refusal.number} 的检查对象只有登记任务的人和另一位知情人能改。请联系他们办理。`;
    case 'draws.frozen-already':
      return `${refusal.number} 的名单已冻结，正在抽取。请先抽取完，或放弃这次抽取再改。`;
    case 'draws.not-frozen':
      return `${refusal.number} 还没有邀请专家，请直接用“更正任务”。`;
    case 'draws.drawn-already':
      return `${refusal.number} 已邀请专家。时间地点有变请用“改期”，检查对象有变请用“更正检查对象”，其他情况请作废抽取或取消任务。`;
    case 'draws.work-over':
      return `${refusal.number} 的工作日期已过，不能再改。需要时请重新登记一项工作。`;
    case 'draws.nothing-to-check':
      return '这份答复不用核对，或已经核对过了。';
    case 'draws.own-entry':
      return '这份答复是您自己登记的，要请另一位同事核对。';
  }
};

type LotteryRefusal = Extract<
  ChangeRefusal,
  { code: `draws.lottery-${string}` | 'draws.no-lottery' | 'draws.only-void' }
>;

const OF_LOTTERY: Readonly<Record<LotteryRefusal['code'], true>> = {
  'draws.no-lottery': true,
  'draws.lottery-given': true,
  'draws.lottery-not-given': true,
  'draws.lottery-fallback-used': true,
  'draws.only-void': true,
};

const isOfLottery = (refusal: ChangeRefusal): refusal is LotteryRefusal =>
  Object.hasOwn(OF_LOTTERY, refusal.code);

const refuseLottery = (refusal: LotteryRefusal): string => {
  switch (refusal.code) {
    case 'draws.no-lottery':
      return '这次抽取没有约定公开开奖号码，不用登记。';
    case 'draws.lottery-given':
      return `${refusal.number} 的开奖号码已登记，不能再换成备用的。登记错了请用“更正号码”。`;
    case 'draws.lottery-not-given':
      return `${refusal.number} 的开奖号码还没有登记，请直接登记。`;
    case 'draws.lottery-fallback-used':
      return `${refusal.number} 已改用备用的开奖号码，没有第二个备用的。开不出奖请放弃这次抽取并写明理由。`;
    case 'draws.only-void':
      return `${refusal.number} 里操作人和见证人报的数不能更正。报错了请放弃这次抽取，写明理由后重新冻结名单。`;
  }
};
