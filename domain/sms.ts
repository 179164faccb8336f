import { z } from 'zod';

const HOLDERS = ['{phone}', '{text}'] as const;

/**
 * `channels.sms` of a bureau's file: a gateway of its own choice that takes JSON by POST, or a sheet
 * that staff hand to one. Without the block the ladder has no such rung.
 */
export const sms = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('http'),
    url: z.url({ protocol: /^https?$/ }),
    headers: z.record(z.string(), z.string()).default({}),
    /** the JSON that is sent; `{phone}` and `{text}` stand for the two */
    body: z
      .json()
      .refine((body) => HOLDERS.every((holder) => JSON.stringify(body).includes(holder)), {
        error: 'body 里要有 {phone} 和 {text}',
      }),
    /** how the gateway says yes: the value at this place of its answer (`code`, `data.status`) */
    successWhen: z.strictObject({ path: z.string().min(1), is: z.coerce.string() }),
    timeoutSeconds: z.int().min(1).max(30).default(10),
  }),
  z.strictObject({ kind: z.literal('export') }),
]);

export type SmsConfig = z.output<typeof sms>;
