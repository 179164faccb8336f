import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { accountOf, holds, type Actor } from '../kernel/actor.ts';
import { dayOf } from '../kernel/day.ts';
import { hmacSm3 } from '../kernel/sm3.ts';
import { readTerms } from '../membership/index.ts';
import { readPerson } from '../people/index.ts';
import { isTiedToAnyInstitution, readDirectory } from '../recusal/index.ts';
import { readAccount } from '../staff/index.ts';
import { breathe } from '../store/gently.ts';
import type { Tx } from '../store/scope.ts';
import {
  contributionsTo,
  countAttempts,
  lastDraw,
  readAttempt,
  standingAttempt,
} from './attempt-records.ts';
import { codeOfRound, commit, draw, type CommitFacts, type DrawFacts } from './attempt-rules.ts';
import { contribute, joined } from './party-rules.ts';
import { rehearsalCode, rehearse, type RehearsalFacts } from './rehearsal-rules.ts';
import { freeze } from './freezing.ts';
import { computedOrder } from './gather.ts';
import type { Attempt, PartyName, Witness } from './model-attempt.ts';
import { RULING } from './policy.ts';
import { invitationsOfTask, readTask } from './records.ts';
import { shortageOf } from './shortage-rules.ts';
import { voidDraw } from './void-rules.ts';

/** Who may operate a draw. */
const operates = (actor: Actor): boolean => holds(actor, 'clerk', 'sectionHead');

const witness = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('account'), id: z.string() }),
  z.object({ kind: z.literal('person'), id: z.string() }),
]);

/** A colleague who cannot open the page of the task could never give digits. */
const seesTheTask = async (tx: Tx, id: string): Promise<boolean> => {
  const account = await readAccount(tx, id);
  if (account === null || account.disabled) return false;
  return account.roles.some((role) => role !== 'administrator');
};

/** Whether somebody may watch a draw: no colleague of the operator's own account, no supervisor with a tie (draw.md, defaults). */
const fitsAsWitness = async (
  tx: Tx,
  { kind, id }: Witness,
  now: Date,
): Promise<CommitFacts['witness']> => {
  if (kind === 'account') return (await seesTheTask(tx, id)) ? 'fits' : 'unknown';
  const person = await readPerson(tx, id);
  const terms = (await readTerms(tx, { statuses: ['active'] })).filter(
    (term) => term.person === id,
  );
  if (person === null || !terms.some(({ roster }) => roster === 'supervisors')) return 'unknown';
  if (terms.some(({ roster }) => roster === 'experts')) return 'in-pool';
  const tie = isTiedToAnyInstitution(person, await readDirectory(tx), dayOf(now));
  return tie === 'no' ? 'fits' : tie;
};

/** Freezes the list and commits to it, with the witness named beforehand (draw.md 2.3, steps 1–3). */
export const commitDraw = defineAction({
  name: 'draws.commit',
  input: z.object({ task: z.string(), witness, lottery: z.string().nullable().default(null) }),
  policy: RULING,
  permit: operates,
  gather: async (tx, input, world, actor): Promise<CommitFacts> => {
    const task = await readTask(tx, input.task);
    const standing = await standingAttempt(tx, input.task);
    const { ordinal, head } = await lastDraw(tx);
    const base = {
      task,
      standing,
      witness: await fitsAsWitness(tx, input.witness, world.now),
      ordinal: ordinal + 1,
      prev: head,
      account: accountOf(actor) ?? '',
    };
    if (task === null || standing !== null) return { ...base, frozen: null, shortage: null };
    const attempt = (await countAttempts(tx, task.id)).real + 1;
    const wanted = { task, attempt, name: `${task.number}/${attempt}`, lottery: input.lottery };
    const { frozen } = await freeze(tx, wanted, world);
    return { ...base, frozen, shortage: await shortageOf(frozen, breathe) };
  },
  decide: commit,
});

/** Which party of an attempt somebody is; null: none. */
const partyOf = (attempt: Attempt, actor: Actor): { party: PartyName; by: string } | null => {
  const account = accountOf(actor);
  if (account !== null && account === attempt.operator) return { party: 'operator', by: account };
  const { witness } = attempt;
  if (witness === null) return null;
  const self = witness.kind === 'account' ? account : personOf(actor);
  return self === witness.id ? { party: 'witness', by: self } : null;
};

const personOf = (actor: Actor): string | null => (actor.kind === 'follower' ? actor.person : null);

/** Task and digits of an attempt that is being held; null: there is none. */
const openAttempt = async (tx: Tx, draw: string) => {
  const attempt = await readAttempt(tx, draw);
  const task = attempt === null ? null : await readTask(tx, attempt.task);
  if (attempt === null || task === null || attempt.rehearsal) return null;
  return { task, attempt, contributions: await contributionsTo(tx, attempt.id) };
};

/** Digits of the operator or the witness; whoever is neither does not learn that there is a draw. */
export const contributeToDraw = defineAction({
  name: 'draws.contribute',
  input: z.object({ draw: z.string(), digits: z.string().max(400) }),
  policy: RULING,
  permit: (actor) => actor.kind !== 'system',
  gather: async (tx, input, _world, actor) => {
    const open = await openAttempt(tx, input.draw);
    if (open === null) return null;
    const who = partyOf(open.attempt, actor);
    return { ...open, party: who?.party ?? null, by: who?.by ?? null };
  },
  decide: contribute,
});

/** The draw itself (ZJ-10a); a second press gets the first draw's number and time (F23). */
export const drawPanel = defineAction({
  name: 'draws.draw',
  input: z.object({ task: z.string() }),
  policy: RULING,
  permit: operates,
  gather: async (tx, input): Promise<DrawFacts> => {
    const task = await readTask(tx, input.task);
    const attempt = await standingAttempt(tx, input.task);
    if (attempt?.drawnAt !== null) return { task, attempt, contributions: [], order: [] };
    const contributions = await contributionsTo(tx, attempt.id);
    const together = joined(attempt, contributions);
    const order =
      'missing' in together
        ? []
        : await computedOrder(attempt, {
            code: codeOfRound(attempt, 1),
            entropy: together.entropy,
          });
    await breathe();
    return { task, attempt, contributions, order };
  },
  decide: draw,
});

/** A rehearsal in one press: visibly one, nobody is invited, never counted. */
export const rehearseDraw = defineAction({
  name: 'draws.rehearse',
  input: z.object({ task: z.string() }),
  policy: RULING,
  permit: operates,
  gather: async (tx, input, world, actor): Promise<RehearsalFacts> => {
    const task = await readTask(tx, input.task);
    const account = accountOf(actor) ?? '';
    const dice = (label: string): string => hmacSm3(world.seed, label).toString('hex');
    const entropy = { value: `${dice('rehearsal')}./`, salt: dice('rehearsal-salt') };
    if (task === null) return { task, frozen: null, shortage: null, order: [], account, entropy };
    const { rehearsals } = await countAttempts(tx, task.id);
    const name = `${task.number}/R${rehearsals + 1}`;
    const wanted = { task, attempt: rehearsals + 1, name, lottery: null };
    const { frozen } = await freeze(tx, wanted, world);
    const code = rehearsalCode(world.seed);
    const order = await computedOrder(frozen, { code, entropy: entropy.value });
    return { task, frozen, shortage: await shortageOf(frozen, breathe), order, account, entropy };
  },
  decide: rehearse,
});

/** Gives an attempt up, with its reason (draw-18, draw-19): before the draw those who run it, afterwards a leader. */
export const voidDrawAttempt = defineAction({
  name: 'draws.void',
  input: z.object({
    task: z.string(),
    reason: z.string().trim().min(4, '请写明理由，至少4个字').max(500),
  }),
  policy: RULING,
  permit: (actor) => holds(actor, 'clerk', 'sectionHead', 'leader', 'discipline'),
  gather: async (tx, input, _world, actor) => {
    const task = await readTask(tx, input.task);
    const attempt = await standingAttempt(tx, input.task);
    return {
      task,
      attempt,
      invitations: await invitationsOfTask(tx, input.task),
      account: accountOf(actor) ?? '',
      leads: holds(actor, 'leader'),
    };
  },
  decide: voidDraw,
});
