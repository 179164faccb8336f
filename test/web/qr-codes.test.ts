import { afterEach, expect, it } from 'vitest';
import {
  conversationId,
  lockConversation,
  sceneFailed,
  sceneMade,
  scenesToMake,
  takeRightsBack,
  takeScene,
} from '../../domain/exchange/index.ts';
import { people, type BureauFile, type FollowerActor, type Tx } from '../../domain/index.ts';
import { officialAccount } from '../../domain/official-account.ts';
import { demoBureaus, GAOPING } from '../support/app.ts';
import { callingOf } from '../support/calling.ts';
import { registerPerson } from './records.ts';
import { openSite, type OpenSite } from './site.ts';

let site: OpenSite;
afterEach(() => site.close());

/** The demo's bureaus, this one with an official account. */
const withAccount = () => {
  const account = officialAccount.parse({ appId: 'wx12', secret: 's', token: 'AAAAA' });
  const files = new Map(demoBureaus());
  const file = files.get(GAOPING)!;
  const opened: BureauFile = { ...file, channels: { officialAccount: account } };
  return files.set(GAOPING, opened);
};
const inside = <T>(work: (tx: Tx) => Promise<T>) => site.app.gate.transaction(GAOPING, work);
const wanted = async () => (await inside((tx) => scenesToMake(tx, site.clock.now())))[0]!;

it('C-11 the binding code of a person also comes as a picture to scan', async () => {
  site = await openSite({ bureaus: withAccount() });
  const clerk = await site.as('clerk');
  const person = await registerPerson(site, '王小梅');
  const at = `/people/${person}`;
  expect((await clerk.get(at)).html).not.toContain('绑定二维码');
  const given = await clerk.submit(at, { do: 'code' });
  const code = /绑定 (\d{8})/.exec(given.html)?.[1];
  expect(given.html).toContain('正在向公众平台要绑定二维码');
  const { id } = await wanted();
  await inside((tx) => sceneMade(tx, id, 'http://weixin.qq.com/q/abc'));
  const shown = (await clerk.get(at)).html;
  expect(shown).toContain('alt="绑定二维码"');
  expect(shown).toContain('src="data:image/png;base64,');
  expect(shown).toContain('2026年10月19日');
  expect(await inside((tx) => takeScene(tx, id, site.clock.now()))).toEqual({
    purpose: 'bind',
    meaning: code,
  });
  expect((await clerk.get(at)).html).not.toContain('alt="绑定二维码"');
});

it('C-11 a member of staff scans the own code on 我的账号, or on the page of the account', async () => {
  site = await openSite({ bureaus: withAccount() });
  const clerk = await site.as('clerk');
  expect((await clerk.get('/me')).html).not.toContain('绑定二维码');
  const given = await clerk.submit('/me', { do: 'code' });
  expect(given.html).toContain('正在向公众平台要绑定二维码');
  const row = await wanted();
  expect(row).toMatchObject({ purpose: 'bind', subject: clerk.actor.account });
  await inside((tx) => sceneMade(tx, row.id, 'http://weixin.qq.com/q/me'));
  const shown = (await clerk.get('/me')).html;
  expect(shown).toContain('alt="绑定二维码"');
  expect(shown).not.toContain('weixin.qq.com');
  const admin = await site.as('administrator');
  const at = `/accounts/${clerk.actor.account}`;
  expect((await admin.get(at)).html).toContain('alt="绑定二维码"');
  // a new code ends the picture of the old one
  await admin.submit(at, { do: 'code' });
  const next = await wanted();
  expect(next.id).not.toBe(row.id);
  expect((await clerk.get('/me')).html).toContain('正在向公众平台要绑定二维码');
  // scanned, it binds the account
  await inside((tx) => sceneMade(tx, next.id, 'http://weixin.qq.com/q/next'));
  const read = await inside((tx) => takeScene(tx, next.id, site.clock.now()));
  const identity = { channel: 'official-account', id: 'o-clerk' };
  const follower: FollowerActor = {
    kind: 'follower',
    identity,
    person: null,
    account: null,
    roles: [],
    memberships: [],
  };
  const input = { identity, code: read?.meaning ?? '' };
  const bound = await site.app.perform(GAOPING, people.bindChat, input, follower);
  expect(bound.kind).toBe('done');
  expect((await clerk.get('/me')).html).not.toContain('绑定二维码"');
});

it('without an official account, or when the platform gives none, the page says so', async () => {
  site = await openSite();
  const clerk = await site.as('clerk');
  const at = `/people/${await registerPerson(site, '李平')}`;
  expect((await clerk.get(at)).html).toContain('没有开通公众号，只有绑定码');
  expect((await clerk.get('/me')).html).toContain('没有开通公众号，只有绑定码');
  await site.close();
  site = await openSite({ bureaus: withAccount() });
  const other = await site.as('clerk');
  const there = `/people/${await registerPerson(site, '李平')}`;
  await other.submit(there, { do: 'code' });
  const { id } = await wanted();
  await inside((tx) => sceneFailed(tx, id, '公众号没有带参数二维码的权限（需要认证的服务号）'));
  expect((await other.get(there)).html).toContain('没有带参数二维码的权限');
});

it('GP-6.1 a call has a picture to print; those who only read cannot make one', async () => {
  site = await openSite({ bureaus: withAccount() });
  const head = await site.as('sectionHead');
  const reader = await site.as('discipline');
  const calling = callingOf(site, GAOPING, head.actor);
  const call = await calling.published(head.actor);
  const at = `/campaigns/${call.id}`;
  expect((await reader.post(at, { do: 'qr' })).status).toBe(403);
  expect((await head.submit(at, { do: 'qr' })).html).toContain('正在向公众平台要公告二维码');
  const row = await wanted();
  expect(row).toMatchObject({ purpose: 'call', subject: call.id, validUntil: null });
  await inside((tx) => sceneMade(tx, row.id, 'http://weixin.qq.com/q/call'));
  const shown = (await head.get(at)).html;
  expect(shown).toContain('alt="公告二维码"');
  expect(shown).not.toContain('weixin.qq.com');
  const read = await inside((tx) => takeScene(tx, row.id, site.clock.now()));
  expect(read?.meaning).toBe(call.number);
});

it('GP-6.1 the code of a call is printed on A4 and downloaded, by those who may read it, while the call stands', async () => {
  site = await openSite({ bureaus: withAccount() });
  const head = await site.as('sectionHead');
  const call = await callingOf(site, GAOPING, head.actor).published(head.actor);
  const at = `/campaigns/${call.id}`;
  expect((await head.get(`${at}/qr-sheet`)).status).toBe(404);
  await head.submit(at, { do: 'qr' });
  const { id } = await wanted();
  await inside((tx) => sceneMade(tx, id, 'http://weixin.qq.com/q/call'));
  expect((await head.get(at)).html).toContain(`href="${at}/qr-sheet"`);
  const sheet = (await head.get(`${at}/qr-sheet`)).html;
  for (const words of [
    '微信扫一扫，看公告、报名',
    call.number,
    '报名时间',
    '0356-5550100',
    'class="qr-sheet"',
  ])
    expect(sheet).toContain(words);
  const png = await head.get(`${at}/qr-file/png`);
  expect(png.status).toBe(200);
  expect((await head.get(`${at}/qr-file/svg`)).html).toContain('<svg');
  expect((await head.get(`${at}/qr-file/exe`)).status).toBe(404);
  const outsider = await site.as('administrator');
  for (const path of ['qr-sheet', 'qr-file/png', 'qr-file/svg'])
    expect([path, (await outsider.get(`${at}/${path}`)).status]).toEqual([path, 403]);
});

it('C-11 the binding code of a person is a slip to hand over: whose, once, until when; then it is gone', async () => {
  site = await openSite({ bureaus: withAccount() });
  const clerk = await site.as('clerk');
  const person = await registerPerson(site, '王小梅');
  const at = `/people/${person}`;
  await clerk.submit(at, { do: 'code' });
  const { id } = await wanted();
  expect((await clerk.get(`${at}/qr-sheet`)).status).toBe(404);
  await inside((tx) => sceneMade(tx, id, 'http://weixin.qq.com/q/abc'));
  expect((await clerk.get(at)).html).toContain(`href="${at}/qr-sheet"`);
  const sheet = (await clerk.get(`${at}/qr-sheet`)).html;
  for (const words of [
    '王小梅的绑定二维码',
    '一次有效',
    '有效期至',
    '2026年10月19日',
    '只交给本人',
  ])
    expect(sheet).toContain(words);
  expect((await clerk.get(`${at}/qr-file/svg`)).html).toContain('<svg');
  // 纪检 reads the person, and gives out no codes
  const discipline = await site.as('discipline');
  for (const path of ['qr-sheet', 'qr-file/png'])
    expect([path, (await discipline.get(`${at}/${path}`)).status]).toEqual([path, 403]);
  await inside((tx) => takeScene(tx, id, site.clock.now()));
  for (const path of ['qr-sheet', 'qr-file/png'])
    expect([path, (await clerk.get(`${at}/${path}`)).status]).toEqual([path, 404]);
});

it('a person who took the rights back in WeChat is shown as that, with what to do', async () => {
  site = await openSite({ bureaus: withAccount() });
  const clerk = await site.as('clerk');
  const person = await registerPerson(site, '王小梅');
  const identity = { channel: 'official-account', id: 'o-wang' };
  const code = '12345678';
  await site.app.perform(GAOPING, people.issueBindingCode, { person, code }, clerk.actor);
  const follower: FollowerActor = {
    kind: 'follower',
    identity,
    person: null,
    account: null,
    roles: [],
    memberships: [],
  };
  await site.app.perform(GAOPING, people.bindChat, { identity, code }, follower);
  const now = site.clock.now();
  await inside(async (tx) => {
    await lockConversation(tx, identity, now);
    const conversation = conversationId(tx, identity);
    await takeRightsBack(tx, { conversation, person, roster: 'supervisors', id: 'f1', now });
  });
  const shown = (await clerk.get(`/people/${person}`)).html;
  expect(shown).toContain('收回了个人信息授权');
  expect(shown).toContain('留存的资料没有删除');
});
