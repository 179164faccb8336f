import { z } from 'zod';
import { seenOf } from './ask.ts';
import { fine, none, wrong, type Finding } from './finding.ts';
import { refusal, type Call, type OfficialAccount } from './platform.ts';

const NO_MENU = 46003;

const Leaf = z.object({
  name: z.string(),
  key: z.string().optional(),
  url: z.string().optional(),
});
const Menu = z.object({
  menu: z.object({
    button: z.array(Leaf.extend({ sub_button: z.array(Leaf).default([]) })).default([]),
  }),
});

interface Item {
  readonly name: string;
  readonly key?: string | undefined;
  readonly url?: string | undefined;
}

/** One line an item: what stands in the chat, and what a tap does. */
const lineOf = (top: string | null, { name, key, url }: Item): string =>
  `${top === null ? '' : `${top}／`}${name} → ${url ?? key ?? ''}`;

const flat = (
  buttons: readonly (Item & { readonly below: readonly Item[] })[],
): readonly string[] =>
  buttons.flatMap(({ below, ...button }) =>
    below.length === 0 ? [lineOf(null, button)] : below.map((one) => lineOf(button.name, one)),
  );

const wanted = (menu: NonNullable<OfficialAccount['menu']>): readonly string[] =>
  flat(menu.buttons.map(({ sub, ...button }) => ({ ...button, below: sub ?? [] })));

const STEP = '菜单';

/** The menu at the platform against the file's. */
export const menuFinding = async (account: OfficialAccount, call: Call): Promise<Finding> => {
  const answer = await call('/cgi-bin/menu/get');
  const isAnswered = answer.kind === 'json' && (answer.errcode === 0 || answer.errcode === NO_MENU);
  if (!isAnswered)
    return account.menu === undefined
      ? none(STEP, `${seenOf(answer)}；机构文件里没有 menu`)
      : refusal(STEP, answer);
  const read = Menu.safeParse(answer.json).data?.menu.button ?? [];
  const there = flat(read.map(({ sub_button: below, ...button }) => ({ ...button, below })));
  return compared(account.menu === undefined ? null : wanted(account.menu), there);
};

const compared = (ours: readonly string[] | null, there: readonly string[]): Finding => {
  const seen = there.length === 0 ? '平台上没有菜单' : `平台上有 ${there.length} 项`;
  if (ours === null) return none(STEP, `${seen}；机构文件里没有 menu，不比较`);
  const missing = ours.filter((line) => !there.includes(line));
  const extra = there.filter((line) => !ours.includes(line));
  if (missing.length === 0 && extra.length === 0) return fine(STEP, `${seen}，和机构文件一致`);
  return wrong(STEP, `${seen}，和机构文件不一样：${[...missing, ...extra].join('；')}`, {
    means: '群众点到的菜单不是机构文件里写的',
    next: '重新启动机器人，它会按机构文件建菜单；手机上最多五分钟后更新。不要同时在控制台里改菜单',
  });
};
