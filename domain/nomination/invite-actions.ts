import { defineAction } from '../kernel/action.ts';
import { INVITING_SOMEBODY } from '../campaigns/index.ts';
import { openInvitation } from './gather.ts';
import { INVITING_APPLICANTS } from './policy.ts';
import { asksApplication } from './rules-invited.ts';

/** 特邀聘任, 主动邀请: whoever has said yes and still owes the application is not asked again (GP-5.2, A-21). */
export const inviteMember = defineAction({
  ...INVITING_SOMEBODY,
  name: 'campaigns.invite',
  policy: INVITING_APPLICANTS,
  gather: async (tx, { person, roster }, { now, policy }, actor) => {
    const standing = await INVITING_SOMEBODY.gather(tx, { person, roster }, now, actor);
    const awaited = asksApplication(roster, policy)
      ? await openInvitation(tx, { person, roster }, { now, policy })
      : null;
    return { ...standing, open: standing.open ?? awaited?.number ?? null };
  },
});
