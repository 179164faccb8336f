import { z } from 'zod';
import { parseClock, readDay } from '../domain/index.ts';

/** Shapes of what forms and addresses carry: all text until parsed here. */

/** `?page=`; anything else is the first page. */
export const pageNumber = z.coerce.number().int().min(1).max(100_000).catch(1);

/** A search word or a filter; anything odd is none. */
export const word = z.string().trim().max(100).catch('');

/** An id of ours in a path. */
export const recordId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

/** Checkboxes: none, one or several of one name. */
export const many = <S extends z.ZodType>(one: S) =>
  z.preprocess((value) => {
    if (value === undefined) return [];
    return Array.isArray(value) ? (value as unknown[]) : [value];
  }, z.array(one));

export const ticked = z
  .string()
  .optional()
  .transform((value) => value !== undefined);

export const needed = (sentence: string, longest = 200) =>
  z
    .string({ error: sentence })
    .trim()
    .min(1, sentence)
    .max(longest, `最多${longest}个字，请写得短一些。`);

export const text = (longest = 200) =>
  z.string().trim().max(longest, `最多${longest}个字，请写得短一些。`).default('');

/** A blank field is nothing. */
export const orNull = <S extends z.ZodType>(shape: S) =>
  z.preprocess((value) => (isBlank(value) ? null : value), shape.nullable());

const isBlank = (value: unknown): boolean =>
  value === undefined || (typeof value === 'string' && value.trim() === '');

/** A reason that stays on record, with an example of what is meant here. */
export const reasonLike = (example: string) =>
  z
    .string({ error: `请写明理由，至少4个字，例如“${example}”。` })
    .trim()
    .min(4, `请写明理由，至少4个字，例如“${example}”。`)
    .max(200, '理由最多200个字，请写得短一些。');

export const reason = reasonLike('与本人电话核对信息');

/** 2026年11月22日, 2026/11/22: however people write a day where the browser has no picker. */
export const day = z
  .string({ error: '请选择日期，例如 2026-11-22。' })
  .transform((value, context) => {
    const read = readDay(value);
    if (read !== null) return read;
    context.addIssue({ code: 'custom', message: '日期写成 年-月-日，例如 2026-11-22。' });
    return z.NEVER;
  });

/** The same day with its name: where a form has several, the complaint says which. */
export const dayNamed = (label: string) =>
  z.string({ error: `请选择${label}，例如 2026-11-22。` }).transform((value, context) => {
    const read = readDay(value);
    if (read !== null) return read;
    const message = `${label}：日期写成 年-月-日，例如 2026-11-22。`;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

/** 9：00, 九点半, 下午2点: however people write a time; 09:00 from here on. */
export const clockTime = z
  .string({ error: '请填写时间，例如 09:30。' })
  .transform((value, context) => {
    const time = parseClock(value);
    if (time !== null) return time;
    context.addIssue({ code: 'custom', message: '时间写成 时:分，例如 09:30，也可以写 9点半。' });
    return z.NEVER;
  });

export const nothing = z.object({});
