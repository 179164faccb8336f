import { followersAfter, type Follower } from '../../domain/exchange/index.ts';
import { campaigns, isOfficeTime, OFFICE, type Tx } from '../../domain/index.ts';
import { putNotice } from '../../domain/notices/index.ts';
import { systemActor, type Duty, type DutyHand } from './duty.ts';
import { untilNothingDue } from './timed.ts';

/** Invitations that nobody answered in time end (GP-5.2). */
export const expireInvitations: Duty = {
  name: 'expire-invitations',
  when: { kind: 'minutes', every: 10 },
  run: (hand) => untilNothingDue(hand, campaigns.expireInvitations),
};

/**
 * An open call is told once to every follower who may be written to, in chunks (GP-6.1); who may
 * not reads it in the menu when writing next.
 */
export const announceCampaigns: Duty = {
  name: 'announce-campaigns',
  when: { kind: 'minutes', every: 10 },
  run: async (hand) => {
    const { app, bureau } = hand;
    const waiting = await app.gate.transaction(bureau, (tx) => toAnnounce(hand, tx));
    for (const call of waiting) {
      const told = await tellAll(hand, call);
      const input = { campaign: call.id, told };
      await app.perform(
        bureau,
        campaigns.noteCampaignAnnounced,
        input,
        systemActor('announce-campaigns'),
      );
      app.wake(bureau);
    }
  },
};

/** Only in office hours: a window that is open now may be shut in the morning. */
const toAnnounce = async ({ app }: DutyHand, tx: Tx): Promise<readonly campaigns.Campaign[]> => {
  const { now, calendar, policy } = await app.world(tx, OFFICE);
  const isOpen = app.atAnyHour === true || isOfficeTime(now, { calendar, ...policy.office });
  return isOpen ? campaigns.readToAnnounce(tx, now) : [];
};

const tellAll = async (
  { app, bureau, uuid }: DutyHand,
  call: campaigns.Campaign,
): Promise<number> => {
  let told = 0;
  let after: string | null = '';
  while (after !== null) {
    const from: string = after;
    after = await app.gate.transaction(bureau, async (tx) => {
      const now = app.clock();
      const { followers, last } = await followersAfter(tx, { after: from, now });
      for (const one of followers)
        await putNotice(tx, { notice: noticeTo(one, call), id: uuid(), now, officeMoment: now });
      told += followers.length;
      return last;
    });
  }
  return told;
};

/** Dies with the window: nobody is telephoned about a call. */
const noticeTo = (
  { id, identity, until }: Follower,
  call: campaigns.Campaign,
): Parameters<typeof putNotice>[1]['notice'] => ({
  key: `campaigns.published:${call.id}:${id}`,
  to: { to: 'chat', identity },
  kind: 'campaigns.published',
  params: { campaign: call.id },
  validUntil: until !== null && until < call.closesAt ? until : call.closesAt,
});
