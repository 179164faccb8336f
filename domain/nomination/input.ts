import { z } from 'zod';
import { citizenNumber, personName, phone } from '../people/index.ts';

const word = z.string().trim().min(1).max(40);

/** One written application, from chat, form or counter (GP-6.2). */
export const applicationInput = z.object({
  name: personName,
  citizenNumber,
  phone,
  /** null: without employer */
  employer: z
    .string()
    .trim()
    .min(2, '请填写单位名称，没有单位填“无”')
    .max(100)
    .nullable()
    .default(null),
  /** the designated institution's id where the employer is one */
  institution: z.string().max(36).nullable().default(null),
  post: z.string().trim().max(60).default(''),
  sourceGroups: z.array(word).min(1, '请至少选择一项身份').max(10),
  skills: z.array(word).max(20).default([]),
  area: z.string().trim().max(60).default(''),
  reason: z.string().trim().min(4, '请写明申请理由，至少4个字').max(2000),
  experience: z.string().trim().max(2000).default(''),
  /** ids of the declarations that were ticked */
  declarations: z.array(z.string().max(40)).max(30),
  /** version of the consent text that was agreed to */
  consent: z.string().min(1, '请先同意个人信息说明').max(40),
});
export type ApplicationInput = z.output<typeof applicationInput>;
