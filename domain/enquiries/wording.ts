import type { Json } from '../kernel/action.ts';
import type { Notice, Recipient, Said } from '../kernel/context.ts';
import { showInstant } from '../kernel/day.ts';
import type { OfficeHours } from '../kernel/office.ts';
import { isOfficeTime, nextWorkingMoment, type Calendar } from '../kernel/working-days.ts';
import type { World } from '../kernel/world.ts';
import type { EnquiriesEvent, EnquiriesRefusal, EnquiryMessage } from './model.ts';

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
export const announce = (event: EnquiriesEvent, { now }: World<unknown>): readonly Notice[] => {
  switch (event.type) {
    case 'enquiries.opened':
      return [waiting(event, { to: 'liaison', roster: event.roster }, now)];
    case 'enquiries.said':
      return event.wakes ? [waiting(event, assignee(event), now)] : [];
    case 'enquiries.answered':
      return answered(event);
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

type Answered = Extract<EnquiriesEvent, { type: 'enquiries.answered' }>;

const answered = ({ message, pieces, private: said }: Answered): readonly Notice[] =>
  partsOf({ id: message, words: said.words, pieces }).map((part) => ({
    ...part,
    to: { to: 'chat', identity: said.identity },
    urgent: true,
  }));

/** One notice of an answer. */
export type Part = Pick<Notice, 'key' | 'kind' | 'params'>;

/** An answer in the order it is sent: its words, then each picture; what happens to one says nothing of the others. */
export const partsOf = ({
  id: message,
  words,
  pieces,
}: Pick<EnquiryMessage, 'id' | 'words' | 'pieces'>): readonly Part[] => [
  ...(words === ''
    ? []
    : [{ key: wordsKey(message), kind: 'enquiries.answered', params: { message } } as const]),
  ...pieces.map((piece, index) => ({
    key: pictureKey(message, index + 1),
    kind: 'enquiries.picture' as const,
    params: { message, piece, n: index + 1 },
  })),
];

/** The business key of the words of an answer; a later send of them has this one and a number after it. */
export const wordsKey = (message: string): string => `enquiries.answered:${message}`;

/** The business key of one picture; a later send of it has this one and a number after it. */
export const pictureKey = (message: string, n: number): string =>
  `enquiries.picture:${message}:${n}`;

/** The business key of the words that a picture waits. */
export const waitsKey = (message: string): string => `enquiries.picture-waits:${message}`;

const assignee = (event: Extract<EnquiriesEvent, { type: 'enquiries.said' }>): Recipient =>
  event.assignedTo === null
    ? { to: 'liaison', roster: event.roster }
    : { to: 'account', account: event.assignedTo };

const waiting = (
  event: Extract<EnquiriesEvent, { type: 'enquiries.opened' | 'enquiries.said' }>,
  to: Recipient,
  now: Date,
): Notice => ({
  key: `enquiries.waiting:${event.message}`,
  to,
  kind: 'enquiries.waiting',
  params: { enquiry: event.enquiry, leftAt: now.toISOString() },
});

const SENT_YOU = '工作人员给您发了图片，回复任意一句话就能收到。';

/** Two pictures read the same and are two: each is a matter of its own (F41). */
const pictureSaid = (piece: string): Said => ({ text: SENT_YOU, about: piece, picture: piece });

/** Each fits into a field of 20 characters; an SMS says the subject alone. */
const WAITS = {
  subject: '有图片发给您，在公众号回一句话就能收到',
  when: '',
  place: '',
  note: '回复任意一句话就能收到',
} as const;

const word = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** Which of several it is says its time; of one conversation the latest not sent yet is enough. */
const waitingSaid = ({ leftAt, enquiry }: Readonly<Record<string, Json>>): Said => ({
  text: `有群众${leftAt === undefined ? '' : showInstant(new Date(word(leftAt)))}在人工对话里留言，请到工作平台“人工对话”里查看并回复。`,
  about: `waiting ${word(enquiry)}`,
});

/** `enquiries.answered` is rendered from its sealed words (`answerWords`), never from parameters. */
export const say = (kind: string, params: Readonly<Record<string, Json>>): Said | null => {
  switch (kind) {
    case 'enquiries.picture':
      return typeof params.piece === 'string' ? pictureSaid(params.piece) : null;
    case 'enquiries.picture-waits':
      return { text: SENT_YOU, template: { name: 'progress', fields: WAITS } };
    case 'enquiries.waiting':
      return waitingSaid(params);
    case 'enquiries.handed-over':
      return { text: '有一条人工对话转给了您，请到工作平台“人工对话”里查看并回复。' };
    default:
      return null;
  }
};
