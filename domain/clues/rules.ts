import { newId } from '../kernel/fresh.ts';
import { dayOf, yearOf } from '../kernel/day.ts';
import { err, ok, type NonEmpty, type Result } from '../kernel/result.ts';
import { addWorkingDays } from '../kernel/working-days.ts';
import type { World } from '../kernel/world.ts';
import type { Account } from '../staff/index.ts';
import type {
  Audience,
  Clue,
  ClueBody,
  ClueOutcome,
  CluesEvent,
  CluesPolicy,
  CluesRefusal,
  ClueSource,
  Reporter,
} from './model.ts';

type Decision = Result<NonEmpty<CluesEvent>, CluesRefusal>;
type Here = World<CluesPolicy>;

export interface ReportFacts {
  readonly staff: readonly Account[];
  readonly running: Readonly<Record<Audience, number>>;
  readonly reporter: Reporter;
}

export interface Report {
  readonly body: ClueBody;
  readonly source: ClueSource;
  readonly evidence: readonly string[];
  readonly marked: boolean;
}

const textOf = (body: ClueBody): string =>
  [body.time.words, body.place, body.event, body.subject].join('\n');

const mentions = (text: string, words: readonly string[]): boolean =>
  words.some((word) => word !== '' && text.includes(word));

export interface Routing {
  readonly audience: Audience;
  /** accounts that never see it, wherever it goes */
  readonly hidden: readonly string[];
}

/**
 * Who may know of a clue (GP-8.3a, A-17, C-01): whoever it names never does; when it may be about
 * the bureau or its staff only discipline; when about a leader, or no discipline officer is left,
 * it leaves the bureau.
 */
export const route = (body: ClueBody, staff: readonly Account[], policy: CluesPolicy): Routing => {
  const text = textOf(body);
  const named = staff.filter((account) => account.name.length >= 2 && text.includes(account.name));
  const hidden = named.map((account) => account.id);
  const doubtful =
    body.subjectKind === 'bureauStaff' ||
    named.length > 0 ||
    mentions(text, policy.clues.bureauWords.value);
  if (!doubtful) return { audience: 'office', hidden };
  const leader =
    named.some((account) => account.roles.includes('leader')) ||
    mentions(text, policy.clues.leaderWords.value);
  const discipline = staff.some(
    (account) =>
      account.roles.includes('discipline') && !account.disabled && !hidden.includes(account.id),
  );
  return { audience: leader || !discipline ? 'outside' : 'discipline', hidden };
};

/**
 * Whether words meant for the office may accuse it or one of its people: they must not reach whom
 * they name by another way than a clue (A-17, C-01).
 */
export const accusesStaff = (
  text: string,
  staff: readonly Account[],
  policy: CluesPolicy,
): boolean =>
  mentions(text, policy.clues.accusingWords.value) &&
  (mentions(text, policy.clues.bureauWords.value) ||
    mentions(text, policy.clues.leaderWords.value) ||
    staff.some(({ name }) => name.length >= 2 && text.includes(name)));

/** Number series: one for the office, others apart, so that no gap tells of a clue about staff. */
const SERIES: Readonly<Record<Audience, string>> = {
  office: 'XS',
  discipline: 'JX',
  outside: 'WX',
};

export const seriesOf = (audience: Audience, now: Date): string =>
  `${SERIES[audience]}${yearOf(dayOf(now))}`;

/** A clue is a dated written sheet with time, place and event (GP-8.6f, g); without evidence it waits for it (GP-8.6h). */
export const report = (facts: ReportFacts, input: Report, world: Here): Decision => {
  const { policy, now, seed } = world;
  const text = textOf(input.body);
  if (mentions(text, policy.clues.secretWords.value))
    return err({ code: 'clues.state-secret', office: policy.clues.secrecyOffice.value });
  if (policy.clues.evidenceRequired.value === 'hard' && input.evidence.length === 0)
    return err({ code: 'clues.evidence-needed' });
  const { audience, hidden } = route(input.body, facts.staff, policy);
  const running = facts.running[audience];
  const due = addWorkingDays(dayOf(now), policy.clues.untouchedDays.value, world.calendar);
  const series = seriesOf(audience, now);
  return ok([
    {
      type: 'clues.reported',
      clue: newId(seed, 'clue'),
      number: `${series}-${String(running).padStart(4, '0')}`,
      audience,
      hidden,
      source: input.source,
      serious: input.marked || mentions(text, policy.clues.seriousWords.value),
      evidence: input.evidence.length === 0 ? 'awaited' : 'supplied',
      acceptBy: due.day,
      unpublished: due.unpublished,
      series,
      running,
      private: { body: input.body, reporter: facts.reporter },
    },
  ]);
};

const about = ({ id, number, audience, hidden }: Clue) => ({ clue: id, number, audience, hidden });

export interface Handling {
  readonly clue: Clue | null;
  readonly reporter: Reporter;
}

const open = (
  clue: Clue | null,
  version: number | null,
  statuses: readonly Clue['status'][],
): Result<Clue, CluesRefusal> => {
  if (clue === null) return err({ code: 'clues.unknown' });
  if (version !== null && clue.version !== version) return err({ code: 'clues.changed-meanwhile' });
  if (!statuses.includes(clue.status)) return err({ code: 'clues.not-open', status: clue.status });
  return ok(clue);
};

export const accept = (
  { clue, reporter }: Handling,
  input: { readonly expectVersion: number },
  by: string,
): Decision => {
  const found = open(clue, input.expectVersion, ['received']);
  if (!found.ok) return found;
  return ok([{ type: 'clues.accepted', ...about(found.value), by, private: { reporter } }]);
};

export const close = (
  { clue, reporter }: Handling,
  input: {
    readonly expectVersion: number;
    readonly outcome: ClueOutcome;
    readonly findings: string;
  },
  by: string,
): Decision => {
  const found = open(clue, input.expectVersion, ['received', 'accepted']);
  if (!found.ok) return found;
  const { outcome, findings } = input;
  return ok([
    { type: 'clues.closed', ...about(found.value), by, outcome, private: { reporter, findings } },
  ]);
};

/** Evidence that comes later is added to a clue that waits for it. */
export const addEvidence = (clue: Clue | null, pieces: number): Decision => {
  const found = open(clue, null, ['received', 'accepted']);
  if (!found.ok) return found;
  return ok([{ type: 'clues.evidence-added', ...about(found.value), pieces }]);
};
