import { addDays, dayOf, showDay, showInstant } from '../kernel/day.ts';
import { ROSTER_WORDS, type Roster } from '../kernel/world.ts';
import type { Route } from '../membership/index.ts';
import {
  CAMPAIGN_STATE_WORDS,
  INVITATION_STATE_WORDS,
  type Campaign,
  type CampaignsEvent,
  type InvitationLeads,
} from './model.ts';
import type { CampaignsRefusal } from './model-refusals.ts';
import type { InvitationNote } from './notes-rules.ts';

/** The name of a call, by roster: 选聘公告, 征集公告. */
const CALL_WORDS: Readonly<Record<Roster, string>> = {
  supervisors: '选聘',
  experts: '征集',
};

/** How the ways in are called where no roster is known (GP-5, ZJ-7). */
export const ROUTE_WORDS: Readonly<Record<Route, string>> = {
  openCall: '公开选聘或征集',
  invitation: '邀请',
  recommendation: '推荐',
  selfNomination: '个人自荐',
};

/** What to reply in chat in order to apply. */
export const applyWord = (roster: Roster): string => (roster === 'experts' ? '申请专家' : '自荐');

type Call = Pick<Campaign, 'roster' | 'closesAt'>;

/** One line for the menu and the help: 正在公开选聘社会监督员，10月31日 17:30截止，回复“公告”查看。 */
export const callLine = ({ roster, closesAt }: Call): string =>
  `正在公开${CALL_WORDS[roster]}${ROSTER_WORDS[roster].member}，${closingWords(closesAt)}截止，回复“公告”查看。`;

const closingWords = (closesAt: Date): string => showInstant(closesAt).replace(/^\d+年/u, '');

/** A call as a follower reads it: what it says, until when, how to apply (GP-6.1). */
export const callWords = (
  call: Pick<Campaign, 'roster' | 'closesAt' | 'number' | 'title' | 'text' | 'headcount'>,
): string =>
  [
    `【${call.number}】${call.title}`,
    shortened(call.text),
    `拟聘${call.headcount}人，${showInstant(call.closesAt)}截止。`,
    `报名请回复“${applyWord(call.roster)}”。`,
  ].join('\n');

/** What a chat message holds beside the rest (2,048 bytes): the whole text stands where it was published. */
const LONGEST = 420;

const shortened = (text: string): string => {
  const characters = [...text];
  return characters.length <= LONGEST
    ? text
    : `${characters.slice(0, LONGEST).join('')}……（全文见本局发布的公告）`;
};

type Leads = Pick<InvitationLeads, 'skipsReview' | 'skipsPublicity'>;

/** What comes after the application of somebody invited: no more than the bureau's measure says. */
export const nextStepWords = ({ skipsReview, skipsPublicity }: Leads): string => {
  if (skipsReview && skipsPublicity)
    return '工作人员核对条件后就办理聘任，不再另行审查，也不公示。';
  if (skipsReview) return '工作人员核对条件后不再另行审查，其余手续照常办理。';
  return skipsPublicity
    ? '经过审查和选定后办理聘任，不公示。'
    : '之后和其他申请一样，经过审查、选定等手续再办理聘任。';
};

/** The application that a yes still asks for. */
export const applicationAsked = (roster: Roster, leads: Leads): readonly string[] => [
  `接下来请填申请表：回复“${applyWord(roster)}”开始填，已登记的内容会带出来。`,
  nextStepWords(leads),
];

/** What an invited person reads after having answered. */
export const answeredWords = (event: CampaignsEvent): readonly string[] => {
  if (event.type === 'campaigns.invitation-accepted' && event.application)
    return [
      `已记下：您接受邀请${event.number}。`,
      ...applicationAsked(event.roster, event),
      '不方便在手机上填，可以回复“人工”，由工作人员帮您办。',
    ];
  if (event.type === 'campaigns.invitation-accepted')
    return [
      `已记下：您接受邀请${event.number}，声明和个人信息说明一并生效${event.publication === null ? '' : '，并同意公开名单'}。`,
      '正在为您办理聘任，办好后会发消息告诉您。',
      '以后可以随时回复“撤回同意”。',
    ];
  if (event.type === 'campaigns.invitation-declined')
    return [`已记下，您谢绝邀请${event.number}。谢谢答复，以后改变主意可以回复“人工”联系我们。`];
  return ['已记下您的答复。'];
};

export const noteWords = (note: InvitationNote): string => {
  switch (note.kind) {
    case 'age':
      return `年龄${note.age}周岁，超出一般规定，请在理由里说明。`;
    case 'missing':
      return `人员资料里还没有${note.what.join('、')}。邀请的人也要有完整资料，请补上。`;
    case 'title':
      return `${note.category}专家原则上应有${note.least}以上职称，资料里没有，请核对。`;
    case 'employer':
      return `一般从${note.types.join('、')}中遴选，请核对单位；不在其中的请在理由里说明。`;
  }
};

type Of<T extends CampaignsRefusal['code']> = Extract<CampaignsRefusal, { readonly code: T }>;
type CallRefusal = Of<
  | 'campaigns.no-calls'
  | 'campaigns.state'
  | 'campaigns.days-reversed'
  | 'campaigns.closes-in-the-past'
  | 'campaigns.overlapping'
  | 'campaigns.publicity-unset'
  | 'campaigns.quotas-over'
>;
type LetterRefusal = Of<
  'campaigns.letter-answered' | 'campaigns.sent-later' | 'campaigns.answer-day'
>;
type PlaceRefusal = Of<
  | 'campaigns.already-member'
  | 'campaigns.already-invited'
  | 'campaigns.barred'
  | 'campaigns.category-missing'
  | 'campaigns.no-such-category'
  | 'campaigns.person-unknown'
>;
type AnswerRefusal = Of<
  | 'campaigns.invitation-state'
  | 'campaigns.invitation-over'
  | 'campaigns.same-person'
  | 'campaigns.reason-missing'
  | 'campaigns.consent-outdated'
  | 'campaigns.paper-missing'
>;

export const refuse = (refusal: CampaignsRefusal): string => {
  switch (refusal.code) {
    case 'campaigns.unknown':
      return '找不到这条记录，请回到列表重新选择。';
    case 'campaigns.changed-meanwhile':
      return '您打开之后，另一位同事已经改过。请刷新页面，核对后再操作。';
    case 'campaigns.route-closed':
      return `本局的管理办法没有“${ROUTE_WORDS[refusal.route]}”这种方式，不能办理。`;
    case 'campaigns.nothing-due':
      return '没有到期需要处理的事项。';
    case 'campaigns.no-calls':
    case 'campaigns.state':
    case 'campaigns.days-reversed':
    case 'campaigns.closes-in-the-past':
    case 'campaigns.overlapping':
    case 'campaigns.publicity-unset':
    case 'campaigns.quotas-over':
      return refuseCall(refusal);
    case 'campaigns.letter-answered':
    case 'campaigns.sent-later':
    case 'campaigns.answer-day':
      return refuseLetter(refusal);
    case 'campaigns.already-member':
    case 'campaigns.already-invited':
    case 'campaigns.barred':
    case 'campaigns.category-missing':
    case 'campaigns.no-such-category':
    case 'campaigns.person-unknown':
      return refusePlace(refusal);
    case 'campaigns.invitation-state':
    case 'campaigns.invitation-over':
    case 'campaigns.same-person':
    case 'campaigns.reason-missing':
    case 'campaigns.consent-outdated':
    case 'campaigns.paper-missing':
      return refuseAnswer(refusal);
  }
};

const refuseCall = (refusal: CallRefusal): string => {
  switch (refusal.code) {
    case 'campaigns.no-calls':
      return `本局没有开放${ROSTER_WORDS[refusal.roster].roster}的选聘，不能办理。需要开放请联系系统管理员调整管理办法的设置。`;
    case 'campaigns.state':
      return `这份公告现在是“${CAMPAIGN_STATE_WORDS[refusal.state]}”，不能这样操作。`;
    case 'campaigns.days-reversed':
      return '截止时间不晚于开始时间，请重新填写。';
    case 'campaigns.closes-in-the-past':
      return '截止时间已经过了，请改成以后的时间。';
    case 'campaigns.overlapping':
      return `公告${refusal.number}的报名时间和它重叠。同一个库同时只能有一份公告在报名，请改时间，或先结束那一份。`;
    case 'campaigns.publicity-unset':
      return '还没有设定公示期，不能公布。请系统管理员在本局配置文件的 calls.publicityDays 里写明公示天数（建议5个工作日），再来公布。';
    case 'campaigns.quotas-over':
      return `各类名额加起来${refusal.sum}人，超过拟聘人数${refusal.headcount}人，请改其中一处。`;
  }
};

const refuseLetter = (refusal: LetterRefusal): string => {
  switch (refusal.code) {
    case 'campaigns.letter-answered':
      return '这封函的答复已经登记过了，不用重复登记。';
    case 'campaigns.sent-later':
      return '发函日期在今天以后，请填写实际发出的日期。';
    case 'campaigns.answer-day':
      return `复函日期应在发函日（${showDay(refusal.sentOn)}）和今天之间，请核对。`;
  }
};

const refusePlace = (refusal: PlaceRefusal): string => {
  switch (refusal.code) {
    case 'campaigns.already-member':
      return '这个人已经在聘，或正在等本人同意入库，不用再邀请。';
    case 'campaigns.already-invited':
      return `这个人已经有一份没办完的邀请（${refusal.number}），不用再次邀请。`;
    case 'campaigns.barred':
      return '这个人曾被移出，按规定不能再次入库，不能邀请。有疑问请联系分管领导。';
    case 'campaigns.category-missing':
      return '邀请专家要选专业类别，请选择。';
    case 'campaigns.no-such-category':
      return `没有“${refusal.category}”这个专业类别，请从列出的类别中选择。`;
    case 'campaigns.person-unknown':
      return '人员名单里没有这个人。请先到“人员”里登记，再邀请。';
  }
};

const refuseAnswer = (refusal: AnswerRefusal): string => {
  switch (refusal.code) {
    case 'campaigns.invitation-state':
      return `这份邀请现在是“${INVITATION_STATE_WORDS[refusal.state]}”，不能再这样办理。`;
    case 'campaigns.invitation-over':
      return `这份邀请的答复期限到${showDay(addDays(dayOf(new Date(refusal.until)), -1))}为止，已经过了。愿意参加请回复“人工”联系工作人员。`;
    case 'campaigns.same-person':
      return '提出邀请和批准要由两个人完成。请由另一位科室负责人或分管领导批准。';
    case 'campaigns.reason-missing':
      return refusal.because === 'decline'
        ? '请写明谢绝的原因，例如“工作忙，抽不出时间”。'
        : '不批准请写明原因，提出人会看到。';
    case 'campaigns.consent-outdated':
      return '同意的个人信息说明和邀请里的不是同一个版本，请重新打开邀请，核对后再答复。';
    case 'campaigns.paper-missing':
      return '书面接受需要上传本人签字的扫描件。';
  }
};
