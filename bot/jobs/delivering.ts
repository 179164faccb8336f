import type { App } from '../../domain/index.ts';
import type { Step } from '../../domain/notices/index.ts';
import { createCircuits, type Circuits } from './circuits.ts';
import type { DutyHand } from './duty.ts';

/** How long a worker may hold a notice; renewed when its way is put on record. */
export const LEASE_MS = 60_000;

const known = new WeakMap<App, Circuits>();

/** The circuits of this process. */
export const circuitsOf = ({ app }: DutyHand): Circuits => {
  const circuits = known.get(app) ?? createCircuits();
  known.set(app, circuits);
  return circuits;
};

/** One way of one account. */
export const circuitName = ({ bureau }: DutyHand, { lane, way }: Step): string =>
  `${bureau}/${lane}/${way}`;
