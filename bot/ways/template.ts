import { templateFor } from '../jobs/template.ts';
import { closed, type Way } from './way.ts';

/** The platform knows a template message's id for ten minutes; one is for the way there (A8). */
const ID_KNOWN_MS = 9 * 60_000;

/** A template message: what the bureau's file says of its fields, at any time. */
export const template: Way = {
  name: 'template',
  by: 'chat',
  repeatableMs: () => ID_KNOWN_MS,
  prepare: (_tx, errand) => {
    const { hand, said, identity, outward, page, messageKey } = errand;
    const { officialAccount } = hand.app.bureauOf(hand.bureau).channels;
    const filled = templateFor(officialAccount?.templates ?? {}, said);
    if (filled === null) return Promise.resolve(closed('没有可用的模板'));
    const url = page === null ? {} : { url: page };
    const message = { to: identity.id, ...filled, ...url, clientMsgId: messageKey };
    return Promise.resolve({ kind: 'open', send: () => outward.sendTemplate(message) });
  },
};
