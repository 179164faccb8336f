import {
  readMenu,
  type PlatformButton,
  type ReadMenu,
} from '../channels/official-account/menu-api.ts';
import { seenOf } from './ask.ts';
import { fine, none, wrong, type Finding } from './finding.ts';
import { refusal, type Call, type OfficialAccount } from './platform.ts';

const NO_MENU = 46003;

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

const STEP = '菜单';

type OwnMenu = NonNullable<OfficialAccount['menu']>;

const wanted = (buttons: OwnMenu['buttons']): readonly string[] =>
  flat(buttons.map(({ sub, ...button }) => ({ ...button, below: sub ?? [] })));

const held = (buttons: readonly PlatformButton[]): readonly string[] =>
  flat(buttons.map(({ sub_button: below, ...button }) => ({ ...button, below: below ?? [] })));

/** The menu at the platform against the file's, and the menus of those with a role against theirs. */
export const menuFindings = async (
  account: OfficialAccount,
  call: Call,
  now: () => Date,
): Promise<readonly Finding[]> => {
  const answer = await call('/cgi-bin/menu/get');
  const isAnswered = answer.kind === 'json' && (answer.errcode === 0 || answer.errcode === NO_MENU);
  if (!isAnswered)
    return [
      account.menu === undefined
        ? none(STEP, `${seenOf(answer)}；机构文件里没有 menu`)
        : refusal(STEP, answer, { now: now() }),
    ];
  const { buttons, personal } = readMenu(answer.json);
  const there = held(buttons);
  if (account.menu === undefined)
    return [none(STEP, `${seenAt(STEP, there)}；机构文件里没有 menu，不比较`)];
  return [
    compared(STEP, wanted(account.menu.buttons), there),
    ...personalFindings(account.menu, personal),
  ];
};

const ROLES: Readonly<Record<OwnMenu['personal'][number]['role'], string>> = {
  supervisors: '社会监督员',
  experts: '专家',
  staff: '工作人员',
};

const personalFindings = (
  { personal: ours }: OwnMenu,
  there: ReadMenu['personal'],
): readonly Finding[] => [
  ...ours.map(({ role, tagId, buttons }) => {
    const step = `个性化菜单（${ROLES[role]}，标签 ${tagId}）`;
    const found = there.find((one) => one.tagId === tagId);
    return compared(step, wanted(buttons), held(found?.buttons ?? []));
  }),
  ...there
    .filter(({ tagId }) => !ours.some((one) => one.tagId === tagId))
    .map(({ tagId }) =>
      wrong(`个性化菜单（标签 ${tagId}）`, '机构文件里没有这一个', {
        means: '有这个标签的人看到的是旧菜单',
        next: PUSH,
      }),
    ),
];

const PUSH =
  '运行 npm run jiandu -- menu push 加机构的 slug，它按机构文件重建菜单；手机上最多五分钟后更新。不要同时在控制台里改菜单';

const seenAt = (step: string, there: readonly string[]): string =>
  there.length === 0
    ? `平台上没有${step === STEP ? '菜单' : '这个菜单'}`
    : `平台上有 ${there.length} 项`;

const compared = (step: string, ours: readonly string[], there: readonly string[]): Finding => {
  const seen = seenAt(step, there);
  const missing = ours.filter((line) => !there.includes(line));
  const extra = there.filter((line) => !ours.includes(line));
  if (missing.length === 0 && extra.length === 0) return fine(step, `${seen}，和机构文件一致`);
  return wrong(step, `${seen}，和机构文件不一样：${[...missing, ...extra].join('；')}`, {
    means: '点到的菜单不是机构文件里写的',
    next: PUSH,
  });
};
