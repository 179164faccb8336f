import { z } from 'zod';
import { parseDay } from '../kernel/day.ts';
import { isTooLong } from './rules.ts';

/** A day as it is typed. */
export const someDay = z.string().transform((text, context) => {
  const day = parseDay(text);
  if (day !== null) return day;
  context.addIssue({ code: 'custom', message: '日期应写成 2026-10-12 的样子' });
  return z.NEVER;
});

export const assembleAt = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, '集合时间应写成 09:00 的样子');
export const place = z.string().trim().min(2, '请填写集合地点').max(100);

const seats = z.coerce.number().int().min(1, '每个类别至少1人').max(20, '每个类别最多20人');

/** A piece of work as it is entered or corrected. */
export const taskInput = z
  .object({
    type: z.string().min(1, '请选择工作类型'),
    institutions: z.array(z.string()).max(20).default([]),
    words: z.array(z.string().trim().min(2).max(100)).max(20).default([]),
    firstDay: someDay,
    lastDay: someDay.nullable().default(null),
    assembleAt,
    place,
    note: z.string().trim().max(500).default(''),
    leaderPhone: z.string().trim().max(30).default(''),
    need: z.record(z.string(), seats),
    alternates: z.record(z.string(), seats).default({}),
    teams: z.coerce.number().int().min(1).max(20).default(1),
    requestedBy: z.string().trim().max(60).default(''),
    secondAccount: z.string().nullable().default(null),
  })
  .transform(({ alternates, teams, requestedBy, ...input }) => ({
    ...input,
    lastDay: input.lastDay ?? input.firstDay,
    extras: { alternates, teams, requestedBy },
  }))
  .refine((input) => Object.keys(input.need).length > 0, '请至少填写一个类别需要的人数')
  .refine((input) => !isTooLong(input.firstDay, input.lastDay), '一项工作最长三个月');
