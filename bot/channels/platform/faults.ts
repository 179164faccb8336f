/**
 * What goes wrong with the next call of a path. A number is an errcode; `{ status }` an HTTP
 * status; 'cut-before' loses the request, 'cut-after' the answer to it; 'hang' never answers.
 */
export type Fault = number | { readonly status: number } | 'cut-before' | 'cut-after' | 'hang';

/** Stands for whichever call comes next. */
export const ANY = '*';

/** Faults in the order they were ordered, per path. */
export class Faults {
  readonly #next = new Map<string, Fault[]>();

  failNext(path: string, fault: Fault, times = 1): void {
    const ordered = Array.from({ length: times }, () => fault);
    this.#next.set(path, [...(this.#next.get(path) ?? []), ...ordered]);
  }

  /** What was ordered for this path, else for any; a token's call fails only when it is named. */
  take(path: string): Fault | null {
    const any = path.endsWith('token') ? undefined : this.#next.get(ANY);
    return this.#next.get(path)?.shift() ?? any?.shift() ?? null;
  }

  /** What was ordered and not yet met is called off. */
  clear(path: string): void {
    this.#next.delete(path);
  }

  waiting(): readonly Fault[] {
    return [...this.#next.values()].flat();
  }
}
