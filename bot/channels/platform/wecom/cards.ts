import { HOUR } from '../clock.ts';

/** A card on the phones of one member. */
export interface PlayedCard {
  readonly taskId: string;
  readonly to: string;
  /** what stands where the buttons stood; null: the buttons */
  shown: string | null;
}

interface Code {
  readonly card: PlayedCard;
  readonly at: number;
  used: boolean;
}

const CODE_MS = 72 * HOUR;

/** The cards of one app and the codes that change them: each once, within 72 hours (B3). */
export class Cards {
  readonly #now: () => Date;
  readonly #cards = new Map<string, PlayedCard>();
  readonly #codes = new Map<string, Code>();

  constructor(now: () => Date) {
    this.#now = now;
  }

  find(taskId: string): PlayedCard | undefined {
    return this.#cards.get(taskId);
  }

  /** A new card and its code; null: this task id was used before. */
  deal(taskId: string, to: string): string | null {
    if (this.#cards.has(taskId)) return null;
    const card: PlayedCard = { taskId, to, shown: null };
    this.#cards.set(taskId, card);
    return this.code(card);
  }

  /** Every tap gives another code. */
  code(card: PlayedCard): string {
    const value = `code-${this.#codes.size + 1}`;
    this.#codes.set(value, { card, at: this.#now().getTime(), used: false });
    return value;
  }

  /** The card that this code changes now; undefined: it was used, is too old, or is none. */
  redeem(value: string): PlayedCard | undefined {
    const code = this.#codes.get(value);
    const isLate = code !== undefined && this.#now().getTime() - code.at > CODE_MS;
    if (code === undefined || code.used || isLate) return undefined;
    code.used = true;
    return code.card;
  }
}
