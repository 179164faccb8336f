import { z } from 'zod';
import { OFFICE, type OfficeHours } from '../kernel/office.ts';
import { definePolicy, ruled } from '../kernel/policy.ts';
import { ROUTES } from '../membership/index.ts';

/** How people come in at all: which ways are open, how long candidates are shown, what an invitation skips. */
const callsShape = z.strictObject({
  /** GP-2a, ZJ-7 */
  routes: ruled(z.array(z.enum(ROUTES)).min(1)),
  /** before: candidates are shown in public before they are appointed (ZJ-8.2b); none: the measure asks for none */
  publicity: ruled(z.enum(['before', 'none'])),
  /** ZJ gives no number: must be set before a campaign can be published */
  publicityDays: ruled(
    z
      .strictObject({
        count: z.number().int().min(1).max(90),
        unit: z.enum(['workingDays', 'days']),
      })
      .nullable(),
  ),
  invitation: ruled(
    z.strictObject({
      /** */
      skipsReview: z.boolean(),
      skipsPublicity: z.boolean(),
      /** whoever said yes still hands in the application with its declarations */
      application: z.boolean(),
      /** an invitation nobody answers ends after so many days */
      validDays: z.number().int().min(1).max(180),
    }),
  ),
});
export type CallsPolicy = z.output<typeof callsShape>;

/** A bureau without `rosters.<roster>.calls` calls for nobody. */
export const CAMPAIGNS = definePolicy(
  'campaigns',
  z.object({
    rosters: z.object({
      supervisors: z.object({ calls: callsShape.optional() }).optional(),
      experts: z.object({ calls: callsShape.optional() }).optional(),
    }),
  }),
);
export type CampaignsPolicy = z.output<typeof CAMPAIGNS.shape>;

const agreed = z.object({
  value: z.object({ version: z.string().min(1), text: z.string().min(1) }),
});

/** What an applicant declares and agrees to: owned by nomination, asked of the invited too. */
const promises = z
  .object({
    declarations: z.object({
      value: z.array(z.object({ id: z.string(), text: z.string() })),
    }),
    consent: agreed,
    publication: agreed,
    age: z.object({
      value: z
        .object({ min: z.number().nullable(), max: z.number().nullable(), inclusive: z.boolean() })
        .nullable(),
    }),
    employerTypes: z.object({ value: z.array(z.string()) }),
  })
  .optional();
export type Promises = NonNullable<z.output<typeof promises>>;

/** What a category's title should be: owned by membership, noted here (ZJ-6.5b). */
const titles = z.array(
  z.object({ category: z.string(), least: z.string(), words: z.array(z.string()) }),
);

interface InvitingRoster {
  readonly calls?: CallsPolicy | undefined;
  readonly entry?: Promises | undefined;
}

export interface InvitingPolicy {
  readonly office: OfficeHours;
  readonly rosters: {
    readonly supervisors?: InvitingRoster | undefined;
    readonly experts?:
      | (InvitingRoster & {
          readonly categories: { readonly value: readonly string[] };
          readonly titles: { readonly value: z.output<typeof titles> };
        })
      | undefined;
  };
}

/** What letters and invitations need beside the calls: office hours, categories, what is agreed to. */
export const INVITING = definePolicy<InvitingPolicy>(
  'inviting',
  z.intersection(
    OFFICE.shape,
    z.object({
      rosters: z.object({
        supervisors: z.object({ calls: callsShape.optional(), entry: promises }).optional(),
        experts: z
          .object({
            calls: callsShape.optional(),
            entry: promises,
            categories: z.object({ value: z.array(z.string()) }),
            titles: z.object({ value: titles }).default({ value: [] }),
          })
          .optional(),
      }),
    }),
  ),
);
