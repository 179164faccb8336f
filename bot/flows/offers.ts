import { z } from 'zod';
import { liaison } from '../../domain/index.ts';
import type { Done, OfferKind } from '../dialogue/flow.ts';
import { drawInvitation, drawRecusal } from './invitations.ts';
import { drawWitness } from './witness.ts';
import { expertConsent } from './consent.ts';
import { membershipInvitation } from './membership-invitation.ts';
import { finished, refused } from './refused.ts';

const alertParams = z.object({ alert: z.string() });

type No = Parameters<typeof refused>[0];

/** A colleague was faster: the card asks no more. */
const notAcknowledged = (no: No): Done => ({
  ...refused(no, '这条提醒不需要您确认。'),
  ...(no.kind === 'refused' &&
    no.reason.code === 'liaison.already-acknowledged' && { card: '已有人确认' }),
});

/** 已知悉: an alert is acknowledged by the one it was sent to (GP-12a, GP-8.6e). */
const acknowledge: OfferKind = {
  kind: 'offer',
  name: 'acknowledge',
  title: () => '请确认知悉的提醒',
  remind: () => '有一条提醒等您确认，看过了请回复“已知悉”。',
  buttons: [{ reply: 'acknowledge', label: '已知悉' }],
  replies: [
    {
      id: 'acknowledge',
      words: ['已知悉', '知悉', '已知晓', '收到', '知道了'],
      alone: true,
      answer: async ({ facts, desk }, { params }) => {
        const { alert } = alertParams.parse(params);
        const outcome = await desk.app.performIn(
          desk.tx,
          liaison.acknowledgeAlert,
          { alert },
          facts.actor,
        );
        return outcome.kind === 'done'
          ? { ...finished('已记录您知悉。请登录工作站点处理。'), card: '已知悉' }
          : notAcknowledged(outcome);
      },
    },
  ],
};

/** Everything that may be answered in words, each once. */
export const OFFERS: readonly OfferKind[] = [
  expertConsent,
  membershipInvitation,
  drawInvitation,
  drawRecusal,
  drawWitness,
  acknowledge,
];
