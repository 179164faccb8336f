import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { campaigns, type StaffActor } from '../../domain/index.ts';
import { campaignsContext } from '../../domain/campaigns/index.ts';
import { GAOPING, ZHANJIANG, demoBureaus, openApp, type OpenApp } from '../support/app.ts';
import { callingOf, type Calling } from '../support/calling.ts';
import { freshDatabase, hasServer } from '../support/database.ts';
import { refusal } from '../support/later.ts';

let open: OpenApp;
let clerk: StaffActor;
let head: StaffActor;
let calling: Calling;

const begin = async (over: Parameters<typeof openApp>[0] = {}, at = GAOPING): Promise<void> => {
  open = await openApp(over);
  clerk = await open.member(at, 'clerk');
  head = await open.member(at, 'sectionHead');
  calling = callingOf(open, at, clerk);
};

const sentence = (outcome: { readonly kind: string }): string =>
  'reason' in outcome
    ? (campaignsContext.refuse(outcome.reason as campaigns.CampaignsRefusal) ?? '')
    : outcome.kind;

const openNow = (roster: 'supervisors' | 'experts' = 'supervisors') =>
  open.app.gate.transaction(GAOPING, (tx) => campaigns.openCampaign(tx, roster, open.clock.now()));

describe('a call', () => {
  beforeEach(() => begin());
  afterEach(() => open.close());

  it('GP-5.1 ZJ-7.1 is open from its opening to its closing instant and at no other time', async () => {
    const call = await calling.published(head, { opensAt: '2026-10-13T09:00:00+08:00' });
    expect(await openNow()).toBeNull();
    open.clock.set('2026-10-13T09:00:00+08:00');
    expect((await openNow())?.id).toBe(call.id);
    open.clock.set('2026-10-31T17:29:59+08:00');
    expect((await openNow())?.number).toBe(call.number);
    open.clock.set('2026-10-31T17:30:00+08:00');
    expect(await openNow()).toBeNull();
    expect(call.cutOffDay).toBe('2026-10-10');
  });

  it('GP-5.1 is written by a clerk and published by a section head or a leader only', async () => {
    const campaign = await calling.draft();
    const input = { campaign, expectVersion: 1 };
    expect((await calling.perform(clerk, campaigns.publishCampaign, input)).kind).toBe('denied');
    expect(await openNow()).toBeNull();
    await calling.done(head, campaigns.publishCampaign, input);
    expect((await openNow())?.id).toBe(campaign);
  });

  it('GP-5.1 is changed as a draft and never after it was published', async () => {
    const campaign = await calling.draft();
    const { opensAt, closesAt, ...rest } = await calling.read(campaign);
    const change = (expectVersion: number, title: string) =>
      calling.perform(clerk, campaigns.changeCampaign, {
        ...rest,
        opensAt: opensAt.toISOString(),
        closesAt: closesAt.toISOString(),
        title,
        campaign,
        expectVersion,
      });
    expect((await change(1, '改过的标题')).kind).toBe('done');
    expect((await calling.read(campaign)).title).toBe('改过的标题');
    expect(refusal(await change(1, '第二个人的标题'))).toBe('campaigns.changed-meanwhile');
    await calling.done(head, campaigns.publishCampaign, { campaign, expectVersion: 2 });
    expect(refusal(await change(3, '公布以后'))).toBe('campaigns.state');
  });

  it('GP-5.1 only one call of a roster is open at a time', async () => {
    const first = await calling.published(head);
    const campaign = await calling.draft({
      opensAt: '2026-10-31T17:00:00+08:00',
      closesAt: '2026-12-01T17:30:00+08:00',
    });
    const publish = () =>
      calling.perform(head, campaigns.publishCampaign, { campaign, expectVersion: 1 });
    const outcome = await publish();
    expect(refusal(outcome)).toBe('campaigns.overlapping');
    expect(sentence(outcome)).toContain(first.number);
    await calling.done(head, campaigns.moveClosing, {
      campaign: first.id,
      expectVersion: first.version,
      closesAt: '2026-10-31T17:00:00+08:00',
      reason: '为下一批让出时间',
    });
    expect((await publish()).kind).toBe('done');
  });

  it('GP-5.1 its closing is moved with a reason, never into the past; closing early ends it at once', async () => {
    const call = await calling.published(head);
    const move = (closesAt: string, expectVersion: number) =>
      calling.perform(head, campaigns.moveClosing, {
        campaign: call.id,
        expectVersion,
        closesAt,
        reason: '报名人数不足，延长报名',
      });
    expect(refusal(await move('2026-10-12T09:59:00+08:00', 2))).toBe(
      'campaigns.closes-in-the-past',
    );
    expect((await move('2026-11-15T17:30:00+08:00', 2)).kind).toBe('done');
    open.clock.set('2026-11-10T10:00:00+08:00');
    expect((await openNow())?.id).toBe(call.id);
    const reason = '名额已满，提前结束';
    const closing = { campaign: call.id, expectVersion: 3, reason };
    await calling.done(head, campaigns.closeCampaign, closing);
    expect(await openNow()).toBeNull();
    expect((await calling.read(call.id)).closesAt).toEqual(open.clock.now());
  });

  it('GP-5.5 quotas beyond the head-count are refused; too many chosen is a warning', async () => {
    const drafting = {
      quotas: [
        { name: '人大代表', count: 15 },
        { name: '媒体代表', count: 6 },
      ],
    };
    await expect(calling.draft(drafting)).rejects.toThrow('campaigns.quotas-over');
    const call = await calling.published(head, {
      headcount: 2,
      quotas: [{ name: '媒体代表', count: 1 }],
    });
    const chosen = [['媒体代表'], ['媒体代表', '参保群众'], ['参保群众']];
    expect(campaigns.headcountOf(call, chosen)).toEqual({
      wanted: 2,
      chosen: 3,
      over: 1,
      quotas: [{ name: '媒体代表', wanted: 1, chosen: 2, over: 1 }],
    });
    expect(campaigns.headcountOf(call, [['参保群众']]).over).toBe(0);
  });

  it('GP-6.1 where it stood is kept with day, address and scan', async () => {
    const call = await calling.published(head);
    await calling.done(clerk, campaigns.noteCampaignPlacement, {
      campaign: call.id,
      where: '高平市人民政府网站',
      url: 'https://www.example.gov.cn/notice/1',
      day: '2026-10-12',
      scans: ['scan-1'],
    });
    const [placement] = (await calling.read(call.id)).placements;
    expect(placement).toMatchObject({
      where: '高平市人民政府网站',
      day: '2026-10-12',
      scans: ['scan-1'],
    });
    const campaign = await calling.draft();
    const draftPlaced = { campaign, where: '报纸', day: '2026-10-12' };
    const outcome = await calling.perform(clerk, campaigns.noteCampaignPlacement, draftPlaced);
    expect(refusal(outcome)).toBe('campaigns.state');
  });

  it('ZJ-8.3 after one has ended the next is called into the same roster, from a copy of the first', async () => {
    const first = await calling.published(head);
    open.clock.set('2026-11-20T10:00:00+08:00');
    const { title, text, channels, headcount, quotas } = await calling.read(first.id);
    const again = await calling.published(head, {
      title,
      text,
      channels,
      headcount,
      quotas,
      opensAt: '2026-11-20T09:00:00+08:00',
      closesAt: '2026-12-20T17:30:00+08:00',
      cutOffDay: '2026-11-20',
    });
    expect((await openNow())?.number).toBe(again.number);
    expect(again.number).not.toBe(first.number);
  });
});

describe('a bureau whose measure leaves a number open', () => {
  afterEach(() => open.close());

  it('A-22 cannot publish before the days of publicity are set, and is told who sets them and where', async () => {
    const bureaus = demoBureaus((_name, text) =>
      text.replace(
        'publicityDays: { value: { count: 5, unit: workingDays }, clause: default }',
        'publicityDays: { value: null, clause: default }',
      ),
    );
    await begin({ bureaus }, ZHANJIANG);
    const campaign = await calling.draft({
      roster: 'experts',
      quotas: [{ name: '药学', count: 3 }],
    });
    const input = { campaign, expectVersion: 1 };
    const outcome = await calling.perform(head, campaigns.publishCampaign, input);
    expect(refusal(outcome)).toBe('campaigns.publicity-unset');
    expect(sentence(outcome)).toContain('calls.publicityDays');
    expect(sentence(outcome)).toContain('系统管理员');
  });

  it('A-22 publishes when its own file has set them', async () => {
    await begin({}, ZHANJIANG);
    const call = await calling.published(head, { roster: 'experts', quotas: [] });
    expect(call.state).toBe('published');
  });

  it('GP-5.1 a roster without calls cannot be called for', async () => {
    await begin({}, ZHANJIANG);
    await expect(calling.draft({ roster: 'supervisors' })).rejects.toThrow('campaigns.no-calls');
  });
});

describe('letters to units', () => {
  beforeEach(() => begin());
  afterEach(() => open.close());

  const sent = async (over: object = {}) => {
    const input = {
      roster: 'supervisors',
      unit: '高平市总工会',
      contact: '李主任 0356-5550101',
      sentOn: '2026-10-12',
      ...over,
    };
    const event = await calling.done(clerk, campaigns.sendUnitLetter, input);
    if (event.type !== 'campaigns.letter-sent') throw new Error(event.type);
    return event.letter;
  };

  const dues = async () =>
    open.app.gate.transaction(GAOPING, async (tx) =>
      campaignsContext.deadlines(tx, await open.app.world(tx, campaigns.CAMPAIGNS)),
    );

  it('GP-5.3 GP-6.1 a letter is sent for a call and its answer kept with the scan, once', async () => {
    const call = await calling.published(head);
    const letter = await sent({ campaign: call.id });
    open.clock.set('2026-10-16T10:00:00+08:00');
    const answer = { letter, answeredOn: '2026-10-15', answer: '推荐王某某', scans: ['scan-1'] };
    await calling.done(clerk, campaigns.noteUnitAnswer, answer);
    const again = await calling.perform(clerk, campaigns.noteUnitAnswer, answer);
    expect(refusal(again)).toBe('campaigns.letter-answered');
    const view = await open.app.ask(GAOPING, campaigns.oneCampaign, { campaign: call.id }, clerk);
    if (view.kind !== 'found') throw new Error(view.kind);
    expect(view.value?.letters).toMatchObject([
      {
        number: 'H2026-0001',
        unit: '高平市总工会',
        contact: '李主任 0356-5550101',
        answer: '推荐王某某',
        scans: ['scan-1'],
      },
    ]);
  });

  it('GP-5.3 an answer before the letter, or of tomorrow, is refused; a letter is not of tomorrow', async () => {
    const letter = await sent();
    for (const answeredOn of ['2026-10-11', '2026-10-13']) {
      const input = { letter, answeredOn, answer: '同意推荐' };
      expect(refusal(await calling.perform(clerk, campaigns.noteUnitAnswer, input))).toBe(
        'campaigns.answer-day',
      );
    }
    await expect(sent({ sentOn: '2026-10-13' })).rejects.toThrow('campaigns.sent-later');
  });

  it('GP-5.3 unanswered after ten working days it stands in the office’s list until it is answered', async () => {
    const letter = await sent();
    open.clock.set('2026-10-26T17:29:00+08:00');
    expect(await dues()).toEqual([]);
    open.clock.set('2026-10-26T17:31:00+08:00');
    expect(await dues()).toMatchObject([{ subject: 'unit-letter', number: 'H2026-0001' }]);
    const answer = { letter, answeredOn: '2026-10-26', answer: '暂无人选' };
    await calling.done(clerk, campaigns.noteUnitAnswer, answer);
    expect(await dues()).toEqual([]);
  });
});

const DIALECTS = ['SQLite', ...(hasServer ? ['MariaDB'] : [])];

describe.each(DIALECTS)('the tables of calls (%s)', (dialect) => {
  it('GP-5.1 GP-5.3 keep what was entered, word for word', async () => {
    const database = dialect === 'MariaDB' ? await freshDatabase() : null;
    await begin(database === null ? {} : { url: database.url });
    const text = '选聘条件：年满25周岁😀，\n热心公益；“联系人”：张某。'.repeat(40);
    const call = await calling.published(head, { text });
    const read = await calling.read(call.id);
    expect(read).toMatchObject({
      text,
      number: 'GG2026-0001',
      channels: ['市政府网站', '微信公众号'],
      quotas: [{ name: '参保群众', count: 5 }],
      opensAt: new Date('2026-10-10T09:00:00+08:00'),
      closesAt: new Date('2026-10-31T17:30:00+08:00'),
      placements: [],
      announcedAt: null,
    });
    expect((await openNow())?.id).toBe(call.id);
    const list = await open.app.ask(GAOPING, campaigns.listCampaigns, {}, clerk);
    expect(list).toMatchObject({ kind: 'found', value: { total: 1 } });
    await open.close();
    await database?.drop();
  });
});
