import type { Json } from '../kernel/action.ts';
import { defineContext, named, type Due, type FollowUp, type Notice } from '../kernel/context.ts';
import type { World } from '../kernel/world.ts';
import type { Tx } from '../store/scope.ts';
import type { DrawsEvent } from './model-events.ts';
import { DRAWS, type DrawsRefusal, type InvitationStatus } from './model.ts';
import { announce, say } from './notice-wording.ts';
import { drawAttempts, drawLinks, drawParties, readAttempt } from './attempt-records.ts';
import { drawTasks, invitations, readDueTasks, readInvitation, readTask } from './records.ts';
import { announceLater, isLaterEvent, sayLater } from './change-notice-wording.ts';
import { speaksOfOldDays } from './change-records.ts';
import { drawChoices } from './choice-records.ts';
import { thinDraws } from './thin-records.ts';
import type { PublicationEvent } from './publication-model.ts';
import { recordPublication } from './publication-records.ts';
import {
  announcePublication,
  isOfPublication,
  isPublication,
  publishedWords,
  refusePublication,
} from './publication-wording.ts';
import { expireDrawReplies, recheckDraws } from './reply-actions.ts';
import { announceToWitness, sayToWitness } from './witness-wording.ts';
import { refuse } from './wording.ts';
import { record } from './writing-records.ts';

export type { DrawsEvent } from './model-events.ts';
export {
  DRAWS,
  INSTITUTION_TOLD_WORDS,
  INVITATION_STATUS_WORDS,
  TASK_STATUSES,
  TASK_STATUS_WORDS,
  type DrawsRefusal,
  type InstitutionTold,
  type Invitation,
  type InvitationStatus,
  type LateReason,
  type Need,
  type OutCode,
  type Task,
  type TaskStatus,
} from './model.ts';
export {
  ASSURANCE_WORDS,
  PARTY_WORDS,
  type Attempt,
  type AttemptStatus,
  type PartyName,
} from './model-attempt.ts';
export { linkToDraw, standingAttempt } from './attempt-records.ts';
export { closeDrawnTask } from './settle-records.ts';
export { type AttemptView, type CandidateRow, type PartyRow } from './attempt-view.ts';
export { invitationsOfPerson, invitationsOfTask, readTask } from './records.ts';
export { replyWords } from './wording.ts';
export { digitsAsSaid, shortageWords } from './attempt-wording.ts';
export * from './actions.ts';
export * from './attempt-actions.ts';
export * from './attempt-queries.ts';
export * from './change-actions.ts';
export * from './change-queries.ts';
export * from './check-actions.ts';
export * from './check-queries.ts';
export * from './choice-actions.ts';
export {
  CHOICE_KINDS,
  CHOICE_STATUS_WORDS,
  CHOICE_WORDS,
  NAMING,
  type ChoiceKind,
  type ChoiceStatus,
  type Exhaustion,
} from './choice-model.ts';
export * from './choice-queries.ts';
export { exhaustionWords } from './choice-wording.ts';
export * from './lottery-actions.ts';
export * from './long-run-queries.ts';
export type { YearShare } from './long-run-rules.ts';
export * from './publication-actions.ts';
export * from './publication-queries.ts';
export { verifyDraws, type DrawChain, type KnownHash } from './publication-chain-records.ts';
export { forgetInDraws } from './publication-forget-records.ts';
export { mayPrint } from './publication-rules.ts';
export type { PrintedPaper, Receipt } from './publication-model.ts';
export { receiptWords } from './publication-wording.ts';
export { wordsOfChances } from './chance-wording.ts';
export * from './queries.ts';
export * from './reply-actions.ts';
export * from './witness-queries.ts';
export { watchedWords } from './witness-wording.ts';
export * from './waiting-queries.ts';

/** Undrawn and unfilled work (C-07, draw-35). */
const deadlines = async (tx: Tx, { now }: World<unknown>): Promise<readonly Due[]> =>
  (await readDueTasks(tx, now)).map(({ task, number, status, dueAt }) => ({
    key: `draws.${status}:${task}:${dueAt.toISOString()}`,
    subject: status === 'unfilled' ? 'unfilled-task' : 'undrawn-task',
    id: task,
    number,
    roster: 'experts',
    dueAt,
    except: [],
    audience: 'office',
  }));

/** The state in which an invitation still waits for what a notice asks. */
const AWAITED: Readonly<Record<string, InvitationStatus>> = {
  'draws.invited': 'invited',
  'draws.rescheduled': 'invited',
  'draws.disclosed': 'accepted',
};

/** Consequences in higher contexts and in the liaison's day. */
const followUps = (event: DrawsEvent | PublicationEvent): readonly FollowUp[] => {
  const alerts = alertsAfter(event);
  if (alerts.length > 0) return alerts;
  if (event.type === 'draws.recused')
    // opinions of somebody who had to leave count no more (draw-11)
    return [
      {
        action: 'evaluation.void-opinions',
        key: `evaluation.void:${event.invitation}`,
        input: { task: event.task, person: event.person },
      },
    ];
  if (event.type !== 'draws.rescheduled') return [];
  return [
    {
      action: 'evaluation.follow-days',
      key: `evaluation.follow-days:${event.task}:${event.version}`,
      input: { task: event.task },
    },
  ];
};

/** What the liaison officer is alerted to, and which alerts are done with by what happened. */
const alertsAfter = (event: DrawsEvent | PublicationEvent): readonly FollowUp[] => {
  if (event.type === 'draws.silenced') return [unanswered(event)];
  if (event.type === 'draws.accepted' && event.silent === 0)
    return [settling(event.task, event.invitation, ['task'])];
  if (event.type === 'draws.filled')
    return [settling(event.task, `filled:${event.invitation}`, ['task', 'unfilled-task'])];
  if (event.type === 'draws.drawn') return [settling(event.task, event.draw, ['undrawn-task'])];
  if (event.type === 'draws.voided')
    return [settling(event.task, `void:${event.draw}`, ['task', 'unfilled-task'])];
  if (event.type === 'draws.cancelled')
    return [settling(event.task, 'cancelled', ['task', 'unfilled-task', 'undrawn-task'])];
  return [];
};

const settling = (task: string, by: string, subjects: readonly string[]): FollowUp => ({
  action: 'liaison.settle-about',
  key: `liaison.settle-about:${task}:${by}`,
  input: { id: task, subjects: [...subjects] },
});

/** Invitations nobody answered go to the liaison officer at once, those of one moment together (GP-12a). */
const unanswered = ({
  replyBy,
  task: id,
  number,
}: Extract<DrawsEvent, { type: 'draws.silenced' }>): FollowUp => ({
  action: 'liaison.raise',
  key: `liaison.raise:silent:${id}:${replyBy}`,
  input: {
    key: `silent:${id}:${replyBy}`,
    kind: 'unanswered-invitation',
    subject: 'task',
    id,
    number,
    roster: 'experts',
    audience: 'office',
    except: [],
  },
});

const announceToPanel = (
  event: DrawsEvent | PublicationEvent,
  world: World<unknown>,
): readonly Notice[] => {
  if (isPublication(event)) return announcePublication(event);
  return isLaterEvent(event) ? announceLater(event, world) : announce(event, world);
};

/** The open seats have found somebody since: nobody has to help any more. */
const isFullAgain = async (tx: Tx, { task }: Readonly<Record<string, Json>>): Promise<boolean> =>
  typeof task === 'string' && (await readTask(tx, task))?.status !== 'unfilled';

/** Nobody is asked for digits of a draw that was held or given up meanwhile. */
const isDrawOver = async (tx: Tx, { draw }: Readonly<Record<string, Json>>): Promise<boolean> =>
  typeof draw === 'string' && (await readAttempt(tx, draw))?.status !== 'committed';

export const drawsContext = defineContext<DrawsEvent | PublicationEvent>({
  name: 'draws',
  tables: [drawTasks, thinDraws, invitations, drawAttempts, drawParties, drawLinks, drawChoices],
  policies: [DRAWS],
  actions: [named(expireDrawReplies), named(recheckDraws)],
  record: { ...record, ...recordPublication },
  announce: (event, world) => [...announceToPanel(event, world), ...announceToWitness(event)],
  say: (kind, params) =>
    kind === 'draws.published'
      ? { text: publishedWords(params) }
      : (sayToWitness(kind, params) ?? sayLater(kind, params) ?? say(kind, params)),
  // an invitation that was answered or replaced meanwhile is not sent after all
  isOver: async (tx, kind, params) => {
    if (kind === 'draws.witness') return isDrawOver(tx, params);
    if (kind === 'draws.exhausted') return isFullAgain(tx, params);
    const expected = AWAITED[kind];
    if (expected === undefined) return false;
    const { invitation } = params;
    if (typeof invitation !== 'string') return false;
    const found = await readInvitation(tx, invitation);
    if (found?.status !== expected) return true;
    return speaksOfOldDays(tx, found.task, params);
  },
  deadlines,
  followUps,
  refuse: (refusal) =>
    isOfPublication(refusal) ? refusePublication(refusal) : refuse(refusal as DrawsRefusal),
});
