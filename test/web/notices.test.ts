import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { people, membership } from '../../domain/index.ts';
import {
  notices,
  noteTry,
  putNotice,
  type NoticeRow,
  type NoticeState,
} from '../../domain/notices/index.ts';
import { GAOPING } from '../support/app.ts';
import { openSite, type OpenSite } from './site.ts';

let site: OpenSite;
let clerk: Awaited<ReturnType<OpenSite['as']>>;
let person: string;

beforeEach(async () => {
  site = await openSite();
  clerk = await site.as('clerk');
  const particulars = { name: '周晓兰', phone: '13900001234' };
  const known = await site.app.perform(
    GAOPING,
    people.registerPerson,
    { source: 'visit', particulars },
    clerk.actor,
  );
  if (known.kind !== 'done' || known.events[0].type !== 'people.registered')
    throw new Error(JSON.stringify(known));
  person = known.events[0].person;
});
afterEach(() => site.close());

const rows = (where: { readonly id?: string; readonly origin?: string }) =>
  site.app.gate.transaction(GAOPING, (tx) => tx.table(notices).find(where));

/** A notice to the person that has come so far. */
const notice = async (state: NoticeState, outcome: string | null = null): Promise<string> => {
  const id = randomUUID();
  const to = { to: 'person', person } as const;
  await site.app.gate.transaction(GAOPING, async (tx) => {
    const now = site.app.clock();
    const made = { key: id, to, kind: 'desk.draft-waiting', params: {} } as const;
    await putNotice(tx, { notice: made, id, now, officeMoment: now });
    await tx.table(notices).change({ id }, { state, outcome, route: 'template' });
    const tried = { way: 'template', channel: 'official-account', chat: null } as const;
    const line = { kind: 'failed', outcome: '平台拒绝发送（40037）', errcode: 40037 } as const;
    await noteTry(tx, { id }, { ...tried, ...line, rid: 'rid-77', now });
  });
  return id;
};

describe('the history of a notice', () => {
  it('GP-7c shows every way that was tried, with the platform’s number', async () => {
    const id = await notice('sheet', '平台拒绝发送（40037）');
    const { html } = await clerk.get(`/notices/${id}`);
    expect(html).toContain('公众号模板消息');
    expect(html).toContain('40037');
    expect(html).toContain('rid-77');
    const list = await clerk.get('/notices?way=template&name=周晓');
    expect(list.html).toContain(`/notices/${id}`);
    expect((await clerk.get('/notices?name=别人')).html).not.toContain(`/notices/${id}`);
    expect((await clerk.get('/notices?matter=draws')).html).not.toContain(`/notices/${id}`);
    expect((await clerk.get('/call-sheet')).html).toContain('平台拒绝发送（40037）');
  });

  it('F31 the platform’s report that overtook its own answer stands after it', async () => {
    const id = await notice('sent', 'success');
    await site.app.gate.transaction(GAOPING, async (tx) => {
      const way = {
        way: 'template',
        channel: 'official-account',
        chat: null,
        kind: 'sent',
      } as const;
      const now = site.app.clock();
      await noteTry(tx, { id }, { ...way, outcome: '平台报告：已送达', now });
      await noteTry(tx, { id }, { ...way, outcome: '平台已接收', now });
    });
    const { html } = await clerk.get(`/notices/${id}`);
    expect(html.indexOf('平台已接收')).toBeGreaterThan(0);
    expect(html.indexOf('平台报告：已送达')).toBeGreaterThan(html.indexOf('平台已接收'));
  });

  it('再发一次 asks for a reason, makes a notice of its own, and is on record', async () => {
    const id = await notice('sheet', '平台拒绝发送');
    const path = `/notices/${id}`;
    const short = await clerk.submit(path, { do: 'resend', reason: '再发' });
    expect(short.html).toContain('至少4个字');
    expect(await rows({ origin: id })).toEqual([]);
    const sent = await clerk.post(path, { do: 'resend', reason: '对方说已重新关注' });
    const [again] = await rows({ origin: id });
    expect(sent.location).toContain(`/notices/${again?.id ?? ''}`);
    expect(again).toMatchObject({ state: 'ready', attempts: 0, route: null });
    expect((await rows({ id }))[0]?.state).toBe('resent');
    const head = await site.as('auditor');
    expect((await head.get('/audit')).html).toContain('再发一次通知');
    // who, when and why: on the old one and on the new one
    for (const one of [id, again?.id ?? ''])
      expect((await clerk.get(`/notices/${one}`)).html).toContain('为什么：对方说已重新关注');
    // a second press finds the first
    await clerk.post(path, { do: 'resend', reason: '对方说已重新关注' });
    expect(await rows({ origin: id })).toHaveLength(1);
  });

  it('F33 what may have arrived goes out again only when staff accept that it comes twice', async () => {
    const id = await notice('unknown', '平台没有回答，不知道是否收到');
    const path = `/notices/${id}`;
    const refused = await clerk.submit(path, { do: 'resend', reason: '对方说没有收到' });
    expect(refused.html).toContain('可能会收到两遍');
    expect(await rows({ origin: id })).toEqual([]);
    const fields = { do: 'resend', reason: '对方说没有收到', evenIfTwice: 'yes' };
    await clerk.submit(path, fields);
    expect(await rows({ origin: id })).toHaveLength(1);
  });

  it('is not sent again while the first is under way', async () => {
    const id = await notice('sending');
    const fields = { do: 'resend', reason: '等不及了再发', evenIfTwice: 'yes' };
    expect((await clerk.submit(`/notices/${id}`, fields)).html).toContain('还在发送');
    expect(await rows({ origin: id })).toEqual([]);
  });
});

describe('who looked at whose number', () => {
  const look = (field: 'phone' | 'citizenNumber') =>
    site.app.perform(
      GAOPING,
      people.revealField,
      { person, field, reason: '电话通知本人' },
      clerk.actor,
    );
  const line = async (role: 'leader' | 'auditor' | 'administrator'): Promise<string> => {
    const { html } = await (await site.as(role)).get('/audit');
    const row = html.split('<tr').find((one) => one.includes('查看完整号码'));
    if (row === undefined) throw new Error('no reveal in the log');
    return row.replace(/<details.*?<\/details>/su, '');
  };

  it('B-19 PIPL-51 the log names who looked and at whose: the name for those who may open the person', async () => {
    await look('phone');
    const read = await line('leader');
    expect(read).toContain('看了周晓兰的电话');
    expect(read).toContain('职员someone');
    expect(read).not.toContain('13900001234');
  });

  it('B-19 whoever may not know the person reads a number of the file; the auditor the names on a roster', async () => {
    await look('phone');
    const filed = `看了人员 ${person.slice(0, 8)} 的电话`;
    for (const role of ['auditor', 'administrator'] as const) {
      const read = await line(role);
      expect(read).toContain(filed);
      expect(read).not.toContain('周晓兰');
    }
    const policy = site.app.bureauOf(GAOPING).section(membership.MEMBERSHIP);
    const category = policy.rosters.experts?.categories.value[0] ?? '';
    const enrolling = { person, category, speciality: '药学' };
    await site.app.perform(GAOPING, membership.enrollExpert, enrolling, clerk.actor);
    expect(await line('auditor')).toContain('看了周晓兰的电话');
    expect(await line('administrator')).toContain(filed);
  });
});

describe('what a state says', () => {
  it('GP-12b an alert that was delivered and not acknowledged is no alert that did not arrive', async () => {
    const id = await notice('sheet', '已发送，但30分钟内没有人确认，请打电话');
    for (const path of [`/notices/${id}`, '/call-sheet']) {
      const { html } = await clerk.get(path);
      expect(html).toContain('送达了，没有人确认');
      expect(html).not.toContain('没有送达，请打电话');
    }
  });

  it('GP-7c the platform’s word is said in Chinese; what waits on the site is not called too late', async () => {
    const sent = await notice('sent', 'success');
    const { html } = await clerk.get(`/notices/${sent}`);
    expect(html).toContain('平台报告已送达');
    expect(html).not.toContain('，success');
    const refused = await notice('ready', 'failed:user block');
    expect((await clerk.get(`/notices/${refused}`)).html).toContain('对方拒收');
    const waits = await notice('expired', '没有绑定微信，登录站点后在待办里看到');
    const page = (await clerk.get(`/notices/${waits}`)).html;
    expect(page).toContain('登录站点看');
    expect(page).not.toContain('已过期');
  });
});

describe('who must be phoned', () => {
  it('ZJ-14.3 what is too late or settled meanwhile is phoned, sent by SMS and counted no more', async () => {
    const change = (id: string, set: Partial<NoticeRow>) =>
      site.app.gate.transaction(GAOPING, (tx) => tx.table(notices).change({ id }, set));
    const late = await notice('sheet', '已取消关注');
    const settled = await notice('sheet', '已取消关注');
    const doubtful = await notice('unknown', '平台没有回答，不知道是否收到');
    const all = [late, settled, doubtful];
    const shown = async (path: string): Promise<readonly boolean[]> => {
      const { html } = await clerk.get(path);
      return all.map((id) => html.includes(id));
    };
    expect(await shown('/call-sheet')).toEqual([true, true, true]);
    expect((await clerk.get('/sms-sheet')).html).toContain('请与我局联系');
    const past = new Date(site.app.clock().getTime() - 60_000).toISOString();
    await change(late, { validUntil: past });
    await change(doubtful, { validUntil: past });
    const answered = { kind: 'draws.invited', params: { invitation: 'answered meanwhile' } };
    await change(settled, answered);
    expect(await shown('/call-sheet')).toEqual([false, false, false]);
    expect((await clerk.get('/sms-sheet')).html).toContain('现在没有要发短信的人');
    expect((await clerk.get('/')).html).not.toContain('要打电话通知');
    expect((await clerk.get(`/notices/${late}`)).html).toContain('没有送达，已经过时');
    expect((await clerk.get(`/notices/${doubtful}`)).html).toContain('不知道是否收到，已经过时');
  });

  it('F33 待办 counts what must be phoned and what may have arrived apart, each with its list', async () => {
    const entry = async (label: string): Promise<string | null> => {
      const { html } = await clerk.get('/');
      const found = new RegExp(
        `<a href="([^"]+)"><strong>${label}<span class="number">(\\d+)<`,
      ).exec(html);
      return found === null ? null : `${found[2] ?? ''} ${found[1] ?? ''}`;
    };
    expect(await entry('要打电话通知')).toBeNull();
    expect(await entry('不知道是否收到')).toBeNull();
    await notice('sheet', '对方已取消关注');
    await notice('sheet', '没有可用的模板');
    const doubtful = await notice('unknown', '平台没有回答，不知道是否收到');
    expect(await entry('要打电话通知')).toBe('2 /call-sheet');
    expect(await entry('不知道是否收到')).toBe('1 /notices?state=unknown');
    const listed = (await clerk.get('/notices?state=unknown')).html;
    expect(listed.match(/\/notices\/[0-9a-f-]{36}/g)).toEqual([`/notices/${doubtful}`]);
    // phoned: it waits for nobody any more
    await clerk.post('/call-sheet', { do: 'called', notice: doubtful });
    expect(await entry('不知道是否收到')).toBeNull();
  });

  /** To a colleague by account. */
  const toColleague = async (account: string, over: Partial<NoticeRow>): Promise<string> => {
    const id = await notice('sheet', '没有绑定微信');
    await site.app.gate.transaction(GAOPING, (tx) =>
      tx.table(notices).change(
        { id },
        {
          recipient: tx.vault.seal({ to: 'account', account }),
          recipientKind: 'account',
          ...over,
        },
      ),
    );
    return id;
  };
  const alert = {
    kind: 'liaison.alert',
    params: { alert: 'a1', number: 'XS1', kind: 'clue-serious' },
  };

  it('GP-12b a colleague without a telephone is said to have none, and where to put it; then it stands there whole', async () => {
    const officer = await site.as('liaison');
    const id = await toColleague(officer.actor.account, alert);
    const sheet = (await clerk.get('/call-sheet')).html;
    expect(sheet).toContain(id);
    expect(sheet).toContain('未登记电话，请在账号管理里补');
    const admin = await site.as('administrator');
    const page = `/accounts/${officer.actor.account}`;
    const wrong = await admin.submit(page, { do: 'phone', phone: '晚上打家里' });
    expect(wrong.html).toContain('电话只写数字和横线');
    const saved = await admin.submit(page, { do: 'phone', phone: '0356-5550111' });
    expect(saved.html).toContain('电话已保存');
    const after = (await clerk.get('/call-sheet')).html;
    expect(after).toContain('0356-5550111');
    expect(after).not.toContain('未登记电话');
    // sealed at rest, and not in the log
    const rows = await site.app.gate.transaction(GAOPING, (tx) =>
      tx.sql('SELECT phone FROM account WHERE id = ?', [officer.actor.account]),
    );
    expect(JSON.stringify(rows)).not.toContain('5550111');
    const log = (await admin.get('/audit')).html;
    expect(log).toContain('登记同事的电话');
    expect(log).not.toContain('5550111');
  });

  it('GP-12b A-11 what is serious at night stands with the number that is answered then', async () => {
    const officer = await site.as('liaison');
    const params = { ...alert.params, dutyPhone: '0356-5550100' };
    await toColleague(officer.actor.account, { ...alert, params });
    const { html } = await clerk.get('/call-sheet');
    expect(html).toContain('下班时间值班电话 0356-5550100');
  });

  it('GP-12b F41 of an alert and its reminder one colleague stands once; one call is of both', async () => {
    const { actor } = await site.as('liaison');
    const leader = await site.as('leader');
    const first = await toColleague(actor.account, alert);
    const later = (minutes: number): string =>
      new Date(site.app.clock().getTime() + minutes * 60_000).toISOString();
    const reminder = { ...alert, kind: 'liaison.reminder', createdAt: later(1) };
    const again = await toColleague(actor.account, reminder);
    const other = await toColleague(leader.actor.account, {
      ...alert,
      kind: 'liaison.escalated',
      createdAt: later(1),
    });
    const shown = async (): Promise<readonly boolean[]> => {
      const { html } = await clerk.get('/call-sheet');
      return [first, again, other].map((id) => html.includes(id));
    };
    expect(await shown()).toEqual([false, true, true]);
    expect((await clerk.get('/')).html).toMatch(/要打电话通知<span class="number">2</);
    await clerk.post('/call-sheet', { do: 'called', notice: again });
    expect(await shown()).toEqual([false, false, true]);
  });

  it('C-11 nobody phones a colleague for what stands among the own things to do, and nobody is told to', async () => {
    const officer = await site.as('liaison');
    const { account } = officer.actor;
    const ids = [
      await toColleague(account, { kind: 'draws.filled', params: { number: 'RW1' } }),
      await toColleague(account, {
        kind: 'draws.filled',
        params: { number: 'RW2' },
        state: 'unknown',
      }),
    ];
    const alerting = await toColleague(account, alert);
    const { html } = await clerk.get('/call-sheet');
    expect(html).toContain(alerting);
    for (const id of ids) expect(html).not.toContain(id);
    expect((await clerk.get('/')).html).toMatch(/要打电话通知<span class="number">1</);
  });

  it('a role that nobody has is said to be empty', async () => {
    const id = await notice('sheet', '没有人担任这个角色');
    await site.app.gate.transaction(GAOPING, (tx) =>
      tx
        .table(notices)
        .change(
          { id },
          { recipient: tx.vault.seal({ to: 'role', role: 'discipline' }), recipientKind: 'role' },
        ),
    );
    expect((await clerk.get('/call-sheet')).html).toContain('没有人担任，请在账号管理里设置');
  });

  it('F15 F35 a member without a chat is listed; the whole number is a reveal', async () => {
    const policy = site.app.bureauOf(GAOPING).section(membership.MEMBERSHIP);
    const category = policy.rosters.experts?.categories.value[0] ?? '';
    const enrolling = { person, category, speciality: '药学' };
    await site.app.perform(GAOPING, membership.enrollExpert, enrolling, clerk.actor);
    const [term] = await site.app.gate.transaction(GAOPING, (tx) =>
      membership.membershipsOf(tx, person),
    );
    if (term === undefined) throw new Error('not enrolled');
    await site.app.gate.transaction(GAOPING, (tx) =>
      tx.sql("UPDATE term SET status = 'active', startsOn = ?, lastDay = ? WHERE id = ?", [
        '2026-01-01',
        '2029-01-01',
        term.id,
      ]),
    );
    const { html } = await clerk.get('/unreachable');
    expect(html).toContain('周晓兰');
    expect(html).toContain('没有绑定微信');
    expect(html).not.toContain('13900001234');
    const shown = await clerk.submit('/unreachable', { do: 'phone', person });
    expect(shown.html).toContain('13900001234');
  });

  it('C-02 the sheet for SMS has numbers and lock-screen words, each number a reveal on record', async () => {
    const id = await notice('sheet', '没有可用的模板');
    const page = await clerk.get('/sms-sheet');
    expect(page.html).toContain('【高平市医疗保障局】');
    expect(page.html).not.toContain('13900001234');
    const file = await clerk.post('/sms-sheet', { do: 'export' });
    expect(file.headers.get('content-type')).toContain('spreadsheetml');
    const head = await site.as('auditor');
    expect((await head.get('/audit')).html).toContain('查看完整号码');
    expect(id).not.toBe('');
  });
});
