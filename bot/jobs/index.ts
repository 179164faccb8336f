import { forgetApplications } from './applications.ts';
import { tendBags } from './bags.ts';
import { updateCards } from './cards.ts';
import { closeCards } from './close-cards.ts';
import { announceCampaigns, expireInvitations } from './campaigns.ts';
import { keepChances } from './chances.ts';
import { cleanPhotos } from './clean-photos.ts';
import { sweepDeadlines } from './deadlines.ts';
import { DELIVERY } from './deliver.ts';
import { tendDrafts } from './drafts.ts';
import type { Duty } from './duty.ts';
import { fetchMedia } from './fetch-media.ts';
import { performFollowUps } from './follow-up.ts';
import { eraseKinWords } from './kin.ts';
import { escalateAlerts, expireReplies, lapseTerms } from './members.ts';
import { followRoles } from './menu-tags.ts';
import { phoneAlerts } from './phone-alerts.ts';
import { endPublicities } from './publicity.ts';
import type { Pump } from './pump.ts';
import { makeQrCodes } from './qr-codes.ts';

/** Every timed duty: one line each. */
export const DUTIES: readonly Duty[] = [
  lapseTerms,
  expireReplies,
  expireInvitations,
  announceCampaigns,
  endPublicities,
  escalateAlerts,
  phoneAlerts,
  sweepDeadlines,
  tendDrafts,
  tendBags,
  eraseKinWords,
  forgetApplications,
  keepChances,
  followRoles,
  closeCards,
];

/** What flows all the time, in the order it is looked at. */
export const PUMPS: readonly Pump[] = [
  performFollowUps,
  ...DELIVERY,
  updateCards,
  fetchMedia,
  cleanPhotos,
  makeQrCodes,
];
