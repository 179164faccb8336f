import type { ChatIdentity, Recipient, Said, Tx } from '../../domain/index.ts';
import type { NoticeRow, Rung } from '../../domain/notices/index.ts';
import type { Delivered, Outward } from '../channels/outward.ts';
import type { PlatformError } from '../channels/platform-error.ts';
import type { DutyHand } from '../jobs/duty.ts';

/** One notice about to leave by one way. */
export interface Errand {
  readonly hand: DutyHand;
  readonly now: Date;
  readonly row: NoticeRow;
  readonly to: Recipient;
  readonly said: Said;
  /** address of the one-time page that goes with it: in no row and on no page of staff */
  readonly page: string | null;
  /** 32 characters that name this message for ever: two sends of it are one for a platform that looks */
  readonly messageKey: string;
}

/** To one of the recipient's chats. */
export interface ChatErrand extends Errand {
  readonly identity: ChatIdentity;
  /** the chat's row among the conversations: windows, consents */
  readonly conversation: string;
  /** the channel; a method may be missing on it */
  readonly outward: Outward;
}

/**
 * What a way says before anything leaves. Called in the transaction that puts the way on record:
 * an open way spends there what it needs (a message of the window, a consent, a place in the limiter).
 */
export type Prepared =
  | {
      readonly kind: 'open';
      /** throws `PlatformError`; its verdict says how the ladder goes on */
      readonly send: () => Promise<Delivered>;
      /** kept in the same transaction as the outcome: a card's response code */
      readonly keep?: (tx: Tx, delivered: Delivered) => Promise<void>;
      /** the platform has said no, or was not reached: what was spent is given back, or known better */
      readonly lost?: (tx: Tx, fault: PlatformError) => Promise<void>;
    }
  /** never for this notice: why, in Chinese, as staff read it */
  | { readonly kind: 'closed'; readonly why: string }
  /** not before `at`: own limiter; the ladder waits a little, then goes on to the next rung */
  | { readonly kind: 'later'; readonly at: Date; readonly why: string };

/** One rung of the ladder by which notices reach people. */
export type Way = ChatWay | PhoneWay;

interface AnyWay {
  readonly name: Rung;
  /** for how long the platform takes a second send for the first; 0: at most once (F31–F33) */
  readonly repeatableMs: (channel: string, notice: Pick<NoticeRow, 'kind'>) => number;
}

/** Tried with each chat of the recipient in turn. */
export interface ChatWay extends AnyWay {
  readonly by: 'chat';
  readonly prepare: (tx: Tx, errand: ChatErrand) => Promise<Prepared>;
}

/** Tried once for the recipient, whatever chats there are. */
export interface PhoneWay extends AnyWay {
  readonly by: 'phone';
  readonly prepare: (tx: Tx, errand: Errand) => Promise<Prepared>;
}

export const closed = (why: string): Prepared => ({ kind: 'closed', why });
