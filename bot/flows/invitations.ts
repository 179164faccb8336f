import { z } from 'zod';
import { draws, type Json } from '../../domain/index.ts';
import type { Doing, Done, OfferKind } from '../dialogue/flow.ts';
import { finished, refused } from './refused.ts';

const params = z.object({ invitation: z.string(), number: z.string() });

const NOT_YOURS = '这份邀请不在您名下。有疑问请回复“人工”。';

const number = (value: Json): string => params.parse(value).number;
const title = (value: Json): string => `任务${number(value)}`;

const NEEDS_REASON = {
  ask: '请说一下不能参加的原因，方便我们另作安排。',
  example: '当天有手术排班',
};

const reply = async (
  { facts, desk }: Doing,
  said: { readonly params: Json; readonly rest: string },
  answer: 'accept' | 'decline' | 'withdraw',
): Promise<Done> => {
  const { invitation } = params.parse(said.params);
  const input = { invitation, answer, reason: said.rest };
  const outcome = await desk.app.performIn(desk.tx, draws.replyToDraw, input, facts.actor);
  if (outcome.kind !== 'done') return refused(outcome, NOT_YOURS);
  return finished(draws.replyWords(outcome.events[0]) ?? '已记下您的答复。');
};

const hasAccepted = async ({ facts, desk }: Doing, invitation: string): Promise<boolean> => {
  const own = await draws.invitationsOfPerson(desk.tx, facts.actor.person ?? '');
  return own.some((one) => one.id === invitation && one.status === 'accepted');
};

/** 接受 or 不能参加; an acceptance may turn into 不能参加 in time (ZJ-14.3, C-11, F16). */
export const drawInvitation: OfferKind = {
  kind: 'offer',
  name: 'drawInvitation',
  title,
  number,
  replies: [
    {
      id: 'decline',
      words: [
        '不能参加',
        '不参加',
        '参加不了',
        '参加不成',
        '无法参加',
        '没法参加',
        '不能去',
        '去不了',
        '去不成',
        '来不了',
        '不去',
        '接受不了',
        '不能接受',
        '不接受',
        '没时间',
        '请假',
      ],
      inside: true,
      needs: NEEDS_REASON,
      answer: async (context, said) => {
        const accepted = await hasAccepted(context, params.parse(said.params).invitation);
        return reply(context, said, accepted ? 'withdraw' : 'decline');
      },
    },
    {
      id: 'accept',
      words: ['接受', '接受邀请', '参加', '可以参加', '能参加', '我参加', '能去', '可以去'],
      alone: true,
      answer: (context, said) => reply(context, said, 'accept'),
    },
  ],
};

const conflict = async (
  { facts, desk }: Doing,
  said: { readonly params: Json; readonly rest: string },
  needsRecusal: boolean,
): Promise<Done> => {
  const { invitation } = params.parse(said.params);
  const input = { invitation, needsRecusal, reason: said.rest };
  const outcome = await desk.app.performIn(desk.tx, draws.declareDrawConflict, input, facts.actor);
  if (outcome.kind !== 'done') return refused(outcome, NOT_YOURS);
  return finished(draws.replyWords(outcome.events[0]) ?? '已记下您的答复。');
};

/** 需回避 or 无需回避, once the institution was told (ZJ-11.0, ZJ-14.4, A-23). */
export const drawRecusal: OfferKind = {
  kind: 'offer',
  name: 'drawRecusal',
  title,
  number,
  replies: [
    {
      id: 'clear',
      words: ['无需回避', '不需回避', '不需要回避', '不用回避', '没有需要回避', '无须回避'],
      alone: true,
      answer: (context, said) => conflict(context, said, false),
    },
    {
      id: 'recuse',
      words: ['需回避', '需要回避', '要回避', '应当回避'],
      needs: { ask: '请简单说一下原因，亲属的姓名不用写。', example: '去年在该院兼职' },
      answer: (context, said) => conflict(context, said, true),
    },
  ],
};
