import { sm3Hex } from './sm3.ts';

/** A new record's id (uuid form) from an action's seed; `label` tells several ids of one action apart. */
export const newId = (seed: string, label = 'id'): string => {
  const hex = sm3Hex(`${seed}:${label}`);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
};
