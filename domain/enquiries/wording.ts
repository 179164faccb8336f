import type { Notice, Recipient, Said } from '../kernel/context.ts';
import { showInstant } from '../kernel/day.ts';
import type { OfficeHours } from '../kernel/office.ts';
import { isOfficeTime, nextWorkingMoment, type Calendar } from '../kernel/working-days.ts';
import type { EnquiriesEvent, EnquiriesRefusal } from './model.ts';

export const refuse = (refusal: EnquiriesRefusal): string => {
  switch (refusal.code) {
    case 'enquiries.already-open':
      return '您的留言已经在处理，直接接着说就可以，工作人员会看到。';
    case 'enquiries.unknown':
      return '没有找到这次人工对话。需要人工帮助，请回复“人工”。';
    case 'enquiries.closed':
      return '这次人工对话已经结束。还有问题，请再回复“人工”。';
    case 'enquiries.cannot-answer':
      return '这位同事不能接手：账号已停用，或没有联络员、经办人、科室负责人、分管领导角色。请另选一位。';
  }
};

/** What a follower reads after leaving a message: in office hours, or when the office opens (C-11). */
export const receivedWords = (
  at: { readonly now: Date; readonly calendar: Calendar },
  office: OfficeHours,
  hotline: string,
): string => {
  const desk = { calendar: at.calendar, ...office };
  if (isOfficeTime(at.now, desk))
    return `已转给工作人员，请稍等，回复会直接发到这里。急事可拨医保热线${hotline}。`;
  const opening = showInstant(nextWorkingMoment(at.now, desk));
  return `现在是下班时间，您的留言已经记下，工作人员${opening}上班后回复您。急事请拨医保热线${hotline}。`;
};

/** The office is told that somebody waits; the follower gets the answer itself, rendered from its id. */
export const announce = (event: EnquiriesEvent): readonly Notice[] => {
  switch (event.type) {
    case 'enquiries.opened':
      return [waiting(event, { to: 'liaison', roster: event.roster })];
    case 'enquiries.said':
      return event.wakes ? [waiting(event, assignee(event))] : [];
    case 'enquiries.answered':
      return [
        {
          key: `enquiries.answered:${event.message}`,
          to: { to: 'chat', identity: event.private.identity },
          kind: 'enquiries.answered',
          params: { message: event.message },
          urgent: true,
        },
      ];
    case 'enquiries.handed-over':
      return [
        {
          key: `enquiries.handed-over:${event.handing}`,
          to: { to: 'account', account: event.to },
          kind: 'enquiries.handed-over',
          params: { enquiry: event.enquiry },
        },
      ];
    case 'enquiries.closed':
      return [];
  }
};

const assignee = (event: Extract<EnquiriesEvent, { type: 'enquiries.said' }>): Recipient =>
  event.assignedTo === null
    ? { to: 'liaison', roster: event.roster }
    : { to: 'account', account: event.assignedTo };

const waiting = (
  event: Extract<EnquiriesEvent, { type: 'enquiries.opened' | 'enquiries.said' }>,
  to: Recipient,
): Notice => ({
  key: `enquiries.waiting:${event.message}`,
  to,
  kind: 'enquiries.waiting',
  params: { enquiry: event.enquiry },
});

/** `enquiries.answered` is rendered from its sealed words (`answerWords`), never from parameters. */
export const say = (kind: string): Said | null => {
  switch (kind) {
    case 'enquiries.waiting':
      return { text: '有群众在人工对话里留言，请到工作平台“人工对话”里查看并回复。' };
    case 'enquiries.handed-over':
      return { text: '有一条人工对话转给了您，请到工作平台“人工对话”里查看并回复。' };
    default:
      return null;
  }
};
