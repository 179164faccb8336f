import { tagFollowers } from '../menus.ts';
import type { Duty } from './duty.ts';

/** Personal menus follow the roles: a term that began or ended changes what its holder sees (GP-7d, A11). */
export const followRoles: Duty = {
  name: 'menu-tags',
  when: { kind: 'minutes', every: 30 },
  run: async ({ app, bureau, outward, onFault }) => {
    const menu = app.bureauOf(bureau).channels.officialAccount?.menu;
    const tags = outward(bureau, 'official-account')?.tags;
    if (menu === undefined || tags === undefined) return;
    // a platform that does not answer is asked again half an hour later
    await tagFollowers({ app, bureau }, menu, tags).catch(onFault);
  },
};
