import { z } from 'zod';

/** The platform counts bytes, three for a Chinese character (wechat-platform A11). */
const within = (most: number, what: string) =>
  z
    .string()
    .trim()
    .min(1, `${what}不能为空`)
    .refine((text) => Buffer.byteLength(text) <= most, {
      error: `${what}太长：最多${most}字节，一个汉字占3字节，约${Math.floor(most / 3)}个汉字`,
    });

const TOP_NAME = 16;
const SUB_NAME = 60;
const KEY = 128;
const URL_BYTES = 1024;

const target = {
  /** a conversation's id or one of its opening words; with another backend, its key */
  key: within(KEY, '菜单项的 key').optional(),
  url: z.url('网址要写全，例如 https://www.example.gov.cn/').max(URL_BYTES).optional(),
};

const hasOne = (one: { readonly key?: unknown; readonly url?: unknown; readonly sub?: unknown }) =>
  [one.key, one.url, one.sub].filter((value) => value !== undefined).length === 1;
const NEEDS_ONE = { error: '每个菜单项要有 key、url 或下级菜单 sub 之一，而且只能有一个' };

const subItem = z
  .strictObject({ name: within(SUB_NAME, '下级菜单的名称'), ...target })
  .refine(hasOne, NEEDS_ONE);

const button = z
  .strictObject({
    name: within(TOP_NAME, '一级菜单的名称'),
    ...target,
    sub: z.array(subItem).min(1, '下级菜单至少有一项').max(5, '一个一级菜单下最多5项').optional(),
  })
  .refine(hasOne, NEEDS_ONE);

const buttons = z.array(button).min(1, '菜单至少有一项').max(3, '一级菜单最多3项');

/** Who sees another menu: the tag that the bureau made for them at the platform. */
const personal = z.strictObject({
  role: z.enum(['supervisors', 'experts', 'staff']),
  tagId: z.number().int().positive(),
  buttons,
});

const menu = z.strictObject({ buttons, personal: z.array(personal).max(10).default([]) });

/** Menu items and messages that belong to another backend of the same account. */
const passOn = z.strictObject({
  url: z.url(),
  token: z.string().regex(/^[A-Za-z0-9]{3,32}$/),
  menuKeys: z.array(within(KEY, '菜单项的 key')).default([]),
  /** messages and keys that begin so */
  prefixes: z.array(z.string().min(1).max(40)).default([]),
});

const templateNames = z.enum(['drawInvitation', 'reminder', 'progress']);
const fields = z.record(z.string(), z.enum(['subject', 'when', 'place', 'note']));

const aesKey = z.string().regex(/^[A-Za-z0-9+/]{43}$/);

/** The block `channels.officialAccount` of a bureau's file. */
export const officialAccount = z.object({
  appId: z.string().min(4),
  secret: z.string().min(1),
  token: z.string().regex(/^[A-Za-z0-9]{3,32}$/),
  encodingAesKey: aesKey.optional(),
  previousEncodingAesKey: aesKey.optional(),
  apiBase: z.url().default('https://api.weixin.qq.com'),
  templates: z
    .partialRecord(templateNames, z.object({ id: z.string().min(1), fields }))
    .default({}),
  /** subscription notices (A8); long-term ones are open to public services only */
  subscriptions: z
    .partialRecord(
      templateNames,
      z.object({ id: z.string().min(1).max(80), fields, longTerm: z.boolean().default(false) }),
    )
    .default({}),
  menu: menu.optional(),
  passOn: passOn.optional(),
  /** who answers 人工: our own conversations, or the platform's customer-service staff */
  humanService: z.enum(['own', 'platform']).default('own'),
  /** pages that open from WeChat ask the platform who opens them (verified service accounts) */
  oauth: z.boolean().default(false),
  oauthBase: z.url().default('https://open.weixin.qq.com'),
});

export type OfficialAccountConfig = z.output<typeof officialAccount>;
export type OfficialMenu = z.output<typeof menu>;
export type OfficialButton = z.output<typeof button>;
