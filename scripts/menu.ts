import { createApi } from '../bot/channels/official-account/api.ts';
import type { MenuApi } from '../bot/channels/official-account/menu-api.ts';
import { PlatformError } from '../bot/channels/platform-error.ts';
import { tokensInMemory } from '../bot/channels/transport/tokens.ts';
import { failureLines } from '../bot/doctor/index.ts';
import { REPERTOIRE } from '../bot/flows/index.ts';
import { menuDifferences, menuFaults, pushMenu, tagFollowers } from '../bot/menus.ts';
import type { BureauId, OfficialAccountConfig, OfficialMenu } from '../domain/index.ts';
import type { Installation } from '../installation.ts';
import { noSuchBureau } from './help.ts';

/** `menu show|push|check <bureau>`: the menu of the official account and that of the bureau's file. */

interface Opened {
  readonly installation: Installation;
  readonly bureau: BureauId;
  readonly menu: OfficialMenu;
  readonly api: MenuApi;
  readonly faults: readonly string[];
}

type Work = (opened: Opened) => Promise<number>;

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const wrong = (lines: readonly string[]): number => {
  for (const line of lines) process.stderr.write(`${line}\n`);
  return lines.length === 0 ? 0 : 1;
};

/** No token is shared: stable_token gives this process the one that is in use, and harms nobody (A9). */
const apiOf = (account: OfficialAccountConfig, { app }: Installation): MenuApi =>
  createApi({ ...account, fetch: globalThis.fetch, now: app.clock, tokens: tokensInMemory() }).menu;

const NO_MENU: OfficialMenu = { buttons: [], personal: [] };
const NOT_IN_FILE =
  '机构文件里没有 channels.officialAccount.menu，没有可比较或发布的菜单。公众平台上现有的菜单，请用 menu show 查看。';

const on =
  (work: Work) =>
  async (installation: Installation, [slug]: readonly string[]): Promise<number> => {
    const bureau = [...installation.app.bureaus.values()].find(({ id }) => id === slug);
    if (bureau === undefined)
      return wrong([noSuchBureau(slug, installation.app.bureaus.keys())]) + 1;
    const account = bureau.channels.officialAccount;
    if (account === undefined)
      return wrong(['机构文件里没有 channels.officialAccount，这个机构没有接公众号']);
    if (account.menu === undefined && work !== show) return wrong([NOT_IN_FILE]);
    return work(open(installation, bureau.id, account)).catch(refusal);
  };

const open = (
  installation: Installation,
  bureau: BureauId,
  account: OfficialAccountConfig,
): Opened => {
  const { menu = NO_MENU, passOn } = account;
  const known = {
    conversations: REPERTOIRE.conversations,
    foreign: passOn?.menuKeys ?? [],
    prefixes: passOn?.prefixes ?? [],
  };
  const api = apiOf(account, installation);
  return { installation, bureau, menu, api, faults: menuFaults(menu, known) };
};

const refusal = (fault: unknown): number => {
  if (!(fault instanceof PlatformError)) throw fault;
  return wrong(failureLines(fault));
};

/** What the account has is worth asking whatever the file says of it. */
const show: Work = async ({ api }) => {
  const there = await api.read();
  const isEmpty = there.buttons.length + there.personal.length === 0;
  say(isEmpty ? '公众平台上现在没有菜单' : JSON.stringify(there, null, 2));
  return 0;
};

/** The file's own faults first: they are there whether the platform answers or not. */
const check: Work = async ({ menu, api, faults }) => {
  if (wrong(faults) === 0) say('机构文件里的每个 key 都有人应答');
  const differences = await menuDifferences(menu, api);
  if (differences.length === 0) say('公众平台上的菜单与机构文件一致');
  return wrong(differences) + faults.length > 0 ? 1 : 0;
};

const push: Work = async ({ installation: { app }, bureau, menu, api, faults }) => {
  if (faults.length > 0) return wrong(faults);
  await pushMenu(menu, api);
  say('菜单已发布；手机上最多5分钟后更新，重新关注可以马上看到');
  for (const { role, count, given, taken } of await tagFollowers({ app, bureau }, menu, api))
    say(`${role}: ${count} followers have the role, ${given} newly tagged, ${taken} untagged`);
  return 0;
};

const command = (name: string, does: string, chinese: string, work: Work) => ({
  use: `menu ${name} <bureau>`,
  does: `${does}. Without a configuration: the demo that runs`,
  chinese: `${chinese}。没有配置时对正在运行的演示做`,
  writes: false,
  isForDemo: true,
  run: on(work),
});

export const MENU_COMMANDS = {
  'menu show': command(
    'show',
    'prints the menu that the official account has now',
    '显示公众号现在的菜单',
    show,
  ),
  'menu check': command(
    'check',
    'compares it with the bureau’s file, and looks at the keys',
    '和机构文件比较，并检查每个 key 有没有人应答',
    check,
  ),
  'menu push': command(
    'push',
    'writes the file’s menu, tags the followers by role and untags who no longer has it',
    '按机构文件发布菜单，给有角色的人打标签，没有了的摘掉标签',
    push,
  ),
};
