import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { campaigns, Role } from '../../domain/index.ts';
import { GAOPING, ZHANJIANG } from '../support/app.ts';
import {
  applicationNow,
  applicationOf,
  applied,
  expertApplicationOf,
  form1Of,
  passedReview,
} from '../support/applying.ts';
import { expertCall } from '../support/choosing.ts';
import { citizenOf } from '../support/people.ts';
import { openSite, signIn, type Browser, type OpenSite } from './site.ts';

let site: OpenSite;
beforeEach(async () => {
  site = await openSite();
});
afterEach(() => site.close());

/** A supervisor's application found qualified; its id. */
const qualified = async (chat: string, over: object): Promise<string> => {
  const { application } = await applied(site, applicationOf(over), { chat });
  await passedReview(site, { bureau: GAOPING, application, until: 'qualified' });
  return application;
};

const stateOf = async (id: string) => (await applicationNow(site, GAOPING, id)).state;

const picksOf = (html: string): string => /name="picks" value="([^"]+)"/.exec(html)?.[1] ?? '';

/** Ticks some and decides on them with one reason, as the page leads on. */
const decide = async (
  browser: Browser,
  ids: readonly string[],
  fields: { readonly verdict: string; readonly reason: string },
) => {
  const path = `/selection?roster=supervisors&${ids.map((id) => `tick=${id}`).join('&')}`;
  const { html } = await browser.get(path);
  return browser.submit(path, { do: 'select', picks: picksOf(html), ...fields });
};

describe('择优选定', () => {
  it('GP-6.3 ZJ-8.2a lists everybody qualified by number, without score or rank, whatever the picture says', async () => {
    const young = { name: '张甲', citizenNumber: citizenOf('1990-01-01'), area: '东城街道' };
    const older = { name: '刘乙', citizenNumber: citizenOf('1960-01-01'), area: '米山镇' };
    await qualified('o-a', older);
    await qualified('o-b', young);
    const leader = await site.as('leader');
    const { html } = await leader.get('/selection?roster=supervisors');
    expect(html.indexOf('SQ2026-0001')).toBeLessThan(html.indexOf('SQ2026-0002'));
    expect(html).toContain('不评分、不排序');
    expect(html).not.toMatch(/得分|名次|排名|推荐度/);
    await applied(site, applicationOf({ citizenNumber: citizenOf('1975-01-01') }), { chat: 'o-c' });
    expect((await leader.get('/selection?roster=supervisors')).html).not.toContain('SQ2026-0003');
  });

  it('GP-6.3 the pictures show the pool now and with the ones ticked, in words and numbers too', async () => {
    const id = await qualified('o-a', { area: '米山镇' });
    const leader = await site.as('leader');
    const before = await leader.get('/selection?roster=supervisors');
    expect(before.html).toContain('现有0人');
    // the bureau's areas show also where nobody comes from
    expect(before.html).toContain('东城街街道0人');
    const { html } = await leader.get(`/selection?roster=supervisors&tick=${id}`);
    expect(html).toContain('选定勾选的1人后共1人');
    expect(html).toContain('41至50岁0人，加上勾选的1人后1人');
    expect(html).toContain('米山镇0人，加上勾选的1人后1人');
    for (const title of ['年龄结构', '地区分布', '身份类别', '专业特长'])
      expect(html).toContain(title);
    for (const nobody of ['永录乡0人', '石末乡0人', '30岁以下0人', '71岁以上0人'])
      expect(html).toContain(nobody);
    expect(html).toContain('>0+1</text>');
    expect(html).toContain('-stripes)');
  });

  it('GP-6.3 every yes and no has its reason; several may share one', async () => {
    const one = await qualified('o-a', { citizenNumber: citizenOf('1980-01-01') });
    const two = await qualified('o-b', { citizenNumber: citizenOf('1981-01-01') });
    const three = await qualified('o-c', { citizenNumber: citizenOf('1982-01-01') });
    const leader = await site.as('leader');
    const silent = await decide(leader, [one, two], { verdict: 'selected', reason: '' });
    expect(silent.status).toBe(422);
    expect(silent.html).toContain('请写明理由');
    expect(await stateOf(one)).toBe('qualified');
    const yes = await decide(leader, [one, two], { verdict: 'selected', reason: '熟悉基层情况' });
    expect(yes.html).toContain('已选定2人');
    const no = await decide(leader, [three], { verdict: 'notSelected', reason: '本批名额已满' });
    expect(no.html).toContain('已决定不选定1人');
    expect([await stateOf(one), await stateOf(two), await stateOf(three)]).toEqual([
      'selected',
      'selected',
      'refused',
    ]);
    expect((await leader.get(`/applications/${one}`)).html).toContain('熟悉基层情况');
    expect((await leader.get(`/applications/${three}`)).html).toContain('本批名额已满');
  });

  it('GP-4.1b an exception asks for its reason and says who approves it', async () => {
    const id = await qualified('o-a', { citizenNumber: citizenOf('1950-01-01') });
    const leader = await site.as('leader');
    const path = `/selection?roster=supervisors&tick=${id}`;
    const { html } = await leader.get(path);
    expect(html).toContain('年龄超出一般规定（76岁）');
    expect(html).toContain('例外的批准人就是作出选定的人：职员');
    const bare = await decide(leader, [id], { verdict: 'selected', reason: '经验丰富可靠' });
    expect(bare.html).toContain('选定的理由里要说明年龄方面的考虑');
    const done = await decide(leader, [id], { verdict: 'selected', reason: '年龄虽大，经验丰富' });
    expect(done.html).toContain('已选定1人');
    const said = (await leader.get(`/applications/${id}`)).html;
    expect(said).toContain('选定人');
    expect(said).toContain('年龄虽大，经验丰富');
  });

  it('GP-3 ZJ-8.2a whoever may not choose looks on', async () => {
    const id = await qualified('o-a', {});
    const clerk = await site.as('clerk');
    const path = `/selection?roster=supervisors&tick=${id}`;
    const { html } = await clerk.get(path);
    expect(html).toContain('由科室负责人或分管领导决定');
    expect(html).not.toContain('name="picks"');
    const { version } = await applicationNow(site, GAOPING, id);
    const forged = {
      do: 'select',
      picks: `${id}:${version}`,
      verdict: 'selected',
      reason: '试一试看',
    };
    expect((await clerk.post(path, forged)).html).toContain('由科室负责人或分管领导填写');
    expect(await stateOf(id)).toBe('qualified');
  });

  it('C-05 the reviewer of an application is told that somebody else chooses', async () => {
    const { application } = await applied(site, applicationOf());
    const head = await site.as('sectionHead');
    const view = await applicationNow(site, GAOPING, application);
    await head.submit(`/applications/${application}`, {
      do: 'review',
      version: String(view.version),
      ...Object.fromEntries(
        view.terms.entry.conditions.value.map(({ id }) => [`found-${id}`, 'met']),
      ),
      text: '材料齐全，符合条件。',
      conclusion: 'qualified',
    });
    const leader = await site.as('leader');
    await leader.submit(`/applications/${application}`, {
      do: 'sign',
      version: String((await applicationNow(site, GAOPING, application)).version),
      line: 'leader',
      verdict: 'agree',
      opinion: '同意',
    });
    expect((await head.get('/selection')).html).toContain('您审查过这份申请，由另一位同事选定');
    const no = await decide(head, [application], { verdict: 'selected', reason: '熟悉基层情况' });
    expect(no.html).toContain('要由不同的人完成');
  });
});

describe('head-count and quotas of a call', () => {
  let call: campaigns.Campaign;
  const expert = async (chat: string, citizenNumber: string, category: string): Promise<string> => {
    const over = { citizenNumber, form1: form1Of({ category }) };
    const { application } = await applied(site, expertApplicationOf(over), {
      bureau: ZHANJIANG,
      chat,
    });
    await passedReview(site, { bureau: ZHANJIANG, application, until: 'qualified' });
    return application;
  };
  const signedIn = async (...roles: Role[]): Promise<Browser> => {
    await site.account('zj-choose', roles, ZHANJIANG);
    const browser = site.browser();
    await signIn(browser, 'zj-choose', { bureau: 'zhanjiang' });
    return browser;
  };

  beforeEach(async () => {
    call = await expertCall(site);
  });

  it('ZJ-8.2a only the bureau’s own pools are offered: the first with somebody waiting opens', async () => {
    await expert('o-9', citizenOf('1980-01-01'), '药学');
    const leader = await signedIn('leader', 'clerk');
    expect((await leader.get('/')).html).toContain('申请等待选定');
    for (const path of ['/selection', '/selection?roster=supervisors']) {
      const { html } = await leader.get(path);
      expect(html).toContain('审查合格、等待选定（1人）');
      expect(html).not.toContain('社会监督员');
    }
    const { html } = await leader.get('/applications');
    expect(html).toContain('登记专家申请');
    expect(html).not.toContain('社会监督员');
    expect((await leader.get('/applications/new')).html).toContain('登记专家申请');
  });

  it('GP-5.5 choosing more than the announcement said is warned of, not refused', async () => {
    const ids = [
      await expert('o-1', citizenOf('1980-01-01'), '药学'),
      await expert('o-2', citizenOf('1981-01-01'), '药学'),
      await expert('o-3', citizenOf('1982-01-01'), '临床医护'),
    ];
    const leader = await signedIn('leader');
    const all = await leader.get('/selection');
    expect(all.html).toContain('公告名额');
    expect(all.html).toContain('医技0人');
    const base = `/selection?roster=experts&campaign=${call.id}`;
    const ticked = (some: readonly string[]) =>
      leader.get(`${base}&${some.map((id) => `tick=${id}`).join('&')}`);
    expect((await ticked(ids.slice(2))).html).toContain('公告名额2人，全部选定后共1人');
    expect((await ticked(ids.slice(0, 2))).html).toContain(
      '“药学”名额1人，全部选定后共2人，超出1人',
    );
    const { html } = await ticked(ids);
    expect(html).toContain('公告名额2人，全部选定后共3人，超出1人');
    expect(html).toContain('专业类别');
    const done = await leader.submit(base, {
      do: 'select',
      picks: picksOf(html),
      verdict: 'selected',
      reason: '工作确有需要，均为骨干',
    });
    expect(done.html).toContain('已选定3人');
  });
});
