import { defineContext, named, type Due } from '../kernel/context.ts';
import type { World } from '../kernel/world.ts';
import type { Tx } from '../store/scope.ts';
import type { DrawsEvent } from './model-events.ts';
import { DRAWS, type DrawsRefusal, type InvitationStatus } from './model.ts';
import { announce, say } from './notice-wording.ts';
import { draws, drawTasks, invitations, readDueTasks, readInvitation } from './records.ts';
import { expireDrawReplies, recheckDraws } from './reply-actions.ts';
import { refuse } from './wording.ts';
import { record } from './writing-records.ts';

export type { DrawsEvent } from './model-events.ts';
export {
  DRAWS,
  INSTITUTION_TOLD_WORDS,
  INVITATION_STATUS_WORDS,
  TASK_STATUSES,
  TASK_STATUS_WORDS,
  type DrawRecord,
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
export { invitationsOfPerson, readDraw, readTask } from './records.ts';
export { replyWords } from './wording.ts';
export * from './actions.ts';
export * from './queries.ts';
export * from './reply-actions.ts';

/** Undrawn and unfilled work (C-07, draw-35). */
const deadlines = async (tx: Tx, { now }: World<unknown>): Promise<readonly Due[]> =>
  (await readDueTasks(tx, now)).map(({ task, number, status, dueAt }) => ({
    key: `draws.${status}:${task}:${dueAt.toISOString()}`,
    subject: status === 'entered' ? 'undrawn-task' : 'unfilled-task',
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
  'draws.disclosed': 'accepted',
};

export const drawsContext = defineContext<DrawsEvent>({
  name: 'draws',
  tables: [drawTasks, draws, invitations],
  policies: [DRAWS],
  actions: [named(expireDrawReplies), named(recheckDraws)],
  record,
  announce,
  say,
  // an invitation that was answered or replaced meanwhile is not sent after all
  isOver: async (tx, kind, params) => {
    const expected = AWAITED[kind];
    if (expected === undefined) return false;
    const { invitation } = params;
    if (typeof invitation !== 'string') return false;
    const found = await readInvitation(tx, invitation);
    return found?.status !== expected;
  },
  deadlines,
  // an invitation nobody answered goes to the liaison officer at once (GP-12a)
  followUps: (event) =>
    event.type === 'draws.silenced'
      ? [
          {
            action: 'liaison.raise',
            key: `liaison.raise:silent:${event.invitation}`,
            input: {
              key: `silent:${event.invitation}`,
              kind: 'unanswered-invitation',
              subject: 'task',
              id: event.task,
              number: event.number,
              roster: 'experts',
              audience: 'office',
              except: [],
            },
          },
        ]
      : [],
  refuse: (refusal) => refuse(refusal as DrawsRefusal),
});
