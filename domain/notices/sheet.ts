import { In, Like } from 'typeorm';
import type { Listing } from '../kernel/query.ts';
import type { Tx } from '../store/scope.ts';
import { notices, type NoticeRow, type NoticeState } from './tables.ts';

export interface NoticeFilter {
  readonly states: readonly NoticeState[];
  /** sent or last tried by this way */
  readonly way?: string | null;
  /** the first word of the kind: what it is about */
  readonly matter?: string | null;
  readonly limit: number;
  readonly offset: number;
}

/** How far back a list of notices reaches. */
const NEWEST = 5000;

/** Notices in these states, newest first; those `isVisible` keeps back are neither listed nor counted. */
export const listNotices = async (
  tx: Tx,
  { states, way = null, matter = null, limit, offset }: NoticeFilter,
  isVisible: (row: NoticeRow) => boolean,
): Promise<Listing<NoticeRow>> => {
  const all = await tx.table(notices).find(
    {
      state: In([...states]),
      ...(way === null ? {} : { route: way }),
      ...(matter === null ? {} : { kind: Like(`${matter}.%`) }),
    },
    { order: { createdAt: 'DESC' }, limit: NEWEST },
  );
  const rows = all.filter(isVisible);
  return { rows: rows.slice(offset, offset + limit), total: rows.length };
};
