import { showDay, showInstant } from '../kernel/day.ts';
import type { DrawsEvent } from './model-events.ts';
import { isOfAttempt, refuseAttempt } from './attempt-wording.ts';
import type { ChangeRefusal } from './change-model.ts';
import { isLaterEvent } from './change-notice-wording.ts';
import { isLater, refuseLater } from './change-wording.ts';
import type { ChoiceRefusal } from './choice-model.ts';
import type { AttemptRefusal } from './model-attempt.ts';
import type { DrawsRefusal, LateReason } from './model.ts';

type RefusalOf<C extends DrawsRefusal['code']> = Extract<DrawsRefusal, { code: C }>;
type EntryRefusal = RefusalOf<
  | 'draws.unknown-type'
  | 'draws.unknown-category'
  | 'draws.unknown-institution'
  | 'draws.unknown-account'
  | 'draws.no-institution'
  | 'draws.days-over'
  | 'draws.days-reversed'
  | 'draws.place-gives-away'
>;
export const refuse = (refusal: DrawsRefusal): string =>
  isLater(refusal) ? refuseLater(refusal) : refuseSooner(refusal);

type SoonerRefusal = Exclude<DrawsRefusal, ChangeRefusal | ChoiceRefusal>;
const refuseSooner = (refusal: SoonerRefusal): string =>
  isOfAttempt(refusal) ? refuseAttempt(refusal) : refuseWork(refusal);

const refuseWork = (refusal: Exclude<SoonerRefusal, AttemptRefusal>): string => {
  switch (refusal.code) {
    case 'draws.unknown':
      return '找不到这项工作或这份邀请，请回到任务列表重新选择。';
    case 'draws.not-drawn':
      return `${refusal.number} 还没有抽取专家，请先抽取。`;
    case 'draws.already-disclosed':
      return `${refusal.number} 的检查对象已在${showInstant(refusal.at)}告知，不用再次告知。`;
    case 'draws.not-privy':
      return `${refusal.number} 的被检查单位只能由登记任务的人或另一位知情人告知。请联系他们办理。`;
    case 'draws.too-early-to-disclose':
      return `现在告知检查对象太早，${showDay(refusal.from)}起才可以。集合时再点“告知”。`;
    case 'draws.nobody-to-tell':
      return `${refusal.number} 还没有专家接受邀请，暂时不用告知。`;
    case 'draws.not-disclosed':
      return '检查对象还没有告知，集合时会请您确认是否需要回避。';
    case 'draws.cleared-already':
      return `您在${showInstant(refusal.at)}已经说过对 ${refusal.number} 无需回避，我们记下了，不用再回复。情况有变化请回复“需回避”加原因。`;
    case 'draws.reason-needed':
      return '请说一下不能参加的原因，例如：不能参加，当天有手术。';
    case 'draws.nothing-due':
      return '目前没有需要处理的邀请。';
    case 'draws.started':
      return `${refusal.number} 的集合时间已过，不能再抽取。请重新登记工作时间。`;
    case 'draws.is-closed':
      return `${refusal.number} 已经办结归档，不能再改。需要更正请联系分管领导另行记录。`;
    case 'draws.is-cancelled':
      return `${refusal.number} 已经取消。需要时请重新登记一项工作。`;
    case 'draws.unknown-type':
    case 'draws.unknown-category':
    case 'draws.unknown-institution':
    case 'draws.unknown-account':
    case 'draws.no-institution':
    case 'draws.days-over':
    case 'draws.days-reversed':
    case 'draws.place-gives-away':
      return refuseEntry(refusal);
  }
};

const refuseEntry = (refusal: EntryRefusal): string => {
  switch (refusal.code) {
    case 'draws.unknown-type':
      return `没有“${refusal.type}”这种工作类型，请从列表中选择。`;
    case 'draws.unknown-category':
      return `没有“${refusal.category}”这个专业类别，请从列表中选择。`;
    case 'draws.unknown-institution':
      return '选择的机构不在名单里，请重新选择，名单外的请直接填写名称。';
    case 'draws.unknown-account':
      return '找不到另一位知情人的账号，或账号已停用，请重新选择。';
    case 'draws.no-institution':
      return `${refusal.type}需要写明检查对象，请选择机构或填写名称。`;
    case 'draws.days-over':
      return '集合时间已经过了，请改成以后的时间。';
    case 'draws.days-reversed':
      return '结束日期早于开始日期，请重新填写。';
    case 'draws.place-gives-away':
      return '集合地点里出现了检查对象的名称，会提前泄露。请换一个地点，例如医保局门口。';
  }
};

const LATE_WORDS: Readonly<Record<LateReason, string>> = {
  'already-said': '您之前已经这样答复过，不用再回复。',
  'first-stands': '您之前已经答复过，以第一次的答复为准。情况有变化请回复“人工”联系工作人员。',
  'seat-taken': '谢谢您的答复。因为过了答复时间，已经改请其他专家，这次不用参加了。',
  started: '工作已经开始，不能再在这里更改。请直接打电话联系带队人员，或回复“人工”。',
  rearranged: '这项工作的人员安排有调整，这次不用您参加了，也不用再答复。谢谢您的支持。',
  over: '这项工作已经取消，不用答复，也不用参加了。',
};

/** What an expert reads after an answer: the sentence for the first event of it. */
export const replyWords = (event: DrawsEvent): string | null => {
  if (isLaterEvent(event)) return null;
  switch (event.type) {
    case 'draws.accepted':
      return [
        `已记下：您接受 ${event.number}。`,
        // draw-12: who was told that the seat goes to others reads why it did not
        ...(event.afterReplyBy ? ['虽然过了答复时间，名额还空着，您的答复有效。'] : []),
        '请按时集合；临时去不了请回复“不能参加”加原因。',
      ].join('');
    case 'draws.declined':
      return event.withdrew
        ? `已记下：您不能参加 ${event.number}，我们会另请其他专家。谢谢您提前告知。`
        : `已记下：您不能参加 ${event.number}。谢谢答复，下次再邀请您。`;
    case 'draws.recused':
      return event.by === 'self'
        ? `已记下：您对 ${event.number} 回避，这次不用参加，也请不要打听和谈论。`
        : `按回避规定，${event.number} 这次不用您参加。谢谢您的答复。`;
    case 'draws.cleared':
      return `已记下：您对 ${event.number} 没有需要回避的情形。请注意保密。`;
    case 'draws.reply-late':
      return LATE_WORDS[event.why];
    case 'draws.contributed':
      return `已收到您为 ${event.number} 报的数字，并已封存，校验值开头是 ${event.hash.slice(0, 8)}。抽取后会公布，您可以核对。谢谢您的见证。`;
    case 'draws.task-entered':
    case 'draws.committed':
    case 'draws.drawn':
    case 'draws.rehearsed':
    case 'draws.voided':
    case 'draws.replaced':
    case 'draws.invited':
    case 'draws.silenced':
    case 'draws.disclosed':
    case 'draws.exhausted':
    case 'draws.filled':
    case 'draws.cancelled':
      return null;
  }
};
