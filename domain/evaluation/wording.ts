import { showDay } from '../kernel/day.ts';
import { ATTENDANCE_WORDS, type Obstacle } from './model.ts';
import type { EvaluationRefusal } from './model-refusals.ts';

type RefusalOf<C extends EvaluationRefusal['code']> = Extract<EvaluationRefusal, { code: C }>;

/** The sentence of every refusal: what is wrong, and what to do next. */
const SENTENCES: {
  readonly [C in EvaluationRefusal['code']]: (refusal: RefusalOf<C>) => string;
} = {
  'evaluation.not-drawn': (refusal) =>
    `${refusal.number} 还没有抽取专家，抽取并有专家接受后再准备任务书。`,
  'evaluation.cancelled': (refusal) => `${refusal.number} 已取消，不用再办理。`,
  'evaluation.still-inviting': (refusal) =>
    `${refusal.number} 还有专家没有答复。等答复或递补结束后再开始工作。`,
  'evaluation.nobody-accepted': (refusal) => `${refusal.number} 还没有专家接受邀请，不能办理。`,
  'evaluation.material-travels': (refusal) =>
    `材料只能在现场查看，不能写“${refusal.where}”。请写明在哪里看，例如“三楼阅卷室”。`,
  'evaluation.no-sheet': (refusal) =>
    `${refusal.number} 还没有任务书。请先写明范围、依据和执法人员。`,
  'evaluation.too-few-officers': (refusal) =>
    `专家之外至少要有${refusal.need}名持证执法人员才能开始，现在只写了${refusal.given}名。请在任务书里补上姓名和执法证号。`,
  'evaluation.same-officer': (refusal) => `执法证号 ${refusal.certificate} 写了两次，请核对。`,
  'evaluation.too-early': (refusal) => `工作从${showDay(refusal.from)}开始，还没有到日子。`,
  'evaluation.already-started': (refusal) => `${refusal.number} 的工作已经开始，任务书不能再改。`,
  'evaluation.not-started': (refusal) =>
    `${refusal.number} 的工作还没有开始。请先准备任务书，再点“开始工作”。`,
  'evaluation.is-closed': (refusal) => `${refusal.number} 已经结束归档，不能再改。`,
  'evaluation.incomplete': (refusal) =>
    `还不能结束归档：${obstacleCounts(refusal.obstacles)}。请补齐后再结束。`,
  'evaluation.not-on-panel': () => '没有接受邀请，或者已经更换、回避，不能再签到或提交意见。',
  'evaluation.never-accepted': () =>
    '只有接受了邀请的专家才能记缺席。没有接受、没有答复或没有联系上的，不算缺席。',
  'evaluation.outside-days': (refusal) =>
    `这项工作的日期是${showDay(refusal.firstDay)}至${showDay(refusal.lastDay)}，请核对日期。`,
  'evaluation.in-future': () => '填写的时间还没有到，请核对。',
  'evaluation.not-eligible': (refusal) =>
    refusal.why === 'term'
      ? '按当天情况，这位专家的聘期不在有效期内，不能参加。请到任务页更换。'
      : '按当天情况，这位专家应当回避，不能参加。请登记要求回避，再到任务页更换。',
  'evaluation.not-declared': () => '这位专家还没有确认无需回避。请本人现场声明后勾选，再签到。',
  'evaluation.scan-needed': () => '请上传签字的纸质材料扫描件或照片。微信里说“同意”不是签字。',
  'evaluation.day-entered': (refusal) =>
    `这一天已经记为“${ATTENDANCE_WORDS[refusal.kind]}”，不能重复登记。`,
  'evaluation.not-present': () => '没有这位专家到场的记录，请先登记签到。',
  'evaluation.nobody-present': () => '还没有专家签到，不能发起合议。',
  'evaluation.not-all-here': (refusal) =>
    `还有${refusal.missing}名专家没有签到，现在发起就不能表决这个问题。请等他们签到；不等的，请勾选“只请已签到的人表决”。`,
  'evaluation.due-passed': () => '提交期限已经过了，请填写以后的时间。',
  'evaluation.not-void': () => '只有作废的合议才需要重新进行，请核对。',
  'evaluation.round-over': () => '这次合议已经结束，不能再提交或修改。',
  'evaluation.on-paper': () => '这次合议用纸质笔录，请在现场签写。',
  'evaluation.not-on-paper': () => '这次合议由专家各自在手机上填写，不用录入纸质结果。',
  'evaluation.opinion-signed': () => '这份意见已经签字，不能再改。',
  'evaluation.no-signature-awaited': () => '这份意见不用等签字，请核对。',
  'evaluation.no-opinion': () => '没有这位专家的有效意见，请核对。',
  'evaluation.still-on-panel': () => '这位专家仍在参加工作，意见不能作废。更换或回避之后才会作废。',
  'evaluation.nothing-to-void': () => '没有需要作废的意见。',
  'evaluation.votes-incomplete': (refusal) =>
    `参加合议的有${refusal.need}名专家，现在只录了${refusal.given}名。请按笔录逐人录入。`,
  'evaluation.no-entry': () => '还没有人录入纸质合议的结果。',
  'evaluation.entry-waits': () => '结果已经录入，正等另一位同事核对。',
  'evaluation.same-person': () => '这一步要由另一位同事来办，不能由同一个人办两步。',
  'evaluation.not-counted': () => '合议还没有结果，结果出来后才能记载少数意见。',
  'evaluation.not-tied': () => '这次合议没有出现票数相等，不用决定。',
  'evaluation.no-dissenter': () => '只有和结果不同的意见才能作为少数意见记载。',
  'evaluation.dissent-recorded': () => '少数意见和理由已经记载，不用再提交。',
  'evaluation.unknown': () => '找不到这项工作或这份记录，请回到任务页重新选择。',
  'evaluation.no-fee-rate': (refusal) =>
    `报酬标准里没有“${refusal.type}”。请系统管理员在单位文件里补上标准。`,
  'evaluation.unknown-reason': () => '请从列表里选择不得领取的理由。',
  'evaluation.account-needed': () => '请填写户名、开户行和账号；不得领取的请选择理由。',
  'evaluation.unknown-level': () => '请选择综合评价结论。',
  'evaluation.remarks-needed': (refusal) =>
    refusal.missing > 0
      ? `有${refusal.missing}项没有勾选，请在“意见建议情况”里写明原因。`
      : '结论是最低一档，请在“意见建议情况”里写明原因。',
  'evaluation.already-signed': () => '领导已经签批，不能再改。本人有不同意见的，可以记入本人说明。',
  'evaluation.not-evaluated': () => '工作评价还没有完成，请先填写并由领导签批。',
};

export const refuse = (refusal: EvaluationRefusal): string => {
  const say = SENTENCES[refusal.code] as (one: EvaluationRefusal) => string;
  return say(refusal);
};

const OBSTACLE_WORDS: Readonly<Record<Obstacle['kind'], string>> = {
  'no-attendance': '没有签到或缺席记录的专家',
  'no-evaluation': '没有填写工作评价的专家',
  'not-signed': '工作评价等领导签批的专家',
  'open-round': '没有结果的合议',
  'opinion-unsigned': '等本人纸质签字的合议意见',
};

const OBSTACLE_UNITS: Readonly<Record<Obstacle['kind'], string>> = {
  'no-attendance': '名',
  'no-evaluation': '名',
  'not-signed': '名',
  'open-round': '项',
  'opinion-unsigned': '份',
};

/** One thing that is still to be done, with whom it is about and where it is done. */
export const obstacleWords = (obstacle: Obstacle, name: (person: string) => string): string => {
  switch (obstacle.kind) {
    case 'no-attendance':
      return `${name(obstacle.person)}：没有签到或缺席记录`;
    case 'no-evaluation':
      return `${name(obstacle.person)}：没有填写工作评价`;
    case 'not-signed':
      return `${name(obstacle.person)}：工作评价等领导签批`;
    case 'open-round':
      return `合议没有结果：${obstacle.title}`;
    case 'opinion-unsigned':
      return `${name(obstacle.person)}：合议第${obstacle.count}项“${obstacle.title}”的意见还没有本人签字。请打印合议笔录交本人签字，再到“合议”页第${obstacle.count}项“登记纸质签字”上传签字页扫描件；本人确实无法签名的，由科室负责人或分管领导记明原因`;
  }
};

const obstacleCounts = (obstacles: readonly Obstacle[]): string =>
  (Object.keys(OBSTACLE_WORDS) as Obstacle['kind'][])
    .map((kind) => ({ kind, count: obstacles.filter((one) => one.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${OBSTACLE_WORDS[kind]}还有${count}${OBSTACLE_UNITS[kind]}`)
    .join('，');
