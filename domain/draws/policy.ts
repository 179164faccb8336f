import { z } from 'zod';
import { OFFICE } from '../kernel/office.ts';
import { definePolicy } from '../kernel/policy.ts';
import { MEMBERSHIP } from '../membership/index.ts';
import { RECUSAL } from '../recusal/index.ts';
import { DRAWS, type RulingPolicy } from './model.ts';

/** The slices that a draw is ruled by, its own and those of the contexts below. */
export const RULING = definePolicy<RulingPolicy>(
  'draws.ruling',
  z.intersection(
    z.intersection(DRAWS.shape, RECUSAL.shape),
    z.intersection(MEMBERSHIP.shape, OFFICE.shape),
  ),
);
