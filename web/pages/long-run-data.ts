import { notices } from '../../domain/notices/index.ts';
import { draws } from '../../domain/index.ts';
import type { Visit } from '../visit.ts';

/** How an expert's invitations ended: facts, and never a score. */
export interface Replies {
  readonly asked: number;
  readonly accepted: number;
  readonly declined: number;
  readonly recused: number;
  /** the invitation arrived, no answer in time */
  readonly silent: number;
  /** nothing could be sent, so there was nothing to answer (draw-14) */
  readonly undelivered: number;
}

export interface RunRow extends draws.ExpertRun {
  readonly replies: Replies;
}

export interface LongRunData extends Omit<draws.LongRun, 'experts'> {
  readonly experts: readonly RunRow[];
}

const NOT_SENT: readonly string[] = ['sheet', 'called', 'expired'];

/** Invitations whose message never went out. */
const undelivered = (visit: Visit): Promise<ReadonlySet<string>> =>
  visit.within(async (tx) => {
    const rows = await tx.table(notices).find({ kind: 'draws.invited' });
    return new Set(
      rows
        .filter(({ state }) => NOT_SENT.includes(state))
        .map(({ noticeKey }) => noticeKey.slice('draws.invited:'.length)),
    );
  });

export const longRunData = async (
  visit: Visit,
  { from, to }: { readonly from: string | null; readonly to: string | null },
): Promise<LongRunData> => {
  const found = await visit.ask(draws.longRun, { from, to });
  const lost = await undelivered(visit);
  return {
    ...found,
    experts: found.experts.map((one) => ({ ...one, replies: repliesOf(one.asked, lost) })),
  };
};

const UNANSWERED: readonly draws.InvitationStatus[] = ['silent', 'replaced'];

const repliesOf = (asked: draws.ExpertRun['asked'], lost: ReadonlySet<string>): Replies => {
  const count = (...statuses: readonly draws.InvitationStatus[]): number =>
    asked.filter(({ status }) => statuses.includes(status)).length;
  const unanswered = asked.filter(({ status }) => UNANSWERED.includes(status));
  const unsent = unanswered.filter(({ invitation }) => lost.has(invitation)).length;
  return {
    asked: asked.length,
    accepted: count('accepted'),
    declined: count('declined'),
    recused: count('recused'),
    silent: unanswered.length - unsent,
    undelivered: unsent,
  };
};
