import { defineTable, int, key, str, time } from '../store/columns.ts';

/** A signed-in browser; the cookie carries a random value, the row only its digest. */
export interface SiteSessionRow {
  readonly id: string;
  readonly account: string;
  readonly createdAt: string;
  readonly seenAt: string;
  readonly endsAt: string;
}

export const siteSessions = defineTable<SiteSessionRow>({
  name: 'site_session',
  columns: {
    id: key(str(64)),
    account: str(36),
    createdAt: time(),
    seenAt: time(),
    endsAt: time(),
  },
  indices: [{ name: 'site_session_account', columns: ['bureau', 'account'] }],
});

/** Wrong tries of one kind by one party: how many, and until when to wait. */
export interface SlowDownRow {
  readonly id: string;
  readonly misses: number;
  readonly until: string;
}

export const slowDowns = defineTable<SlowDownRow>({
  name: 'slow_down',
  columns: { id: key(str(120)), misses: int(), until: time() },
});
