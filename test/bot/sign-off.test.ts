import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { afterEach, expect, it } from 'vitest';
import { createForms, FORMS } from '../../bot/forms/index.ts';
import { nomination, people, type Role, type StaffActor } from '../../domain/index.ts';
import { notices } from '../../domain/notices/index.ts';
import { openApp, ZHANJIANG, type OpenApp } from '../support/app.ts';
import { allMet, applicationNow, applied, expertApplicationOf } from '../support/applying.ts';
import { callingOf } from '../support/calling.ts';
import { openOffice, type Chat, type Office } from '../support/chat.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

let codes = 50_000_000;

interface Signer {
  readonly actor: StaffActor;
  readonly chat: Chat;
}

interface Scene {
  readonly open: OpenApp;
  readonly office: Office;
  readonly url: string;
  readonly clerk: StaffActor;
  readonly number: string;
  readonly application: string;
  readonly signer: (role: Role) => Promise<Signer>;
}

/** Zhanjiang with one application, and its pages served. */
const scene = async (): Promise<Scene> => {
  const open = await openApp();
  closing.push(open.close);
  const office = openOffice(open, ZHANJIANG);
  const koa = new Koa();
  koa.use(createForms({ app: open.app, forms: FORMS, random: randomBytes }).routes());
  const server: Server = koa.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const clerk = await open.member(ZHANJIANG, 'clerk');
  const admin = await open.member(ZHANJIANG, 'administrator');
  const call = { roster: 'experts', title: '2026年专家征集公告', quotas: [] };
  await callingOf(open, ZHANJIANG, clerk).published(await open.member(ZHANJIANG, 'leader'), call);
  const { application, number } = await applied(open, expertApplicationOf(), { bureau: ZHANJIANG });
  const signer = async (role: Role): Promise<Signer> => {
    const actor = await open.member(ZHANJIANG, role);
    const chat = office.chat(`staff-${role}`);
    const code = String((codes += 1));
    const issuing = { account: actor.account, code };
    const issued = await open.app.perform(ZHANJIANG, people.issueBindingCode, issuing, admin);
    if (issued.kind !== 'done') throw new Error(JSON.stringify(issued));
    await chat.says(`绑定 ${code}`);
    return { actor, chat };
  };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { open, office, url, clerk, number, application, signer };
};

const now = ({ open, application }: Scene) => applicationNow(open, ZHANJIANG, application);

const reviewed = async (here: Scene): Promise<void> => {
  const view = await now(here);
  const input = {
    application: here.application,
    expectVersion: view.version,
    conclusion: 'qualified',
    findings: allMet(view),
    text: '材料齐全，符合条件',
    unitPhone: '0759-5550000',
    practice: '临床',
  };
  const outcome = await here.open.app.perform(
    ZHANJIANG,
    nomination.reviewApplication,
    input,
    here.clerk,
  );
  expect(outcome).toMatchObject({ kind: 'done' });
  await here.office.settle();
};

/** A phone's browser that keeps its one cookie. */
const phone = (url: string) => {
  let cookie = '';
  const send = async (path: string, fields?: Readonly<Record<string, string>>) => {
    const response = await fetch(url + path, {
      redirect: 'manual',
      headers: { cookie, origin: url },
      ...(fields === undefined ? {} : { method: 'POST', body: new URLSearchParams(fields) }),
    });
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
    return { status: response.status, html: await response.text() };
  };
  return { get: (path: string) => send(path), post: send };
};

const PATH = /\/form\/zhanjiang\.[a-p]{32}/u;
const pathIn = (text: string): string => PATH.exec(text)?.[0] ?? '';
const hiddenIn = (html: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`, 'u').exec(html)?.[1] ?? '';

/** Opens the page on a phone, reads it and signs. */
const signs = async (here: Scene, path: string, more: Readonly<Record<string, string>>) => {
  const own = phone(here.url);
  await own.post(path, { do: 'begin' });
  const { html } = await own.get(path);
  const fields = { version: hiddenIn(html, 'version'), line: hiddenIn(html, 'line') };
  const done = await own.post(path, { do: 'sign', ...fields, ...more });
  return { html, done, after: await own.get(path) };
};

const AGREES = { verdict: 'agree', opinion: '同意入库' };

it('F2-11 F2-12 ZJ-8.2a each line is told to its signer in chat, signed from the phone, and the application moves on', async () => {
  const here = await scene();
  const head = await here.signer('sectionHead');
  const leader = await here.signer('leader');
  await reviewed(here);
  const told = head.chat.received.at(-1) ?? '';
  expect(told).toContain(`申请${here.number}轮到您签署意见`);
  expect(leader.chat.received.join()).not.toContain('轮到您签署');
  // whoever sees the phone's lock screen learns no name (C-02)
  expect(told).not.toMatch(/李梅|湛江市某某医院|139/u);
  const bare = await phone(here.url).get(pathIn(told));
  expect(bare.html).toContain('签署审查意见');
  expect(bare.html).not.toContain('李梅');
  const section = await signs(here, pathIn(told), AGREES);
  expect(section.html).toContain('李梅');
  expect(section.html).toContain('材料齐全，符合条件');
  expect(section.done.status).toBe(303);
  expect(section.after.html).toContain('您已签署：同意');
  expect((await now(here)).nextLine?.roles).toContain('leader');
  await here.office.settle();
  const last = await signs(here, pathIn(leader.chat.received.at(-1) ?? ''), AGREES);
  expect(last.html).toContain('同意入库');
  expect((await now(here)).state).toBe('qualified');
});

it('C-02 the notice of a due line holds neither name nor address of the page', async () => {
  const here = await scene();
  const head = await here.signer('sectionHead');
  await reviewed(here);
  const path = pathIn(head.chat.received.at(-1) ?? '');
  const rows = await here.open.app.gate.transaction(ZHANJIANG, (tx) =>
    tx.table(notices).find({ kind: 'nomination.line-due' }),
  );
  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows)).not.toMatch(/李梅|湛江市某某医院/u);
  expect(JSON.stringify(rows)).not.toContain(path.slice(-32));
});

it('F2-11 an ended page says 签署; the word gives a new page, to whoever has a line to sign only', async () => {
  const here = await scene();
  const head = await here.signer('sectionHead');
  const leader = await here.signer('leader');
  await head.chat.plays(`
    用户：签署
    机器人：现在没有等您签署的申请
  `);
  await reviewed(here);
  const old = pathIn(head.chat.received.at(-1) ?? '');
  const said = await head.chat.says('签署');
  expect(said).toContain(`申请${here.number}：`);
  expect(said).not.toContain('李梅');
  const ended = await phone(here.url).get(old);
  expect([ended.status, ended.html.includes('回复“签署”取新的网页')]).toEqual([410, true]);
  await leader.chat.plays(`
    用户：签署
    机器人：现在没有等您签署的申请
    用户：帮助
    机器人：请回复“签署”取网页
  `);
  await here.office.chat('anybody').plays(`
    用户：签署
    机器人：由工作人员签署审查意见
    用户：菜单
    机器人不说：签署
  `);
  const { done } = await signs(here, pathIn(said), { verdict: 'return', opinion: '' });
  expect(done.status).toBe(422);
  expect(done.html).toContain('退回需要写明原因');
  const sent = await head.chat.says('签署');
  const back = await signs(here, pathIn(sent), { verdict: 'return', opinion: '请补单位电话' });
  expect(back.done.status).toBe(303);
  expect((await now(here)).state).toBe('submitted');
});
