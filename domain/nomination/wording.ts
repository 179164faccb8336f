import type { Json } from '../kernel/action.ts';
import type { Notice, Recipient, Said } from '../kernel/context.ts';
import { dayOf, showDay } from '../kernel/day.ts';
import { unpublishedNote } from '../kernel/unpublished.ts';
import { APPLICATION_STATE_WORDS, type NominationEvent, type NominationRefusal } from './model.ts';

export const refuse = (refusal: NominationRefusal): string => {
  switch (refusal.code) {
    case 'nomination.not-open':
      return '这里目前没有社会监督员自荐。有问题请回复“人工”。';
    case 'nomination.already-member':
      return '您已经是社会监督员，不需要再申请。信息有变化请回复“变更”。';
    case 'nomination.already-applied':
      return alreadyApplied(refusal.number);
    case 'nomination.excluded-group':
      return `按规定，${refusal.group}不担任社会监督员，所以不能提交。填错了请改这一项；有疑问请回复“人工”。`;
    case 'nomination.profession-missing':
      return '请至少选择一项专业知识或工作经验。';
    case 'nomination.age-outside':
      return `报名年龄为${refusal.limits}，按身份证号您今天${refusal.age}岁，所以不能提交。有疑问请回复“人工”。`;
    case 'nomination.declarations-missing':
      return `还有承诺没有确认：${refusal.texts.join('')}请确认后再提交。`;
    case 'nomination.consent-outdated':
      return '个人信息说明已经更新，请重新阅读并同意后再提交，您填的内容都还在。';
    case 'nomination.unknown':
    case 'nomination.changed-meanwhile':
    case 'nomination.not-waiting':
    case 'nomination.not-reviewed':
    case 'nomination.not-qualified':
    case 'nomination.same-person':
    case 'nomination.reason-missing':
      return refuseHandling(refusal);
  }
};

const alreadyApplied = (number: string | null): string =>
  number === null
    ? '这个身份证号已有一份申请正在办理，不需要再交。想了解情况请回复“人工”。'
    : `您的申请${number}正在办理，不需要再交。回复“进度”可以查看。`;

type HandlingRefusal = Extract<
  NominationRefusal,
  {
    readonly code:
      | 'nomination.unknown'
      | 'nomination.changed-meanwhile'
      | 'nomination.not-waiting'
      | 'nomination.not-reviewed'
      | 'nomination.not-qualified'
      | 'nomination.same-person'
      | 'nomination.reason-missing';
  }
>;

const refuseHandling = (refusal: HandlingRefusal): string => {
  switch (refusal.code) {
    case 'nomination.unknown':
      return '找不到这份申请，请回到列表重新选择。';
    case 'nomination.changed-meanwhile':
      return '您打开之后，另一位同事已经处理过这份申请。请刷新页面，核对后再操作。';
    case 'nomination.not-waiting':
      return `这份申请现在是“${APPLICATION_STATE_WORDS[refusal.state]}”，不能再操作。`;
    case 'nomination.not-reviewed':
      return '这份申请还没有审核意见。请先由经办人填写审核意见，再作决定。';
    case 'nomination.not-qualified':
      return '审核意见是“不符合”，不能直接同意。请先请经办人重新审核，或作出不予聘任的决定。';
    case 'nomination.same-person':
      return '审核和决定要由两个人完成，您已经审核过这份申请。请由另一位科室负责人或分管领导决定。';
    case 'nomination.reason-missing':
      return refusal.because === 'age'
        ? '申请人年龄不在一般范围内，同意聘任需要写明理由（至少4个字）。'
        : '不予聘任需要写明理由（至少4个字），申请人会看到。';
  }
};

/** The receipt of a submitted application: number, what happens next, by when (GP-6.2, GP-4.1b). */
export const receiptWords = (
  event: Extract<NominationEvent, { type: 'nomination.submitted' }>,
): string =>
  [
    `申请已收到，编号${event.number}。`,
    `工作人员会在${showDay(dayOf(new Date(event.touchBy)))}前审核，结果会发到这里。`,
    ...(event.ageReview
      ? ['您的年龄不在一般范围内，不影响提交，是否聘任由工作人员研究决定。']
      : []),
    ...(event.unpublished.length === 0 ? [] : [unpublishedNote(event.unpublished)]),
    '回复“进度”可随时查看。',
  ].join('\n');

/** Staff learn what waits for them; the applicant learns each step in the chat that applied. */
export const announce = (event: NominationEvent): readonly Notice[] => {
  switch (event.type) {
    case 'nomination.submitted':
      return [notice(event, 'nomination.received', { to: 'role', role: 'clerk' })];
    case 'nomination.reviewed':
      return [
        ...toApplicant(event, 'nomination.reviewing'),
        notice(event, 'nomination.to-decide', { to: 'role', role: 'sectionHead' }),
      ];
    case 'nomination.approved':
      return decided(event, event.bound ? 'nomination.approved' : 'nomination.approved-unbound');
    case 'nomination.refused':
      return decided(event, 'nomination.refused');
    case 'nomination.withdrawn':
    case 'nomination.revealed':
      return [];
  }
};

type Told = Extract<NominationEvent, { readonly number: string }>;
type Named = Extract<
  NominationEvent,
  { type: 'nomination.reviewed' | 'nomination.approved' | 'nomination.refused' }
>;

const notice = (event: Told, kind: `nomination.${string}`, to: Recipient): Notice => ({
  key: `${kind}:${event.application}${event.type === 'nomination.reviewed' ? `:${event.touchBy}` : ''}`,
  to,
  kind,
  params: { application: event.application, number: event.number },
});

const toApplicant = (event: Named, kind: `nomination.${string}`): readonly Notice[] =>
  event.private.identity === null
    ? []
    : [notice(event, kind, { to: 'chat', identity: event.private.identity })];

/** Somebody who applied at the counter is telephoned (C-10). */
const decided = (event: Named, kind: `nomination.${string}`): readonly Notice[] => {
  const told = toApplicant(event, kind);
  return told.length > 0
    ? told
    : [notice(event, 'nomination.call-applicant', { to: 'liaison', roster: 'supervisors' })];
};

/** Chat texts; discreet enough for a lock screen (C-02). */
export const say = (kind: string, params: Readonly<Record<string, Json>>): Said | null => {
  const number = typeof params.number === 'string' ? params.number : '';
  switch (kind) {
    case 'nomination.received':
      return { text: `收到新的自荐申请${number}，请到工作平台审核。` };
    case 'nomination.to-decide':
      return { text: `自荐申请${number}已审核，请到工作平台作出决定。` };
    case 'nomination.call-applicant':
      return { text: `自荐申请${number}已有决定，申请人没有微信，请打电话告知。` };
    case 'nomination.reviewing':
      return progress(number, '您的申请已完成审核，正在等待决定。');
    case 'nomination.approved':
      return progress(number, '您的申请已获同意，欢迎加入。聘书和聘期随后发给您。');
    case 'nomination.approved-unbound':
      return progress(number, '您的申请已获同意。请联系工作人员领取绑定码，再发送“绑定 绑定码”。');
    case 'nomination.refused':
      return progress(number, '您的申请未获聘任。回复“进度”可查看理由，有疑问请回复“人工”。');
    default:
      return null;
  }
};

const progress = (number: string, text: string): Said => ({
  text: `【${number}】${text}`,
  template: {
    name: 'progress',
    fields: { subject: `申请${number}`, when: '今天', place: '本公众号', note: '回复“进度”查看' },
  },
});
