import { z } from 'zod';
import { campaigns, type Json } from '../../domain/index.ts';
import type { Doing, Done, OfferKind } from '../dialogue/flow.ts';
import { finished, refused } from './refused.ts';

const params = z.object({ invitation: z.string(), number: z.string() });

const NOT_YOURS = '这份邀请不在您名下。有疑问请回复“人工”。';

const number = (value: Json): string => params.parse(value).number;
const title = (value: Json): string => `邀请${number(value)}`;

interface Said {
  readonly params: Json;
  readonly rest: string;
}

/** A yes is to the consent text that stood in the offer: its version is kept with the invitation. */
const answer = async (
  { facts, desk }: Doing,
  { params: of, rest }: Said,
  more: { readonly answer: 'accept' | 'decline'; readonly publication: boolean },
): Promise<Done> => {
  const { invitation } = params.parse(of);
  const known = await campaigns.readInvitation(desk.tx, invitation);
  const consent = known?.terms?.consent.version ?? '';
  const input = { invitation, consent, reason: rest, ...more };
  const outcome = await desk.app.performIn(desk.tx, campaigns.answerInvitation, input, facts.actor);
  if (outcome.kind !== 'done') return refused(outcome, NOT_YOURS);
  return finished(...campaigns.answeredWords(outcome.events[0]));
};

/** 接受, or 谢绝 with the reason: the yes is the written acceptance of an invited person (GP-5.2, ZJ-7.2, A-05). */
export const membershipInvitation: OfferKind = {
  kind: 'offer',
  name: campaigns.INVITATION_OFFER,
  title,
  number,
  remind: (value) =>
    `${title(value)}还在等您答复：愿意请回复“接受”，不愿意请回复“谢绝”加原因；已经答复的不用再回。`,
  replies: [
    {
      id: 'decline',
      words: [
        '谢绝',
        '婉拒',
        '拒绝',
        '不接受',
        '接受不了',
        '不能接受',
        '不同意',
        '不愿意',
        '不参加',
        '不加入',
        '不担任',
        '没时间',
      ],
      inside: true,
      needs: { ask: '请简单说一下原因，方便我们另作安排。', example: '工作忙，抽不出时间' },
      answer: (context, said) => answer(context, said, { answer: 'decline', publication: false }),
    },
    {
      id: 'accept-public',
      words: ['接受并同意公开', '接受，同意公开', '接受同意公开', '同意并同意公开', '接受并公开'],
      alone: true,
      answer: (context, said) => answer(context, said, { answer: 'accept', publication: true }),
    },
    {
      id: 'accept',
      words: [
        '接受',
        '接受邀请',
        '我接受',
        '同意',
        '我同意',
        '同意接受',
        '愿意',
        '我愿意',
        '愿意担任',
        '同意担任',
        '愿意加入',
        '同意加入',
      ],
      alone: true,
      answer: (context, said) => answer(context, said, { answer: 'accept', publication: false }),
    },
  ],
};
