import { addMonths, dayOf, type Day } from '../kernel/day.ts';
import { err, ok, type NonEmpty, type Result } from '../kernel/result.ts';
import type { World } from '../kernel/world.ts';
import type { Attempt } from './model-attempt.ts';
import type { DrawsPolicy, Invitation, Task } from './model.ts';
import type { PrintedPaper, PublicationEvent, PublicationRefusal } from './publication-model.ts';

interface Unknown {
  readonly code: 'draws.unknown';
}
type Publishing = Result<NonEmpty<PublicationEvent>, PublicationRefusal | Unknown>;
type Now = Pick<World<unknown>, 'now'>;

/** An attempt of a task whose result was opened: the one that stands, or a void one (draw-18). */
export type Opened = Pick<
  Attempt,
  'id' | 'attempt' | 'operator' | 'witness' | 'status' | 'drawnAt' | 'publishedAt'
>;

export interface PublishFacts {
  readonly task: Task | null;
  /** real attempts, oldest first */
  readonly attempts: readonly Opened[];
  /** the record says that the work was closed */
  readonly isClosed: boolean;
  readonly invitations: readonly Invitation[];
  readonly account: string;
}

/**
 * The record of a draw is given out by decision and only after the work (C-04, draw-36), never by
 * whoever operated it; void attempts go with the one that stands, for nobody shall see only the last.
 */
export const publish = (
  facts: PublishFacts,
  input: { readonly reason: string },
  world: Now,
): Publishing => {
  const { task, invitations } = facts;
  if (task === null) return err({ code: 'draws.unknown' });
  const refused = publishRefusal(task, facts, world);
  if (refused !== null) return err(refused);
  const [first, ...rest] = openedIn(facts).filter(({ publishedAt }) => publishedAt === null);
  if (first === undefined) return err({ code: 'draws.nothing-to-publish', number: task.number });
  const told = invitations
    .filter(({ status }) => status === 'accepted')
    .map(({ id, person }) => ({ invitation: id, person }));
  const published = ({ id, attempt, status, witness }: Opened): PublicationEvent => ({
    type: 'draws.published',
    draw: id,
    task: task.id,
    number: task.number,
    attempt,
    told: status === 'drawn' ? told : [],
    witness,
    private: { reason: input.reason },
  });
  return ok([published(first), ...rest.map(published)]);
};

const openedIn = ({ attempts }: PublishFacts): readonly Opened[] =>
  attempts.filter(({ drawnAt }) => drawnAt !== null);

const publishRefusal = (task: Task, facts: PublishFacts, world: Now): PublicationRefusal | null => {
  const { number } = task;
  const opened = openedIn(facts);
  if (opened.length === 0) return { code: 'draws.nothing-to-publish', number };
  if (opened.some(({ operator }) => operator === facts.account))
    return { code: 'draws.own-publication', number };
  const open = opened.find(({ publishedAt }) => publishedAt === null);
  const last = opened.at(-1)?.publishedAt ?? null;
  if (open === undefined && last !== null)
    return { code: 'draws.published-already', number, at: last };
  return notOver(task, facts.isClosed, world);
};

/** Work that was called off is never closed: for it the last day is enough. */
const notOver = (task: Task, isClosed: boolean, { now }: Now): PublicationRefusal | null => {
  const { number, lastDay, status } = task;
  if (dayOf(now) <= lastDay) return { code: 'draws.work-not-over', number, until: lastDay };
  return isClosed || status === 'cancelled' ? null : { code: 'draws.work-not-closed', number };
};

export interface ChancesFacts {
  readonly attempt: Pick<Attempt, 'id' | 'task' | 'list'>;
  readonly number: string;
  readonly kept: boolean;
}

/** Everybody's chance, kept once for a draw: computed outside, so it must be of exactly this list. */
export const keepChances = (
  facts: ChancesFacts | null,
  { chances, runs }: { readonly chances: Readonly<Record<string, number>>; readonly runs: number },
): Publishing => {
  if (facts === null || facts.kept) return err({ code: 'draws.no-chances-due' });
  const { attempt, number } = facts;
  const candidates = attempt.list.rows.filter(({ out }) => out === '');
  const fits =
    candidates.length === Object.keys(chances).length &&
    candidates.every(({ cid }) => Object.hasOwn(chances, cid));
  if (!fits) return err({ code: 'draws.no-chances-due' });
  return ok([
    {
      type: 'draws.chances-kept',
      draw: attempt.id,
      task: attempt.task,
      number,
      people: candidates.length,
      runs,
      private: { chances },
    },
  ]);
};

export interface PrintFacts {
  readonly task: Task | null;
  readonly draw: string | null;
  readonly invitation: Invitation | null;
}

/** A letter is about somebody whose seat stands, who is lent where no term of ours covers it; work is certified when it is over. */
export const mayPrint = (
  paper: PrintedPaper,
  { invitation, task }: { readonly invitation: Invitation; readonly task: Pick<Task, 'lastDay'> },
  today: Day,
): boolean => {
  const stands = invitation.status === 'invited' || invitation.status === 'accepted';
  switch (paper) {
    case 'release-letter':
      return stands;
    case 'loan-letter':
      return stands && invitation.term === '';
    case 'certificate':
      return invitation.status === 'accepted' && today > task.lastDay;
    case 'draw-record':
    case 'task-sheet':
    case 'oath':
      return false;
  }
};

const OF_TASK: readonly PrintedPaper[] = ['draw-record', 'task-sheet', 'oath'];

/** Who printed what is on record, by ids only. */
export const print = (
  facts: PrintFacts,
  { paper }: { readonly paper: PrintedPaper },
  { now }: Now,
): Publishing => {
  const { task, draw, invitation } = facts;
  if (task === null) return err({ code: 'draws.unknown' });
  const fits =
    invitation === null
      ? isOfTask(paper, draw)
      : invitation.task === task.id && mayPrint(paper, { invitation, task }, dayOf(now));
  if (!fits) return err({ code: 'draws.no-such-paper' });
  const about = { draw, invitation: invitation?.id ?? null };
  return ok([{ type: 'draws.printed', task: task.id, number: task.number, paper, ...about }]);
};

/** A sheet of a draw is about one of them. */
const isOfTask = (paper: PrintedPaper, draw: string | null): boolean =>
  OF_TASK.includes(paper) && (paper !== 'draw-record' || draw !== null);

/** Draws before this day may forget whom their pseudonyms meant (draw-31). */
export const keptSince = ({ draws }: DrawsPolicy, now: Date): Day =>
  addMonths(dayOf(now), -draws.identitiesKeptMonths.value);
