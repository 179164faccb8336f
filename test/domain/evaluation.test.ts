import { expect, it } from 'vitest';
import { linksOf } from '../../domain/draws/attempt-records.ts';
import { auditEntries } from '../../domain/audit/index.ts';
import { draws, evaluation, recusal } from '../../domain/index.ts';
import { ZHANJIANG } from '../support/app.ts';
import { SCAN, workWith } from '../support/at-work.ts';
import { onBothDatabases } from '../support/dialects.ts';

onBothDatabases('at work', ZHANJIANG, (scene) => {
  it('A-24 ZJ-12.1 ZJ-15.6 does not begin without two certified officers named', async () => {
    const work = await workWith(scene().open, 1);
    const { task, clerk } = work;
    const begin = () => work.no(clerk, evaluation.startWork, { task });
    expect(await begin()).toBe('evaluation.no-sheet');
    await work.prepare([{ name: '执法甲', certificate: 'YB1001' }]);
    expect(await begin()).toBe('evaluation.too-few-officers');
    await work.prepare();
    scene().open.clock.set('2026-10-14T09:00:00+08:00');
    expect(await begin()).toBe('evaluation.too-early');
    scene().open.clock.set('2026-10-15T09:00:00+08:00');
    expect(await begin()).toBe('done');
    expect(await work.no(clerk, evaluation.prepareWork, { task, ...sheet })).toBe(
      'evaluation.already-started',
    );
  });

  it('A-24 one officer written twice is one', async () => {
    const work = await workWith(scene().open, 1);
    const twice = [
      { name: '执法甲', certificate: 'YB1001' },
      { name: '执法甲某', certificate: 'YB1001' },
    ];
    const input = { task: work.task, ...sheet, officers: twice };
    expect(await work.no(work.clerk, evaluation.prepareWork, input)).toBe(
      'evaluation.same-officer',
    );
  });

  it('ZJ-15.7 material lies in a room and never travels', async () => {
    const work = await workWith(scene().open, 1);
    for (const where of ['微信群', '网盘', 'https://pan.example.cn/x', '发到邮箱']) {
      const input = { task: work.task, ...sheet, materials: [{ name: '病历', where }] };
      expect(await work.no(work.clerk, evaluation.prepareWork, input)).toBe(
        'evaluation.material-travels',
      );
    }
  });

  it('ZJ-13.1 the expert learns rules and rooms, the scope only with the institution', async () => {
    const work = await workWith(scene().open, 1);
    const [expert] = work.experts;
    if (expert === undefined) throw new Error('nobody');
    await work.prepare();
    const own = () =>
      work.ask(evaluation.ownWork, { person: expert.person }, expert.chat).then(([one]) => one);
    expect(await own()).toMatchObject({ scope: null, materials: [] });
    await work.done(work.clerk, draws.discloseInstitution, { task: work.task });
    expect(await own()).toMatchObject({
      scope: '2025年住院费用的合规性',
      materials: [{ name: '住院收费明细', where: '三楼阅卷室' }],
    });
  });

  it('ZJ-11.0 draw-10 signs in only whoever may take part on that very day', async () => {
    const work = await workWith(scene().open, 2);
    const [one, other] = work.experts;
    if (one === undefined || other === undefined) throw new Error('nobody');
    await work.prepare();
    const { task, clerk } = work;
    const at = scene().open.clock.now().toISOString();
    const arrive = (invitation: string, more: object = {}) =>
      work.no(clerk, evaluation.signInExpert, {
        task,
        invitation,
        at,
        oath: 'paper',
        declared: true,
        scans: [SCAN],
        ...more,
      });
    expect(await arrive(one.invitation)).toBe('evaluation.not-started');
    await work.done(clerk, evaluation.startWork, { task });
    expect(await arrive(one.invitation, { declared: false })).toBe('evaluation.not-declared');
    expect(await arrive(one.invitation, { scans: [] })).toBe('evaluation.scan-needed');
    expect(await arrive(one.invitation, { at: '2026-10-15T10:00:00+08:00' })).toBe(
      'evaluation.in-future',
    );
    expect(await arrive(one.invitation, { at: '2026-10-14T10:00:00+08:00' })).toBe(
      'evaluation.outside-days',
    );
    expect(await arrive(one.invitation)).toBe('done');
    expect(await arrive(one.invitation)).toBe('evaluation.day-entered');
    await work.done(other.chat, recusal.declareTie, {
      person: other.person,
      kind: 'interest',
      words: '遂溪县某某医院',
    });
    expect(await arrive(other.invitation)).toBe('evaluation.not-eligible');
  });

  it('C-07 ZJ-17.1 absence is a fact of those who accepted, never of those who declined', async () => {
    const work = await workWith(scene().open, 2);
    const [absent, gone] = work.experts;
    if (absent === undefined || gone === undefined) throw new Error('nobody');
    const { task, clerk } = work;
    scene().open.clock.set('2026-10-14T10:00:00+08:00');
    await work.prepare();
    await work.done(gone.chat, draws.replyToDraw, {
      invitation: gone.invitation,
      answer: 'withdraw',
      reason: '突发疾病不能到场',
    });
    scene().open.clock.set('2026-10-15T09:00:00+08:00');
    await work.done(clerk, evaluation.startWork, { task });
    const missing = { task, at: '2026-10-15T08:59:00+08:00', kind: 'absent', told: 'never' };
    const note = (invitation: string, more: object = {}) =>
      work.no(clerk, evaluation.noteExpertAbsence, { ...missing, invitation, ...more });
    expect(await note(gone.invitation)).toBe('evaluation.never-accepted');
    expect(await note(absent.invitation, { kind: 'left' })).toBe('evaluation.not-present');
    expect(
      await note(absent.invitation, { affected: true, effect: '推迟半天', told: 'late' }),
    ).toBe('done');
    expect(await note(absent.invitation)).toBe('evaluation.day-entered');
    const record = await work.ask(evaluation.personRecord, { person: absent.person });
    const own = record?.tasks.find((one) => one.task === task);
    expect(own?.days[0]).toMatchObject({
      kind: 'absent',
      told: 'late',
      affected: true,
      words: { effect: '推迟半天' },
    });
    const other = await work.ask(evaluation.personRecord, { person: gone.person });
    expect(other?.tasks.filter((one) => one.task === task)).toEqual([]);
  });

  it('ZJ-17.1 who was noted as absent and comes late signs in; both stay on record', async () => {
    const work = await workWith(scene().open, 1);
    const [expert] = work.experts;
    if (expert === undefined) throw new Error('nobody');
    const { task, clerk } = work;
    await work.prepare();
    await work.done(clerk, evaluation.startWork, { task });
    const { invitation, person } = expert;
    const at = scene().open.clock.now().toISOString();
    const absent = { task, invitation, at, kind: 'absent', told: 'never' };
    await work.done(clerk, evaluation.noteExpertAbsence, absent);
    await work.signIn(expert);
    const record = await work.ask(evaluation.personRecord, { person });
    const days = record?.tasks.find((one) => one.task === task)?.days;
    expect(new Set(days?.map(({ kind }) => kind))).toEqual(new Set(['absent', 'present']));
  });

  it('ZJ-13.3 fees follow attendance and the table; who may not take one has a reason', async () => {
    const work = await workWith(scene().open, 2, { lastDay: '2026-10-16' });
    const [one, other] = work.experts;
    if (one === undefined || other === undefined) throw new Error('nobody');
    await work.begin();
    scene().open.clock.set('2026-10-16T09:00:00+08:00');
    await work.signIn(one);
    const { task, clerk } = work;
    const account = { holder: '专家甲', bank: '农业银行赤坎支行', number: '6228 4800 1234 5678' };
    const enter = (invitation: string, more: object) =>
      work.no(clerk, evaluation.enterExpertFee, { task, invitation, ...more });
    expect(await enter(one.invitation, {})).toBe('evaluation.account-needed');
    expect(await enter(one.invitation, { refused: '不想给' })).toBe('evaluation.unknown-reason');
    expect(await enter(one.invitation, { account })).toBe('done');
    expect(await enter(other.invitation, { refused: '在职公务员或参公管理人员' })).toBe('done');
    const sheetOf = await work.ask(evaluation.feeSheet, { task });
    const rows = new Map(sheetOf?.lines.map((line) => [line.invitation, line]));
    expect(rows.get(one.invitation)).toMatchObject({ days: 2, amount: 100_000 });
    expect(rows.get(one.invitation)?.fee?.account?.number).toBe('****5678');
    expect(rows.get(other.invitation)).toMatchObject({ days: 1, amount: 0 });
    expect(sheetOf?.total).toBe(100_000);
    const auditor = await scene().open.member(ZHANJIANG, 'auditor');
    const seen = await work.ask(evaluation.feeSheet, { task }, auditor);
    expect(JSON.stringify(seen)).not.toContain('5678');
    const entries = await scene().open.app.gate.transaction(ZHANJIANG, (tx) =>
      tx.table(auditEntries).find({ type: 'evaluation.fee-entered' }),
    );
    expect(entries.length).toBeGreaterThan(1);
    expect(JSON.stringify(entries)).not.toMatch(/6228|赤坎|100000/);
  });
});

const sheet = {
  scope: '2025年住院费用',
  basis: '《医疗保障基金使用监督管理条例》',
  materials: [],
  officers: [],
};

onBothDatabases('evaluation', ZHANJIANG, (scene) => {
  it('ZJ-16a F3-08…27 closes only with attendance, form 3 and the leader for everybody', async () => {
    const work = await workWith(scene().open, 2);
    const [one, other] = work.experts;
    if (one === undefined || other === undefined) throw new Error('nobody');
    const { task, clerk, leader } = work;
    await work.prepare();
    await work.done(clerk, evaluation.startWork, { task });
    await work.signIn(one);
    const end = () => work.perform(leader, evaluation.closeWork, { task });
    expect(await end()).toMatchObject({
      reason: {
        code: 'evaluation.incomplete',
        obstacles: [
          { kind: 'no-attendance', person: other.person },
          { kind: 'no-evaluation', person: one.person },
        ],
      },
    });
    await work.done(clerk, evaluation.noteExpertAbsence, {
      task,
      invitation: other.invitation,
      kind: 'absent',
      at: '2026-10-15T08:59:00+08:00',
      told: 'in-time',
      reason: '突发疾病',
    });
    await work.done(clerk, evaluation.evaluateExpert, {
      task,
      person: one.person,
      ticks: evaluation.TICKS,
      level: '合格',
    });
    expect(await end()).toMatchObject({ reason: { obstacles: [{ kind: 'not-signed' }] } });
    expect(await work.no(clerk, evaluation.closeWork, { task })).toBe('denied');
    await work.done(leader, evaluation.signOffEvaluation, {
      task,
      person: one.person,
      opinion: '同意',
    });
    expect(await end()).toMatchObject({ kind: 'done' });
    const { app } = scene().open;
    const kinds = await app.gate.transaction(ZHANJIANG, async (tx) => {
      const standing = await draws.standingAttempt(tx, task);
      return (await linksOf(tx, standing?.id ?? '')).map(({ kind }) => kind);
    });
    // the record of the draw knows what became of it, and may be published now
    expect(kinds.filter((kind) => ['attended', 'evaluated', 'closed'].includes(kind))).toEqual([
      'attended',
      'evaluated',
      'closed',
    ]);
    expect(await work.no(clerk, evaluation.prepareWork, { task, ...sheet })).toBe(
      'evaluation.is-closed',
    );
  });

  it('F3-25 the leader is somebody else, and nothing changes after the signature', async () => {
    const work = await workWith(scene().open, 1);
    const [expert] = work.experts;
    if (expert === undefined) throw new Error('nobody');
    await work.begin();
    const { task, leader, clerk } = work;
    const { person } = expert;
    const form3 = { task, person, ticks: evaluation.TICKS, level: '优秀' };
    await work.done(leader, evaluation.evaluateExpert, form3);
    const sign = { task, person, opinion: '同意' };
    expect(await work.no(leader, evaluation.signOffEvaluation, sign)).toBe(
      'evaluation.same-person',
    );
    await work.done(clerk, evaluation.evaluateExpert, form3);
    await work.done(leader, evaluation.signOffEvaluation, sign);
    expect(await work.no(clerk, evaluation.evaluateExpert, form3)).toBe(
      'evaluation.already-signed',
    );
  });

  it('A-27 a box left open or the last level asks for a word about it', async () => {
    const work = await workWith(scene().open, 1);
    const [expert] = work.experts;
    if (expert === undefined) throw new Error('nobody');
    await work.begin();
    const { task, clerk } = work;
    const fill = (more: object) =>
      work.no(clerk, evaluation.evaluateExpert, {
        task,
        person: expert.person,
        ticks: evaluation.TICKS,
        level: '合格',
        ...more,
      });
    expect(await fill({ level: '良好' })).toBe('evaluation.unknown-level');
    expect(await fill({ ticks: evaluation.TICKS.slice(1) })).toBe('evaluation.remarks-needed');
    expect(await fill({ level: '不合格' })).toBe('evaluation.remarks-needed');
    expect(await fill({ level: '不合格', remarks: '未按规定程序检查' })).toBe('done');
  });

  it('ZJ-16b shown at renewal, answered by the expert, and nobody is removed by it', async () => {
    const work = await workWith(scene().open, 1);
    const [expert] = work.experts;
    if (expert === undefined) throw new Error('nobody');
    await work.begin();
    await work.form3(expert);
    const all = await work.ask(evaluation.evaluationsOfPerson, { person: expert.person });
    const shown = all.find(({ task }) => task === work.task);
    expect(shown).toMatchObject({
      level: '优秀',
      unit: '湛江市医疗保障局',
      leaderOpinion: '同意',
    });
    const id = shown?.id ?? '';
    const words = { evaluation: id, text: '谢谢，下次会提前半小时到' };
    await work.done(expert.chat, evaluation.answerEvaluation, words);
    const stranger = { ...expert.chat, person: 'somebody-else' };
    expect(await work.no(stranger, evaluation.answerEvaluation, words)).toBe('evaluation.unknown');
    const after = await work.ask(evaluation.evaluationsOfPerson, { person: expert.person });
    expect(after.find((one) => one.id === id)?.answers).toMatchObject([
      { by: 'self', text: words.text },
    ]);
    const record = await work.ask(evaluation.personRecord, { person: expert.person });
    expect(record?.evaluations.map(({ task }) => task)).toContain(work.task);
  });

  it('ZJ-16a what is archived stays as it is: no cancelling, no void draw, no answer any more', async () => {
    const work = await workWith(scene().open, 1);
    const [expert] = work.experts;
    if (expert === undefined) throw new Error('nobody');
    await work.begin();
    await work.form3(expert);
    const { task, clerk, leader } = work;
    await work.done(leader, evaluation.closeWork, { task });
    const reason = '归档以后又想改';
    expect(await work.no(clerk, draws.cancelDrawTask, { task, reason })).toBe('draws.is-closed');
    expect(await work.no(leader, draws.voidDrawAttempt, { task, reason })).toBe('draws.is-closed');
    const moved = { task, version: 1, reason, firstDay: '2026-10-22', assembleAt: '14:00' };
    expect(await work.no(clerk, draws.rescheduleDrawTask, { ...moved, place: '市政府南门' })).toBe(
      'draws.is-closed',
    );
    const { invitation } = expert;
    const [late] = await work.done(clerk, draws.enterReply, {
      invitation,
      answer: 'withdraw',
      reason,
    });
    expect(late?.type).toBe('draws.reply-late');
    expect((await work.bureau.view(task)).task.status).toBe('closed');
  });

  it('ZJ-16a work that nobody closes falls due', async () => {
    const work = await workWith(scene().open, 1);
    await work.begin();
    const { app } = scene().open;
    const dues = await app.gate.transaction(ZHANJIANG, async (tx) =>
      evaluation.evaluationContext.deadlines(tx, await app.world(tx, evaluation.EVALUATION)),
    );
    // ten working days after 10-15: the 29th is the last
    expect(dues.find(({ id }) => id === work.task)).toMatchObject({
      subject: 'unclosed-work',
      dueAt: new Date('2026-10-30T00:00:00+08:00'),
    });
  });

  it('C-07 work that is put off is to be closed later, its sheet stays', async () => {
    const work = await workWith(scene().open, 1);
    await work.prepare();
    await work.done(work.clerk, draws.rescheduleDrawTask, {
      ...{ task: work.task, version: 1, reason: '台风停工' },
      ...{ firstDay: '2026-10-22', assembleAt: '14:00', place: '市政府南门' },
    });
    await scene().office.settle();
    const moved = await work.ask(evaluation.oneWork, { task: work.task });
    // ten working days after 10-22: November 5th is the last
    expect(moved?.work).toMatchObject({
      lastDay: '2026-10-22',
      dueAt: new Date('2026-11-06T00:00:00+08:00'),
    });
  });
});
