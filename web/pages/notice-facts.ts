import { namesKeptBack } from '../../domain/audit/index.ts';
import {
  isTooLate,
  listNotices,
  notices,
  recipientOf,
  standsOnSite,
  triesOf,
  type NoticeFilter,
  type NoticeRow,
  type NoticeState,
  type TryRow,
} from '../../domain/notices/index.ts';
import {
  isNoticeOver,
  people,
  PAGE_SIZE,
  ROLE_WORDS,
  ROSTER_WORDS,
  sayNotice,
  staff,
  type Listing,
  type Recipient,
  type Tx,
} from '../../domain/index.ts';
import { staffNames } from '../names.ts';
import { mayKnow } from './audit-sight.ts';
import { resendOf, type Resent } from './notice-resent.ts';
import type { Visit } from '../visit.ts';

/** A notice as pages show it. */
export interface NoticeLine {
  readonly id: string;
  readonly to: string;
  /** the person to phone, where that is no secret */
  readonly person: string | null;
  readonly phone: string | null;
  /** a colleague by name, or whoever has a role */
  readonly colleague: 'account' | 'role' | null;
  readonly words: string;
  readonly state: NoticeState;
  readonly route: string | null;
  readonly channel: string | null;
  readonly outcome: string | null;
  /** it has not arrived for certain, and nobody has to be told any more */
  readonly isOver: boolean;
  readonly createdAt: string;
  /** the invitation whose answer it asks for */
  readonly asks: string | null;
  /** the bureau's own number outside office hours, where the notice names it */
  readonly dutyPhone: string | null;
  /** still waits: it leaves at this moment */
  readonly leavesAt: Date | null;
}

export interface NoticeSearch {
  readonly states: readonly NoticeState[];
  readonly way?: string | null;
  readonly matter?: string | null;
  /** part of a person's name */
  readonly name?: string;
  /** only those of whom somebody still has to be told */
  readonly standing?: boolean;
  readonly page: number;
  readonly size?: number;
}

/** Notices this person may know of: those about a kept-back clue or alert are not there (B-19). */
export const noticeLines = async (
  visit: Visit,
  { page, size = PAGE_SIZE, name = '', standing = false, ...filter }: NoticeSearch,
): Promise<Listing<NoticeLine>> => {
  const staffName = await staffNames(visit);
  const listing = await visit.within(async (tx) => {
    const isVisible = await sight(tx, visit, filter.states);
    const isNamed = await naming(tx, name);
    const portion = { ...filter, limit: size, offset: (page - 1) * size };
    const fits: Sight = (row) => isVisible(row) && isNamed(row);
    const all = standing
      ? await listStanding(tx, portion, (row) => fits(row) && !isTooLate(row, visit.now))
      : await listNotices(tx, portion, fits);
    const rows = [];
    for (const row of all.rows) rows.push({ row, ...(await factsOf(tx, row, visit.now)) });
    return { rows, total: all.total };
  });
  return {
    total: listing.total,
    rows: listing.rows.map(({ row, ...known }) =>
      lineOf(row, { ...known, staffName, now: visit.now }),
    ),
  };
};

const MOST = 500;

/**
 * Without what is settled meanwhile: a dead invitation is told by no phone and no SMS (GP-7c). Nor is
 * a colleague phoned for what stands among the own things to do.
 */
const listStanding = async (
  tx: Tx,
  { limit, offset, ...filter }: NoticeFilter,
  fits: Sight,
): Promise<Listing<NoticeRow>> => {
  const toTell: Sight = (row) => fits(row) && !standsOnSite(row);
  const { rows } = await listNotices(tx, { ...filter, limit: MOST, offset: 0 }, toTell);
  const left: NoticeRow[] = [];
  for (const row of newestOfEach(tx, rows)) if (!(await isNoticeOver(tx, row))) left.push(row);
  return { rows: left.slice(offset, offset + limit), total: left.length };
};

/** One call to a colleague is of all reminders of one alert: the newest stands for them. */
const newestOfEach = (tx: Tx, rows: readonly NoticeRow[]): readonly NoticeRow[] => {
  const seen = new Set<string>();
  return rows.filter((row) => {
    if (typeof row.params.alert !== 'string') return true;
    const matter = `${row.params.alert} ${JSON.stringify(recipientOf(tx, row))}`;
    if (seen.has(matter)) return false;
    seen.add(matter);
    return true;
  });
};

const isPast = async (tx: Tx, row: NoticeRow, now: Date): Promise<boolean> =>
  (row.state === 'sheet' || row.state === 'unknown') &&
  (isTooLate(row, now) || (await isNoticeOver(tx, row)));

const factsOf = async (tx: Tx, row: NoticeRow, now: Date) => {
  const to = recipientOf(tx, row);
  const person = to.to === 'person' ? await people.readPerson(tx, to.person) : null;
  const account = to.to === 'account' ? await staff.readAccount(tx, to.account) : null;
  const said = await sayNotice(tx, row);
  return { to, person, account, words: said?.text ?? '', isOver: await isPast(tx, row, now) };
};

/** Those to people of this name; a reporter is found by no name (C-01). */
const naming = async (tx: Tx, name: string): Promise<Sight> => {
  if (name === '') return () => true;
  const wanted = new Set(
    (await people.readPeople(tx))
      .filter(({ particulars }) => particulars.name.includes(name))
      .map(({ id }) => id),
  );
  return (row) => {
    const to = recipientOf(tx, row);
    return to.to === 'person' && !isReporter(row, to) && wanted.has(to.person);
  };
};

/** One notice with everything that was tried; null: not there, or not for this person. */
export const noticeHistory = async (visit: Visit, id: string): Promise<NoticeHistory | null> => {
  const staffName = await staffNames(visit);
  return visit.within(async (tx) => {
    const row = await tx.table(notices).one({ id });
    if (row === null || !(await sight(tx, visit, [row.state]))(row)) return null;
    const line = lineOf(row, { ...(await factsOf(tx, row, visit.now)), staffName, now: visit.now });
    const tries = await triesOf(tx, id);
    const again = await tx.table(notices).find({ origin: id }, { order: { createdAt: 'ASC' } });
    const resends = await Promise.all(again.map((one) => resendOf(tx, one)));
    const made = row.origin === null ? null : await resendOf(tx, row);
    const named = (one: Resent) => ({ ...one, by: staffName(one.by) });
    return {
      line,
      tries,
      row,
      origin: made === null ? null : named(made),
      again: resends.map(named),
    };
  });
};

export interface NoticeHistory {
  readonly line: NoticeLine;
  readonly row: NoticeRow;
  readonly tries: readonly TryRow[];
  /** how it was sent once more for another, and those sent for it */
  readonly origin: Resent | null;
  readonly again: readonly Resent[];
}

interface Known {
  readonly to: Recipient;
  readonly person: people.Person | null;
  readonly account: staff.Account | null;
  readonly words: string;
  readonly isOver: boolean;
  readonly staffName: (account: string | null) => string;
  readonly now: Date;
}

const lineOf = (
  row: NoticeRow,
  { to, person, account, words, isOver, staffName, now }: Known,
): NoticeLine => {
  const notBefore = new Date(row.notBefore);
  return {
    id: row.id,
    ...(isReporter(row, to)
      ? {
          to: isOutcome(row) ? '异议提出人（身份保密）' : '线索反映人（身份保密）',
          person: null,
          phone: null,
        }
      : { to: recipientWords(to, { person, staffName }), ...reachable(person, account) }),
    colleague: colleagueOf(to),
    // how an objection ended is for the objector and for those who decide it
    words: isOutcome(row) ? '公示异议的处理结果（内容保密）' : words,
    state: row.state,
    route: row.route,
    channel: row.channel,
    outcome: row.outcome,
    isOver,
    createdAt: row.createdAt,
    asks: ASKING.includes(row.kind) ? paramOf(row, 'invitation') : null,
    dutyPhone: paramOf(row, 'dutyPhone'),
    leavesAt: row.state === 'ready' && notBefore > now ? notBefore : null,
  };
};

/** Notices that wait for 接受 or 不能参加. */
const ASKING: readonly string[] = ['draws.invited', 'draws.rescheduled'];

const paramOf = ({ params }: NoticeRow, name: string): string | null => {
  const value = params[name];
  return typeof value === 'string' ? value : null;
};

/** Who reported a clue or objected to a candidate stays unnamed, here too (C-01). */
const isReporter = ({ kind }: NoticeRow, { to }: Recipient): boolean =>
  (kind.startsWith('clues.') && (to === 'person' || to === 'chat')) || isOutcome({ kind });

const isOutcome = ({ kind }: Pick<NoticeRow, 'kind'>): boolean =>
  kind === 'publicity.objection-decided';

const reachable = (person: people.Person | null, account: staff.Account | null) => ({
  person: person?.id ?? null,
  phone: person?.particulars.phone ?? account?.phone ?? null,
});

const colleagueOf = ({ to }: Recipient): NoticeLine['colleague'] => {
  if (to === 'account') return 'account';
  return to === 'role' || to === 'liaison' ? 'role' : null;
};

const recipientWords = (
  to: Recipient,
  { person, staffName }: Pick<Known, 'person' | 'staffName'>,
): string => {
  switch (to.to) {
    case 'person':
      return person?.particulars.name ?? '已删除的人员';
    case 'account':
      return staffName(to.account);
    case 'role':
      return ROLE_WORDS[to.role];
    case 'liaison':
      return `${ROSTER_WORDS[to.roster].member}联络员`;
    case 'chat':
      return '微信用户（没有绑定）';
  }
};

/**
 * Which notices this reader may know of. The log is asked only where a notice speaks of a clue or
 * an alert at all: most lists have none.
 */
const sight = async (tx: Tx, visit: Visit, states: readonly NoticeState[]): Promise<Sight> => {
  const { total } = await listNotices(tx, { states, limit: 1, offset: 0 }, isDelicate);
  if (total === 0) return () => true;
  const kept = await namesKeptBack(tx, (entry) => mayKnow(entry, visit.actor));
  return ({ params }) =>
    !Object.values(params).some((value) => typeof value === 'string' && kept.has(value));
};

type Sight = (row: NoticeRow) => boolean;

const isDelicate: Sight = ({ kind, params }) => kind.startsWith('clues.') || 'alert' in params;
