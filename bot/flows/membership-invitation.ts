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

/** What sounds like a no in somebody's own words: 年纪大了身体不好，干不了. */
const TOO_MUCH =
  /年纪大|岁数大|身体不(?:好|行|允许|太好)|生病|[干做当去来忙顾胜任担负][不]?(?:任|过来)?不(?:了|来|过来|下来|成)|胜任不|不(?:能)?胜任|没(?:有)?(?:精力|空|工夫|功夫|兴趣)|抽不出|走不开|不(?:想|打算)(?:当|干|做|去|参加|加入)|不合适|太忙|另请高明|算了吧/u;

/** 接受, or 谢绝 with the reason: the yes is the written acceptance of an invited person (GP-5.2, ZJ-7.2, A-05). */
export const membershipInvitation: OfferKind = {
  kind: 'offer',
  name: campaigns.INVITATION_OFFER,
  title,
  number,
  explain: (value) =>
    `${title(value)}是医保局想请您加入社会监督员或专家队伍，做什么、要声明什么都写在邀请里。是自愿的，不答应不影响任何待遇。想先问清楚，回复“人工”。`,
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
      hints: TOO_MUCH,
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
