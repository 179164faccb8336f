import { z } from 'zod';
import { membership, showDay } from '../../domain/index.ts';
import type { OfferKind } from '../dialogue/flow.ts';
import { finished, refused } from './refused.ts';

const params = z.object({ term: z.string() });

/** Which wording of the invitation was agreed to; raised when `membership.invited` changes its meaning. */
const VERSION = 'invitation-1';

/** 同意 or 不同意: an invited expert enters the pool by consent (ZJ-7.2). */
export const expertConsent: OfferKind = {
  kind: 'offer',
  name: 'expertConsent',
  title: () => '加入专家库的邀请',
  remind: () => '加入专家库的邀请还在等您答复：愿意请回复“同意”，不愿意请回复“不同意”。',
  replies: [
    {
      id: 'decline',
      words: ['不同意', '不愿意', '不参加专家库', '不加入', '同意不了'],
      answer: async ({ facts, desk }, reply) => {
        const input = { term: params.parse(reply.params).term, reason: reply.rest };
        const outcome = await desk.app.performIn(
          desk.tx,
          membership.declineExpertConsent,
          input,
          facts.actor,
        );
        return outcome.kind === 'done'
          ? finished('已记下，您不加入专家库。谢谢答复，以后改变主意可以联系工作人员。')
          : refused(outcome, '这份邀请不需要您答复。');
      },
    },
    {
      id: 'agree',
      words: ['同意', '愿意', '我同意', '我愿意', '同意加入'],
      alone: true,
      answer: async ({ facts, desk }, reply) => {
        const input = { term: params.parse(reply.params).term, version: VERSION };
        const outcome = await desk.app.performIn(
          desk.tx,
          membership.giveExpertConsent,
          input,
          facts.actor,
        );
        if (outcome.kind !== 'done') return refused(outcome, '这份邀请不需要您答复。');
        const begun = outcome.events.find((event) => event.type === 'membership.consented');
        return finished(
          `您已加入专家库${begun === undefined ? '' : `，聘期至${showDay(begun.lastDay)}`}。`,
          '与某家单位有关联请回复“回避”，近期没空请回复“没空”。',
        );
      },
    },
  ],
};
