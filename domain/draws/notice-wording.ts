import type { Json } from '../kernel/action.ts';
import type { Notice, Recipient, Said } from '../kernel/context.ts';
import { parseDay, showDay, showInstant } from '../kernel/day.ts';
import { newId } from '../kernel/fresh.ts';
import type { World } from '../kernel/world.ts';
import { endOf } from './invite-rules.ts';
import type { PanelEvent } from './model-events.ts';
import { sayToStaff, tellRefilled, tellStaff } from './staff-notice-wording.ts';
import { askAboutTies } from './ties-wording.ts';

type Of<T extends PanelEvent['type']> = Extract<PanelEvent, { type: T }>;

/** Who is told of an event. */
export const announce = (event: PanelEvent, world: World<unknown>): readonly Notice[] => {
  switch (event.type) {
    case 'draws.invited':
      return [invitation(event, world)];
    case 'draws.disclosed':
      return event.told.map((told) => disclosure(event, told, world));
    case 'draws.accepted':
    case 'draws.declined':
      return event.by === 'staff' ? [confirmation(event)] : [];
    case 'draws.recused':
      return event.by === 'rule' ? [noLongerNeeded(event, event)] : [];
    case 'draws.cancelled':
      return event.released.map((told) => noLongerNeeded(event, told));
    case 'draws.silenced':
    case 'draws.exhausted':
    case 'draws.filled':
      return tellStaff(event);
    case 'draws.committed':
      return [callForDigits(event, world)];
    case 'draws.voided':
      return [
        ...event.released.map((told) => noLongerNeeded(event, told)),
        voidedForDiscipline(event),
      ];
    case 'draws.replaced':
      return [...event.moved.map((moved) => otherSeat(event, moved)), ...tellRefilled(event)];
    case 'draws.task-entered':
    case 'draws.contributed':
    case 'draws.drawn':
    case 'draws.rehearsed':
    case 'draws.cleared':
    case 'draws.reply-late':
      return [];
  }
};

const toPerson = (person: string): Recipient => ({ to: 'person', person });

/** Late answers are judged by the action, so the offer stays open until the work is over (F16). */
const invitation = (event: Of<'draws.invited'>, world: World<unknown>): Notice => ({
  key: `draws.invited:${event.invitation}`,
  to: toPerson(event.person),
  kind: 'draws.invited',
  params: {
    invitation: event.invitation,
    number: event.number,
    category: event.category,
    firstDay: event.firstDay,
    lastDay: event.lastDay,
    assembleAt: event.assembleAt,
    place: event.private.place,
    replyBy: event.replyBy,
    named: event.place === 0,
  },
  urgent: event.urgent,
  validUntil: endOf(event),
  offer: {
    id: newId(world.seed, `offer:${event.invitation}`),
    target: event.person,
    name: 'drawInvitation',
    params: { invitation: event.invitation, number: event.number },
  },
});

const disclosure = (
  event: Of<'draws.disclosed'>,
  told: { readonly invitation: string; readonly person: string },
  world: World<unknown>,
): Notice => ({
  key: `draws.disclosed:${told.invitation}`,
  to: toPerson(told.person),
  kind: 'draws.disclosed',
  params: { invitation: told.invitation, number: event.number },
  // people stand at the assembly and wait
  urgent: true,
  offer: {
    id: newId(world.seed, `recusal-offer:${told.invitation}`),
    target: told.person,
    name: 'drawRecusal',
    params: { invitation: told.invitation, number: event.number },
  },
});

const confirmation = (event: Of<'draws.accepted'> | Of<'draws.declined'>): Notice => ({
  key: `${event.type}:${event.invitation}`,
  to: toPerson(event.person),
  kind: 'draws.reply-entered',
  params: {
    number: event.number,
    answer: event.type === 'draws.accepted' ? 'accepted' : 'declined',
  },
});

/** The witness is asked at once: both stand ready (C-06). */
const callForDigits = (event: Of<'draws.committed'>, world: World<unknown>): Notice => {
  const { witness, draw, number } = event;
  const base = {
    key: `draws.witness:${draw}`,
    kind: 'draws.witness' as const,
    params: { draw, number, commit: event.commit.slice(0, 8), by: witness.kind },
    urgent: true,
  };
  if (witness.kind === 'account') return { ...base, to: { to: 'account', account: witness.id } };
  const offer = {
    id: newId(world.seed, `witness-offer:${draw}`),
    target: witness.id,
    name: 'drawWitness',
    params: { draw, number },
  };
  return { ...base, to: toPerson(witness.id), offer };
};

/** A draw given up is looked at by the discipline office (draw-18, draw-19). */
const voidedForDiscipline = ({ draw, number }: Of<'draws.voided'>): Notice => ({
  key: `draws.voided:${draw}`,
  to: { to: 'role', role: 'discipline' },
  kind: 'draws.voided',
  params: { number },
});

/** Somebody who has not accepted yet is wanted for another of the own categories (draw-3). */
const otherSeat = (
  { number, draw }: Of<'draws.replaced'>,
  { invitation: id, person, to }: Of<'draws.replaced'>['moved'][number],
): Notice => ({
  key: `draws.moved:${draw}:${id}:${to}`,
  to: toPerson(person),
  kind: 'draws.moved',
  params: { invitation: id, number, category: to },
});

const noLongerNeeded = (
  event: Of<'draws.recused'> | Of<'draws.cancelled'> | Of<'draws.voided'>,
  { invitation: id, person }: { readonly invitation: string; readonly person: string },
): Notice => ({
  key: `draws.not-needed:${id}`,
  to: toPerson(person),
  kind: 'draws.not-needed',
  params: {
    number: event.number,
    firstDay: event.firstDay,
    why: event.type === 'draws.cancelled' ? 'cancelled' : 'rearranged',
  },
});

type Params = Readonly<Record<string, Json>>;

const PLAIN: Readonly<Record<string, (params: Params) => string>> = {
  'draws.witness': (params) =>
    [
      `请您见证一次专家抽取（${text(params, 'number')}）。名单已经冻结，承诺值开头是 ${text(params, 'commit')}。`,
      text(params, 'by') === 'account'
        ? '请登录工作站点打开这项任务，报一个6位以上的数字。'
        : '请随意想一个6位以上的数字，或掷骰子，回复“见证”加数字，例如：见证 583920。',
      '双方都报完数字才会公布，谁也无法预先知道结果。',
    ].join('\n'),
  'draws.voided': (params) =>
    `${text(params, 'number')} 的一次抽取已作废，理由和次数请登录工作站点查看。`,
  'draws.moved': (params) =>
    `因为人员调整，${text(params, 'number')} 请您以${text(params, 'category')}专家身份参加，时间和地点不变。`,
  'draws.reply-entered': (params) =>
    `工作人员已按您电话里说的登记：${text(params, 'number')}，${
      text(params, 'answer') === 'accepted' ? '接受邀请' : '不能参加'
    }。如果不对，请回复“人工”。`,
};

/** The context's notices by kind: no institution, no case, fit for a lock screen (C-02). */
export const say = (kind: string, params: Params): Said | null => {
  if (kind === 'draws.invited') return sayInvited(params);
  if (kind === 'draws.disclosed') return sayDisclosed(params);
  if (kind === 'draws.not-needed') return sayNotNeeded(params);
  const plain = PLAIN[kind];
  return plain === undefined ? sayToStaff(kind, params) : { text: plain(params) };
};

/** Until when and how, within the 20 characters of a template's field (wechat-platform A8). */
export const replyNote = (replyBy: Date): string =>
  `${showInstant(replyBy)
    .replace(/^\d+年/u, '')
    .replace(' ', '')}前回复接受`;

const sayInvited = (params: Params): Said => {
  const [days, at] = [daysWords(params), text(params, 'assembleAt')];
  const category = text(params, 'category');
  const replyBy = new Date(text(params, 'replyBy'));
  return {
    text: [
      `医保局${params.named === true ? '' : '随机抽选，'}邀请您以${category}专家身份参加一项工作（${text(params, 'number')}）。`,
      // early, for a card is cut at its end (wechat-platform B3)
      `请在${showInstant(replyBy)}前答复，逾期将请其他专家。`,
      `时间：${days}，${at} 集合`,
      `地点：${text(params, 'place')}`,
      '能参加请回复“接受”，不能请回复“不能参加”加原因。',
    ].join('\n'),
    template: {
      name: 'drawInvitation',
      fields: {
        subject: `专家工作邀请 ${text(params, 'number')}`,
        when: `${days} ${at}`,
        place: text(params, 'place'),
        note: replyNote(replyBy),
      },
    },
  };
};

const sayDisclosed = (params: Params): Said => {
  const number = text(params, 'number');
  return askAboutTies(number, `${number} 的工作对象可以看了，回复“任务”查看，请保密。`);
};

const sayNotNeeded = (params: Params): Said => {
  const cancelled = text(params, 'why') === 'cancelled';
  const what = cancelled ? '已取消' : '人员有调整';
  return {
    text: [
      `${dayWords(params, 'firstDay')}的工作（${text(params, 'number')}）${what}，这次不用您参加了。`,
      '谢谢您的支持，请不用前往集合地点。',
    ].join('\n'),
    template: {
      name: 'progress',
      fields: {
        subject: `专家工作 ${text(params, 'number')}`,
        when: dayWords(params, 'firstDay'),
        place: '',
        note: `${what}，这次不用参加`,
      },
    },
  };
};

const text = (params: Params, name: string): string => {
  const value = params[name];
  return typeof value === 'string' ? value : '';
};

const dayWords = (params: Params, name: string): string => {
  const day = parseDay(text(params, name));
  return day === null ? '' : showDay(day);
};

const daysWords = (params: Params): string => {
  const [first, last] = [dayWords(params, 'firstDay'), dayWords(params, 'lastDay')];
  return first === last ? first : `${first}至${last}`;
};
