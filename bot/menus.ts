import { followingIn } from '../domain/exchange/index.ts';
import {
  whoWrites,
  type App,
  type BureauId,
  type FollowerActor,
  type OfficialButton,
  type OfficialMenu,
} from '../domain/index.ts';
import type { MenuApi, PlatformButton } from './channels/official-account/menu-api.ts';
import type { Tags } from './channels/outward.ts';
import type { Conversation } from './dialogue/flow.ts';

/** Keys that lead somewhere: to a conversation of ours, or to another backend. */
export interface KnownKeys {
  readonly conversations: readonly Conversation[];
  readonly foreign: readonly string[];
  readonly prefixes: readonly string[];
}

type Leaf = Pick<OfficialButton, 'name' | 'key' | 'url'>;

const leaf = ({ name, key, url }: Leaf): PlatformButton =>
  url === undefined ? { name, type: 'click', key: key ?? '' } : { name, type: 'view', url };

/** The bureau's buttons as the platform spells them. */
export const platformButtons = (buttons: readonly OfficialButton[]): readonly PlatformButton[] =>
  buttons.map(({ sub, ...one }) =>
    sub === undefined ? leaf(one) : { name: one.name, sub_button: sub.map(leaf) },
  );

const leavesOf = ({ buttons, personal }: OfficialMenu): readonly Leaf[] =>
  [buttons, ...personal.map((one) => one.buttons)]
    .flat()
    .flatMap((one): readonly Leaf[] => one.sub ?? [one]);

const leadsSomewhere = (key: string, known: KnownKeys): boolean =>
  known.foreign.includes(key) ||
  known.prefixes.some((prefix) => key.startsWith(prefix)) ||
  known.conversations.some(({ id, openings }) => id === key || openings.includes(key));

/** What is wrong with the file's menu beside its shape: keys that nobody answers. */
export const menuFaults = (menu: OfficialMenu, known: KnownKeys): readonly string[] =>
  leavesOf(menu).flatMap(({ name, key }) =>
    key === undefined || leadsSomewhere(key, known)
      ? []
      : [`菜单项“${name}”的 key“${key}”没有人应答：写会话的编号或开头语，或者列入 passOn.menuKeys`],
  );

const same = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** How the menu at the platform differs from the file's; nothing: they are the same. */
export const menuDifferences = async (
  menu: OfficialMenu,
  api: MenuApi,
): Promise<readonly string[]> => {
  const there = await api.read();
  const wanted = menu.personal.map((one) => ({
    tagId: one.tagId,
    buttons: platformButtons(one.buttons),
  }));
  const lacking = wanted.filter((one) => !there.personal.some((other) => same(one, other)));
  const extra = there.personal.filter((one) => !wanted.some((other) => same(one, other)));
  return [
    ...(same(there.buttons, platformButtons(menu.buttons))
      ? []
      : ['公众平台上的菜单与机构文件不同，请运行 menu push']),
    ...lacking.map(({ tagId }) => `标签 ${tagId} 的个性化菜单没有创建或内容不同`),
    ...extra.map(({ tagId }) => `公众平台上有多余的个性化菜单（标签 ${tagId}）`),
  ];
};

/** Writes the file's menu anew, the personal ones with it: an old one is not changed, only replaced. */
export const pushMenu = async (menu: OfficialMenu, api: MenuApi): Promise<void> => {
  if (menu.personal.length > 0) await api.remove();
  await api.create(platformButtons(menu.buttons));
  for (const { tagId, buttons } of menu.personal)
    await api.addPersonal({ tagId, buttons: platformButtons(buttons) });
};

type Role = OfficialMenu['personal'][number]['role'];

const has = (role: Role, { account, memberships }: FollowerActor): boolean =>
  role === 'staff'
    ? account !== null
    : memberships.some(({ roster }) => (roster === 'supervisors') === (role === 'supervisors'));

const CHANGED_AT_ONCE = 50;
const LOOKED_UP_AT_ONCE = 200;

const inParts = <T>(all: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );

/** What became of a role's tag. */
interface Tagged {
  readonly role: Role;
  /** who has the role */
  readonly count: number;
  readonly given: number;
  readonly taken: number;
}

/**
 * Puts whoever has a role under its tag at the platform and takes it off whoever has it no more (GP-7d).
 * Only followers known here are touched: a tag may have been given to others by hand.
 */
export const tagFollowers = async (
  { app, bureau }: { readonly app: App; readonly bureau: BureauId },
  { personal }: OfficialMenu,
  api: Tags,
): Promise<readonly Tagged[]> => {
  if (personal.length === 0) return [];
  const followers = await followersWithRoles(app, bureau);
  const told: Tagged[] = [];
  for (const { role, tagId } of personal) {
    const having = new Set(followers.filter((one) => has(role, one)).map(openidOf));
    const carrying = new Set(await api.carriers(tagId));
    const given = [...having].filter((openid) => !carrying.has(openid));
    const taken = followers
      .map(openidOf)
      .filter((openid) => carrying.has(openid) && !having.has(openid));
    for (const part of inParts(given, CHANGED_AT_ONCE)) await api.tag(tagId, part);
    for (const part of inParts(taken, CHANGED_AT_ONCE)) await api.untag(tagId, part);
    told.push({ role, count: having.size, given: given.length, taken: taken.length });
  }
  return told;
};

const openidOf = ({ identity }: FollowerActor): string => identity.id;

/** In parts: an account may have tens of thousands, and nobody waits for them. */
const followersWithRoles = async (
  app: App,
  bureau: BureauId,
): Promise<readonly FollowerActor[]> => {
  const all = await app.gate.transaction(bureau, (tx) => followingIn(tx, 'official-account'));
  const found: FollowerActor[] = [];
  for (const part of inParts(all, LOOKED_UP_AT_ONCE))
    await app.gate.transaction(bureau, async (tx) => {
      for (const identity of part) found.push((await whoWrites(tx, identity)).actor);
    });
  return found;
};
