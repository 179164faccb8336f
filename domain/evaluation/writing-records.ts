import { In } from 'typeorm';
import { closeDrawnTask, linkToDraw } from '../draws/index.ts';
import type { ContextSpec } from '../kernel/context.ts';
import type { EvaluationEvent } from './model-events.ts';
import {
  evaluationWords,
  opinionWords,
  roundWords,
  type EvaluationWords,
  type RoundWords,
} from './records.ts';
import {
  attendances,
  evaluations,
  fees,
  opinions,
  rounds,
  works,
  type EvaluationRow,
  type RoundRow,
} from './tables-records.ts';
import type { Tx } from '../store/scope.ts';

type Recorder = ContextSpec<EvaluationEvent>['record'];
type Of<T extends EvaluationEvent['type']> = Extract<EvaluationEvent, { type: T }>;

/** Changes a round's row and, where given, its sealed half. */
const changeRound = async (
  tx: Tx,
  { round }: { readonly round: string },
  { words, ...set }: Partial<Omit<RoundRow, 'words'>> & { readonly words?: Partial<RoundWords> },
): Promise<void> => {
  const row = await tx.table(rounds).one({ id: round });
  if (row === null) throw new Error('no such round');
  const sealed =
    words === undefined ? {} : { words: tx.vault.seal({ ...roundWords(tx, row), ...words }) };
  await tx.table(rounds).change({ id: round }, { ...set, ...sealed });
};

const changeEvaluation = async (
  tx: Tx,
  evaluation: string,
  {
    words,
    ...set
  }: Partial<Omit<EvaluationRow, 'words'>> & {
    readonly words: (known: EvaluationWords) => Partial<EvaluationWords>;
  },
): Promise<void> => {
  const row = await tx.table(evaluations).one({ id: evaluation });
  if (row === null) throw new Error('no such evaluation');
  const known = evaluationWords(tx, row);
  const sealed = tx.vault.seal({ ...known, ...words(known) });
  await tx.table(evaluations).change({ id: evaluation }, { ...set, words: sealed });
};

const prepared = async (tx: Tx, event: Of<'evaluation.work-prepared'>): Promise<void> => {
  const set = {
    sheet: tx.vault.seal(event.private.sheet),
    lastDay: event.lastDay,
    dueAt: event.dueAt,
  };
  const changed = await tx.table(works).change({ id: event.task }, set);
  if (changed > 0) return;
  await tx.table(works).insert({
    ...set,
    id: event.task,
    number: event.number,
    status: 'prepared',
    startedAt: null,
    closedAt: null,
    closedBy: null,
  });
};

const opened = (tx: Tx, event: Of<'evaluation.round-opened'>, now: Date): Promise<void> => {
  const words: RoundWords = { ...event.private, reason: '', entry: null };
  return tx.table(rounds).insert({
    id: event.round,
    task: event.task,
    number: event.number,
    count: event.count,
    way: event.way,
    dueAt: event.dueAt,
    voters: event.voters,
    status: 'open',
    words: tx.vault.seal(words),
    tally: null,
    verdict: null,
    openedAt: now.toISOString(),
    countedAt: null,
    replaces: event.replaces,
  });
};

const given = async (tx: Tx, event: Of<'evaluation.opinion-given'>, now: Date): Promise<void> => {
  const set = { said: tx.vault.seal(event.private), at: now.toISOString() };
  if ((await tx.table(opinions).change({ id: event.opinion }, set)) > 0) return;
  await tx.table(opinions).insert({
    ...set,
    id: event.opinion,
    round: event.round,
    task: event.task,
    person: event.person,
    way: 'page',
    signedAt: null,
    voidAt: null,
    dissent: null,
  });
};

const counted = async (tx: Tx, event: Of<'evaluation.round-counted'>, now: Date): Promise<void> => {
  const at = now.toISOString();
  await changeRound(tx, event, {
    status: event.verdict === null ? 'tied' : 'counted',
    tally: event.tally,
    verdict: event.verdict,
    countedAt: at,
    words: { reason: event.private.reason },
  });
  for (const { opinion, person, vote } of event.private.paper) {
    await tx.table(opinions).insert({
      id: opinion,
      round: event.round,
      task: event.task,
      person,
      way: 'paper',
      said: tx.vault.seal({ vote, text: '', materials: '' }),
      at,
      // the scanned minutes bear the signatures (ZJ-14.5)
      signedAt: at,
      voidAt: null,
      dissent: null,
    });
  }
};

const voided = async (
  tx: Tx,
  event: Of<'evaluation.opinions-voided'>,
  now: Date,
): Promise<void> => {
  const { task, person } = event;
  if (event.rounds.length === 0) return;
  const round = In([...event.rounds]);
  await tx.table(opinions).change({ task, person, round }, { voidAt: now.toISOString() });
  await tx.table(rounds).change({ id: round }, { status: 'void' });
};

const evaluated = async (tx: Tx, event: Of<'evaluation.evaluated'>, now: Date): Promise<void> => {
  const by = { evaluatedBy: event.by, evaluatedAt: now.toISOString() };
  if (event.changed)
    return changeEvaluation(tx, event.evaluation, { ...by, words: () => event.private });
  const words: EvaluationWords = { ...event.private, leaderOpinion: '', answers: [] };
  await tx.table(evaluations).insert({
    ...by,
    id: event.evaluation,
    task: event.task,
    number: event.number,
    person: event.person,
    words: tx.vault.seal(words),
    signedBy: null,
    signedAt: null,
  });
  return linkToDraw(tx, event.task, { kind: 'evaluated', body: { cid: event.cid } }, now);
};

const feeEntered = async (tx: Tx, event: Of<'evaluation.fee-entered'>): Promise<void> => {
  const set = { days: event.days, sealed: tx.vault.seal(event.private) };
  if ((await tx.table(fees).change({ id: event.invitation }, set)) > 0) return;
  await tx
    .table(fees)
    .insert({ ...set, id: event.invitation, task: event.task, person: event.person });
};

const nothing = (): Promise<void> => Promise.resolve();

export const record: Recorder = {
  'evaluation.work-prepared': (tx, event) => prepared(tx, event),
  'evaluation.work-moved': async (tx, { task, lastDay, dueAt }) => {
    await tx.table(works).change({ id: task }, { lastDay, dueAt });
  },
  'evaluation.work-started': async (tx, event, { now }) => {
    const set = { status: 'started', startedAt: now.toISOString() } as const;
    await tx.table(works).change({ id: event.task }, set);
  },
  'evaluation.signed-in': async (tx, event, { now }) => {
    await tx.table(attendances).insert({
      ...about(event),
      kind: 'present',
      oath: event.oath,
      declared: event.declared ? 1 : 0,
      told: null,
      affected: 0,
      words: null,
    });
    await linkToDraw(tx, event.task, { kind: 'attended', body: { cid: event.cid } }, now);
  },
  'evaluation.absence-noted': (tx, event) =>
    tx.table(attendances).insert({
      ...about(event),
      kind: event.kind,
      oath: null,
      declared: 0,
      told: event.told,
      affected: event.affected ? 1 : 0,
      words: tx.vault.seal(event.private),
    }),
  'evaluation.round-opened': (tx, event, { now }) => opened(tx, event, now),
  'evaluation.opinion-given': (tx, event, { now }) => given(tx, event, now),
  'evaluation.result-entered': (tx, event) =>
    changeRound(tx, event, { words: { entry: event.private } }),
  'evaluation.result-rejected': (tx, event) => changeRound(tx, event, { words: { entry: null } }),
  'evaluation.round-counted': (tx, event, { now }) => counted(tx, event, now),
  'evaluation.round-withdrawn': (tx, event) =>
    changeRound(tx, event, { status: 'void', words: { reason: event.private.reason } }),
  'evaluation.tie-decided': (tx, event) =>
    changeRound(tx, event, {
      status: 'counted',
      verdict: event.verdict,
      words: { reason: event.private.reason },
    }),
  'evaluation.dissent-recorded': async (tx, event) => {
    const dissent = tx.vault.seal(event.private.reasons);
    await tx.table(opinions).change({ id: event.opinion }, { dissent });
  },
  'evaluation.opinion-signed': async (tx, event, { now }) => {
    await tx.table(opinions).change({ id: event.opinion }, { signedAt: now.toISOString() });
  },
  'evaluation.signature-impossible': async (tx, event, { now }) => {
    const { opinion: id, by } = event;
    const row = await tx.table(opinions).one({ id });
    if (row === null) return;
    const unsignable = { reason: event.private.reason, by, at: now.toISOString() };
    const said = tx.vault.seal({ ...opinionWords(tx, row), unsignable });
    await tx.table(opinions).change({ id }, { said });
  },
  'evaluation.opinions-voided': (tx, event, { now }) => voided(tx, event, now),
  'evaluation.fee-entered': (tx, event) => feeEntered(tx, event),
  'evaluation.paper-printed': nothing,
  'evaluation.evaluated': (tx, event, { now }) => evaluated(tx, event, now),
  'evaluation.signed-off': (tx, event, { now }) =>
    changeEvaluation(tx, event.evaluation, {
      signedBy: event.by,
      signedAt: now.toISOString(),
      words: () => ({ leaderOpinion: event.private.opinion }),
    }),
  'evaluation.answered': (tx, event, { now }) =>
    changeEvaluation(tx, event.evaluation, {
      words: ({ answers }) => ({
        answers: [...answers, { text: event.private.text, at: now.toISOString(), by: event.by }],
      }),
    }),
  'evaluation.work-closed': async (tx, event, { now }) => {
    const set = { status: 'closed', closedAt: now.toISOString(), closedBy: event.by } as const;
    await tx.table(works).change({ id: event.task }, set);
    await closeDrawnTask(tx, event.task, now);
  },
};

const about = (event: Of<'evaluation.signed-in'> | Of<'evaluation.absence-noted'>) => ({
  id: event.attendance,
  invitation: event.invitation,
  task: event.task,
  person: event.person,
  day: event.day,
  at: event.at,
});
