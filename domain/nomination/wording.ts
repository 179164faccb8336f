import { ROLE_WORDS } from '../kernel/actor.ts';
import { showInstant } from '../kernel/day.ts';
import { ROSTER_WORDS } from '../kernel/world.ts';
import { APPLICATION_STATE_WORDS, EXCEPTION_WORDS } from './model.ts';
import type { NominationRefusal } from './model-refusals.ts';
import type { Exception } from './policy.ts';

/** Why an application or a step with it was not taken, and what to do next. */
export const refuse = (refusal: NominationRefusal): string => {
  switch (refusal.code) {
    case 'nomination.not-open':
    case 'nomination.no-call':
    case 'nomination.call-closed':
    case 'nomination.already-member':
    case 'nomination.already-applied':
    case 'nomination.barred':
      return refuseStanding(refusal);
    case 'nomination.declarations-missing':
    case 'nomination.consent-outdated':
    case 'nomination.publication-missing':
      return refusePromise(refusal);
    case 'nomination.paper-missing':
    case 'nomination.photo-missing':
    case 'nomination.letter-missing':
      return refusePiece(refusal);
    case 'nomination.excluded-group':
    case 'nomination.group-missing':
    case 'nomination.profession-missing':
    case 'nomination.not-citizen':
    case 'nomination.age-outside':
    case 'nomination.form-incomplete':
    case 'nomination.no-such-category':
    case 'nomination.work-kinds-missing':
    case 'nomination.history-reversed':
    case 'nomination.years-implausible':
      return refuseContent(refusal);
    case 'nomination.unknown':
    case 'nomination.changed-meanwhile':
    case 'nomination.not-waiting':
    case 'nomination.not-due':
    case 'nomination.findings-missing':
    case 'nomination.findings-contradict':
    case 'nomination.note-missing':
    case 'nomination.not-this-line':
    case 'nomination.not-your-line':
    case 'nomination.scan-missing':
    case 'nomination.same-person':
    case 'nomination.reason-missing':
    case 'nomination.exception-unspoken':
      return refuseHandling(refusal);
  }
};

/** Why somebody invited was selected without a choice among many (ZJ-7.2, A-21). */
export const chosenWords = (invitation: string, text: string): string =>
  `受邀人选：邀请${invitation}已经批准，本人已接受，入库条件经核对合格。审查意见：${text}`;

type Of<C extends NominationRefusal['code']> = Extract<NominationRefusal, { readonly code: C }>;

type StandingRefusal = Of<
  | 'nomination.not-open'
  | 'nomination.no-call'
  | 'nomination.call-closed'
  | 'nomination.already-member'
  | 'nomination.already-applied'
  | 'nomination.barred'
>;

const refuseStanding = (refusal: StandingRefusal): string => {
  switch (refusal.code) {
    case 'nomination.not-open':
      return `这里目前不接受${ROSTER_WORDS[refusal.roster].member}申请。有问题请回复“人工”。`;
    case 'nomination.no-call':
      return `现在没有正在进行的${ROSTER_WORDS[refusal.roster].member}征集，不能提交。您填的内容都还在，公告发布后可以接着提交；想了解时间请回复“人工”。`;
    case 'nomination.call-closed':
      return callClosed(refusal);
    case 'nomination.already-member':
      return `您已经是${ROSTER_WORDS[refusal.roster].member}，不需要再申请。信息有变化请回复“变更”；聘期最后60天内可以申请下一期。`;
    case 'nomination.already-applied':
      return alreadyApplied(refusal.number);
    case 'nomination.barred':
      return `按规定，被移出${ROSTER_WORDS[refusal.roster].roster}的人员不得重新申报，所以不能提交。有疑问请回复“人工”，或联系本局负责${ROSTER_WORDS[refusal.roster].roster}的工作人员。`;
  }
};

const callClosed = ({ title, closedAt, canKeep }: Of<'nomination.call-closed'>): string =>
  `“${title}”已于${showInstant(new Date(closedAt))}截止。` +
  (canKeep
    ? '您的申请可以按“个人自荐”保留，随时审核。要保留请回复“保留”，不保留请回复“取消”。'
    : '这一类申请只在征集期间接受，所以不能提交。您填的内容都还在，下次征集时可以接着用。');

const alreadyApplied = (number: string | null): string =>
  number === null
    ? '这个身份证号已有一份申请正在办理，不需要再交。想了解情况请回复“人工”。'
    : `您的申请${number}正在办理，不需要再交。回复“进度”可以查看。`;

type PromiseRefusal = Of<
  | 'nomination.declarations-missing'
  | 'nomination.consent-outdated'
  | 'nomination.publication-missing'
>;

const refusePromise = (refusal: PromiseRefusal): string => {
  switch (refusal.code) {
    case 'nomination.declarations-missing':
      return `还有承诺没有确认：${refusal.texts.join('')}请确认后再提交。`;
    case 'nomination.consent-outdated':
      return '个人信息说明已经更新，请重新阅读并同意后再提交，您填的内容都还在。';
    case 'nomination.publication-missing':
      return '入选前要依规公示姓名、单位和类别，没有您的公示同意就不能进入公示，所以暂时不能提交。您填的内容都还在，同意后即可提交；有顾虑请回复“人工”。';
  }
};

type PieceRefusal = Of<
  'nomination.paper-missing' | 'nomination.photo-missing' | 'nomination.letter-missing'
>;

const refusePiece = (refusal: PieceRefusal): string => {
  switch (refusal.code) {
    case 'nomination.paper-missing':
      return refusal.seal
        ? '还缺签字盖章的申请表。请打印申请表，本人签字、单位盖章后拍照上传，再提交。'
        : '还缺本人签字的申请表。请打印申请表，签字后拍照上传，再提交。';
    case 'nomination.photo-missing':
      return '还缺证件照，请上传一张近期正面证件照，再提交。';
    case 'nomination.letter-missing':
      return '单位推荐的申请要有单位推荐函，请把推荐函拍照上传，再提交。';
  }
};

type ContentRefusal = Of<
  | 'nomination.excluded-group'
  | 'nomination.group-missing'
  | 'nomination.profession-missing'
  | 'nomination.not-citizen'
  | 'nomination.age-outside'
  | 'nomination.form-incomplete'
  | 'nomination.no-such-category'
  | 'nomination.work-kinds-missing'
  | 'nomination.history-reversed'
  | 'nomination.years-implausible'
>;

const refuseContent = (refusal: ContentRefusal): string => {
  switch (refusal.code) {
    case 'nomination.excluded-group':
      return `按规定，${refusal.group}不能申请，所以不能提交。填错了请改这一项；有疑问请回复“人工”。`;
    case 'nomination.group-missing':
      return '请至少选择一项身份，都不是就填“其他热心人士”。';
    case 'nomination.profession-missing':
      return '请至少选择一项专业知识或工作经验。';
    case 'nomination.not-citizen':
      return '按规定，申请人应当具有中华人民共和国国籍，所以不能提交。填错了请改国籍或身份证号；有疑问请回复“人工”。';
    case 'nomination.age-outside':
      return `报名年龄为${refusal.limits}，按身份证号您${refusal.age}岁，所以不能提交。有疑问请回复“人工”。`;
    case 'nomination.form-incomplete':
      return `申请表还有没填的项目：${refusal.fields.map((field) => FIELD_WORDS[field] ?? field).join('、')}。请补填后再提交，其他内容都还在。`;
    case 'nomination.no-such-category':
      return `没有“${refusal.category}”这个专业类别，请从列出的类别里重新选择。`;
    case 'nomination.work-kinds-missing':
      return '专家要自愿参加现场检查和重大争议案件审核处理，请两项都勾选后再提交。';
    case 'nomination.history-reversed':
      return `工作简历第${refusal.row}行的起止年月不对：开始不能晚于结束，也不能晚于现在。请改正，例如“2015-07至2020-06”。`;
    case 'nomination.years-implausible':
      return `工作年限填了${refusal.years}年，而按身份证号您${refusal.age}岁，对不上。请改正工作年限。`;
  }
};

/** Fields of an application by the names that the form prints. */
export const FIELD_WORDS: Readonly<Record<string, string>> = {
  form1: '入库申请表',
  ethnicGroup: '民族',
  politicalStatus: '政治面貌',
  nativePlace: '籍贯',
  health: '健康状况',
  homeAddress: '家庭地址',
  awards: '获奖情况',
  email: '电子邮箱',
  photo: '证件照',
  title: '职称',
  post: '职务',
  employerType: '单位类型',
  history: '个人工作简历',
  category: '专业类别',
};

type HandlingRefusal = Exclude<
  NominationRefusal,
  StandingRefusal | PromiseRefusal | PieceRefusal | ContentRefusal
>;

const refuseHandling = (refusal: HandlingRefusal): string => {
  switch (refusal.code) {
    case 'nomination.unknown':
      return '找不到这份申请，请回到列表重新选择。';
    case 'nomination.changed-meanwhile':
      return '您打开之后，另一位同事已经处理过这份申请。请刷新页面，核对后再操作。';
    case 'nomination.not-waiting':
      return `这份申请现在是“${APPLICATION_STATE_WORDS[refusal.state]}”，不能再这样操作。请刷新页面。`;
    case 'nomination.not-due':
      return '没有到期需要清理的申请。';
    case 'nomination.findings-missing':
    case 'nomination.findings-contradict':
    case 'nomination.note-missing':
    case 'nomination.not-this-line':
    case 'nomination.not-your-line':
    case 'nomination.scan-missing':
    case 'nomination.same-person':
    case 'nomination.reason-missing':
    case 'nomination.exception-unspoken':
      return refuseSigning(refusal);
  }
};

type SigningRefusal = Exclude<
  HandlingRefusal,
  Of<
    | 'nomination.unknown'
    | 'nomination.changed-meanwhile'
    | 'nomination.not-waiting'
    | 'nomination.not-due'
  >
>;

const refuseSigning = (refusal: SigningRefusal): string => {
  switch (refusal.code) {
    case 'nomination.findings-missing':
      return `每一项条件都要填写审查情况，还缺：${refusal.conditions.join('；')}。`;
    case 'nomination.findings-contradict':
      return `结论是“合格”，但这些条件是“不符合”：${refusal.conditions.join('；')}。请改正其中一处。`;
    case 'nomination.note-missing':
      return `请写明这些条件的情况（为什么不符合仍可合格，或还要核实什么）：${refusal.conditions.join('；')}。`;
    case 'nomination.not-this-line':
      return `现在轮到“${refusal.next}”，请刷新页面。`;
    case 'nomination.not-your-line':
      return `“${refusal.label}”由${refusal.roles.map((role) => ROLE_WORDS[role]).join('或')}填写，请交给相应的同事。`;
    case 'nomination.scan-missing':
      return '登记纸质签字要附上签字页的扫描件或照片。';
    case 'nomination.same-person':
      return '审查、签署和选定要由不同的人完成，这个人已经办过前面的一步。请由另一位同事办理。';
    case 'nomination.reason-missing':
      return REASONS[refusal.because];
    case 'nomination.exception-unspoken':
      return `受邀人选审查合格就是选定。${EXCEPTION_WORDS[refusal.exception]}，审查意见里要说明${EXCEPTION_SHORT[refusal.exception]}方面的考虑。`;
  }
};

const EXCEPTION_SHORT: Readonly<Record<Exception, string>> = {
  age: '年龄',
  title: '职称或年限',
  employerType: '单位',
};

const REASONS: Readonly<Record<Of<'nomination.reason-missing'>['because'], string>> = {
  refusal: '不予选定需要写明理由（至少4个字），申请人会看到。',
  return: '退回需要写明原因（至少4个字），审查人会看到。',
  choice: '选定需要写明理由（至少4个字）。',
  age: '申请人年龄不在一般范围内，选定的理由里要说明年龄方面的考虑，例如“骨科缺人，年龄虽超过一般规定，但身体健康、能到现场”。',
  title:
    '申请人职称或工作年限低于一般要求，选定的理由里要说明职称或年限方面的考虑，例如“职称是中级，但从事医保审核十二年，经验足够”。',
  employerType:
    '申请人单位不在一般遴选范围，选定的理由里要说明单位方面的考虑，例如“单位不在遴选范围，但长期从事病案工作，全市缺这方面的人”。',
};
