import type { Received } from './ledger.ts';

/** What a menu at the platform is: buttons, and a rule for a personal one. */
export interface KeptMenu {
  readonly button: readonly unknown[];
  readonly matchrule?: { readonly tag_id: string };
}

/** One-time consents are counted; a long-term one is for ever. */
type Consent = number | 'long';

/** What an account has at the platform beside messages: menus, consents, codes to scan, sign-ins. */
export class OfficialState {
  menu: KeptMenu | null = null;
  readonly personal: KeptMenu[] = [];
  /** who carries which tag */
  readonly tags = new Map<string, Set<number>>();
  /** whom the chat shows 对方正在输入 */
  readonly typing: string[] = [];
  /** scene of each code that was made, by its url; null in `until`: for good */
  readonly codes = new Map<string, { readonly scene: string; readonly until: number | null }>();
  readonly #consents = new Map<string, Consent>();
  readonly #signIns = new Map<string, { readonly openid: string; readonly at: number }>();
  readonly #spent = new Set<string>();
  #count = 0;

  agree(openid: string, templateId: string, { longTerm = false } = {}): void {
    const key = `${openid}\n${templateId}`;
    const before = this.#consents.get(key) ?? 0;
    this.#consents.set(key, longTerm || before === 'long' ? 'long' : before + 1);
  }

  takeBack(openid: string, templateId: string): void {
    this.#consents.delete(`${openid}\n${templateId}`);
  }

  /** One message of what was agreed; false: 43101. */
  useConsent(openid: string, templateId: string): boolean {
    const key = `${openid}\n${templateId}`;
    const left = this.#consents.get(key) ?? 0;
    if (left === 'long') return true;
    if (left === 0) return false;
    this.#consents.set(key, left - 1);
    return true;
  }

  /** The code with which a page learns once who opened it, within five minutes (A11). */
  signIn(openid: string, at: Date): string {
    this.#count += 1;
    const code = `code-${this.#count}`;
    this.#signIns.set(code, { openid, at: at.getTime() });
    return code;
  }

  /** 40029: no such code or too old · 40163: used before. */
  useSignIn(code: string, now: Date): string | 40029 | 40163 {
    const found = this.#signIns.get(code);
    if (found === undefined || now.getTime() - found.at > 300_000) return 40029;
    if (this.#spent.has(code)) return 40163;
    this.#spent.add(code);
    return found.openid;
  }

  /** The buttons this person sees: the personal menu of a tag of theirs, else the common one. */
  menuOf(openid: string): readonly unknown[] {
    const own = this.tags.get(openid) ?? new Set();
    const personal = this.personal.find((menu) => own.has(Number(menu.matchrule?.tag_id)));
    return (personal ?? this.menu)?.button ?? [];
  }
}

/** What a customer-service message became on the phone. */
export type ShownCustom = Received;
