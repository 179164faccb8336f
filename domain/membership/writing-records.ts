import type { ContextSpec } from '../kernel/context.ts';
import { readRunningNumber } from '../kernel/running-number.ts';
import { useNumber } from '../store/numbers.ts';
import type { Tx } from '../store/scope.ts';
import { recordBar } from './bar-records.ts';
import { importedLetters, letters, recordLetter } from './letter-records.ts';
import type { MembershipEvent, TermStatus } from './model.ts';
import { terms, unavailabilities } from './records.ts';

const BLANK = {
  startsOn: null,
  lastDay: null,
  letterNumber: null,
  application: null,
  consentText: null,
  consentVersion: null,
  consentSource: null,
  endedAt: null,
} as const;

const end = async (
  tx: Tx,
  { term, status, now }: { term: string; status: TermStatus; now: Date },
): Promise<void> => {
  await tx.table(terms).change({ id: term }, { status, endedAt: now.toISOString() });
};

type Recorder = ContextSpec<MembershipEvent>['record'];

const recordAppointed: Recorder['membership.appointed'] = async (tx, event, { now }) => {
  if (event.letterNumber !== null) {
    const { series, count } = readRunningNumber(event.letterNumber);
    await useNumber(tx, series, count);
  }
  await tx.table(terms).insert({
    ...BLANK,
    id: event.term,
    person: event.person,
    roster: event.roster,
    route: event.route,
    category: event.category,
    furtherCategories: event.furtherCategories,
    speciality: tx.vault.seal(event.private.speciality),
    status: 'active',
    startsOn: event.startsOn,
    lastDay: event.lastDay,
    letterNumber: event.letterNumber,
    application: event.application,
    createdAt: now.toISOString(),
  });
};

const recordImported: Recorder['membership.imported'] = async (tx, event, { now }) => {
  const rows = event.private.terms.map((one) => ({
    ...BLANK,
    id: one.term,
    person: one.person,
    roster: event.roster,
    route: 'imported' as const,
    category: one.category,
    furtherCategories: one.furtherCategories,
    speciality: tx.vault.seal(one.speciality),
    status: one.status,
    startsOn: one.startsOn,
    lastDay: one.lastDay,
    letterNumber: one.letterNumber,
    createdAt: now.toISOString(),
    endedAt: one.status === 'lapsed' ? now.toISOString() : null,
  }));
  await tx.table(terms).insert(rows);
  const printed = importedLetters(tx, event.private.terms, now);
  if (printed.length > 0) await tx.table(letters).insert(printed);
};

export const record: Recorder = {
  'membership.imported': recordImported,
  ...recordLetter,
  ...recordBar,
  'membership.appointed': recordAppointed,
  'membership.enrolled': (tx, event, { now }) =>
    tx.table(terms).insert({
      ...BLANK,
      id: event.term,
      person: event.person,
      roster: event.roster,
      route: 'invitation',
      category: event.category,
      furtherCategories: event.furtherCategories,
      speciality: tx.vault.seal(event.private.speciality),
      status: 'awaiting-consent',
      createdAt: now.toISOString(),
    }),
  'membership.consented': async (tx, event) => {
    const set = {
      status: 'active',
      startsOn: event.startsOn,
      lastDay: event.lastDay,
      consentText: event.text,
      consentVersion: event.version,
      consentSource: event.source,
    } as const;
    await tx.table(terms).change({ id: event.term }, set);
  },
  'membership.consent-declined': (tx, event, { now }) =>
    end(tx, { term: event.term, status: 'declined', now }),
  'membership.lapsed': (tx, event, { now }) => end(tx, { term: event.term, status: 'lapsed', now }),
  'membership.removed': (tx, event, { now }) =>
    end(tx, { term: event.term, status: 'removed', now }),
  'membership.unavailable': (tx, event) =>
    tx.table(unavailabilities).insert({
      id: event.unavailability,
      person: event.person,
      since: event.since,
      until: event.until,
      by: event.by,
      clearedAt: null,
    }),
  'membership.available-again': async (tx, event, { now }) => {
    const set = { clearedAt: now.toISOString() };
    await tx.table(unavailabilities).change({ id: event.unavailability }, set);
  },
};
