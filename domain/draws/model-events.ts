import type { Day } from '../kernel/day.ts';
import type {
  DrawRecord,
  Identities,
  InstitutionTold,
  LateReason,
  Need,
  TaskSecrets,
} from './model.ts';

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
}

export interface Told {
  readonly invitation: string;
  readonly person: string;
}

export type DrawsEvent =
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
      readonly private: { readonly place: string; readonly secrets: TaskSecrets };
    }
  | {
      readonly type: 'draws.drawn';
      readonly draw: string;
      readonly task: string;
      readonly number: string;
      readonly scheme: DrawRecord['scheme'];
      /** SM3 of the canonical list, rules and whole record */
      readonly listDigest: string;
      readonly rulesDigest: string;
      readonly recordDigest: string;
      readonly inPool: number;
      readonly candidates: number;
      readonly seats: number;
      readonly private: { readonly record: DrawRecord; readonly identities: Identities };
    }
  | (AboutInvitation & {
      readonly type: 'draws.invited';
      readonly term: string;
      readonly category: string;
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
  | (Answer & { readonly type: 'draws.accepted'; readonly afterReplyBy: boolean })
  | (Answer & {
      readonly type: 'draws.declined';
      /** an acceptance taken back in time (C-11) */
      readonly withdrew: boolean;
      readonly private: { readonly reason: string };
    })
  | (AboutInvitation & {
      readonly type: 'draws.silenced';
      readonly category: string;
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
      readonly enteredBy: string | null;
      readonly dueAt: string;
    }
  | {
      readonly type: 'draws.filled';
      readonly task: string;
      readonly number: string;
      readonly enteredBy: string | null;
    }
  | {
      readonly type: 'draws.cancelled';
      readonly task: string;
      readonly number: string;
      readonly firstDay: Day;
      readonly released: readonly Told[];
      readonly private: { readonly reason: string };
    };
