import type { Day } from '../kernel/day.ts';
import type { List, Rules } from '../vrs/index.ts';
import type { ChangeEvent } from './change-model.ts';
import type { ChoiceEvent } from './choice-model.ts';
import type {
  InstitutionTold,
  LateReason,
  Need,
  OutCode,
  TaskExtras,
  TaskSecrets,
} from './model.ts';
import type {
  Assurance,
  Contribution,
  Identities,
  Lottery,
  PartyName,
  Revealed,
  Witness,
} from './model-attempt.ts';

/** Whom an event after the draw is about. */
interface AboutInvitation {
  readonly invitation: string;
  readonly task: string;
  readonly number: string;
  readonly person: string;
}

interface Answer extends AboutInvitation {
  readonly category: string;
  readonly by: 'self' | 'staff';
  readonly account: string | null;
}

export interface Told {
  readonly invitation: string;
  readonly person: string;
}

/** Which attempt an event of the draw itself is about. */
interface AboutDraw {
  readonly draw: string;
  readonly task: string;
  readonly number: string;
}

/** A frozen list with its commitment: what an attempt begins with. */
interface Frozen extends AboutDraw {
  readonly attempt: number;
  readonly name: string;
  /** SM3 of the canonical list and rules, and of both with the secret's last code */
  readonly listDigest: string;
  readonly rulesDigest: string;
  readonly commit: string;
  readonly prev: string;
  readonly rounds: number;
  readonly assurance: Assurance;
  readonly inPool: number;
  readonly candidates: number;
  readonly operator: string;
}

interface FrozenSecrets {
  readonly list: List;
  readonly rules: Rules;
  readonly identities: Identities;
  readonly secret: string;
}

/** A member whose seat moved to another category before it was settled (draw-3). */
export interface Moved extends Told {
  readonly from: string;
  readonly to: string;
}

/** What recomputing a replacement needs: pseudonyms only (draw-1). */
export interface Replacement {
  readonly round: number;
  readonly code: string | null;
  readonly unitCap: number | 'none';
  /** frozen reasons that count no more since a second person approved it (draw-30) */
  readonly admitted?: readonly OutCode[];
  readonly gone: readonly string[];
  readonly passed: readonly { readonly cid: string; readonly out: string }[];
  readonly keep: readonly {
    readonly cid: string;
    readonly category: string;
    readonly locked: boolean;
  }[];
  readonly taken: readonly { readonly cid: string; readonly category: string }[];
  readonly moved: readonly {
    readonly cid: string;
    readonly from: string;
    readonly to: string;
  }[];
  readonly open: Need;
}

export type DrawsEvent = PanelEvent | ChangeEvent | ChoiceEvent;

/** Work, its draw and what the drawn answered. */
export type PanelEvent =
  | AttemptEvent
  | {
      readonly type: 'draws.task-entered';
      readonly task: string;
      readonly number: string;
      readonly kind: string;
      readonly institutionTold: InstitutionTold;
      readonly firstDay: Day;
      readonly lastDay: Day;
      readonly assembleAt: string;
      readonly need: Need;
      readonly enteredBy: string | null;
      readonly secondAccount: string | null;
      /** the draw falls due */
      readonly dueAt: string;
      readonly extras: TaskExtras;
      readonly private: { readonly place: string; readonly secrets: TaskSecrets };
    }
  | (AboutInvitation & {
      readonly type: 'draws.invited';
      readonly term: string;
      readonly category: string;
      readonly team: number;
      readonly place: number;
      readonly replyBy: string;
      readonly byPhone: boolean;
      readonly urgent: boolean;
      readonly firstDay: Day;
      readonly lastDay: Day;
      readonly assembleAt: string;
      readonly replaces: string | null;
      readonly private: { readonly cid: string; readonly place: string };
    })
  | (Answer & {
      readonly type: 'draws.accepted';
      readonly afterReplyBy: boolean;
      /** how many were asked in vain and are still without an answer */
      readonly silent: number;
    })
  | (Answer & {
      readonly type: 'draws.declined';
      /** an acceptance taken back in time (C-11) */
      readonly withdrew: boolean;
      readonly private: { readonly reason: string };
    })
  | (AboutInvitation & {
      readonly type: 'draws.silenced';
      readonly category: string;
      /** those asked together fell silent together */
      readonly replyBy: string;
      /** the seats: all asked for anew, one at least stays open, or the draw is still to come */
      readonly next: 'asked' | 'nobody' | 'draw';
      readonly enteredBy: string | null;
    })
  | (AboutInvitation & {
      readonly type: 'draws.recused';
      readonly category: string;
      /** declared by the expert, or found by the rules of recusal after the draw (ZJ-11.6) */
      readonly by: 'self' | 'rule';
      readonly firstDay: Day;
      readonly private?: { readonly reason: string };
    })
  | (AboutInvitation & { readonly type: 'draws.cleared' })
  | {
      readonly type: 'draws.disclosed';
      readonly task: string;
      readonly number: string;
      readonly by: 'staff' | 'accepting';
      readonly told: readonly Told[];
    }
  | (AboutInvitation & {
      readonly type: 'draws.reply-late';
      readonly answer: 'accept' | 'decline' | 'withdraw' | 'recuse' | 'clear';
      readonly why: LateReason;
      readonly by: 'self' | 'staff';
    })
  | {
      readonly type: 'draws.exhausted';
      readonly task: string;
      readonly number: string;
      /** open seats by category, nobody left to ask */
      readonly open: Need;
      /** how many fell silent just now, and how many were asked instead */
      readonly silent: number;
      readonly asked: number;
      readonly enteredBy: string | null;
      readonly dueAt: string;
    }
  | {
      readonly type: 'draws.filled';
      readonly task: string;
      /** whose yes it was */
      readonly invitation: string;
      readonly number: string;
      readonly enteredBy: string | null;
    }
  | {
      readonly type: 'draws.cancelled';
      readonly task: string;
      readonly number: string;
      readonly firstDay: Day;
      readonly released: readonly Told[];
      /** an attempt that waited for digits and will not be drawn any more */
      readonly watched: { readonly draw: string; readonly witness: Witness | null } | null;
      readonly private: { readonly reason: string };
    };

/** The draw itself, from the frozen list to the panel (ZJ-10b). */
export type AttemptEvent =
  | (Frozen & {
      readonly type: 'draws.committed';
      readonly ordinal: number;
      readonly witness: Witness;
      readonly lottery: Lottery | null;
      readonly private: FrozenSecrets;
    })
  | (AboutDraw & {
      readonly type: 'draws.contributed';
      readonly party: PartyName;
      readonly hash: string;
      readonly by: string | null;
      readonly private: {
        readonly value: string;
        readonly salt: string;
        /** of a public lottery: its date and where it was published (draw-21) */
        readonly words?: string;
      };
    })
  | (AboutDraw & {
      readonly type: 'draws.drawn';
      readonly attempt: number;
      readonly witness: Witness | null;
      readonly assurance: Assurance;
      readonly commit: string;
      readonly inPool: number;
      readonly candidates: number;
      readonly seats: number;
      readonly private: {
        readonly revealed: Revealed;
        readonly sources: readonly Pick<Contribution, 'party' | 'hash' | 'salt' | 'value'>[];
      };
    })
  | (Frozen & {
      readonly type: 'draws.rehearsed';
      readonly private: FrozenSecrets & {
        readonly revealed: Revealed;
        readonly source: Pick<Contribution, 'hash' | 'salt' | 'value'>;
      };
    })
  | (AboutDraw & {
      readonly type: 'draws.voided';
      readonly attempt: number;
      readonly stage: 'committed' | 'drawn';
      readonly operator: string;
      readonly witness: Witness | null;
      readonly firstDay: Day;
      readonly dueAt: string;
      readonly released: readonly Told[];
      readonly private: { readonly reason: string };
    })
  | (AboutDraw & {
      readonly type: 'draws.replaced';
      readonly round: number;
      readonly taken: number;
      readonly moved: readonly Moved[];
      /** staff were told that nobody was left, and every seat has somebody again; how many had been asked */
      readonly refills: { readonly asked: number; readonly enteredBy: string | null } | null;
      readonly private: { readonly replacement: Replacement };
    });
