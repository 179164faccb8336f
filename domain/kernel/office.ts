import { z } from 'zod';
import { definePolicy } from './policy.ts';

const clock = z.string().regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/);

/** When the office works; notices that are not urgent go out then. */
export interface OfficeHours {
  readonly opens: string;
  readonly closes: string;
}

export const OFFICE = definePolicy(
  'office',
  z.object({ office: z.object({ opens: clock, closes: clock }) }),
);
