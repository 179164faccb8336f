import { z } from 'zod';

import { PlatformError } from '../platform-error.ts';
import type { Tags } from '../outward.ts';
import type { Calls } from './calls.ts';

/** A button as the platform spells it (wechat-platform A11). */
export interface PlatformButton {
  readonly name: string;
  readonly type?: 'click' | 'view';
  readonly key?: string;
  readonly url?: string;
  readonly sub_button?: readonly PlatformButton[];
}

/** A menu for those who carry a tag. */
export interface PersonalMenu {
  readonly tagId: number;
  readonly buttons: readonly PlatformButton[];
}

/** The account's menu at the platform. */
export interface MenuApi extends Tags {
  readonly create: (buttons: readonly PlatformButton[]) => Promise<void>;
  readonly addPersonal: (menu: PersonalMenu) => Promise<void>;
  /** the menu and the personal ones; null: the account has none */
  readonly read: () => Promise<ReadMenu>;
  /** takes everything away, the personal menus too */
  readonly remove: () => Promise<void>;
}

export interface ReadMenu {
  readonly buttons: readonly PlatformButton[];
  readonly personal: readonly PersonalMenu[];
}

const NO_MENU = 46003;

export function createMenuApi(calls: Calls): MenuApi {
  const { call } = calls;
  return {
    ...createTagApi(calls),
    create: async (buttons) => {
      await call({ path: '/cgi-bin/menu/create', json: { button: buttons }, repeatable: true });
    },
    addPersonal: async ({ tagId, buttons }) => {
      const json = { button: buttons, matchrule: { tag_id: String(tagId) } };
      await call({ path: '/cgi-bin/menu/addconditional', json, repeatable: false });
    },
    read: async () => {
      try {
        return readMenu(await call({ path: '/cgi-bin/menu/get', repeatable: true }));
      } catch (fault) {
        if (fault instanceof PlatformError && fault.errcode === NO_MENU)
          return { buttons: [], personal: [] };
        throw fault;
      }
    },
    remove: async () => {
      await call({ path: '/cgi-bin/menu/delete', repeatable: true });
    },
  };
}

function createTagApi({ call }: Calls): Tags {
  const change = async (path: string, tagId: number, openids: readonly string[]): Promise<void> => {
    const json = { tagid: tagId, openid_list: openids };
    await call({ path: `/cgi-bin/tags/members/${path}`, json, repeatable: true });
  };
  const carriers = async (tagId: number, after = ''): Promise<readonly string[]> => {
    const json = { tagid: tagId, next_openid: after };
    const path = '/cgi-bin/user/tag/get';
    const { data, next_openid: next } = Carriers.parse(
      await call({ path, json, repeatable: true }),
    );
    // the last page names its own end, or nothing
    if (data.openid.length === 0 || next === '' || next === after) return data.openid;
    return [...data.openid, ...(await carriers(tagId, next))];
  };
  return {
    carriers: (tagId) => carriers(tagId),
    tag: (tagId, openids) => change('batchtagging', tagId, openids),
    untag: (tagId, openids) => change('batchuntagging', tagId, openids),
  };
}

const Carriers = z.object({
  data: z.object({ openid: z.array(z.string()).default([]) }).default({ openid: [] }),
  next_openid: z.string().default(''),
});

const optional = z
  .string()
  .optional()
  .transform((value) => (value === '' ? undefined : value));

const Leaf = z.object({ name: z.string(), type: optional, key: optional, url: optional });
const Button = Leaf.extend({ sub_button: z.array(Leaf).optional() });
const MenuAnswer = z.object({
  menu: z.object({ button: z.array(Button).default([]) }).default({ button: [] }),
  conditionalmenu: z
    .array(
      z.object({
        button: z.array(Button),
        matchrule: z.object({
          tag_id: z.coerce.number().optional(),
          group_id: z.coerce.number().optional(),
        }),
      }),
    )
    .default([]),
});

/** Only what we write ourselves is compared: the platform adds fields of its own. */
export function readMenu(answer: Readonly<Record<string, unknown>>): ReadMenu {
  const { menu, conditionalmenu } = MenuAnswer.parse(answer);
  return {
    buttons: menu.button.map(buttonOf),
    personal: conditionalmenu.map(({ button, matchrule }) => ({
      tagId: matchrule.tag_id ?? matchrule.group_id ?? 0,
      buttons: button.map(buttonOf),
    })),
  };
}

function buttonOf({ sub_button, ...one }: z.output<typeof Button>): PlatformButton {
  const below = sub_button ?? [];
  return below.length === 0 ? leafOf(one) : { name: one.name, sub_button: below.map(leafOf) };
}

function leafOf({ name, type, key, url }: z.output<typeof Leaf>): PlatformButton {
  return {
    name,
    ...((type === 'click' || type === 'view') && { type }),
    ...(key !== undefined && { key }),
    ...(url !== undefined && { url }),
  };
}
