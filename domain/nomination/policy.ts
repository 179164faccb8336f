import { z } from 'zod';
import { ROLES, type Role } from '../kernel/actor.ts';
import { OFFICE, type OfficeHours } from '../kernel/office.ts';
import { definePolicy, ruled } from '../kernel/policy.ts';
import { CAMPAIGNS, INVITING, type CallsPolicy, type InvitingPolicy } from '../campaigns/index.ts';
import { IDENTITY, type BureauIdentity } from '../measures/identity.ts';

const roles = z.array(z.enum(ROLES)).min(1);
const word = z.string().min(1).max(40);

const declaration = z.strictObject({
  id: z.string().min(1),
  text: z.string().min(1),
  clause: z.string().min(1),
});

/** A soft rule that is not met: a reason and a named approver are needed (GP-4.1b, ZJ-5, ZJ-6.5). */
export const EXCEPTIONS = ['age', 'title', 'employerType'] as const;
export type Exception = (typeof EXCEPTIONS)[number];

const condition = z.strictObject({
  ...declaration.shape,
  /** preferred, not required: who lacks it may be found qualified all the same */
  preferred: z.boolean().default(false),
  /** soft rules inside it: where one of them is excepted, it may stand as not met (GP-4.1b, ZJ-6.5) */
  exceptions: z.array(z.enum(EXCEPTIONS)).default([]),
});

const ages = z.strictObject({
  min: z.number().int().nullable(),
  max: z.number().int().nullable(),
  /** 以上/以下 include the number */
  inclusive: z.boolean(),
  /** soft: outside is for staff to decide, never a refusal */
  soft: z.boolean(),
  /** a soft upper limit may be extended to this age and no further; null: as far as staff decide */
  extendTo: z.number().int().nullable().default(null),
});

/** Fields of form 1 that the rules do not need: each can be switched off (A-35, PIPL 6). */
export const OPTIONAL_FIELDS = [
  'ethnicGroup',
  'politicalStatus',
  'nativePlace',
  'health',
  'homeAddress',
  'awards',
  'email',
  'photo',
] as const;
export type OptionalField = (typeof OPTIONAL_FIELDS)[number];

/** One line of form 2 after the reviewer's: 科室意见、领导意见. The first is the reviewer's own. */
const line = z.strictObject({
  id: z.string().regex(/^[a-z][a-zA-Z]{1,19}$/),
  /** as the paper prints it: 审查结论 */
  label: z.string().min(2).max(20),
  roles,
});

export const entryShape = z.strictObject({
  /** which application is filled in: the short one of the house, or form 1 of the measure (1.3) */
  form: ruled(z.enum(['short', 'form1'])),
  /** null: the measure has no age rule */
  age: ruled(ages.nullable()),
  /** only citizens of the PRC (GP-4.1a, ZJ-6.1a) */
  citizensOnly: ruled(z.boolean()),
  sourceGroups: ruled(z.array(word)),
  excludedGroups: ruled(z.array(word)),
  /** groups that come first where several are equal, the first of them foremost: shown, never a ranking */
  priorityGroups: ruled(z.array(word)).default({ value: [], clause: 'default' }),
  /** on which day ages are counted: the campaign's printed one, else the day of confirming */
  referenceDay: ruled(z.enum(['cutOff', 'confirming'])).default({
    value: 'cutOff',
    clause: 'default',
  }),
  skillTags: ruled(z.array(word)),
  /** 从全市医药机构、机关事业单位…遴选 (ZJ-5); other kinds need a reason. Empty: not asked */
  employerTypes: ruled(z.array(word)),
  profession: ruled(z.enum(['preferred', 'required'])),
  fields: ruled(z.array(z.enum(OPTIONAL_FIELDS))),
  /** 所在单位意见（盖公章）: of whoever is employed, of whom a unit recommends, or of nobody (A-20, F1-23) */
  employerOpinion: ruled(z.enum(['employed', 'recommended', 'never'])),
  /** 申请人签字 on paper (F1-22), or confirming in chat is enough (GP-6.2) */
  signature: ruled(z.enum(['paper', 'confirming'])),
  declarations: ruled(z.array(declaration)),
  consent: ruled(z.strictObject({ version: word, text: z.string().min(1) })),
  /** the separate consent to publication (A-37, PIPL 25) */
  publication: ruled(z.strictObject({ version: word, text: z.string().min(1) })),
  /** form 2's check list, one line per condition of the measure */
  conditions: ruled(z.array(condition).min(1)),
  chain: ruled(z.array(line).min(1).max(6)),
  /** one person signs one line only (C-05) */
  onePersonPerLine: ruled(z.boolean()),
  /** who chooses among the qualified (择优) */
  selection: ruled(roles),
  untouchedDays: ruled(z.number().int().min(1).max(250)),
  /** applications of people not chosen are anonymised after so many months */
  rejectedRetentionMonths: ruled(z.number().int().min(1).max(120)),
  /** formOnly: citizen number, address and photos go by the one-time web form (C-02) */
  sensitiveInChat: ruled(z.enum(['allowed', 'formOnly'])),
});
export type EntryPolicy = z.output<typeof entryShape>;
export type ChainLine = EntryPolicy['chain']['value'][number];

/** What a category's title should be (ZJ-6.5b, A-32): owned by membership, read here for the soft rule. */
const titles = z
  .array(
    z.object({
      category: word,
      least: word,
      words: z.array(z.string().min(2)).min(1),
      /** years of work that go with it (form 1 asks for them); null: none */
      years: z.number().int().min(0).max(60).nullable().default(null),
    }),
  )
  .default([]);

interface RosterPolicy {
  readonly entry?: EntryPolicy | undefined;
  readonly calls?: CallsPolicy | undefined;
  /** who appoints is told of whom nobody is shown of (GP-3, A-21) */
  readonly publication?: { readonly appointRoles: { readonly value: readonly Role[] } } | undefined;
}

export interface NominationPolicy {
  readonly office: OfficeHours;
  readonly rosters: {
    readonly supervisors?: RosterPolicy | undefined;
    readonly experts?:
      | (RosterPolicy & {
          readonly categories: { readonly value: readonly string[] };
          readonly titles: { readonly value: z.output<typeof titles> };
        })
      | undefined;
  };
  readonly document: { readonly title: string; readonly status: 'draft' | 'issued' | 'expired' };
}

const appointing = z
  .object({ appointRoles: z.object({ value: z.array(z.enum(ROLES)) }) })
  .optional();

/** A bureau without `rosters.<roster>.entry` takes no applications for that roster. */
export const NOMINATION = definePolicy<NominationPolicy>(
  'nomination',
  z.intersection(
    z.intersection(OFFICE.shape, CAMPAIGNS.shape),
    z.object({
      document: z.object({ title: z.string(), status: z.enum(['draft', 'issued', 'expired']) }),
      rosters: z.object({
        supervisors: z.object({ entry: entryShape.optional(), publication: appointing }).optional(),
        experts: z
          .object({
            entry: entryShape.optional(),
            publication: appointing,
            categories: z.object({ value: z.array(word) }),
            titles: z.object({ value: titles }).default({ value: [] }),
          })
          .optional(),
      }),
    }),
  ),
);

/** What the pool's composition is shown by: the bureau's areas and the groups that come first (GP-6.3). */
export const COMPOSITION = definePolicy<NominationPolicy & { readonly bureau: BureauIdentity }>(
  'composition',
  z.intersection(NOMINATION.shape, IDENTITY.shape),
);

/** Inviting somebody asks as well what has come of an earlier yes. */
export const INVITING_APPLICANTS = definePolicy<NominationPolicy & InvitingPolicy>(
  'inviting-applicants',
  z.intersection(NOMINATION.shape, INVITING.shape),
);
