/**
 * What goes wrong with the next call of a path. A number is an errcode; `{ status }` an HTTP
 * status; 'cut-before' loses the request, 'cut-after' the answer to it; 'hang' never answers.
 */
export type Fault = number | { readonly status: number } | 'cut-before' | 'cut-after' | 'hang';

/** Faults in the order they were ordered, per path. */
export class Faults {
  readonly #next = new Map<string, Fault[]>();

  failNext(path: string, fault: Fault, times = 1): void {
    const ordered = Array.from({ length: times }, () => fault);
    this.#next.set(path, [...(this.#next.get(path) ?? []), ...ordered]);
  }

  take(path: string): Fault | null {
    return this.#next.get(path)?.shift() ?? null;
  }
}
