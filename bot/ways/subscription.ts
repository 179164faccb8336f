import { endConsent, giveBackConsent, takeConsent } from '../../domain/exchange/index.ts';
import { templateFor } from '../jobs/template.ts';
import { closed, type Way } from './way.ts';

const NOT_AGREED = 43101;

/** A subscription notice: only to whoever has agreed to its template, once each or for good (A8). */
export const subscription: Way = {
  name: 'subscription',
  by: 'chat',
  repeatableMs: () => 0,
  prepare: async (tx, errand) => {
    const { hand, said, identity, conversation, outward, page, now } = errand;
    const { officialAccount } = hand.app.bureauOf(hand.bureau).channels;
    const filled = templateFor(officialAccount?.subscriptions ?? {}, said);
    const { sendSubscription } = outward;
    if (filled === null || sendSubscription === undefined) return closed('没有可用的订阅通知');
    const consent = { conversation, template: filled.templateId, now };
    if (!(await takeConsent(tx, consent))) return closed('没有同意接收订阅通知');
    const url = page === null ? {} : { url: page };
    return {
      kind: 'open',
      send: () => sendSubscription.call(outward, { to: identity.id, ...filled, ...url }),
      lost: (inside, { errcode }) =>
        errcode === NOT_AGREED ? endConsent(inside, consent) : giveBackConsent(inside, consent),
    };
  },
};
