import type { List, Rules, Skip } from '../vrs/index.ts';
import type { OutCode } from './model.ts';

/** `committed`: list frozen, digits awaited. `void`: given up with a reason, counted for ever (draw-18, draw-19). */
export type AttemptStatus = 'committed' | 'drawn' | 'void';

/** Who gives entropy: the operator, the witness, a public lottery. */
export type PartyName = 'operator' | 'witness' | 'lottery';

export const PARTY_WORDS: Readonly<Record<PartyName, string>> = {
  operator: '操作人',
  witness: '见证人',
  lottery: '公开开奖号码',
};

/** The second party of a draw: a colleague, or a social supervisor in chat (Gaoping 8.4). */
export type Witness =
  | { readonly kind: 'account'; readonly id: string }
  | { readonly kind: 'person'; readonly id: string };

/** Whom a pseudonym means; kept apart, so that the record can be published (draw-31). */
export interface Identity {
  readonly term: string;
  readonly person: string;
  /** salt of the row's `bind` */
  readonly salt: string;
}
export type Identities = Readonly<Record<string, Identity>>;

/** One party's digits: only their hash is known to anybody before the reveal. */
export interface Contribution {
  readonly party: PartyName;
  readonly by: string | null;
  readonly hash: string;
  readonly salt: string;
  readonly value: string;
  /** of a public lottery: its date and where it was published (draw-21) */
  readonly words?: string;
  readonly at: Date;
}

/** What a draw brought to light; absent until then. */
export interface Revealed {
  readonly code: string;
  readonly entropy: string;
  readonly order: readonly string[];
  readonly panel: readonly string[];
  readonly seats: Readonly<Record<string, string>>;
  readonly skipped: readonly Skip[];
}

/** One attempt at drawing for one piece of work. */
export interface Attempt {
  readonly id: string;
  readonly task: string;
  /** `RW2026-0001/1`: what the commitment is about */
  readonly name: string;
  readonly attempt: number;
  readonly rehearsal: boolean;
  readonly status: AttemptStatus;
  readonly assurance: Assurance;
  readonly prev: string;
  readonly list: List;
  readonly rules: Rules;
  readonly listDigest: string;
  readonly rulesDigest: string;
  readonly commit: string;
  readonly secret: string;
  readonly rounds: number;
  readonly round: number;
  readonly relaxedCap: number | 'none' | null;
  readonly identities: Identities;
  readonly operator: string;
  readonly witness: Witness | null;
  readonly lottery: Lottery | null;
  readonly revealed: Revealed | null;
  readonly committedAt: Date;
  readonly drawnAt: Date | null;
  readonly voidedAt: Date | null;
  readonly publishedAt: Date | null;
}

/** A named public source agreed on before the commitment (draw-21). */
export interface Lottery {
  readonly name: string;
  readonly fallback: string;
  /** the first one does not take place in time: the fallback counts */
  readonly postponed?: boolean;
}

/** The lottery whose numbers count. */
export const lotteryName = ({ name, fallback, postponed }: Lottery): string =>
  postponed === true ? fallback : name;

/** A: secret and a public future value; B: secret and two parties; C: secret only, rehearsals (draw.md 2.3). */
export type Assurance = 'A' | 'B' | 'C';

export const ASSURANCE_WORDS: Readonly<Record<Assurance, string>> = {
  A: 'A级：保密随机数、双方数字和公开开奖号码',
  B: 'B级：保密随机数和双方数字',
  C: 'C级：仅机器随机数（只用于演练）',
};

export interface Shortage {
  /** the categories that together have too few candidates, and why (draw.md 3.3) */
  readonly code: 'draws.pool-too-small';
  readonly categories: readonly string[];
  readonly need: number;
  readonly eligible: number;
  readonly inPool: number;
  readonly outs: Readonly<Partial<Record<OutCode, number>>>;
  /** single changes that would fill the panel, in words of the rule */
  readonly changes: readonly string[];
}

export type AttemptRefusal =
  | {
      readonly code: 'draws.already-drawn';
      readonly draw: string;
      readonly number: string;
      readonly at: Date;
    }
  | {
      readonly code: 'draws.already-committed';
      readonly draw: string;
      readonly number: string;
      readonly at: Date;
    }
  | { readonly code: 'draws.not-committed'; readonly number: string }
  | { readonly code: 'draws.no-attempt' }
  | { readonly code: 'draws.attempt-over'; readonly number: string }
  | { readonly code: 'draws.witness-unknown' }
  | { readonly code: 'draws.witness-self' }
  | { readonly code: 'draws.witness-tied' }
  | { readonly code: 'draws.witness-unresolved' }
  | { readonly code: 'draws.witness-in-pool' }
  | { readonly code: 'draws.not-a-party' }
  | { readonly code: 'draws.already-contributed'; readonly number: string; readonly at: Date }
  | { readonly code: 'draws.party-missing'; readonly number: string; readonly party: PartyName }
  | { readonly code: 'draws.digits-unclear'; readonly fault: string }
  | { readonly code: 'draws.commitment-broken'; readonly number: string }
  | { readonly code: 'draws.unknown-lottery' }
  | { readonly code: 'draws.own-void'; readonly number: string }
  | { readonly code: 'draws.nothing-to-void'; readonly number: string }
  | Shortage;
