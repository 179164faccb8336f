import { expect, it } from 'vitest';
import { announceCampaigns, expireInvitations } from '../../../bot/jobs/campaigns.ts';
import {
  campaigns,
  membership,
  nomination,
  people,
  publicity,
  type StaffActor,
} from '../../../domain/index.ts';
import { campaignsContext } from '../../../domain/campaigns/index.ts';
import { consents } from '../../../domain/people/records.ts';
import { GAOPING, ZHANJIANG } from '../../support/app.ts';
import { applicationNow, expertApplicationOf, passedReview } from '../../support/applying.ts';
import { callingOf, type Calling } from '../../support/calling.ts';
import type { Chat } from '../../support/chat.ts';
import { onBothDatabases, type Scene } from '../../support/dialects.ts';
import { refusal } from '../../support/later.ts';
import { citizenOf } from '../../support/people.ts';
import { INVITED_TALK, picture } from '../../support/talking.ts';

let codes = 30_000_000;
let order = 100;

interface Inviting {
  readonly clerk: StaffActor;
  readonly leader: StaffActor;
  readonly calling: Calling;
  readonly person: string;
  readonly citizenNumber: string;
}

/** Somebody on record, and the two who may invite them. */
async function inviting(
  { open }: Scene,
  at: typeof GAOPING,
  particulars: object = {},
): Promise<Inviting> {
  const clerk = await open.member(at, 'clerk');
  const leader = await open.member(at, 'leader');
  const calling = callingOf(open, at, clerk);
  order += 2;
  const citizenNumber = citizenOf('1970-03-15', String(order));
  const person = await calling.person({
    name: '郑老师',
    citizenNumber,
    phone: '13800138000',
    employments: [{ unit: '某某大学', outside: true }],
    ...particulars,
  });
  return { clerk, leader, calling, person, citizenNumber };
}

async function bound({ open, stranger }: Scene, at: typeof GAOPING, who: Inviting): Promise<Chat> {
  const code = String((codes += 1));
  const issuing = { person: who.person, code };
  const issued = await open.app.perform(at, people.issueBindingCode, issuing, who.clerk);
  if (issued.kind !== 'done') throw new Error(JSON.stringify(issued));
  const chat = stranger();
  await chat.says(`绑定 ${code}`);
  return chat;
}

const termsOf = async ({ open }: Scene, at: typeof GAOPING, person: string) =>
  open.app.gate.transaction(at, (tx) => membership.membershipsOf(tx, person));

const consentsOf = async ({ open }: Scene, at: typeof GAOPING, person: string) =>
  open.app.gate.transaction(at, async (tx) =>
    (await tx.table(consents).find({ person })).map(({ text, version }) => `${text} ${version}`),
  );

/** The application that an accepted invitation still asks for: on paper, one review, appointed by the leader. */
async function takenOn({ open, office }: Scene, who: Inviting): Promise<void> {
  const form = expertApplicationOf({ name: '郑老师', citizenNumber: who.citizenNumber });
  const entering = { source: 'letter', application: { ...form, publication: null } };
  const entered = await who.calling.done(who.clerk, nomination.enterApplication, entering);
  if (entered.type !== 'nomination.submitted') throw new Error(entered.type);
  const { application } = entered;
  await passedReview(open, { bureau: ZHANJIANG, application, until: 'reviewed' });
  const { version: expectVersion } = await applicationNow(open, ZHANJIANG, application);
  const appointing = { application, expectVersion, reason: '经研究，同意聘任' };
  await who.calling.done(who.leader, publicity.appointCandidate, appointing);
  await office.settle();
}

onBothDatabases('特邀', GAOPING, (scene) => {
  it('GP-5.2 A-05 A-21 who is invited reads what the yes means, says 接受 and is a supervisor', async () => {
    const who = await inviting(scene(), GAOPING);
    const chat = await bound(scene(), GAOPING, who);
    const invitation = await who.calling.proposed(who.person);
    await scene().office.settle();
    expect(chat.received.join()).not.toContain('邀请您');
    await who.calling.approved(invitation, who.leader);
    await scene().office.settle();
    const offer = chat.received.at(-1) ?? '';
    for (const part of [
      '邀请您担任',
      '公道正派',
      '我填写的内容真实',
      '同意医疗保障局',
      '2026年10月27日',
    ])
      expect(offer).toContain(part);
    expect(Buffer.byteLength(offer)).toBeLessThan(2048);
    await chat.plays(`
      用户：接受的话要坐班吗
      机器人：没有看准您的意思
      用户：好的，我接受
      机器人：您接受邀请YQ2026-
      机器人：声明和个人信息说明一并生效
    `);
    await scene().office.settle();
    const [term] = await termsOf(scene(), GAOPING, who.person);
    expect(term).toMatchObject({
      roster: 'supervisors',
      route: 'invitation',
      status: 'active',
      application: invitation,
    });
    expect(await consentsOf(scene(), GAOPING, who.person)).toEqual(['application 2026-1']);
    expect(chat.received.at(-1)).toContain('您已正式成为社会监督员');
    await chat.plays(`
      用户：接受
      机器人：已接受
    `);
    expect(await termsOf(scene(), GAOPING, who.person)).toHaveLength(1);
  });

  it('GP-5.2 谢绝 asks for the reason, which the office reads; nobody becomes anything', async () => {
    const who = await inviting(scene(), GAOPING);
    const chat = await bound(scene(), GAOPING, who);
    const invitation = await who.calling.proposed(who.person);
    await who.calling.approved(invitation, who.leader);
    await scene().office.settle();
    await chat.plays(`
      用户：不同意
      机器人：请简单说一下原因
      用户：工作忙，抽不出时间
      机器人：您谢绝邀请YQ2026-
    `);
    await scene().office.settle();
    const view = await who.calling.invitation(invitation);
    expect(view.invitation).toMatchObject({ state: 'declined', answer: '工作忙，抽不出时间' });
    expect(await termsOf(scene(), GAOPING, who.person)).toEqual([]);
  });

  it('GP-5.2 这是啥意思 is explained; a no in own words is heard as one and is no report', async () => {
    const who = await inviting(scene(), GAOPING);
    const chat = await bound(scene(), GAOPING, who);
    const invitation = await who.calling.proposed(who.person);
    await who.calling.approved(invitation, who.leader);
    await scene().office.settle();
    await chat.plays(`
      用户：这是啥意思
      机器人：想请您加入社会监督员或专家队伍
      机器人：愿意请回复“接受”
      用户：我年纪大了身体不好，干不了
      机器人：您是不是要对邀请YQ2026-
      机器人：答复“谢绝”
      机器人不说：举报
      用户：是
      机器人：您谢绝邀请YQ2026-
    `);
    const view = await who.calling.invitation(invitation);
    expect(view.invitation).toMatchObject({
      state: 'declined',
      answer: '我年纪大了身体不好，干不了',
    });
  });

  it('A-37 接受并同意公开 files the separate consent too', async () => {
    const who = await inviting(scene(), GAOPING);
    const chat = await bound(scene(), GAOPING, who);
    await who.calling.approved(await who.calling.proposed(who.person), who.leader);
    await scene().office.settle();
    await chat.plays(`
      用户：接受并同意公开
      机器人：并同意公开名单
    `);
    await scene().office.settle();
    expect((await consentsOf(scene(), GAOPING, who.person)).sort()).toEqual([
      'application 2026-1',
      'publication 2026-1',
    ]);
  });

  it('GP-5.2 nobody approves the own proposal; unanswered it ends after its days', async () => {
    const who = await inviting(scene(), GAOPING);
    const chat = await bound(scene(), GAOPING, who);
    const both = await scene().open.member(GAOPING, 'clerk', 'leader');
    const own = callingOf(scene().open, GAOPING, both);
    const invitation = await own.proposed(who.person);
    const approving = { invitation, expectVersion: 1 };
    const outcome = await own.perform(both, campaigns.approveInvitation, approving);
    expect(refusal(outcome)).toBe('campaigns.same-person');
    await own.approved(invitation, who.leader);
    await scene().office.settle();
    scene().open.clock.set('2026-10-27T23:59:00+08:00');
    await expireInvitations.run(scene().office.hand(GAOPING));
    expect((await own.invitation(invitation)).invitation.state).toBe('sent');
    scene().open.clock.set('2026-10-28T00:01:00+08:00');
    // the duty has not run yet: the answer is late all the same
    await chat.plays(`
      用户：接受
      机器人：答复期限到2026年10月27日为止，已经过了
    `);
    await expireInvitations.run(scene().office.hand(GAOPING));
    expect((await own.invitation(invitation)).invitation.state).toBe('expired');
    await chat.plays(`
      用户：接受
      机器人：过期未答复
    `);
    expect(await termsOf(scene(), GAOPING, who.person)).toEqual([]);
  });

  it('GP-5.2 one open invitation a person; a refusal needs its reason, which the proposer reads', async () => {
    const who = await inviting(scene(), GAOPING);
    const invitation = await who.calling.proposed(who.person);
    await expect(who.calling.proposed(who.person)).rejects.toThrow('campaigns.already-invited');
    const refusing = { invitation, expectVersion: 1 };
    const silent = await who.calling.perform(who.leader, campaigns.refuseInvitation, refusing);
    expect(refusal(silent)).toBe('campaigns.reason-missing');
    const reason = '名额已满';
    await who.calling.done(who.leader, campaigns.refuseInvitation, { ...refusing, reason });
    expect((await who.calling.invitation(invitation)).invitation).toMatchObject({
      state: 'refused',
      answer: '名额已满',
    });
    expect(await who.calling.proposed(who.person)).not.toBe(invitation);
  });
});

onBothDatabases('主动邀请', ZHANJIANG, (scene) => {
  it('ZJ-7.2 A-21 C-10 an expert without WeChat is phoned; the answer is entered, with the paper', async () => {
    const who = await inviting(scene(), ZHANJIANG, { title: '主治医师' });
    await expect(who.calling.proposed(who.person, { roster: 'experts' })).rejects.toThrow(
      'campaigns.category-missing',
    );
    const input = { roster: 'experts', category: '临床医护', speciality: '心内科' };
    const invitation = await who.calling.proposed(who.person, input);
    const officer = await scene().open.member(ZHANJIANG, 'liaison');
    await who.calling.approved(invitation, who.leader);
    const view = await who.calling.invitation(invitation);
    expect(view.notes.join()).toContain('副高级以上职称');
    expect(view.notes.join()).toContain('医药机构');
    const answer = { invitation, answer: 'accept', consent: '2026-1', source: 'paper' };
    const bare = await who.calling.perform(officer, campaigns.answerInvitation, answer);
    expect(refusal(bare)).toBe('campaigns.paper-missing');
    const old = { ...answer, consent: '2020-1', scans: ['scan-1'] };
    const outdated = await who.calling.perform(officer, campaigns.answerInvitation, old);
    expect(refusal(outdated)).toBe('campaigns.consent-outdated');
    const signed = { ...answer, scans: ['scan-1'] };
    await who.calling.done(officer, campaigns.answerInvitation, signed);
    await scene().office.settle();
    // the yes alone takes nobody on: form 1 and the declarations are still to come
    expect(await termsOf(scene(), ZHANJIANG, who.person)).toEqual([]);
    expect(await consentsOf(scene(), ZHANJIANG, who.person)).toEqual([]);
    await takenOn(scene(), who);
    const [term] = await termsOf(scene(), ZHANJIANG, who.person);
    expect(term).toMatchObject({
      roster: 'experts',
      route: 'invitation',
      category: '临床医护',
      status: 'active',
    });
    expect(await consentsOf(scene(), ZHANJIANG, who.person)).toEqual(['application 2026-1']);
  });

  it('ZJ-7.2 A-21 接受, the form with its declarations, one review, the leader: an expert, never shown in public', async () => {
    const who = await inviting(scene(), ZHANJIANG, {
      citizenNumber: citizenOf('1985-03-15', '888'),
    });
    const chat = await bound(scene(), ZHANJIANG, who);
    const input = { roster: 'experts', category: '药学', speciality: '抗菌药物合理使用' };
    const invitation = await who.calling.proposed(who.person, input);
    await who.calling.approved(invitation, who.leader);
    await scene().office.settle();
    expect(chat.received.at(-1)).toContain('接受后还要填申请表');
    expect(chat.received.at(-1)).not.toContain('必经程序');
    expect(chat.received.at(-1)).not.toContain('接受并同意公开');
    expect(Buffer.byteLength(chat.received.at(-1) ?? '')).toBeLessThan(2048);
    await chat.plays(`
      用户：菜单
      机器人不说：申请加入专家库
      用户：接受
      机器人：您接受邀请YQ2026-
      机器人：回复“申请专家”
      机器人：不再另行审查，也不公示
      机器人不说：正在为您办理聘任
    `);
    await scene().office.settle();
    expect(await termsOf(scene(), ZHANJIANG, who.person)).toEqual([]);
    await chat.plays(`
      用户：菜单
      机器人：申请加入专家库
    `);
    await chat.plays(INVITED_TALK);
    await picture(chat);
    await chat.plays(`
      用户：跳过
      机器人：不经过公示；不同意公开也不影响办理
      用户：不同意
      机器人：请确认以下承诺
      用户：同意
      机器人：打印申请表
    `);
    await picture(chat);
    await scene().office.settle();
    expect(await chat.says('提交')).toContain('申请已收到，编号SQ');
    const { clerk } = who;
    const listed = await scene().open.app.ask(ZHANJIANG, nomination.listApplications, {}, clerk);
    const rows = listed.kind === 'found' ? listed.value.rows : [];
    const found = rows.find(({ invited }) => invited?.invitation === invitation);
    expect(found).toMatchObject({
      route: 'invitation',
      campaign: null,
      publication: null,
      invited: { invitation, skipsReview: true, skipsPublicity: true },
      snapshot: { name: '郑老师', employer: '某某大学', form1: { category: '药学' } },
    });
    const application = found?.id ?? '';
    const walk = { bureau: ZHANJIANG, application, until: 'reviewed' } as const;
    await passedReview(scene().open, walk);
    expect(await applicationNow(scene().open, ZHANJIANG, application)).toMatchObject({
      state: 'selected',
      selection: { by: who.leader.account },
    });
    await scene().office.settle();
    expect(chat.received.at(-1)).toContain('接下来办理聘任');
    expect(chat.received.join()).not.toContain('等待签署意见');
    const progress = await chat.says('进度');
    expect(progress).toContain('收到→审核→【聘任】');
    expect(progress).not.toContain('公示→');
    const listing = await who.calling.perform(who.clerk, publicity.startPublicity, {
      roster: 'experts',
      applications: [application],
    });
    expect(['publicity.invited', 'publicity.days-unset']).toContain(refusal(listing));
    const { version: expectVersion } = await applicationNow(scene().open, ZHANJIANG, application);
    const appointing = { application, expectVersion, reason: '经研究，同意聘任' };
    await who.calling.done(who.leader, publicity.appointCandidate, appointing);
    await scene().office.settle();
    expect(chat.received.slice(-2).join()).toContain('您已正式成为专家');
    expect(await termsOf(scene(), ZHANJIANG, who.person)).toMatchObject([
      { roster: 'experts', route: 'invitation', category: '药学', status: 'active', application },
    ]);
    // the yes is used up
    await chat.plays(`
      用户：菜单
      机器人不说：申请加入专家库
    `);
  });

  it('A-21 C-10 an answer by phone: who has WeChat reads there what is still to do, and the record without a number is known by its chat', async () => {
    const who = await inviting(scene(), ZHANJIANG, { citizenNumber: null });
    const chat = await bound(scene(), ZHANJIANG, who);
    const invitation = await who.calling.proposed(who.person, {
      roster: 'experts',
      category: '法律',
    });
    await who.calling.approved(invitation, who.leader);
    await scene().office.settle();
    const accepting = { invitation, answer: 'accept', consent: '2026-1', source: 'phone' };
    await who.calling.done(who.clerk, campaigns.answerInvitation, accepting);
    await scene().office.settle();
    expect(chat.received.at(-1)).toContain('工作人员已记下：您接受邀请YQ2026-');
    expect(chat.received.at(-1)).toContain('回复“申请专家”');
    await chat.plays(`
      用户：申请专家
      机器人：您已接受邀请YQ2026-
      机器人不说：现在没有正在进行的征集
      机器人：您登记过的资料已填好，请核对
      机器人不说：上次填的内容
      用户：取消
    `);
  });

  it('C-10 GP-5.2 an answer by phone: the decline with its reason; chat cannot answer for another', async () => {
    const who = await inviting(scene(), ZHANJIANG);
    const input = { roster: 'experts', category: '法律' };
    const invitation = await who.calling.proposed(who.person, input);
    await who.calling.approved(invitation, who.leader);
    const stranger = {
      kind: 'follower',
      identity: { channel: 'simulator', id: 'other' },
      person: 'somebody-else',
      account: null,
      roles: [],
      memberships: [],
    } as const;
    const accepting = { invitation, answer: 'accept', consent: '2026-1' };
    const foreign = await who.calling.perform(stranger, campaigns.answerInvitation, accepting);
    expect(refusal(foreign)).toBe('campaigns.unknown');
    const declining = { invitation, answer: 'decline', source: 'phone' };
    const silent = await who.calling.perform(who.clerk, campaigns.answerInvitation, declining);
    expect(refusal(silent)).toBe('campaigns.reason-missing');
    const reason = '常年在外地';
    await who.calling.done(who.clerk, campaigns.answerInvitation, { ...declining, reason });
    expect((await who.calling.invitation(invitation)).invitation).toMatchObject({
      state: 'declined',
      source: 'phone',
      answer: reason,
    });
  });

  it('ZJ-7.2 ZJ-18a B-17 who was moved out for good cannot be invited', async () => {
    const who = await inviting(scene(), ZHANJIANG);
    const input = { roster: 'experts', category: '法律' };
    const invitation = await who.calling.proposed(who.person, input);
    await who.calling.approved(invitation, who.leader);
    const accepting = { invitation, answer: 'accept', consent: '2026-1', source: 'phone' };
    await who.calling.done(who.clerk, campaigns.answerInvitation, accepting);
    await takenOn(scene(), who);
    await expect(who.calling.proposed(who.person, input)).rejects.toThrow(
      'campaigns.already-member',
    );
    const [term] = await termsOf(scene(), ZHANJIANG, who.person);
    const barring = {
      term: term?.id,
      person: who.person,
      ground: '泄露检查信息',
      reason: '经核实属实，移出专家库',
    };
    await who.calling.done(who.leader, membership.barPerson, barring);
    await expect(who.calling.proposed(who.person, input)).rejects.toThrow('campaigns.barred');
  });

  it('GP-5.2 ten working days without an answer it stands in the office’s list', async () => {
    const who = await inviting(scene(), ZHANJIANG);
    const input = { roster: 'experts', category: '法律' };
    await who.calling.approved(await who.calling.proposed(who.person, input), who.leader);
    const dues = async () => {
      const { app } = scene().open;
      const all = await app.gate.transaction(ZHANJIANG, async (tx) =>
        campaignsContext.deadlines(tx, await app.world(tx, campaigns.CAMPAIGNS)),
      );
      return all.filter(({ subject }) => subject === 'invitation');
    };
    expect(await dues()).toEqual([]);
    scene().open.clock.set('2026-10-26T17:31:00+08:00');
    expect(await dues()).toMatchObject([{ roster: 'experts' }]);
  });
});

onBothDatabases('公告', GAOPING, (scene) => {
  it('GP-6.1 GP-5.1 公告 says what is called for, until when and how; the menu and the help say so too', async () => {
    const clerk = await scene().open.member(GAOPING, 'clerk');
    const head = await scene().open.member(GAOPING, 'sectionHead');
    const calling = callingOf(scene().open, GAOPING, clerk);
    const follower = scene().stranger();
    await follower.plays(`
      用户：公告
      机器人：现在没有正在报名的公告
      机器人：全年可以自荐
      用户：菜单
      机器人不说：正在公开选聘
    `);
    const call = await calling.published(head, { text: '选聘条件见管理办法。'.repeat(200) });
    await follower.plays(`
      用户：公告
      机器人：2026年社会监督员选聘公告
      机器人：2026年10月31日 17:30截止
      机器人：报名请回复“自荐”
      用户：0
      机器人：正在公开选聘社会监督员，10月31日 17:30截止，回复“公告”查看
      用户：帮助
      机器人：正在公开选聘社会监督员
    `);
    await announceCampaigns.run(scene().office.hand(GAOPING));
    await announceCampaigns.run(scene().office.hand(GAOPING));
    await scene().office.settle();
    expect(follower.received.filter((text) => text.includes('选聘公告'))).toHaveLength(1);
    expect((await calling.read(call.id)).announcedAt).not.toBeNull();
    const reason = '名额已满，提前结束';
    const closing = { campaign: call.id, expectVersion: 2, reason };
    await calling.done(head, campaigns.closeCampaign, closing);
    await follower.plays(`
      用户：报名公告
      机器人：现在没有正在报名的公告
    `);
  });
});
