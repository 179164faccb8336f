import { z } from 'zod';
import { definePolicy, ruled, type Ruled } from '../kernel/policy.ts';

/** The ways a machine can take; the call sheet stands below the last of them. */
const RUNGS = ['card', 'service', 'template', 'subscription', 'sms'] as const;
export type Rung = (typeof RUNGS)[number];

/** Which channels come first, and which ways in which order. */
export interface Ladder {
  /** chats of channels not named here come last */
  readonly channels: readonly string[];
  readonly rungs: readonly Rung[];
}

/** Members and the public; colleagues; whoever must acknowledge an alert (GP-8.6e). */
export type NoticeAudience = 'members' | 'staff' | 'alerts';

const CHANNELS = ['wecom', 'official-account', 'puppet', 'simulator'] as const;

const isOnce = (names: readonly string[]): boolean => new Set(names).size === names.length;

/** `sheet` is written down, so that whoever reads the file sees where it ends; nothing comes after it. */
const rungs = z
  .array(z.enum([...RUNGS, 'sheet']))
  .refine((names) => names.at(-1) === 'sheet' && isOnce(names), {
    error: '最后一级必须是 sheet（电话联系名单），每一级只能写一次',
  })
  .transform((names) => names.filter((name): name is Rung => name !== 'sheet'));

const ladder: z.ZodType<Ladder> = z.strictObject({
  channels: z.array(z.enum(CHANNELS)).refine(isOnce, { error: '每个渠道只能写一次' }),
  rungs,
});

export interface NoticesPolicy {
  readonly notices: {
    readonly ladders: Ruled<Readonly<Record<NoticeAudience, Ladder>>>;
    /** how often one way is tried when the platform is busy, before the next way */
    readonly tries: Ruled<number>;
    /** an alert that nobody has acknowledged so long after it was sent is phoned (GP-12b, A-11) */
    readonly phoneAlertsAfterMinutes: Ruled<number>;
    /** an SMS of this many parts at most: 70 characters each */
    readonly smsParts: Ruled<number>;
  };
}

const COLLEAGUES: Ladder = { channels: ['wecom', 'official-account'], rungs: RUNGS };

/** What holds where a measure says nothing of notices: a file written before there was a ladder. */
const AS_SHIPPED: NoticesPolicy['notices'] = {
  ladders: {
    value: {
      members: { channels: ['official-account', 'wecom'], rungs: RUNGS },
      staff: COLLEAGUES,
      alerts: COLLEAGUES,
    },
    clause: 'default',
  },
  tries: { value: 4, clause: 'default' },
  phoneAlertsAfterMinutes: { value: 30, clause: 'default' },
  smsParts: { value: 1, clause: 'default' },
};

export const NOTICES = definePolicy<NoticesPolicy>(
  'notices',
  z.object({
    notices: z
      .strictObject({
        ladders: ruled(z.strictObject({ members: ladder, staff: ladder, alerts: ladder })),
        tries: ruled(z.int().min(1).max(10)),
        phoneAlertsAfterMinutes: ruled(z.int().min(5).max(480)),
        smsParts: ruled(z.int().min(1).max(4)),
      })
      .default(AS_SHIPPED),
  }),
);
