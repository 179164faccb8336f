import { namesKeptBack } from '../../domain/audit/index.ts';
import {
  listNotices,
  recipientOf,
  type NoticeRow,
  type NoticeState,
} from '../../domain/notices/index.ts';
import {
  contextOf,
  people,
  PAGE_SIZE,
  ROLE_WORDS,
  ROSTER_WORDS,
  type Listing,
  type Recipient,
  type Tx,
} from '../../domain/index.ts';
import { staffNames } from '../names.ts';
import { mayKnow } from './audit-sight.ts';
import type { Tone } from '../ui/parts.tsx';
import type { Visit } from '../visit.ts';

export const NOTICE_STATES: readonly { value: NoticeState; label: string; tone: Tone }[] = [
  { value: 'ready', label: '等待发送', tone: 'plain' },
  { value: 'sending', label: '正在发送', tone: 'plain' },
  { value: 'sent', label: '已送达', tone: 'good' },
  { value: 'unknown', label: '不知道是否收到', tone: 'wait' },
  { value: 'sheet', label: '没有送达，请打电话', tone: 'bad' },
  { value: 'called', label: '已打电话', tone: 'good' },
  { value: 'expired', label: '已过期，没有发', tone: 'done' },
];

export const ROUTE_WORDS: Readonly<Record<string, string>> = {
  passive: '当场回复',
  service: '客服消息',
  template: '模板消息',
  wecom: '企业微信',
  sheet: '电话',
};

/** A notice as pages show it. */
export interface NoticeLine {
  readonly id: string;
  readonly to: string;
  /** the person to phone, where that is no secret */
  readonly person: string | null;
  readonly phone: string | null;
  readonly words: string;
  readonly state: NoticeState;
  readonly route: string | null;
  readonly outcome: string | null;
  readonly createdAt: string;
  /** still waits: it leaves at this moment */
  readonly leavesAt: Date | null;
}

/** Notices this person may know of: those about a kept-back clue or alert are not there (B-19). */
export const noticeLines = async (
  visit: Visit,
  filter: {
    readonly states: readonly NoticeState[];
    readonly page: number;
    readonly size?: number;
  },
): Promise<Listing<NoticeLine>> => {
  const size = filter.size ?? PAGE_SIZE;
  const staffName = await staffNames(visit);
  const listing = await visit.within(async (tx) => {
    const isVisible = await sight(tx, visit, filter.states);
    const all = await listNotices(
      tx,
      { states: filter.states, limit: size, offset: (filter.page - 1) * size },
      isVisible,
    );
    const rows = [];
    for (const row of all.rows) {
      const to = recipientOf(tx, row);
      const person = to.to === 'person' ? await people.readPerson(tx, to.person) : null;
      const said = await contextOf(row.kind).say(tx, row.kind, row.params);
      rows.push({ row, to, person, words: said?.text ?? '' });
    }
    return { rows, total: all.total };
  });
  return {
    total: listing.total,
    rows: listing.rows.map(({ row, ...known }) =>
      lineOf(row, { ...known, staffName, now: visit.now }),
    ),
  };
};

interface Known {
  readonly to: Recipient;
  readonly person: people.Person | null;
  readonly words: string;
  readonly staffName: (account: string | null) => string;
  readonly now: Date;
}

const lineOf = (row: NoticeRow, { to, person, words, staffName, now }: Known): NoticeLine => {
  const notBefore = new Date(row.notBefore);
  return {
    id: row.id,
    ...(isReporter(row, to)
      ? {
          to: isOutcome(row) ? '异议提出人（身份保密）' : '线索反映人（身份保密）',
          person: null,
          phone: null,
        }
      : { to: recipientWords(to, { person, staffName }), ...reachable(person) }),
    // how an objection ended is for the objector and for those who decide it
    words: isOutcome(row) ? '公示异议的处理结果（内容保密）' : words,
    state: row.state,
    route: row.route,
    outcome: row.outcome,
    createdAt: row.createdAt,
    leavesAt: row.state === 'ready' && notBefore > now ? notBefore : null,
  };
};

/** Who reported a clue or objected to a candidate stays unnamed, here too (C-01). */
const isReporter = ({ kind }: NoticeRow, { to }: Recipient): boolean =>
  (kind.startsWith('clues.') && (to === 'person' || to === 'chat')) || isOutcome({ kind });

const isOutcome = ({ kind }: Pick<NoticeRow, 'kind'>): boolean =>
  kind === 'publicity.objection-decided';

const reachable = (person: people.Person | null) => ({
  person: person?.id ?? null,
  phone: person?.particulars.phone ?? null,
});

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
