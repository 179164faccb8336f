import type { Day } from '../kernel/day.ts';
import type { Roster } from '../kernel/world.ts';
import type { Route } from '../membership/index.ts';
import type { CampaignState, InvitationState } from './model.ts';

export type CampaignsRefusal =
  | { readonly code: 'campaigns.unknown' }
  | { readonly code: 'campaigns.no-calls'; readonly roster: Roster }
  | { readonly code: 'campaigns.route-closed'; readonly route: Route }
  | { readonly code: 'campaigns.changed-meanwhile'; readonly version: number }
  | { readonly code: 'campaigns.state'; readonly state: CampaignState }
  | { readonly code: 'campaigns.days-reversed' }
  | { readonly code: 'campaigns.closes-in-the-past' }
  /** another campaign of the roster is open in these days */
  | { readonly code: 'campaigns.overlapping'; readonly number: string }
  /** the measure gives no number of days and nobody has set one */
  | { readonly code: 'campaigns.publicity-unset' }
  | { readonly code: 'campaigns.quotas-over'; readonly headcount: number; readonly sum: number }
  | { readonly code: 'campaigns.letter-answered' }
  | { readonly code: 'campaigns.sent-later' }
  | { readonly code: 'campaigns.answer-day'; readonly sentOn: Day }
  | { readonly code: 'campaigns.invitation-state'; readonly state: InvitationState }
  | { readonly code: 'campaigns.same-person' }
  | { readonly code: 'campaigns.already-member' }
  | { readonly code: 'campaigns.already-invited'; readonly number: string }
  | { readonly code: 'campaigns.barred' }
  | { readonly code: 'campaigns.category-missing' }
  | { readonly code: 'campaigns.no-such-category'; readonly category: string }
  | { readonly code: 'campaigns.person-unknown' }
  | { readonly code: 'campaigns.reason-missing'; readonly because: 'decline' | 'refusal' }
  /** an acceptance on paper needs the paper (C-10) */
  | { readonly code: 'campaigns.paper-missing' }
  | { readonly code: 'campaigns.invitation-over'; readonly until: string }
  | { readonly code: 'campaigns.consent-outdated' }
  | { readonly code: 'campaigns.nothing-due' };
