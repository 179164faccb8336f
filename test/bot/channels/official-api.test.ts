import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { createApi, type OfficialAccountApi } from '../../../bot/channels/official-account/api.ts';
import type { PlatformError } from '../../../bot/channels/platform-error.ts';
import { tokensInMemory } from '../../../bot/channels/transport/tokens.ts';
import {
  DAY,
  MINUTE,
  movableClock,
  startPlatform,
  type Follower,
  type Platform,
  type PlayedAccount,
} from '../../../bot/channels/platform/index.ts';
import { REPERTOIRE } from '../../../bot/flows/index.ts';
import { followRoles } from '../../../bot/jobs/menu-tags.ts';
import type { Outward } from '../../../bot/channels/outward.ts';
import {
  menuDifferences,
  menuFaults,
  platformButtons,
  pushMenu,
  tagFollowers,
} from '../../../bot/menus.ts';
import { lockConversation } from '../../../domain/exchange/index.ts';
import { people, staff, type FollowerActor, type StaffActor } from '../../../domain/index.ts';
import { officialAccount } from '../../../domain/official-account.ts';
import { demoBureaus, GAOPING, openApp, SYSTEM } from '../../support/app.ts';

const clock = movableClock(new Date('2026-03-02T08:00:00Z'));
let platform: Platform;
let account: PlayedAccount;
let api: OfficialAccountApi;
let wang: Follower;
let accounts = 0;

beforeAll(async () => {
  platform = await startPlatform({ now: clock.now });
});
afterAll(() => platform.stop());
beforeEach(async () => {
  const appId = `wxo${(accounts += 1)}`;
  const console = {};
  const setup = { appId, originalId: 'gh_1', secret: 's', token: 'AAAAA', mode: 'plain' } as const;
  account = platform.account({ ...setup, console });
  account.connect('http://127.0.0.1:1/nobody');
  const parts = { fetch, now: clock.now, tokens: tokensInMemory(), timeoutMs: 2_000 };
  api = createApi({ appId, secret: 's', apiBase: platform.apiBase, ...parts });
  wang = account.follower('o-wang');
  await wang.says('在吗', { times: 1 });
  account.ledger.length = 0;
});

const failure = (work: Promise<unknown>): Promise<PlatformError> =>
  work.then(
    () => Promise.reject(new Error('it went well')),
    (fault: unknown) => fault as PlatformError,
  );
const shown = () => account.ledger.map(({ kind }) => kind);

describe('media to a follower (A10)', () => {
  const picture = Uint8Array.from([0xff, 0xd8, 0xff, 9]);

  test('a picture and a voice are uploaded and sent, the bytes unchanged', async () => {
    const image = {
      kind: 'image',
      bytes: picture,
      mime: 'image/jpeg',
      filename: '说明.jpg',
    } as const;
    await api.sendMedia('o-wang', image);
    await api.sendMedia('o-wang', {
      ...image,
      kind: 'voice',
      mime: 'audio/amr',
      filename: 'a.amr',
    });
    expect(account.ledger).toMatchObject([
      { kind: 'media', media: 'image' },
      { kind: 'media', media: 'voice' },
    ]);
    const [first] = account.ledger;
    const kept = account.media(first?.kind === 'media' ? first.mediaId : '');
    expect(kept).toMatchObject({ mime: 'image/jpeg' });
    expect(new Uint8Array(kept!.bytes)).toEqual(picture);
    expect(wang.windows.written.left).toBe(3);
  });

  test.each([
    ['over 2 MB', { kind: 'image', bytes: new Uint8Array(2 * 1024 * 1024 + 1), mime: 'image/png' }],
    ['a kind that is not taken', { kind: 'voice', bytes: picture, mime: 'audio/wav' }],
    ['a file', { kind: 'file', bytes: picture, mime: 'application/pdf' }],
  ] as const)('%s is refused before a byte leaves', async (_what, media) => {
    const calls = account.calls.length;
    const fault = await failure(api.sendMedia('o-wang', { ...media, filename: 'x' }));
    expect(fault).toMatchObject({ verdict: 'refused', errcode: null });
    expect(account.calls).toHaveLength(calls);
  });

  test('an upload that is lost has sent nothing: it may be repeated', async () => {
    account.faults.failNext('/cgi-bin/media/upload', 'cut-after');
    const media = { kind: 'image', bytes: picture, mime: 'image/png', filename: 'x.png' } as const;
    expect(await failure(api.sendMedia('o-wang', media))).toMatchObject({ verdict: 'retry' });
    expect(shown()).toEqual([]);
  });

  test('a voice in AMR comes with its type, and without a file name as well', async () => {
    const id = account.keepMedia({ kind: 'bytes', bytes: picture, mime: 'audio/amr' });
    expect(await api.fetchMedia(id)).toMatchObject({ mime: 'audio/amr', filename: 'audio.amr' });
  });
});

test('45009: a day’s quota is used up, tomorrow there is another', async () => {
  Object.assign(account.setup, { quotas: { '/cgi-bin/qrcode/create': 1 } });
  const scene = { id: 'a', validUntil: null };
  await api.makeQr(scene);
  expect(await failure(api.makeQr(scene))).toMatchObject({ errcode: 45009, verdict: 'operator' });
  clock.advance(DAY);
  await expect(api.makeQr(scene)).resolves.toContain('weixin.qq.com');
});

describe('choices, hints, codes', () => {
  test('a msgmenu costs one message of the window', async () => {
    const items = [
      { id: 'offer:1:accept', label: '1 接受' },
      { id: 'offer:1:decline', label: '2 不能参加' },
    ];
    await api.sendMenu('o-wang', { head: '能参加吗？', items, tail: '点选项即可' });
    expect(account.ledger).toMatchObject([{ kind: 'menu', head: '能参加吗？', items }]);
    expect(wang.windows.written.left).toBe(4);
  });

  test('typing is a hint: it costs nothing', async () => {
    await api.showTyping('o-wang');
    expect(account.official.typing).toEqual(['o-wang']);
    expect(wang.windows.written.left).toBe(5);
  });

  test('a code for some time ends, one for good does not', async () => {
    const soon = new Date(clock.now().getTime() + 10 * MINUTE);
    const url = await api.makeQr({ id: 'bind-x', validUntil: soon });
    expect(account.official.codes.get(url)).toMatchObject({ scene: 'bind-x', until: +soon });
    const forGood = await api.makeQr({ id: 'call-y', validUntil: null });
    expect(account.official.codes.get(forGood)).toEqual({ scene: 'call-y', until: null });
  });

  test('48001 and 40164 are somebody’s task, not a reason to try again', async () => {
    account.setup.console!.denied = { '/cgi-bin/qrcode/create': 48001 };
    const denied = await failure(api.makeQr({ id: 'a', validUntil: null }));
    expect(denied).toMatchObject({ errcode: 48001, verdict: 'operator' });
    account.setup.console!.unlistedIp = '203.0.113.7';
    const unlisted = await failure(api.sendText('o-wang', '你好'));
    expect(unlisted).toMatchObject({ errcode: 40164, verdict: 'operator' });
  });
});

const block = (menu: object, more: object = {}) =>
  officialAccount.safeParse({ appId: 'wx12', secret: 's', token: 'AAAAA', menu, ...more });
const MENU = {
  buttons: [
    { name: '我要反映', key: 'clue' },
    {
      name: '办事',
      sub: [
        { name: '查进度', key: '进度' },
        { name: '排队', key: 'QUEUE' },
      ],
    },
    { name: '局网站', url: 'https://ybj.example.gov.cn/' },
  ],
  personal: [{ role: 'staff', tagId: 101, buttons: [{ name: '我的', key: 'mine' }] }],
};
const menuOf = (menu: object) => {
  const read = block(menu);
  if (!read.success) throw new Error(read.error.message);
  return read.data.menu!;
};
const KNOWN = { conversations: REPERTOIRE.conversations, foreign: ['QUEUE'], prefixes: [] };

describe('the menu (A11)', () => {
  test('is written, read back, compared, and given to those with a tag', async () => {
    const menu = menuOf(MENU);
    expect(menuFaults(menu, KNOWN)).toEqual([]);
    expect(await menuDifferences(menu, api.menu)).toEqual([
      '公众平台上的菜单与机构文件不同，请运行 menu push',
      '标签 101 的个性化菜单没有创建或内容不同',
    ]);
    await pushMenu(menu, api.menu);
    await pushMenu(menu, api.menu); // again is the same, not one more
    expect(await menuDifferences(menu, api.menu)).toEqual([]);
    expect((await api.menu.read()).buttons).toEqual(platformButtons(menu.buttons));
    await api.menu.tag(101, ['o-wang']);
    expect(account.official.menuOf('o-wang')).toMatchObject([{ name: '我的', key: 'mine' }]);
    expect(account.official.menuOf('o-li')).toHaveLength(3);
  });

  test('a key that nobody answers is named', () => {
    const menu = menuOf({ buttons: [{ name: '别的', key: 'nobody' }] });
    expect(menuFaults(menu, KNOWN)).toEqual([
      '菜单项“别的”的 key“nobody”没有人应答：写会话的编号或开头语，或者列入 passOn.menuKeys',
    ]);
  });

  test('every key of it opens what it names', () => {
    for (const key of ['clue', '进度', 'mine', '举报', '人工'])
      expect(menuFaults(menuOf({ buttons: [{ name: '项', key }] }), KNOWN)).toEqual([]);
  });

  test.each([
    [
      { buttons: [{ name: '六个汉字的名', key: 'a' }] },
      /一级菜单的名称太长：最多16字节，.*约5个汉字/,
    ],
    [{ buttons: Array(4).fill({ name: '项', key: 'a' }) }, /一级菜单最多3项/],
    [
      { buttons: [{ name: '项', sub: Array(6).fill({ name: '项', key: 'a' }) }] },
      /一个一级菜单下最多5项/,
    ],
    [{ buttons: [{ name: '项' }] }, /key、url 或下级菜单 sub 之一/],
    [{ buttons: [{ name: '项', key: '键'.repeat(43) }] }, /菜单项的 key太长：最多128字节/],
    [
      { buttons: [{ name: '项', sub: [{ name: '名'.repeat(21), key: 'a' }] }] },
      /下级菜单的名称太长：最多60字节/,
    ],
  ])('a wrong one is said in Chinese: %j', (menu, words) => {
    const read = block(menu);
    expect(read.error?.issues.map(({ message }) => message).join('\n')).toMatch(words);
  });

  test('GP-7d staff, supervisors and experts get the tag of their menu, and lose it with the role', async () => {
    const files = new Map(demoBureaus());
    const account9 = { appId: 'wx12', secret: 's', token: 'AAAAA', menu: MENU };
    const channels = { officialAccount: officialAccount.parse(account9) };
    files.set(GAOPING, { ...files.get(GAOPING)!, channels });
    const open = await openApp({ bureaus: files });
    try {
      const { app } = open;
      const login = { login: 'clerk9', name: '李平', roles: ['clerk'], passwordHash: 'scrypt$x' };
      await app.perform(GAOPING, staff.addAccount, login, SYSTEM);
      const inside = app.gate.transaction.bind(app.gate);
      const chief = { ...login, login: 'chief9', roles: ['administrator'] };
      await app.perform(GAOPING, staff.addAccount, chief, SYSTEM);
      const all = await inside(GAOPING, staff.readAccounts);
      const clerk = all.find((one) => one.login === login.login);
      const actor: StaffActor = { kind: 'staff', account: clerk!.id, roles: ['clerk'] };
      const code = '12345678';
      await app.perform(GAOPING, people.issueBindingCode, { account: clerk!.id, code }, actor);
      const identity = { channel: 'official-account', id: 'o-wang' };
      await inside(GAOPING, (tx) => lockConversation(tx, identity, app.clock()));
      const follower: FollowerActor = {
        kind: 'follower',
        identity,
        person: null,
        account: null,
        roles: [],
        memberships: [],
      };
      await app.perform(GAOPING, people.bindChat, { identity, code }, follower);
      await inside(GAOPING, (tx) => lockConversation(tx, { ...identity, id: 'o-li' }, app.clock()));
      const told = await tagFollowers({ app, bureau: GAOPING }, menuOf(MENU), api.menu);
      expect(told).toEqual([{ role: 'staff', count: 1, given: 1, taken: 0 }]);
      expect([...account.official.tags]).toEqual([['o-wang', new Set([101])]]);
      // whoever stops being staff loses the menu; tags given by hand to strangers stay
      await api.menu.tag(101, ['o-by-hand', 'o-li', 'o-by-hand-too']);
      const gone = await app.perform(GAOPING, staff.disableAccount, { account: clerk!.id }, SYSTEM);
      expect(gone.kind).toBe('done');
      // nobody pushes the menu again: the duty does it
      const faults: unknown[] = [];
      await followRoles.run({
        app,
        bureau: GAOPING,
        outward: () => ({ tags: api.menu }) as Partial<Outward> as Outward,
        uuid: () => 'u',
        onFault: (fault) => faults.push(fault),
      });
      expect(faults).toEqual([]);
      const carrying = await api.menu.carriers(101);
      expect(carrying).toEqual(['o-by-hand', 'o-by-hand-too']);
    } finally {
      await open.close();
    }
  });
});
