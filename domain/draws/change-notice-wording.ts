import type { Json } from '../kernel/action.ts';
import type { Notice, Recipient, Said } from '../kernel/context.ts';
import { parseDay, showDay, showInstant } from '../kernel/day.ts';
import { newId } from '../kernel/fresh.ts';
import type { World } from '../kernel/world.ts';
import type { ChangeEvent } from './change-model.ts';
import { CHOICE_WORDS, type ChoiceEvent } from './choice-model.ts';
import { endOf } from './invite-rules.ts';
import type { Told } from './model-events.ts';
import { replyNote } from './notice-wording.ts';
import { askAboutTies } from './ties-wording.ts';

/** Events of what may happen after a draw. */
type LaterEvent = ChangeEvent | ChoiceEvent;
type Of<T extends LaterEvent['type']> = Extract<LaterEvent, { type: T }>;

const LATER: Readonly<Record<LaterEvent['type'], true>> = {
  'draws.choice-proposed': true,
  'draws.choice-decided': true,
  'draws.task-changed': true,
  'draws.rescheduled': true,
  'draws.targets-changed': true,
  'draws.entry-checked': true,
  'draws.lottery-postponed': true,
  'draws.lottery-corrected': true,
};

export const isLaterEvent = (event: { readonly type: string }): event is LaterEvent =>
  Object.hasOwn(LATER, event.type);

/** Who is told of a choice or a change. */
export const announceLater = (event: LaterEvent, world: World<unknown>): readonly Notice[] => {
  switch (event.type) {
    case 'draws.choice-proposed':
      return proposal(event);
    case 'draws.choice-decided':
      return [decision(event), ...event.released.map((told) => notNeeded(event, told))];
    case 'draws.rescheduled':
      return [
        ...event.asked.map((one) => askedAgain(event, one, world)),
        ...event.released.map((told) =>
          notNeeded({ number: event.number, firstDay: event.was.firstDay }, told),
        ),
      ];
    case 'draws.targets-changed':
      return event.told.map((told) => lookAgain(event, told, world));
    case 'draws.entry-checked':
      return event.agrees ? [] : disputed(event);
    case 'draws.task-changed':
    case 'draws.lottery-postponed':
    case 'draws.lottery-corrected':
      return [];
  }
};

const toPerson = (person: string): Recipient => ({ to: 'person', person });

/** Whoever may approve; never the one who proposed. */
const proposal = (event: Of<'draws.choice-proposed'>): readonly Notice[] =>
  (['sectionHead', 'leader'] as const).map((role) => ({
    key: `draws.choice-proposed:${event.choice}:${role}`,
    to: { to: 'role', role, except: [event.proposedBy] },
    kind: 'draws.choice-proposed',
    params: { number: event.number, choice: event.kind },
  }));

const decision = (event: Of<'draws.choice-decided'>): Notice => ({
  key: `draws.choice-decided:${event.choice}`,
  to: { to: 'account', account: event.proposedBy },
  kind: 'draws.choice-decided',
  params: { number: event.number, choice: event.kind, approved: event.approved },
});

const notNeeded = (
  { number, firstDay }: { readonly number: string; readonly firstDay: string },
  { invitation, person }: Told,
): Notice => ({
  key: `draws.not-needed:${invitation}`,
  to: toPerson(person),
  kind: 'draws.not-needed',
  params: { number, firstDay, why: 'rearranged' },
});

/** A fresh question: the former answer was to other days (C-07). */
const askedAgain = (
  event: Of<'draws.rescheduled'>,
  one: Of<'draws.rescheduled'>['asked'][number],
  world: World<unknown>,
): Notice => ({
  key: `draws.rescheduled:${one.invitation}:${event.version}`,
  to: toPerson(one.person),
  kind: 'draws.rescheduled',
  params: {
    invitation: one.invitation,
    number: event.number,
    category: one.category,
    firstDay: event.firstDay,
    lastDay: event.lastDay,
    assembleAt: event.assembleAt,
    place: event.private.place,
    replyBy: one.replyBy,
  },
  urgent: one.urgent,
  validUntil: endOf(event),
  offer: {
    id: newId(world.seed, `again-offer:${one.invitation}`),
    target: one.person,
    name: 'drawInvitation',
    params: { invitation: one.invitation, number: event.number },
  },
});

/** Whoever knew the former institution looks at the new one before going on (draw-9, ZJ-11.0). */
const lookAgain = (
  event: Of<'draws.targets-changed'>,
  told: Told,
  world: World<unknown>,
): Notice => ({
  key: `draws.targets-changed:${told.invitation}:${event.version}`,
  to: toPerson(told.person),
  kind: 'draws.targets-changed',
  params: { invitation: told.invitation, number: event.number },
  urgent: true,
  offer: {
    id: newId(world.seed, `recusal-again:${told.invitation}`),
    target: told.person,
    name: 'drawRecusal',
    params: { invitation: told.invitation, number: event.number },
  },
});

/** Who entered it and the head of the section hear that somebody doubts it (draw-15). */
const disputed = (event: Of<'draws.entry-checked'>): readonly Notice[] => {
  const key = `draws.entry-disputed:${event.invitation}:${event.enteredAt}`;
  const rest = { kind: 'draws.entry-disputed' as const, params: { number: event.number } };
  return [
    { ...rest, key, to: { to: 'account', account: event.enteredBy } },
    {
      ...rest,
      key: `${key}:head`,
      to: { to: 'role', role: 'sectionHead', except: [event.enteredBy] },
    },
  ];
};

type Params = Readonly<Record<string, Json>>;

/** The notices of choices and changes by kind; null: it is none of these. */
export const sayLater = (kind: string, params: Params): Said | null => {
  switch (kind) {
    case 'draws.choice-proposed':
      return {
        text: `${text(params, 'number')} 名额补不齐，有人提出“${choiceWords(params)}”，等您批准。请登录工作站点打开任务页面。`,
      };
    case 'draws.choice-decided':
      return {
        text: `${text(params, 'number')} 的“${choiceWords(params)}”${
          params.approved === true ? '已批准并执行' : '没有批准'
        }，请打开任务页面查看。`,
      };
    case 'draws.entry-disputed':
      return {
        text: `${text(params, 'number')} 有一份电话答复，同事核对后认为登记有误。请打开任务页面，再打电话问清楚。`,
      };
    case 'draws.targets-changed':
      return sayTargets(params);
    case 'draws.rescheduled':
      return sayRescheduled(params);
    default:
      return null;
  }
};

const sayTargets = (params: Params): Said => {
  const number = text(params, 'number');
  return askAboutTies(number, `${number} 的工作对象有变化，回复“任务”重新查看，请保密。`);
};

const sayRescheduled = (params: Params): Said => {
  const when = `${daysWords(params)}，${text(params, 'assembleAt')} 集合`;
  const replyBy = new Date(text(params, 'replyBy'));
  return {
    text: [
      `${text(params, 'number')}（${text(params, 'category')}专家）时间或地点有变，之前的答复不再算数。`,
      // early, for a card is cut at its end (wechat-platform B3)
      `请在${showInstant(replyBy)}前答复，逾期将请其他专家。`,
      `时间改为：${when}`,
      `地点：${text(params, 'place')}`,
      '能参加请回复“接受”，不能请回复“不能参加”加原因。',
    ].join('\n'),
    template: {
      name: 'drawInvitation',
      fields: {
        subject: `专家工作改期 ${text(params, 'number')}`,
        when: `${daysWords(params)} ${text(params, 'assembleAt')}`,
        place: text(params, 'place'),
        note: replyNote(replyBy),
      },
    },
  };
};

const choiceWords = (params: Params): string => {
  const found = Object.entries(CHOICE_WORDS).find(([kind]) => kind === params.choice);
  return found?.[1] ?? '';
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
