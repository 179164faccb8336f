import { z } from 'zod';
import type { Call, OfficialAccount } from './platform.ts';
import { seenOf, type Answered } from './ask.ts';
import { fine, none, wrong, type Finding } from './finding.ts';

/** A template as the account holds it; its text names the fields (wechat-platform A8). */
interface Held {
  readonly id: string;
  readonly title: string;
  readonly content: string;
}

/** A template as the bureau's file uses it. */
interface Used {
  readonly name: string;
  readonly id: string;
  readonly fields: readonly string[];
}

interface Library {
  readonly words: string;
  readonly key: string;
  readonly path: string;
  readonly read: (json: unknown) => readonly Held[] | null;
  readonly console: string;
}

const Templates = z.object({
  template_list: z.array(
    z.object({ template_id: z.string(), title: z.string(), content: z.string() }),
  ),
});
const Subscriptions = z.object({
  data: z.array(z.object({ priTmplId: z.string(), title: z.string(), content: z.string() })),
});

const TEMPLATES: Library = {
  words: '模板',
  key: 'templates',
  path: '/cgi-bin/template/get_all_private_template',
  read: (json) =>
    Templates.safeParse(json).data?.template_list.map(({ template_id: id, ...rest }) => ({
      id,
      ...rest,
    })) ?? null,
  console: 'mp.weixin.qq.com → 广告与服务 → 模板消息 → 我的模板',
};
const SUBSCRIPTIONS: Library = {
  words: '订阅通知',
  key: 'subscriptions',
  path: '/wxaapi/newtmpl/gettemplate',
  read: (json) =>
    Subscriptions.safeParse(json).data?.data.map(({ priTmplId: id, ...rest }) => ({
      id,
      ...rest,
    })) ?? null,
  console: 'mp.weixin.qq.com → 广告与服务 → 订阅通知 → 我的模板',
};

const usedOf = (templates: OfficialAccount['templates']): readonly Used[] =>
  Object.entries(templates).map(([name, { id, fields }]) => ({
    name,
    id,
    fields: Object.keys(fields),
  }));

/** Every template of the bureau's file is at the account, with the same fields. */
export const templateFindings = async (
  account: OfficialAccount,
  call: Call,
): Promise<readonly Finding[]> => [
  ...(await findings(TEMPLATES, usedOf(account.templates), call)),
  ...(await findings(SUBSCRIPTIONS, usedOf(account.subscriptions), call)),
];

const findings = async (
  library: Library,
  used: readonly Used[],
  call: Call,
): Promise<readonly Finding[]> => {
  const { words, key, path, read } = library;
  if (used.length === 0) return [none(words, `机构文件里没有 ${key}，不检查`)];
  const answer = await call(path);
  const held = heldIn(answer, read);
  if (held === null) return [none(words, `${seenOf(answer)}，看不到账号里有哪些`)];
  return used.map((one) => compared(one, held, library));
};

const heldIn = (answer: Answered, read: Library['read']): readonly Held[] | null =>
  answer.kind === 'json' && answer.errcode === 0 ? read(answer.json) : null;

const compared = (used: Used, held: readonly Held[], { words, key, console }: Library): Finding => {
  const step = `${words} ${used.name}`;
  const found = held.find(({ id }) => id === used.id);
  if (found === undefined)
    return wrong(step, `账号里没有编号为 ${used.id} 的${words}`, {
      means: '编号抄错、已被删除，或属于另一个公众号；这样的通知发不出去（40037）',
      next: `打开 ${console}，照抄编号到机构文件的 ${key}.${used.name}.id`,
    });
  const fields = fieldsIn(found.content);
  const [extra, missing] = [without(used.fields, fields), without(fields, used.fields)];
  if (extra.length === 0 && missing.length === 0)
    return fine(step, `“${found.title}”，字段 ${fields.join('、')} 都对得上`);
  return wrong(step, `“${found.title}”的字段对不上：${differing(extra, missing)}`, {
    means: '字段不一致时平台以 47003 拒绝，通知发不出去',
    next: `按 ${console} → 详情 里的字段名，改机构文件的 ${key}.${used.name}.fields`,
  });
};

const differing = (extra: readonly string[], missing: readonly string[]): string =>
  [
    ...(extra.length === 0 ? [] : [`机构文件里的 ${extra.join('、')} 模板里没有`]),
    ...(missing.length === 0 ? [] : [`模板里的 ${missing.join('、')} 机构文件里没有`]),
  ].join('；');

/** no longer shown since 2023: nobody need fill them */
const DROPPED = ['first', 'remark'];

const fieldsIn = (content: string): readonly string[] =>
  [...content.matchAll(/\{\{(\w+)\.DATA\}\}/g)]
    .map(([, field = '']) => field)
    .filter((field) => !DROPPED.includes(field));

const without = (some: readonly string[], others: readonly string[]): readonly string[] =>
  some.filter((one) => !others.includes(one));
