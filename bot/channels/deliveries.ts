import type { Answer, Inbound } from './inbound.ts';

/** One delivery of an inbound that waits for the desk. A repeated delivery is another one. */
export interface Delivery {
  readonly deliveryId: string;
  readonly inbound: Inbound;
}

interface Waiting extends Delivery {
  readonly settle: (answer: Answer) => void;
}

/**
 * wechaty returns nothing from its listeners, so each delivery waits here until the desk answers
 * it. A delivery lives until it is answered or `patienceMs` are over, then it counts as unkept
 * and the platform tries again.
 */
export class Deliveries {
  readonly #waiting = new Map<string, Waiting>();
  readonly #patienceMs: number;
  #count = 0;

  constructor(patienceMs: number) {
    this.#patienceMs = patienceMs;
  }

  /** `announce` tells the desk; what it throws makes the delivery unkept. */
  open(inbound: Inbound, announce: (delivery: Delivery) => void): Promise<Answer> {
    const deliveryId = `delivery-${++this.#count}`;
    return new Promise((resolve) => {
      const late = setTimeout(() => this.settle(deliveryId, { kind: 'unkept' }), this.#patienceMs);
      const settle = (answer: Answer): void => {
        clearTimeout(late);
        resolve(answer);
      };
      this.#waiting.set(deliveryId, { deliveryId, inbound, settle });
      try {
        announce({ deliveryId, inbound });
      } catch {
        this.settle(deliveryId, { kind: 'unkept' });
      }
    });
  }

  find(deliveryId: string): Delivery | undefined {
    return this.#waiting.get(deliveryId);
  }

  /** A second answer, or one that comes too late, changes nothing. */
  settle(deliveryId: string, answer: Answer): void {
    const waiting = this.#waiting.get(deliveryId);
    this.#waiting.delete(deliveryId);
    waiting?.settle(answer);
  }

  settleAll(answer: Answer): void {
    for (const deliveryId of [...this.#waiting.keys()]) this.settle(deliveryId, answer);
  }
}
