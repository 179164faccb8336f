import type { liaison } from '../../domain/index.ts';

export const ALERT_WORDS: Readonly<Record<string, string>> = {
  'clue-serious': '重大线索',
  'unanswered-invitation': '专家没有答复邀请',
  untouched: '超期没有处理',
  'calendar-missing': '下一年的放假安排没有导入',
  'measure-expiring': '管理办法即将到期',
  'rights-taken-back': '有人在微信里收回了个人信息授权：已停止发送，请决定留存的资料怎么处理',
};

const PLACES: Readonly<Record<string, string>> = {
  clue: '/clues',
  application: '/applications',
  enquiry: '/conversations',
  objection: '/objections',
  'roster-publication': '/roster-publications',
  task: '/tasks',
  invitation: '/invitations',
  rights: '/people',
  'unit-letter': '/campaigns',
  'undrawn-task': '/tasks',
  'unfilled-task': '/tasks',
  'overdue-opinion': '/work',
  'unclosed-work': '/work',
};

/** The page of what an alert is about. */
export const subjectHref = ({
  subject,
  subjectId,
}: Pick<liaison.Alert, 'subject' | 'subjectId'>): string => {
  if (subject === 'calendar') return '/calendar';
  const place = PLACES[subject];
  return place === undefined || subjectId === '' ? '/alerts' : `${place}/${subjectId}`;
};
