import { accountOf, holds, type Actor } from '../kernel/actor.ts';
import type { Person } from '../people/index.ts';
import type { Tx } from '../store/scope.ts';
import { drawKey, NODE_HASHING } from '../vrs/index.ts';
import { contributionsTo, linksOf } from './attempt-records.ts';
import { partiesOf } from './party-rules.ts';
import { lotteryName, type Attempt, type Contribution, type PartyName } from './model-attempt.ts';
import type { OutCode } from './model.ts';
import { outWordsFor } from './out-wording.ts';

/** Somebody of the pool or the frozen list; the kind of a recusal is for the discipline office only (B-24). */
export interface CandidateRow {
  readonly cid: string;
  readonly person: string;
  readonly name: string;
  readonly categories: readonly string[];
  /** null: takes part in the draw */
  readonly out: string | null;
}

export const candidates = (
  { list, identities }: Pick<Attempt, 'list' | 'identities'>,
  { people, actor, privy }: Omit<Viewing, 'accounts'>,
): readonly CandidateRow[] =>
  list.rows.map(({ cid, cats, out }) => {
    const person = identities[cid]?.person ?? '';
    return {
      cid,
      person,
      name: people.get(person)?.particulars.name ?? '',
      categories: cats,
      out: out === '' ? null : outWords(out as OutCode, privy, actor),
    };
  });

/** Who may not know the target yet learns no reason: an employer of the excluded would tell it (C-02, C-04). */
const outWords = (out: OutCode, privy: boolean, actor: Actor): string =>
  privy ? outWordsFor(out, holds(actor, 'discipline')) : '不参加';

/** One party of an attempt as everybody who sees the task may see it: never the digits before the reveal. */
export interface PartyRow {
  readonly party: PartyName;
  readonly name: string;
  readonly isMe: boolean;
  readonly at: Date | null;
  readonly hash: string | null;
  /** null until the draw */
  readonly value: string | null;
}

/** An attempt as the site shows it; the order beyond the members asked is shown to nobody. */
export interface AttemptView {
  readonly task: string;
  readonly id: string;
  readonly name: string;
  readonly attempt: number;
  readonly rehearsal: boolean;
  readonly status: Attempt['status'];
  readonly assurance: Attempt['assurance'];
  readonly commit: string;
  readonly listDigest: string;
  readonly rulesDigest: string;
  readonly head: string;
  readonly operator: string;
  readonly witness: string;
  readonly parties: readonly PartyRow[];
  readonly candidates: readonly CandidateRow[];
  readonly key: string | null;
  readonly code: string | null;
  readonly entropy: string | null;
  readonly panel: readonly { readonly cid: string; readonly category: string }[];
  readonly committedAt: Date;
  readonly drawnAt: Date | null;
  readonly voidedAt: Date | null;
  readonly publishedAt: Date | null;
}

export interface Viewing {
  readonly people: ReadonlyMap<string, Person>;
  readonly accounts: ReadonlyMap<string, string>;
  readonly actor: Actor;
  /** may know the target, so also what keeps somebody away from it */
  readonly privy: boolean;
}

const witnessName = ({ witness }: Attempt, { people, accounts }: Viewing): string => {
  if (witness === null) return '';
  if (witness.kind === 'account') return accounts.get(witness.id) ?? '';
  return people.get(witness.id)?.particulars.name ?? '';
};

const partyRows = async (
  tx: Tx,
  attempt: Attempt,
  viewing: Viewing,
): Promise<readonly PartyRow[]> => {
  const given = await contributionsTo(tx, attempt.id);
  const names = {
    operator: viewing.accounts.get(attempt.operator) ?? '',
    witness: witnessName(attempt, viewing),
    lottery: lotteryWords(attempt, given),
  };
  const me = accountOf(viewing.actor);
  const ids = { operator: attempt.operator, witness: attempt.witness?.id, lottery: undefined };
  return partiesOf(attempt).map((party) => ({
    party,
    name: names[party],
    isMe: me !== null && ids[party] === me,
    ...givenBy(
      given.find((one) => one.party === party),
      attempt.drawnAt !== null,
    ),
  }));
};

/** Which lottery counts, with date and source as soon as its numbers were entered (draw-21). */
const lotteryWords = ({ lottery }: Attempt, given: readonly Contribution[]): string => {
  if (lottery === null) return '';
  const words = given.find(({ party }) => party === 'lottery')?.words;
  return words === undefined ? lotteryName(lottery) : `${lotteryName(lottery)}（${words}）`;
};

const givenBy = (
  one: Contribution | undefined,
  isOpen: boolean,
): Pick<PartyRow, 'at' | 'hash' | 'value'> =>
  one === undefined
    ? { at: null, hash: null, value: null }
    : { at: one.at, hash: one.hash, value: isOpen ? one.value : null };

/** One attempt for the page of its task. */
export const attemptView = async (
  tx: Tx,
  attempt: Attempt,
  viewing: Viewing,
): Promise<AttemptView> => {
  const links = await linksOf(tx, attempt.id);
  return {
    ...revealedView(attempt),
    id: attempt.id,
    task: attempt.task,
    name: attempt.name,
    attempt: attempt.attempt,
    rehearsal: attempt.rehearsal,
    status: attempt.status,
    assurance: attempt.assurance,
    commit: attempt.commit,
    listDigest: attempt.listDigest,
    rulesDigest: attempt.rulesDigest,
    committedAt: attempt.committedAt,
    drawnAt: attempt.drawnAt,
    voidedAt: attempt.voidedAt,
    publishedAt: attempt.publishedAt,
    head: links.at(-1)?.hash ?? attempt.prev,
    operator: viewing.accounts.get(attempt.operator) ?? '',
    witness: witnessName(attempt, viewing),
    parties: attempt.rehearsal ? [] : await partyRows(tx, attempt, viewing),
    candidates: candidates(attempt, viewing),
  };
};

const revealedView = (
  attempt: Attempt,
): Pick<AttemptView, 'key' | 'code' | 'entropy' | 'panel'> => {
  const { revealed } = attempt;
  if (revealed === null) return { key: null, code: null, entropy: null, panel: [] };
  const { code, entropy, panel, seats } = revealed;
  const seated = panel.map((cid) => ({ cid, category: seats[cid] ?? '' }));
  return { key: keyOf(attempt), code, entropy, panel: seated };
};

/** The key that every ticket was made with; 64 hex digits, null before the draw. */
const keyOf = ({ name, listDigest, rulesDigest, revealed }: Attempt): string | null => {
  if (revealed === null) return null;
  const { code, entropy } = revealed;
  const key = drawKey(code, { id: name, listDigest, rulesDigest, entropy }, NODE_HASHING);
  return Buffer.from(key).toString('hex');
};
