import { forgetApplications } from './applications.ts';
import { tendBags } from './bags.ts';
import { announceCampaigns, expireInvitations } from './campaigns.ts';
import { keepChances } from './chances.ts';
import { cleanPhotos } from './clean-photos.ts';
import { sweepDeadlines } from './deadlines.ts';
import { deliverNotices } from './deliver.ts';
import { tendDrafts } from './drafts.ts';
import type { Duty } from './duty.ts';
import { fetchMedia } from './fetch-media.ts';
import { performFollowUps } from './follow-up.ts';
import { eraseKinWords } from './kin.ts';
import { escalateAlerts, expireReplies, lapseTerms } from './members.ts';
import { endPublicities } from './publicity.ts';
import type { Pump } from './pump.ts';

/** Every timed duty: one line each. */
export const DUTIES: readonly Duty[] = [
  lapseTerms,
  expireReplies,
  expireInvitations,
  announceCampaigns,
  endPublicities,
  escalateAlerts,
  sweepDeadlines,
  tendDrafts,
  tendBags,
  eraseKinWords,
  forgetApplications,
  keepChances,
];

/** What flows all the time, in the order it is looked at. */
export const PUMPS: readonly Pump[] = [performFollowUps, deliverNotices, fetchMedia, cleanPhotos];
