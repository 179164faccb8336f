import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { afterEach, describe, expect, it } from 'vitest';
import { createForms, FORMS } from '../../bot/forms/index.ts';
import { attachments } from '../../domain/exchange/tables.ts';
import { nomination, type BureauId } from '../../domain/index.ts';
import { GAOPING, openApp, ZHANJIANG, type OpenApp } from '../support/app.ts';
import { openOffice, type Chat, type Office } from '../support/chat.ts';
import { citizenOf } from '../support/people.ts';
import { CAMERA, snapshot } from '../support/pictures.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const BORN_1985 = citizenOf('1985-03-15', '026');

interface Answer {
  readonly status: number;
  readonly html: string;
  readonly headers: Headers;
}

/** A phone's browser without JavaScript: it sends what stands in the page, and what is typed over it. */
const browserAt = (url: string) => {
  const cookies = new Map<string, string>();
  const send = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const headers = new Headers(init.headers);
    for (const [scope, cookie] of cookies)
      if (path.startsWith(scope)) headers.set('cookie', cookie);
    const response = await fetch(url + path, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie())
      cookies.set(/Path=([^;]+)/.exec(line)?.[1] ?? '/', line.split(';')[0] ?? '');
    return { status: response.status, html: await response.text(), headers: response.headers };
  };
  const post = (path: string, body: FormData | URLSearchParams, headers = {}) =>
    send(path, { method: 'POST', body, headers: { origin: url, ...headers } });
  const begin = (path: string) => post(path, new URLSearchParams({ do: 'begin' }));
  /** presses a button of the page that lies open; `typed` by the name of the field */
  const press = (path: string, page: string, typed: Typed, button = 'save') =>
    post(path, formOf(page, typed, button));
  /** what the page's script sends when one field is left */
  const leave = async (path: string, page: string, typed: Typed) => {
    const [name = ''] = Object.keys(typed);
    const was = versionIn(page, name);
    const body = new FormData();
    body.append('do', 'save');
    body.append(`was.${name}`, was);
    addTyped(body, `f.${name}`, typed[name] ?? '');
    const answer = await post(path, body, { accept: 'application/json' });
    return { ...answer, told: JSON.parse(answer.html) as Told };
  };
  return { get: (path: string) => send(path), post, begin, press, leave };
};

type Typed = Readonly<Record<string, string | readonly string[] | Blob>>;
interface Told {
  readonly progress: string;
  readonly shown: readonly string[];
  readonly fields: readonly { id: string; error: string | null; version: string; note: string }[];
}

const photoBlob = async (): Promise<Blob> =>
  new Blob([Uint8Array.from(await snapshot())], { type: 'image/jpeg' });

const versionIn = (page: string, field: string): string =>
  new RegExp(`name="was\\.${field}" value="([^"]*)"`, 'u').exec(page)?.[1] ?? '';

const VERSIONS = /name="(was\.[\w]+)" value="([^"]*)"/gu;
const AREAS = /<textarea [^>]*name="(f\.[^"]+)"[^>]*>([^<]*)<\/textarea>/gu;
const INPUTS = /<input ([^>]*)>/gu;
const SELECTS = /<select [^>]*name="(f\.[^"]+)"[^>]*>([\s\S]*?)<\/select>/gu;
const CHOSEN = /<option value="([^"]*)" selected/u;

const formOf = (page: string, typed: Typed, button: string): FormData => {
  const data = new FormData();
  data.append('do', button);
  addAll(data, page.matchAll(VERSIONS), {});
  for (const [, tag = ''] of page.matchAll(INPUTS)) addInput(data, tag, typed);
  addAll(data, page.matchAll(AREAS), typed);
  for (const [, name = '', options = ''] of page.matchAll(SELECTS))
    if (!(name.slice(2) in typed)) data.append(name, group(CHOSEN, options));
  for (const [name, value] of Object.entries(typed)) addTyped(data, `f.${name}`, value);
  return data;
};

const group = (pattern: RegExp, text: string): string => pattern.exec(text)?.[1] ?? '';

const addInput = (data: FormData, tag: string, typed: Typed): void => {
  const name = group(/name="(f\.[^"]+)"/u, tag);
  const isTick = /type="(?:radio|checkbox)"/u.test(tag);
  if (name === '' || name.slice(2) in typed || tag.includes('type="file"')) return;
  if (!isTick || tag.includes('checked')) data.append(name, group(/value="([^"]*)"/u, tag));
};

const addAll = (data: FormData, found: Iterable<RegExpExecArray>, typed: Typed): void => {
  for (const [, name = '', value = ''] of found)
    if (!(name.slice(2) in typed)) data.append(name, value);
};

const addTyped = (data: FormData, name: string, value: Typed[string]): void => {
  if (value instanceof Blob) data.append(name, value, 'photo.jpg');
  else for (const one of [value].flat()) data.append(name, one);
};

interface Scene {
  readonly open: OpenApp;
  readonly office: Office;
  readonly chat: Chat;
  readonly url: string;
  readonly link: () => Promise<string>;
}

const scene = async (bureau: BureauId): Promise<Scene> => {
  const open = await openApp();
  closing.push(open.close);
  const koa = new Koa();
  koa.use(createForms({ app: open.app, forms: FORMS, random: randomBytes }).routes());
  const server = await new Promise<Server>((resolve) => {
    const listening = koa.listen(0, '127.0.0.1', () => resolve(listening));
  });
  closing.push(() => server.close());
  const office = openOffice(open, bureau);
  const chat = office.chat('applicant');
  const link = async () => /\/form\/[\w.]+/u.exec(await chat.says('网页'))?.[0] ?? '';
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { open, office, chat, url, link };
};

const begun = async (bureau: BureauId, opening: string) => {
  const here = await scene(bureau);
  await here.chat.says(opening);
  await here.chat.says('同意');
  const path = await here.link();
  const own = browserAt(here.url);
  await own.begin(path);
  return { ...here, path, own };
};

const theOnly = async <T>(rows: Promise<readonly T[]>): Promise<T> => {
  const [row, ...more] = await rows;
  if (row === undefined || more.length > 0) throw new Error('not exactly one row');
  return row;
};

describe('长网页', () => {
  it('GP-6.2 begun in chat, filled in on the page without JavaScript, submitted there; the chat knows', async () => {
    const here = await scene(GAOPING);
    await here.chat.plays(`
      用户：自荐
      机器人：回复“网页”用网页填
      用户：同意
      用户：我叫李梅
      用户：网页
      机器人：自荐申请已填 2/11
      机器人：三天内有效
    `);
    const path = await here.link();
    const own = browserAt(here.url);
    const before = await own.get(path);
    expect(before.html).toContain('开始');
    expect(before.html).not.toContain('李梅');
    await own.begin(path);
    const page = (await own.get(path)).html;
    expect(page).toContain('value="李梅"');
    expect(page).toContain('已填 2/11');
    const bad = await own.press(path, page, {
      citizenNumber: BORN_1985.slice(0, 17),
      phone: '13900139001',
      employer: '市二院',
      sourceGroups: ['参保群众'],
      area: '东城街街道',
    });
    expect(bad.status).toBe(422);
    expect(bad.html).toContain('身份证号应为18位，您填了17位');
    expect(bad.html).toContain('有1处没有保存，其余的都已保存');
    expect(bad.html).toContain(`value="${BORN_1985.slice(0, 17)}"`);
    expect(bad.html).toContain('value="13900139001"');
    expect(await here.chat.says('继续')).toContain('自荐申请已填 6/11');
    const saved = await own.press(path, bad.html, { citizenNumber: BORN_1985 });
    expect([saved.status, saved.headers.get('location')]).toEqual([303, `${path}?step=saved`]);
    const third = (await own.get(path)).html;
    expect(third).toContain('出生日期1985年3月15日，性别女');
    expect(third).not.toContain(BORN_1985);
    const toReview = await own.press(
      path,
      third,
      { reason: '在药剂科干了二十年，熟悉医保结算', declarations: '同意' },
      'review',
    );
    expect(toReview.headers.get('location')).toBe(`${path}?step=review`);
    const review = (await own.get(`${path}?step=review`)).html;
    expect(review).toContain('659099********');
    expect(review).toContain('确认提交');
    const version = /name="version" value="([^"]*)"/u.exec(review)?.[1] ?? '';
    const done = await own.post(path, new URLSearchParams({ do: 'submit', version }));
    expect(done.status).toBe(303);
    const receipt = (await own.get(path)).html;
    expect(receipt).toContain('申请已收到，编号SQ');
    await own.post(path, new URLSearchParams({ do: 'submit', version }));
    await here.office.settle();
    const said = here.chat.received.filter((text) => text.includes('申请已收到'));
    expect(said).toHaveLength(1);
    for (const line of said.join('').split('\n')) expect(receipt).toContain(line);
    await here.chat.plays(`
      用户：提交
      机器人：已经提交成功
      机器人：编号SQ
      用户：继续
      机器人：没有没填完的内容
      用户：进度
      机器人：申请SQ
    `);
  });

  it('GP-6.3 a place of one’s own words, said in chat, stays when the page with its list is saved', async () => {
    const { chat, own, path } = await begun(GAOPING, '自荐');
    await chat.says('我住在长治市潞州区某某街道');
    const page = (await own.get(path)).html;
    expect(page).toMatch(/<option value="其他（[^"]*潞州区[^"]*）" selected/u);
    expect((await own.press(path, page, { name: '李梅' })).status).toBe(303);
    const kept = (await own.get(path)).html;
    expect(kept).toMatch(/<option value="其他（[^"]*）" selected/u);
    // 其他 alone is no place: it asks for one, and takes it
    const bare = await own.press(path, kept, { area: '其他' });
    expect(bare.html).toContain('选了“其他”，请在下面的框里写明');
    expect((await own.get(path)).html).toMatch(
      /<option value="其他（[^"]*潞州区[^"]*）" selected/u,
    );
    const body = new URLSearchParams({ do: 'save', 'f.area': '其他', 'own.area': '晋城市城区' });
    body.set('was.area', versionIn(kept, 'area'));
    expect((await own.post(path, body)).status).toBe(303);
    expect((await own.get(path)).html).toMatch(/<option value="其他（晋城市城区）" selected/u);
  });

  it('each field saved as it is left; two tabs and the chat never overwrite each other, both values are shown', async () => {
    const { chat, own, path } = await begun(GAOPING, '自荐');
    const first = (await own.get(path)).html;
    const second = (await own.get(path)).html;
    const saved = await own.leave(path, first, { name: '李梅' });
    expect(saved.told).toMatchObject({
      progress: '已填 2/11',
      fields: [{ id: 'name', error: null }],
    });
    const other = await own.leave(path, second, { name: '李小梅' });
    expect(other.told.fields[0]?.error).toContain('改成了“李梅”，您这里写的是“李小梅”');
    // saved once more, knowingly
    const again = `name="was.name" value="${other.told.fields[0]?.version ?? ''}"`;
    expect((await own.leave(path, again, { name: '李小梅' })).told.fields[0]?.error).toBeNull();
    // the chat still stands at the name: neither is lost without a word
    await chat.plays(`
      用户：李大梅
      机器人：两处不一样
      机器人：1 李小梅
      机器人：2 李大梅
      用户：2
      机器人：身份证号
    `);
    const late = await own.leave(path, second, { name: '李四梅' });
    expect(late.told.fields[0]?.error).toContain('改成了“李大梅”');
    expect((await own.leave(path, second, { phone: '1390013' })).told.fields[0]?.error).toContain(
      '手机号应为11位，您填了7位',
    );
  });

  it('reviewed on the page, changed in chat: what is submitted is what was seen', async () => {
    const { chat, office, own, path } = await begun(GAOPING, '自荐');
    await chat.plays(`
      用户：我叫李梅，手机13900139001，身份证${BORN_1985}
      用户：无
      用户：参保群众
      用户：跳过
      用户：米山镇
      用户：想做点有用的事
      用户：不同意
      用户：同意
      机器人：请核对
    `);
    const review = (await own.get(`${path}?step=review`)).html;
    const version = /name="version" value="([^"]*)"/u.exec(review)?.[1] ?? '';
    await chat.says('单位写错了，应该是市中医院');
    const stale = await own.post(path, new URLSearchParams({ do: 'submit', version }));
    expect(stale.status).toBe(422);
    expect(stale.html).toContain('内容刚才在别处改过，还没有提交');
    expect(stale.html).toContain('市中医院');
    await chat.says('提交');
    const gone = await own.post(path, new URLSearchParams({ do: 'submit', version }));
    expect(gone.html).toContain('申请已收到，编号SQ');
    // the chat has said it itself
    await office.settle();
    expect(chat.received.join()).not.toContain('申请已收到');
  });

  it('a second phone, an older link, a link past its time: nothing shown, the way said', async () => {
    const { open, chat, own, path, url, link } = await begun(GAOPING, '自荐');
    await own.leave(path, (await own.get(path)).html, { name: '李梅' });
    const stranger = browserAt(url);
    const closed = await stranger.get(path);
    expect(closed.status).toBe(410);
    expect(closed.html).toContain('回复“网页”取新的网页');
    expect(closed.html).not.toContain('李梅');
    const files = new FormData();
    files.append('f.photo', await photoBlob(), 'a.jpg');
    expect((await stranger.post(path, files)).status).toBe(410);
    const newer = await link();
    expect((await own.get(path)).status).toBe(410);
    expect((await stranger.get(newer)).html).toContain('开始');
    open.clock.set(new Date(open.clock.now().getTime() + 73 * 3_600_000));
    expect((await stranger.get(newer)).status).toBe(410);
    await chat.plays(`
      用户：继续
      机器人：已填 2/11
    `);
  });

  it('a draft given up in chat is gone on the page, its photos too', async () => {
    const { open, chat, own, path } = await begun(ZHANJIANG, '申请专家');
    const page = (await own.get(path)).html;
    const photo = await photoBlob();
    const sent = await own.press(path, page, { photo });
    expect(sent.status).toBe(303);
    const rows = () => open.app.gate.transaction(ZHANJIANG, (tx) => tx.table(attachments).find({}));
    const kept = await theOnly(rows());
    expect(kept).toMatchObject({ state: 'kept', channel: 'form' });
    const bytes = await open.app.files.read(ZHANJIANG, {
      file: kept.file ?? '',
      digest: kept.digest ?? '',
    });
    expect(bytes.includes(CAMERA)).toBe(false);
    const shown = await own.get(`${path}/photo-${kept.id}`);
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    await chat.plays(`
      用户：取消
      用户：2
      机器人：内容已删除
    `);
    expect((await rows())[0]?.state).toBe('dropped');
    expect((await own.get(path)).html).toContain('不再保留了');
    expect((await own.get(`${path}/photo-${kept.id}`)).status).toBe(404);
  });

  it('F1-04 F1-19 form 1: rows, 再加一行 without script, a file that is no picture, the paper to print', async () => {
    const { own, path, chat } = await begun(ZHANJIANG, '申请专家');
    const page = (await own.get(path)).html;
    expect(page).toContain('专家申请');
    const more = await own.press(
      path,
      page,
      {
        name: '李梅',
        'history.0.from': '2008-07',
        'history.0.to': '2015年6月',
        'history.0.unit': '市一院',
        'history.0.post': '药师',
      },
      'row.history',
    );
    expect(more.html).toContain('name="f.history.5.from"');
    expect(more.html).toContain('value="市一院"');
    const wrong = await own.press(path, more.html, {
      'history.1.from': '2015-07',
      'history.1.to': '2014-01',
      'history.1.unit': '市二院',
      photo: new Blob(['no picture'], { type: 'image/jpeg' }),
    });
    expect(wrong.html).toContain('第2段：起止年月不对');
    expect(wrong.html).toContain('这个文件打不开，没有保存');
    expect(wrong.html).toContain('value="市二院"');
    // what was not taken would be missing on the paper
    const unprinted = await own.press(path, wrong.html, {}, 'print');
    expect(unprinted.status).toBe(422);
    expect(unprinted.html).toContain('改正以后才能打印申请表');
    const right = await own.press(path, wrong.html, { 'history.1.to': '至今' });
    expect(right.status).toBe(303);
    const printing = await own.press(path, (await own.get(path)).html, {}, 'print');
    expect([printing.status, printing.headers.get('location')]).toEqual([303, `${path}/print`]);
    const paper = await own.get(`${path}/print`);
    expect(paper.headers.get('content-type')).toContain('wordprocessingml');
    expect(paper.headers.get('content-disposition')).toContain('attachment');
    expect(await chat.says('继续')).toContain('专家申请已填');
    expect(nomination.TITLE_LEVELS).toContain('中级');
  });

  it('a heading is not said twice, and no example shows how to type rows that have inputs of their own', async () => {
    const { own, path } = await begun(ZHANJIANG, '申请专家');
    const page = (await own.get(path)).html;
    const words = page.replaceAll(/<(label|legend)[^>]*class="unseen"[^>]*>[^<]*/gu, '');
    expect(words.match(/>工作简历</gu)).toHaveLength(1);
    // a screen reader still hears which question its inputs belong to
    expect(page).toMatch(/<legend class="unseen">工作简历/u);
    expect(page).toMatch(/<legend class="unseen">申请方式/u);
    expect(page).toMatch(/<label for="q-name">姓名/u);
    expect(page).toContain('从参加工作起，每段一行');
    expect(page).not.toContain('2015-07至2020-06 市二院');
    expect(page).toContain('placeholder="2015-07"');
  });

  it('a post from a foreign page, and an unknown thing below the page, get nothing', async () => {
    const { own, path } = await begun(GAOPING, '自荐');
    const body = new URLSearchParams({ do: 'save', 'was.name': 'none', 'f.name': '王五' });
    const foreign = await own.post(path, body, { origin: 'https://evil.example' });
    expect(foreign.status).toBe(403);
    expect((await own.get(path)).html).not.toContain('王五');
    const none = await own.get(`${path}/photo-..`);
    expect([none.status, none.html.includes('没有这个文件')]).toEqual([404, true]);
    for (const cut of ['/form/', path.slice(0, -5)]) {
      const answer = await own.get(cut);
      expect([cut, answer.status, answer.html.includes('网址不完整')]).toEqual([cut, 404, true]);
    }
    expect((await own.get('/form/save.js')).html).toContain('没有保存，网络恢复后会再试');
  });
});
