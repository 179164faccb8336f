import type { Json } from '../kernel/action.ts';
import type { Notice, Said } from '../kernel/context.ts';
import { showInstant } from '../kernel/day.ts';
import { newId } from '../kernel/fresh.ts';
import type { World } from '../kernel/world.ts';
import type { EvaluationEvent } from './model-events.ts';

type Of<T extends EvaluationEvent['type']> = Extract<EvaluationEvent, { type: T }>;

/** The page on which one expert answers one question. */
export const OPINION_FORM = 'opinion';

/** Who is told of an event: never what a question is about or how anybody voted (C-02). */
export const announce = (event: EvaluationEvent, world: World<unknown>): readonly Notice[] => {
  switch (event.type) {
    case 'evaluation.round-opened':
      return event.way === 'paper' ? [] : event.voters.flatMap((one) => asked(event, one, world));
    case 'evaluation.round-counted':
      return event.way === 'paper' ? [] : event.voters.map((one) => counted(event, one));
    case 'evaluation.opinions-voided':
      return [voided(event)];
    case 'evaluation.evaluated':
      return [toSign(event)];
    case 'evaluation.signed-off':
      return [evaluated(event)];
    case 'evaluation.answered':
      return [answered(event)];
    case 'evaluation.work-prepared':
    case 'evaluation.round-withdrawn':
    case 'evaluation.work-moved':
    case 'evaluation.work-started':
    case 'evaluation.signed-in':
    case 'evaluation.absence-noted':
    case 'evaluation.opinion-given':
    case 'evaluation.result-entered':
    case 'evaluation.result-rejected':
    case 'evaluation.tie-decided':
    case 'evaluation.dissent-recorded':
    case 'evaluation.opinion-signed':
    case 'evaluation.signature-impossible':
    case 'evaluation.fee-entered':
    case 'evaluation.paper-printed':
    case 'evaluation.work-closed':
      return [];
  }
};

const asked = (
  event: Of<'evaluation.round-opened'>,
  person: string,
  { now, seed }: World<unknown>,
): readonly Notice[] => {
  const form = newId(seed, `form:${event.round}:${person}`);
  const due = new Date(event.dueAt);
  const params = { round: event.round, person, number: event.number, dueAt: event.dueAt };
  const ask: Notice = {
    key: `evaluation.opinion-asked:${event.round}:${person}`,
    to: { to: 'person', person },
    kind: 'evaluation.opinion-asked',
    params: { ...params, form },
    // people sit together and wait for it
    urgent: true,
    form: { id: form, kind: OPINION_FORM, person, subject: event.round, validUntil: due },
  };
  const remindAt = new Date(event.remindAt);
  if (remindAt <= now) return [ask];
  const remind: Notice = {
    key: `evaluation.opinion-reminder:${event.round}:${person}`,
    to: { to: 'person', person },
    kind: 'evaluation.opinion-reminder',
    params,
    notBefore: remindAt,
    validUntil: due,
  };
  return [ask, remind];
};

const counted = (event: Of<'evaluation.round-counted'>, person: string): Notice => ({
  key: `evaluation.round-counted:${event.round}:${person}`,
  to: { to: 'person', person },
  kind: 'evaluation.round-counted',
  params: { number: event.number },
});

const voided = (event: Of<'evaluation.opinions-voided'>): Notice => ({
  key: `evaluation.opinions-voided:${event.task}:${event.person}:${event.rounds.join(',').slice(0, 36)}`,
  to: { to: 'role', role: 'clerk' },
  kind: 'evaluation.opinions-voided',
  params: { number: event.number },
});

/** Once for all experts of the work. */
const toSign = (event: Of<'evaluation.evaluated'>): Notice => ({
  key: `evaluation.to-sign:${event.task}`,
  to: { to: 'role', role: 'leader' },
  kind: 'evaluation.to-sign',
  params: { number: event.number },
});

const evaluated = (event: Of<'evaluation.signed-off'>): Notice => ({
  key: `evaluation.signed-off:${event.evaluation}`,
  to: { to: 'person', person: event.person },
  kind: 'evaluation.signed-off',
  params: { number: event.number },
});

const answered = (event: Of<'evaluation.answered'>): Notice => ({
  key: `evaluation.answered:${event.evaluation}`,
  to: { to: 'role', role: 'clerk' },
  kind: 'evaluation.answered',
  params: { number: event.number },
});

type Params = Readonly<Record<string, Json>>;

const text = (params: Params, name: string): string => {
  const value = params[name];
  return typeof value === 'string' ? value : '';
};

/** The context's notices by kind. */
export const say = (kind: string, params: Params): Said | null => {
  const number = text(params, 'number');
  switch (kind) {
    case 'evaluation.opinion-asked':
      return sayAsked(params);
    case 'evaluation.opinion-reminder':
      return said(
        `${number} 还在等您的合议意见，请在${until(params)}前提交。回复“填写意见”取填写的网页。`,
        { subject: `合议意见 ${number}`, note: askNote(params) },
      );
    case 'evaluation.round-counted':
      return said(
        [
          `${number} 的合议已经计票。回复“填写意见”可以看结果。`,
          '您的意见如果和结果不同，可以在那里要求把意见和理由记入合议记录。',
        ].join('\n'),
        { subject: `合议已计票 ${number}`, note: '回复“填写意见”查看' },
      );
    case 'evaluation.signed-off':
      return said(`${number} 的工作评价已经填好。回复“工作评价”查看，也可以说明您的意见。`, {
        subject: `工作评价 ${number}`,
        note: '回复“工作评价”查看',
      });
    case 'evaluation.to-sign':
      return { text: `${number} 的专家工作评价等您签批，请到工作平台办理。` };
    case 'evaluation.opinions-voided':
      return { text: `${number} 有专家更换或回避，有关合议作废，请到工作平台重新发起合议。` };
    case 'evaluation.answered':
      return { text: `${number} 的工作评价有专家本人的说明，请到工作平台查看。` };
    default:
      return null;
  }
};

const until = (params: Params): string => showInstant(new Date(text(params, 'dueAt')));

/** Until when and what to answer, within the 20 characters of a template's field (wechat-platform A8). */
const askNote = (params: Params): string =>
  `${until(params)
    .replace(/^\d+年/u, '')
    .replace(' ', '')}前回复填写意见`;

const sayAsked = (params: Params): Said => {
  const number = text(params, 'number');
  const form = text(params, 'form');
  return {
    ...said(
      [
        `${number} 请您单独填写合议意见，${until(params)}前提交。`,
        '全部提交前，谁也看不到您写的内容。回复“填写意见”也能取到网页。',
        '网页只能用您自己的手机打开一次：',
      ].join('\n'),
      { subject: `合议意见 ${number}`, note: askNote(params) },
    ),
    form,
  };
};

const said = (
  words: string,
  { subject, note }: { readonly subject: string; readonly note: string },
): Said => ({
  text: words,
  template: { name: 'reminder', fields: { subject, when: '请尽快', place: '', note } },
});
