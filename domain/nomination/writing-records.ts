import type { ContextSpec } from '../kernel/context.ts';
import { newId } from '../kernel/fresh.ts';
import { readRunningNumber } from '../kernel/running-number.ts';
import { chatPrint } from '../people/index.ts';
import { useNumber } from '../store/numbers.ts';
import type { Tx } from '../store/scope.ts';
import type { Snapshot } from './model.ts';
import type { NominationEvent } from './model-events.ts';
import { linesOf } from './records.ts';
import { applications, entryTermsTable, reveals, type ApplicationRow } from './tables-records.ts';

type Recorder = ContextSpec<NominationEvent>['record'];

const UNDECIDED = {
  conclusion: null,
  findings: null,
  reviewedBy: null,
  reviewedAt: null,
  reason: null,
  decidedBy: null,
  decidedAt: null,
  person: null,
  lines: null,
  returned: null,
  choice: null,
  chosenBy: null,
  chosenAt: null,
  endedAt: null,
  forgottenAt: null,
} as const;

const recordSubmitted: Recorder['nomination.submitted'] = async (tx, event, { now, seq }) => {
  const { snapshot, identity } = event.private;
  const { series, count } = readRunningNumber(event.number);
  await useNumber(tx, series, count);
  await tx.table(applications).insert({
    id: event.application,
    number: event.number,
    citizenPrint: tx.vault.fingerprint('citizen', snapshot.citizenNumber),
    chat: identity === null ? null : chatPrint(tx, identity),
    identity: identity === null ? null : tx.vault.seal(identity),
    sealed: tx.vault.seal(snapshot),
    source: event.source,
    scans: [],
    state: 'submitted',
    age: event.age,
    ageReview: event.exceptions.includes('age') ? 1 : 0,
    submittedAt: now.toISOString(),
    touchBy: event.touchBy,
    ...UNDECIDED,
    version: 1,
    roster: event.roster,
    route: event.route,
    campaign: event.campaign,
    terms: event.terms,
    referenceDay: event.referenceDay,
    pieces: event.pieces,
    exceptions: event.exceptions,
    publication: event.publication,
    entries: [seq],
    invited: event.invited,
  });
};

interface Change {
  readonly application: string;
  readonly seq: number;
  readonly set: Partial<ApplicationRow>;
}

/** Every change moves the version, so that a second saver is noticed (F22). */
const change = async (tx: Tx, { application, seq, set }: Change): Promise<void> => {
  const row = await tx.table(applications).one({ id: application });
  await tx
    .table(applications)
    .change(
      { id: application },
      { ...set, version: (row?.version ?? 0) + 1, entries: [...(row?.entries ?? []), seq] },
    );
};

const recordLine: Recorder['nomination.line-signed'] = async (tx, event, { now, seq }) => {
  const row = await tx.table(applications).one({ id: event.application });
  const { line, verdict, by, paper } = event;
  const signed = { line, verdict, opinion: event.private.opinion, by, paper, at: now };
  // a return empties the lines: the reviewer looks anew, and what was said stays in the log
  const set: Partial<ApplicationRow> =
    verdict === 'return'
      ? { state: 'submitted', lines: null, returned: tx.vault.seal([signed]) }
      : { lines: tx.vault.seal([...linesOf(tx, row?.lines ?? null), signed]) };
  await change(tx, {
    application: event.application,
    seq,
    set: { ...set, touchBy: event.touchBy },
  });
};

const recordRefused: Recorder['nomination.refused'] = (tx, event, { now, seq }) =>
  change(tx, {
    application: event.application,
    seq,
    set: {
      state: 'refused',
      reason: tx.vault.seal(event.private.reason),
      decidedBy: event.by,
      decidedAt: now.toISOString(),
      endedAt: now.toISOString(),
    },
  });

const NOBODY: Snapshot = {
  roster: 'supervisors',
  campaign: null,
  keepAsSelf: false,
  recommendedBy: null,
  name: '（已删除）',
  citizenNumber: '',
  phone: '',
  employer: null,
  institution: null,
  post: '',
  sourceGroups: [],
  skills: [],
  area: '',
  category: null,
  title: '',
  speciality: '',
  reason: '',
  experience: '',
  form1: null,
  pieces: [],
  declarations: [],
  consent: '',
  publication: null,
  consentText: '',
  publicationText: '',
  declarationTexts: [],
};

/** Number, dates and outcome stay for the statistics; who it was is gone. */
const recordForgotten: Recorder['nomination.forgotten'] = async (tx, event, { now }) => {
  const row = await tx.table(applications).one({ id: event.application });
  await tx.table(applications).change(
    { id: event.application },
    {
      sealed: tx.vault.seal({ ...NOBODY, roster: row?.roster ?? 'supervisors' }),
      citizenPrint: '',
      chat: null,
      identity: null,
      findings: null,
      reason: null,
      choice: null,
      lines: null,
      returned: null,
      pieces: [],
      invited: null,
      forgottenAt: now.toISOString(),
    },
  );
};

const recordReviewed: Recorder['nomination.reviewed'] = (tx, event, { now, seq }) => {
  const { findings, text, unitPhone, practice } = event.private;
  return change(tx, {
    application: event.application,
    seq,
    set: {
      state: 'reviewed',
      conclusion: event.conclusion,
      findings: tx.vault.seal({ findings, text, unitPhone, practice }),
      reviewedBy: event.by,
      reviewedAt: now.toISOString(),
      touchBy: event.touchBy,
      lines: null,
      returned: null,
    },
  });
};

const recordSelected: Recorder['nomination.selected'] = (tx, event, { now, seq }) =>
  change(tx, {
    application: event.application,
    seq,
    set: {
      state: 'selected',
      touchBy: event.touchBy,
      choice: tx.vault.seal(event.private.reason),
      chosenBy: event.by,
      chosenAt: now.toISOString(),
    },
  });

/** Nothing that an open page shows has changed: the version stays. */
const recordAwaited: Recorder['nomination.awaited'] = async (tx, { application, touchBy }) => {
  await tx.table(applications).change({ id: application }, { touchBy });
};

const recordApproved: Recorder['nomination.approved'] = (tx, event, { now, seq }) =>
  change(tx, {
    application: event.application,
    seq,
    set: {
      state: 'approved',
      person: event.person,
      reason: tx.vault.seal(event.private.reason),
      decidedBy: event.by,
      decidedAt: now.toISOString(),
    },
  });

const recordTerms: Recorder['nomination.terms-noted'] = (tx, event, { now }) =>
  tx.table(entryTermsTable).insert({
    id: newId(tx.bureau, event.digest),
    digest: event.digest,
    roster: event.roster,
    measure: event.measure,
    status: event.status,
    entry: event.entry,
    notedAt: now.toISOString(),
  });

export const record: Recorder = {
  'nomination.terms-noted': recordTerms,
  'nomination.submitted': recordSubmitted,
  'nomination.reviewed': recordReviewed,
  'nomination.line-signed': recordLine,
  'nomination.qualified': (tx, { application }, { seq }) =>
    change(tx, { application, seq, set: { state: 'qualified' } }),
  'nomination.selected': recordSelected,
  'nomination.awaited': recordAwaited,
  'nomination.approved': recordApproved,
  'nomination.refused': recordRefused,
  'nomination.withdrawn': (tx, { application }, { now, seq }) =>
    change(tx, { application, seq, set: { state: 'withdrawn', endedAt: now.toISOString() } }),
  'nomination.publication-withdrawn': (tx, { application }, { seq }) =>
    change(tx, { application, seq, set: { publication: null } }),
  'nomination.publication-given': (tx, { application, version }, { seq }) =>
    change(tx, { application, seq, set: { publication: version } }),
  'nomination.printed': (tx, event, { now }) =>
    tx.table(reveals).insert({
      id: event.print,
      application: event.application,
      field: event.paper,
      account: event.by,
      at: now.toISOString(),
    }),
  'nomination.revealed': (tx, event, { now }) =>
    tx.table(reveals).insert({
      id: event.reveal,
      application: event.application,
      field: event.field,
      account: event.account,
      at: now.toISOString(),
    }),
  'nomination.forgotten': recordForgotten,
};
