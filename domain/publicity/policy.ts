import { z } from 'zod';
import { ROLES } from '../kernel/actor.ts';
import { OFFICE, type OfficeHours } from '../kernel/office.ts';
import { definePolicy, ruled } from '../kernel/policy.ts';
import { CAMPAIGNS, type CallsPolicy } from '../campaigns/index.ts';
import { NOMINATION, type EntryPolicy } from '../nomination/index.ts';
import { PUBLISH_FIELDS } from './model.ts';

const publicShape = z.strictObject({
  /** shown of candidates and of the published roster, each with the person's consent (A-37, GP-6.4b) */
  fields: ruled(z.array(z.enum(PUBLISH_FIELDS)).min(1)),
  /** who decides an objection; never somebody who signed a line of that application */
  objectionRoles: ruled(z.array(z.enum(ROLES)).min(1)),
  objectionDays: ruled(z.number().int().min(1).max(60)),
  /** who appoints */
  appointRoles: ruled(z.array(z.enum(ROLES)).min(1)),
});
export type PublicPolicy = z.output<typeof publicShape>;

interface RosterPolicy {
  readonly publication?: PublicPolicy | undefined;
  readonly calls?: CallsPolicy | undefined;
  readonly entry?: EntryPolicy | undefined;
}

export interface PublicityPolicy {
  readonly office: OfficeHours;
  readonly rosters: {
    readonly supervisors?: RosterPolicy | undefined;
    readonly experts?: RosterPolicy | undefined;
  };
}

const section = z.object({ publication: publicShape.optional() }).optional();

/** A bureau without `rosters.<roster>.publication` appoints nobody by application. */
export const PUBLICITY = definePolicy<PublicityPolicy>(
  'publicity',
  z.intersection(
    z.intersection(OFFICE.shape, z.intersection(CAMPAIGNS.shape, NOMINATION.shape)),
    z.object({ rosters: z.object({ supervisors: section, experts: section }) }),
  ),
);
