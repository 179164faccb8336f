import type { Json } from '../kernel/action.ts';
import type { Notice, Said } from '../kernel/context.ts';
import { showDay, showInstant, parseDay } from '../kernel/day.ts';
import { newId } from '../kernel/fresh.ts';
import type { World } from '../kernel/world.ts';
import { ALERT_KINDS, isHeardAtOnce, type LiaisonEvent, type LiaisonRefusal } from './model.ts';

export const refuse = (refusal: LiaisonRefusal): string => {
  switch (refusal.code) {
    case 'liaison.not-eligible':
      return refusal.as === 'officer'
        ? '这个账号不能担任联络员：账号已停用，或没有“联络员”角色。请先在账号管理里加上角色，或另选一位。'
        : '这个账号不能代班：账号已停用，或没有联络员、经办人、科室负责人、分管领导角色。请另选一位。';
    case 'liaison.already-officer':
      return '这位同事现在就是联络员，不需要再指定。';
    case 'liaison.no-officer':
      return '还没有指定联络员。请先指定联络员，再安排代班。';
    case 'liaison.cover-is-officer':
      return '联络员不能给自己代班，请另选一位同事。';
    case 'liaison.cover-backwards':
      return '代班的结束日期早于开始日期，请核对后再填。';
    case 'liaison.cover-overlaps':
      return `${shown(refusal.from)}至${shown(refusal.to)}已经安排了代班。请先结束那一次，或改日期。`;
    case 'liaison.no-cover':
      return '没有找到这次代班，可能已经结束。请刷新页面。';
    case 'liaison.already-raised':
    case 'liaison.unknown':
    case 'liaison.already-acknowledged':
    case 'liaison.nothing-due':
    case 'liaison.already-reported':
      return refuseAlert(refusal);
  }
};

type AlertRefusal = Extract<
  LiaisonRefusal,
  {
    readonly code:
      | 'liaison.already-raised'
      | 'liaison.unknown'
      | 'liaison.already-acknowledged'
      | 'liaison.nothing-due'
      | 'liaison.already-reported';
  }
>;

const refuseAlert = (refusal: AlertRefusal): string => {
  switch (refusal.code) {
    case 'liaison.already-raised':
      return '这件事已经提醒过，不再重复提醒。';
    case 'liaison.unknown':
      return '找不到这条提醒，请回到提醒列表查看。';
    case 'liaison.already-acknowledged':
      return `这条提醒已在${showInstant(refusal.at)}确认知悉，不需要再确认。`;
    case 'liaison.nothing-due':
      return '没有超时未确认的提醒。';
    case 'liaison.already-reported':
      return `这件事已在${showInstant(refusal.at)}上报，不需要再报。`;
  }
};

const shown = (text: string): string => {
  const day = parseDay(text);
  return day === null ? text : showDay(day);
};

/** Alerts go to accounts by name, at the hour of their kind; the answer to them is 已知悉. */
export const announce = (event: LiaisonEvent, world: World<unknown>): readonly Notice[] => {
  switch (event.type) {
    case 'liaison.alert-raised':
      return event.to.map((account) =>
        alertNotice(event, { account, notice: 'liaison.alert' }, world),
      );
    case 'liaison.escalated':
      return [
        ...event.to.map((account) =>
          alertNotice(event, { account, notice: 'liaison.escalated' }, world),
        ),
        ...event.again.map((account) =>
          alertNotice(event, { account, notice: 'liaison.reminder' }, world),
        ),
      ];
    case 'liaison.designated':
      return [
        {
          key: `liaison.designated:${event.designation}`,
          to: { to: 'account', account: event.account },
          kind: 'liaison.designated',
          params: { roster: event.roster },
        },
      ];
    case 'liaison.cover-set':
      return [
        {
          key: `liaison.cover:${event.cover}`,
          to: { to: 'account', account: event.account },
          kind: 'liaison.cover',
          params: { roster: event.roster, from: event.from, until: event.to },
        },
      ];
    case 'liaison.cover-ended':
    case 'liaison.acknowledged':
    case 'liaison.settled':
    case 'liaison.reported-upward':
      return [];
  }
};

type AlertEvent = Extract<LiaisonEvent, { type: 'liaison.alert-raised' | 'liaison.escalated' }>;

const alertNotice = (
  event: AlertEvent,
  { account, notice }: { readonly account: string; readonly notice: `liaison.${string}` },
  world: World<unknown>,
): Notice => ({
  key: `${notice}:${event.alert}:${account}`,
  to: { to: 'account', account },
  kind: notice,
  params: {
    alert: event.alert,
    number: event.number,
    kind: event.kind,
    ...(event.dutyPhone === null ? {} : { dutyPhone: event.dutyPhone }),
  },
  urgent: isHeardAtOnce(event.kind),
  offer: {
    id: newId(world.seed, `${notice}:${event.alert}:${account}`),
    target: account,
    name: 'acknowledge',
    params: { alert: event.alert },
  },
});

/** Chat text of an alert: what kind, which number; never what it is about (C-02). */
export const say = (kind: string, params: Readonly<Record<string, Json>>): Said | null => {
  const what = `${matterWords(params)}（${word(params.number)}）`;
  const phone =
    word(params.dutyPhone) === '' ? '' : `下班时间值班电话：${word(params.dutyPhone)}。`;
  switch (kind) {
    case 'liaison.alert':
      return alertSaid(`【提醒】${what}。请回复“已知悉”，再到工作平台办理。${phone}`, params);
    case 'liaison.reminder':
      return alertSaid(`【再次提醒】${what}，还没有人确认。请回复“已知悉”。${phone}`, params);
    case 'liaison.escalated':
      return alertSaid(
        `【超时未确认】${what}，联络员还没有确认，请您过问。请回复“已知悉”。${phone}`,
        params,
      );
    case 'liaison.designated':
      return { text: '您已被指定为联络员，群众留言和提醒会发给您。请到工作平台查看。' };
    case 'liaison.cover':
      return {
        text: `您已被安排代班：${shown(word(params.from))}至${shown(word(params.until))}，期间的留言和提醒会发给您。`,
      };
    default:
      return null;
  }
};

/** What kind of matter; of invitations, how many are still without an answer where that is known. */
const matterWords = ({ kind, left }: Readonly<Record<string, Json>>): string =>
  typeof left === 'number' && left > 0
    ? `还有${left}位专家没有答复邀请`
    : (ALERT_KINDS[word(kind)]?.words ?? '有事项需要您处理');

const word = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** An alert and its reminder are of one matter: after days without delivery only the last is sent. */
const alertSaid = (text: string, params: Readonly<Record<string, Json>>): Said => ({
  text,
  about: `alert ${word(params.alert)}`,
  template: {
    name: 'reminder',
    // what kind of matter stands in the words of the chat, never on a lock screen (C-02)
    fields: {
      subject: `提醒待确认 ${word(params.number)}`,
      when: '请尽快',
      place: '工作平台',
      note: '请回复“已知悉”',
    },
  },
});
