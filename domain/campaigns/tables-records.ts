import type { Day } from '../kernel/day.ts';
import type { Roster } from '../kernel/world.ts';
import type { Route } from '../membership/index.ts';
import { day, defineTable, id, int, json, key, long, maybe, str, time } from '../store/columns.ts';
import type {
  AnswerSource,
  CampaignState,
  InvitationState,
  InvitationTerms,
  Placement,
  Quota,
} from './model.ts';

export interface CampaignRow {
  readonly id: string;
  readonly number: string;
  readonly roster: Roster;
  readonly title: string;
  readonly text: string;
  readonly opensAt: string;
  readonly closesAt: string;
  readonly cutOffDay: Day;
  readonly channels: readonly string[];
  readonly headcount: number;
  readonly quotas: readonly Quota[];
  /** null in rows of earlier releases */
  readonly routes: readonly Route[] | null;
  readonly attachments: readonly string[] | null;
  readonly state: CampaignState;
  readonly placements: readonly Placement[];
  readonly publishedAt: string | null;
  readonly announcedAt: string | null;
  readonly version: number;
  readonly createdAt: string;
}

export const campaigns = defineTable<CampaignRow>({
  name: 'campaign',
  columns: {
    id: key(id()),
    number: str(30),
    roster: str(20),
    title: str(200),
    text: long(),
    opensAt: time(),
    closesAt: time(),
    cutOffDay: day(),
    channels: json(),
    headcount: int(),
    quotas: json(),
    routes: maybe(json()),
    attachments: maybe(json()),
    state: str(12),
    placements: json(),
    publishedAt: maybe(time()),
    announcedAt: maybe(time()),
    version: int(),
    createdAt: time(),
  },
  indices: [{ name: 'campaign_state', columns: ['bureau', 'roster', 'state'] }],
});

export interface UnitLetterRow {
  readonly id: string;
  readonly number: string;
  readonly roster: Roster;
  readonly campaign: string | null;
  readonly unit: string;
  /** sealed */
  readonly contact: string;
  readonly sentOn: Day;
  readonly answerBy: string;
  readonly answeredOn: Day | null;
  /** sealed */
  readonly answer: string | null;
  readonly scans: readonly string[];
  readonly createdAt: string;
}

export const unitLetters = defineTable<UnitLetterRow>({
  name: 'unit_letter',
  columns: {
    id: key(id()),
    number: str(30),
    roster: str(20),
    campaign: maybe(id()),
    unit: str(200),
    contact: long(),
    sentOn: day(),
    answerBy: time(),
    answeredOn: maybe(day()),
    answer: maybe(long()),
    scans: json(),
    createdAt: time(),
  },
  indices: [
    { name: 'unit_letter_campaign', columns: ['bureau', 'campaign'] },
    { name: 'unit_letter_open', columns: ['bureau', 'answeredOn', 'answerBy'] },
  ],
});

export interface InvitationRow {
  readonly id: string;
  readonly number: string;
  readonly roster: Roster;
  readonly person: string;
  readonly category: string | null;
  /** sealed why and speciality */
  readonly sealed: string;
  readonly proposedBy: string;
  readonly approvedBy: string | null;
  readonly validUntil: string | null;
  readonly answerBy: string | null;
  readonly terms: InvitationTerms | null;
  readonly state: InvitationState;
  readonly source: AnswerSource | null;
  /** sealed */
  readonly answer: string | null;
  readonly scans: readonly string[];
  readonly version: number;
  readonly createdAt: string;
}

export const invitations = defineTable<InvitationRow>({
  name: 'invitation',
  columns: {
    id: key(id()),
    number: str(30),
    roster: str(20),
    person: id(),
    category: maybe(str(40)),
    sealed: long(),
    proposedBy: str(36),
    approvedBy: maybe(str(36)),
    validUntil: maybe(time()),
    answerBy: maybe(time()),
    terms: maybe(json()),
    state: str(10),
    source: maybe(str(10)),
    answer: maybe(long()),
    scans: json(),
    version: int(),
    createdAt: time(),
  },
  indices: [
    { name: 'invitation_person', columns: ['bureau', 'person', 'state'] },
    { name: 'invitation_state', columns: ['bureau', 'state', 'validUntil'] },
  ],
});

export const CAMPAIGN_TABLES = [campaigns, unitLetters, invitations] as const;
