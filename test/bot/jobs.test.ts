import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { draftsSince, readConversation } from '../../domain/exchange/index.ts';
import { attachments, conversations } from '../../domain/exchange/tables.ts';
import { clues, liaison, type App, type StaffActor } from '../../domain/index.ts';
import { tendBags } from '../../bot/jobs/bags.ts';
import { sweepDeadlines } from '../../bot/jobs/deadlines.ts';
import { tendDrafts } from '../../bot/jobs/drafts.ts';
import { latestDue, tick } from '../../bot/jobs/duty.ts';
import { escalateAlerts } from '../../bot/jobs/members.ts';
import { GAOPING, openApp, type OpenApp } from '../support/app.ts';
import { openOffice, type Office } from '../support/chat.ts';
import { people } from '../../domain/index.ts';

let open: OpenApp;
let office: Office;
let app: App;

beforeEach(async () => {
  open = await openApp();
  app = open.app;
  office = openOffice(open, GAOPING);
});
afterEach(() => open.close());

const hand = () => office.hand(GAOPING);
const read = <T>(work: Parameters<typeof app.gate.transaction<T>>[1]) =>
  app.gate.transaction(GAOPING, work);
const days = (count: number): void => {
  open.clock.set(new Date(open.clock.now().getTime() + count * 86_400_000));
};

/** A member of staff whose chat is bound by a one-time code, as in real life. */
const inChat = async (actor: StaffActor, id: string, code: string) => {
  const admin = await open.member(GAOPING, 'administrator');
  await app.perform(GAOPING, people.issueBindingCode, { account: actor.account, code }, admin);
  const chat = office.chat(id);
  await chat.says(`绑定 ${code}`);
  return chat;
};

describe('timed duties', () => {
  it('F24 one due time is claimed once, by whoever is first; the next due time again', async () => {
    let runs = 0;
    const duty = {
      name: 'count',
      when: { kind: 'minutes', every: 5 },
      run: () => Promise.resolve(void (runs += 1)),
    } as const;
    const claims = await Promise.all([tick(duty, hand()), tick(duty, hand()), tick(duty, hand())]);
    expect(claims.filter(Boolean)).toHaveLength(1);
    open.clock.set('2026-10-12T10:05:01+08:00');
    expect(await tick(duty, hand())).toBe(true);
    expect(runs).toBe(2);
  });

  it.each([
    ['2026-10-12T00:04:59+08:00', '2026-10-10T16:05:00.000Z'],
    ['2026-10-12T00:05:00+08:00', '2026-10-11T16:05:00.000Z'],
    ['2026-10-12T23:59:00+08:00', '2026-10-11T16:05:00.000Z'],
  ])('a daily duty of 00:05 was last due, at %s, at %s', (now, due) => {
    expect(latestDue({ kind: 'daily', at: '00:05' }, new Date(now)).toISOString()).toBe(due);
  });
});

describe('unfinished drafts', () => {
  const begin = async () => {
    const chat = office.chat('volunteer');
    await chat.says('自荐');
    await chat.says('同意');
    await chat.says('李念慈');
    await chat.says('取消');
    await chat.says('1');
    return chat;
  };

  it('are kept 30 days with one reminder to the writer alone, then erased', async () => {
    const chat = await begin();
    days(4);
    await tendDrafts.run(hand());
    await tendDrafts.run(hand());
    await office.settle();
    expect(chat.received.filter((text) => text.includes('没写完'))).toHaveLength(1);
    days(27);
    await tendDrafts.run(hand());
    const rows = await read((tx) => tx.table(conversations).find({}));
    expect(rows.map((row) => row.session)).toEqual([null]);
  });

  it('C-03 with evidence wait for discipline, who let the writer be asked; unanswered they go, with their files', async () => {
    const discipline = await open.member(GAOPING, 'discipline');
    const chat = office.chat('volunteer');
    await chat.says('举报');
    await chat.says('药店用我的医保卡刷了保健品');
    await chat.sendsPhoto();
    days(4);
    await tendDrafts.run(hand());
    days(31);
    await tendDrafts.run(hand());
    const seen = await app.ask(GAOPING, clues.listWatchedDrafts, {}, discipline);
    const draft = seen.kind === 'found' ? (seen.value[0]?.draft ?? '') : '';
    expect((await read((tx) => readConversation(tx, draft)))?.session).not.toBeNull();
    await app.perform(GAOPING, clues.askDraftWriter, { draft }, discipline);
    open.clock.set('2026-11-17T10:00:00+08:00');
    await office.settle();
    expect(chat.received.some((text) => text.includes('没写完的内容还替您保管'))).toBe(true);
    days(31);
    await tendDrafts.run(hand());
    expect((await read((tx) => readConversation(tx, draft)))?.session).toBeNull();
    await tendBags.run(hand());
    const files = await read((tx) => tx.table(attachments).find({}));
    expect(files.map((row) => [row.state, row.file])).toEqual([['dropped', null]]);
  });

  it('a writer who comes back in time keeps the draft', async () => {
    const chat = await begin();
    days(29);
    await chat.says('继续');
    days(2);
    await tendDrafts.run(hand());
    expect(
      await read((tx) => draftsSince(tx, { before: open.clock.now(), reminded: 0 })),
    ).not.toEqual([]);
  });
});

describe('F12 photos nobody takes along', () => {
  it('are dropped after a day and their files removed; with a clue in writing they stay', async () => {
    await office.chat('a').sendsPhoto('m1');
    const writer = office.chat('b');
    await writer.says('举报');
    await writer.sendsPhoto('m2');
    await office.settle();
    days(2);
    await tendBags.run(hand());
    const files = await read((tx) =>
      tx.table(attachments).find({}, { order: { receivedAt: 'ASC' } }),
    );
    expect(files.map((row) => row.state).sort()).toEqual(['dropped', 'kept']);
    expect(files.find((row) => row.state === 'dropped')?.file).toBeNull();
  });
});

describe('what nobody has touched', () => {
  it('GP-12a C-01 goes to the liaison at once with 已知悉, then to the leader, once each', async () => {
    const officer = await open.member(GAOPING, 'liaison');
    const leader = await open.member(GAOPING, 'leader');
    await app.perform(
      GAOPING,
      liaison.designateOfficer,
      { roster: 'supervisors', account: officer.account },
      leader,
    );
    const officerChat = await inChat(officer, 'officer', '12345678');
    const leaderChat = await inChat(leader, 'leader', '87654321');
    const volunteer = office.chat('volunteer');
    await volunteer.says('举报');
    await volunteer.plays(`
      用户：药店用我的医保卡刷了保健品
      用户：前天上午
      用户：泫氏街
      用户：1
      用户：惠民大药房
      用户：提交
      机器人：XS2026-0001
    `);
    open.clock.set('2026-10-15T09:00:00+08:00');
    await sweepDeadlines.run(hand());
    await sweepDeadlines.run(hand());
    await office.settle();
    const first = officerChat.received.filter((text) => text.includes('XS2026-0001'));
    expect(first).toHaveLength(1);
    expect(first[0]).toContain('已知悉');
    expect(first[0]).not.toMatch(/药房|保健品|泫氏/);
    open.clock.set('2026-10-15T11:30:00+08:00');
    await escalateAlerts.run(hand());
    await escalateAlerts.run(hand());
    await office.settle();
    expect(leaderChat.received.filter((text) => text.includes('XS2026-0001'))).toHaveLength(1);
    expect(await officerChat.says('已知悉')).toContain('已记录');
    open.clock.set('2026-10-16T11:30:00+08:00');
    await escalateAlerts.run(hand());
    await office.settle();
    expect(leaderChat.received.filter((text) => text.includes('XS2026-0001'))).toHaveLength(1);
  });
});
