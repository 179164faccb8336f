import type { Day } from '../kernel/day.ts';
import type { Roster } from '../kernel/world.ts';
import type { Placement } from '../campaigns/index.ts';
import { day, defineTable, id, int, json, key, long, maybe, str, time } from '../store/columns.ts';
import type {
  ObjectionSource,
  ObjectionState,
  PublicityDays,
  PublicityState,
  PublishField,
} from './model.ts';

export interface PublicityRow {
  readonly id: string;
  readonly number: string;
  readonly roster: Roster;
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly days: PublicityDays;
  readonly unpublished: readonly number[];
  readonly applications: readonly string[];
  readonly placements: readonly Placement[];
  readonly state: PublicityState;
  /** applications noted as taken off it; null in rows of earlier releases */
  readonly takenDown: readonly string[] | null;
  /** sealed: why it was cancelled */
  readonly reason: string | null;
  readonly version: number;
  readonly createdAt: string;
}

export const publicities = defineTable<PublicityRow>({
  name: 'publicity',
  columns: {
    id: key(id()),
    number: str(30),
    roster: str(20),
    firstDay: day(),
    lastDay: day(),
    days: json(),
    unpublished: json(),
    applications: json(),
    placements: json(),
    state: str(12),
    takenDown: maybe(json()),
    reason: maybe(long()),
    version: int(),
    createdAt: time(),
  },
  indices: [{ name: 'publicity_state', columns: ['bureau', 'state', 'lastDay'] }],
});

export interface ObjectionRow {
  readonly id: string;
  readonly number: string;
  readonly roster: Roster;
  readonly publicity: string;
  readonly application: string | null;
  /** keyed print of the chat that raised it */
  readonly chat: string | null;
  /** sealed: what was said, by whom, from which chat (C-01) */
  readonly sealed: string;
  readonly source: ObjectionSource;
  readonly scans: readonly string[];
  readonly raisedAt: string;
  readonly touchBy: string;
  readonly state: ObjectionState;
  /** sealed */
  readonly reason: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly version: number;
}

export const objections = defineTable<ObjectionRow>({
  name: 'objection',
  columns: {
    id: key(id()),
    number: str(30),
    roster: str(20),
    publicity: id(),
    application: maybe(id()),
    chat: maybe(str(64)),
    sealed: long(),
    source: str(10),
    scans: json(),
    raisedAt: time(),
    touchBy: time(),
    state: str(10),
    reason: maybe(long()),
    decidedBy: maybe(id()),
    decidedAt: maybe(time()),
    version: int(),
  },
  indices: [
    { name: 'objection_publicity', columns: ['bureau', 'publicity', 'state'] },
    { name: 'objection_state', columns: ['bureau', 'state', 'touchBy'] },
    { name: 'objection_chat', columns: ['bureau', 'chat'] },
  ],
});

export interface PublicationRow {
  readonly id: string;
  readonly number: string;
  readonly roster: Roster;
  readonly fields: readonly PublishField[];
  readonly persons: readonly string[];
  readonly placements: readonly Placement[];
  readonly publishedAt: string;
  readonly removed: readonly string[];
  readonly takenDownAt: string | null;
  readonly version: number;
}

export const publications = defineTable<PublicationRow>({
  name: 'roster_publication',
  columns: {
    id: key(id()),
    number: str(30),
    roster: str(20),
    fields: json(),
    persons: json(),
    placements: json(),
    publishedAt: time(),
    removed: json(),
    takenDownAt: maybe(time()),
    version: int(),
  },
  indices: [{ name: 'roster_publication_standing', columns: ['bureau', 'takenDownAt'] }],
});

export const PUBLICITY_TABLES = [publicities, objections, publications] as const;
