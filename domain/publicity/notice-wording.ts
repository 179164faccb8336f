import type { Json } from '../kernel/action.ts';
import type { Notice, Recipient, Said } from '../kernel/context.ts';
import { dayOf, parseDay, showDay } from '../kernel/day.ts';
import { unpublishedNote } from '../kernel/unpublished.ts';
import type { Roster } from '../kernel/world.ts';
import {
  OBJECTION_STATE_WORDS,
  type Objection,
  type PublicityEvent,
  type ToldCandidate,
} from './model.ts';

type Of<T extends PublicityEvent['type']> = Extract<PublicityEvent, { readonly type: T }>;
type Params = Readonly<Record<string, Json>>;

/** Candidates learn of their period, deciders of an objection, the objector of its end. */
export const announce = (event: PublicityEvent): readonly Notice[] => {
  switch (event.type) {
    case 'publicity.started':
      return event.private.told.map((one) =>
        toCandidate(event, one, { first: event.firstDay, last: event.lastDay }),
      );
    case 'publicity.cancelled':
      return event.private.told.map((one) => toCandidate(event, one, {}));
    case 'publicity.ended':
      return [
        ...event.private.told.map((one) => toCandidate(event, one, {})),
        ...(event.private.told.length === 0 ? [] : toAppoint(event)),
      ];
    case 'publicity.objected':
      return toDecide(event);
    case 'publicity.objection-decided':
      return toObjector(event);
    case 'publicity.placed':
    case 'publicity.candidates-taken-down':
    case 'publicity.roster-published':
    case 'publicity.roster-placed':
    case 'publicity.roster-taken-down':
      return [];
  }
};

type Period = Of<'publicity.started' | 'publicity.cancelled' | 'publicity.ended'>;

/** In the chat that applied; somebody who applied at the counter is telephoned (C-10). */
const toCandidate = (event: Period, one: ToldCandidate, more: Params): Notice => {
  const { application, number, identity } = one;
  const to: Recipient =
    identity === null ? { to: 'liaison', roster: event.roster } : { to: 'chat', identity };
  const kind = identity === null ? 'publicity.call-candidate' : event.type;
  return {
    key: `${event.type}:${event.publicity}:${application}`,
    to,
    kind,
    params: { publicity: event.publicity, number, period: event.number, ...more },
  };
};

const toAppoint = ({ publicity, number, appointers }: Of<'publicity.ended'>): readonly Notice[] =>
  appointers.map((role) => ({
    key: `publicity.to-appoint:${publicity}:${role}`,
    to: { to: 'role', role },
    kind: 'publicity.to-appoint',
    params: { publicity, number },
  }));

/** By number only: what it says stands on the page of those who may decide it (C-01). */
const toDecide = (event: Of<'publicity.objected'>): readonly Notice[] => {
  const { objection, number, deciders, except } = event;
  return deciders.map((role) => ({
    key: `publicity.to-decide:${objection}:${role}`,
    to: { to: 'role', role, except },
    kind: 'publicity.to-decide',
    params: { objection, number },
  }));
};

const toObjector = (event: Of<'publicity.objection-decided'>): readonly Notice[] => {
  const { objection, number, private: sealed } = event;
  return sealed.identity === null
    ? []
    : [
        {
          key: `publicity.objection-decided:${objection}`,
          to: { to: 'chat', identity: sealed.identity },
          kind: 'publicity.objection-decided',
          params: { objection, number },
        },
      ];
};

const text = (params: Params, name: string): string => {
  const value = params[name];
  return typeof value === 'string' ? value : '';
};

const dayIn = (params: Params, name: string): string => {
  const day = parseDay(text(params, name));
  return day === null ? '' : showDay(day);
};

/** Chat texts, discreet enough for a lock screen (C-02); what was objected is in none of them. */
export const say = (kind: string, params: Params): Said | null => {
  const number = text(params, 'number');
  switch (kind) {
    case 'publicity.started':
      return {
        text: `您的申请${number}已列入公示，时间从${dayIn(params, 'first')}到${dayIn(params, 'last')}，公开的只有您同意公开的内容。公示期满后再办理聘任。`,
      };
    case 'publicity.cancelled':
      return {
        text: `您的申请${number}这次的公示已经撤销，重新公示时会再告诉您。有疑问请回复“人工”。`,
      };
    case 'publicity.ended':
      return { text: `您的申请${number}公示期已满，正在等待办理聘任，结果会发到这里。` };
    default:
      return sayToStaff(kind, params);
  }
};

const sayToStaff = (kind: string, params: Params): Said | null => {
  const number = text(params, 'number');
  switch (kind) {
    case 'publicity.call-candidate':
      return {
        text: `申请${number}的公示（${text(params, 'period')}）有变化，本人没有绑定微信，请打电话告知。详情见工作平台“公示”。`,
      };
    case 'publicity.to-appoint':
      return { text: `公示${number}已经期满，请到工作平台“聘任”里办理聘任。` };
    case 'publicity.to-decide':
      return { text: `收到一件公示异议（${number}），请到工作平台“公示异议”里处理。` };
    default:
      return null;
  }
};

/** What the objector learns: how it ended, and why (A-22). */
export const sayDecided = ({ number, state, decision }: Objection): Said | null =>
  decision === null
    ? null
    : {
        text: [
          `您提出的异议${number}已经处理，结果：${state === 'upheld' ? '异议成立，不予聘任' : '异议不成立'}。`,
          `理由：${decision.reason}`,
          '有疑问请回复“人工”。',
        ].join('\n'),
      };

type Objected = Of<'publicity.objected'>;

/** The receipt of an objection: number, by when, who will know (C-01). */
export const objectionReceipt = (event: Objected): string =>
  [
    `异议已收到，编号${event.number}。请记下这个编号。`,
    `${showDay(dayOf(new Date(event.touchBy)))}前处理，结果会发到这里。处理完之前，不会聘任。`,
    '您说的内容和您是谁，被公示的人看不到，只有处理异议的人能看到。',
    ...(event.unpublished.length === 0 ? [] : [unpublishedNote(event.unpublished)]),
  ].join('\n');

/** 进度, in coarse words; whether somebody has objected is not among them. */
export const progressWords = (
  state: 'running' | 'waiting' | 'over' | 'unshown',
  { number, last }: { readonly number: string; readonly last: string },
): string => {
  switch (state) {
    case 'running':
      return `申请${number} 公示中，到${last}`;
    case 'waiting':
      return `申请${number} 公示日期已满，正在办理有关手续`;
    case 'over':
      return `申请${number} 公示期已满，等待聘任`;
    case 'unshown':
      return `申请${number} 您已撤回公示的同意，不再公示。按规定没有公示就不能聘任，改变主意请回复“人工”`;
  }
};

/** 进度 of an objection, for whoever raised it. */
export const ownObjectionWords = ({ number, state, decision }: Objection): string =>
  `异议${number} ${OBJECTION_STATE_WORDS[state]}${decision === null ? '' : `。理由：${decision.reason}`}`;

/** How the notice tells people to object. */
export const howToObject = (
  bureau: string,
  contact?: { readonly phone: string; readonly address: string },
): string =>
  `对公示人选有异议的，请在公示期内向${bureau}反映：在本局微信公众号回复“异议”，或者当面、来电、来信。反映情况应实事求是，我们对反映人的信息严格保密。${contact === undefined ? '' : `联系电话：${contact.phone}，地址：${contact.address}。`}`;

/** The names of the two lists: 公示, 名单. */
export const noticeTitle = (roster: Roster, bureau: string): string =>
  roster === 'experts'
    ? `${bureau}医保基金监管执法专家库拟入库专家公示`
    : `${bureau}医疗保障基金社会监督员拟聘人选公示`;

export const listTitle = (roster: Roster, bureau: string): string =>
  roster === 'experts'
    ? `${bureau}医保基金监管执法专家库专家名单`
    : `${bureau}医疗保障基金社会监督员名单`;
