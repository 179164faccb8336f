import { MINUTE } from './clock.ts';

interface Issued {
  readonly value: string;
  readonly expiresAt: number;
}

const LIFETIME_MS = 120 * MINUTE;
const GRACE_MS = 5 * MINUTE;
const FORCE_EVERY_MS = 30_000;
const FORCES = 20;

/** Issues one account's access tokens, stable and plain, by the rules of A9. */
export class TokenDesk {
  readonly #name: string;
  readonly #now: () => Date;
  readonly #valid = new Map<string, number>();
  #stable: Issued | null = null;
  #issued = 0;
  #forces = 0;
  #forcedAt = -Infinity;

  constructor(name: string, now: () => Date) {
    this.#name = name;
    this.#now = now;
  }

  /** stable_token without force: the same one, a new one only in the last five minutes. */
  stable(): Issued {
    const at = this.#now().getTime();
    if (this.#stable === null || this.#stable.expiresAt - at <= GRACE_MS) {
      this.#stable = this.#issue();
    }
    return this.#stable;
  }

  /** stable_token with force_refresh: kills the present one; 45011 too soon, 45009 too often. */
  force(): Issued | 45009 | 45011 {
    const at = this.#now().getTime();
    if (at - this.#forcedAt < FORCE_EVERY_MS) return 45011;
    if (this.#forces >= FORCES) return 45009;
    this.#forces += 1;
    this.#forcedAt = at;
    if (this.#stable !== null) this.#valid.delete(this.#stable.value);
    this.#stable = this.#issue();
    return this.#stable;
  }

  /** The old `/cgi-bin/token`: every call a new one, the former dies after five minutes. */
  plain(): Issued {
    const dies = this.#now().getTime() + GRACE_MS;
    for (const [value, end] of this.#valid) {
      if (value !== this.#stable?.value) this.#valid.set(value, Math.min(end, dies));
    }
    return this.#issue();
  }

  /** How many were issued, and how long the present one lives; null: there is none. */
  state(): { readonly issued: number; readonly secondsLeft: number | null } {
    const present = this.#stable !== null && this.accepts(this.#stable.value) ? this.#stable : null;
    return {
      issued: this.#issued,
      secondsLeft: present === null ? null : this.secondsLeft(present),
    };
  }

  accepts(token: string): boolean {
    return (this.#valid.get(token) ?? -Infinity) > this.#now().getTime();
  }

  /** Kills the present token early. `keepHandingOut`: stable_token goes on naming the dead one. */
  invalidate({ keepHandingOut = false } = {}): void {
    this.#valid.clear();
    if (!keepHandingOut) this.#stable = null;
  }

  secondsLeft(issued: Issued): number {
    return Math.floor((issued.expiresAt - this.#now().getTime()) / 1000);
  }

  #issue(): Issued {
    this.#issued += 1;
    const expiresAt = this.#now().getTime() + LIFETIME_MS;
    const value = `${this.#name}.token-${this.#issued}`;
    this.#valid.set(value, expiresAt);
    return { value, expiresAt };
  }
}
