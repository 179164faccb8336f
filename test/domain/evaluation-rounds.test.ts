import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditEntries } from '../../domain/audit/index.ts';
import { verdictOf } from '../../domain/evaluation/count-rules.ts';
import { draws, evaluation, type Actor } from '../../domain/index.ts';
import { notices } from '../../domain/notices/index.ts';
import { ZHANJIANG } from '../support/app.ts';
import { SCAN, workWith, type AtWork } from '../support/at-work.ts';
import { onBothDatabases } from '../support/dialects.ts';

type Votes = readonly evaluation.Opinion['vote'][];

const shown = async (work: AtWork, actor?: Actor) => {
  const found = await work.ask(evaluation.deliberation, { task: work.task }, actor);
  return found?.rounds ?? [];
};

const voteAll = async (work: AtWork, round: string, votes: Votes) => {
  for (const [index, vote] of votes.entries()) {
    const expert = work.experts[index];
    if (expert !== undefined) await work.vote(expert, round, vote);
  }
};

const expertAt = (work: AtWork, index: number) => {
  const expert = work.experts[index];
  if (expert === undefined) throw new Error('nobody');
  return expert;
};

onBothDatabases('deliberation', ZHANJIANG, (scene) => {
  it('ZJ-13.2a nobody sees a vote before all are in: not staff, not the auditor, not the log', async () => {
    const work = await workWith(scene().open, 3);
    await work.begin();
    const round = await work.openRound();
    await voteAll(work, round, ['for', 'against']);
    const auditor = await scene().open.member(ZHANJIANG, 'auditor');
    const discipline = await scene().open.member(ZHANJIANG, 'discipline');
    for (const actor of [work.clerk, work.head, work.leader, auditor, discipline]) {
      const [one] = await shown(work, actor);
      expect(one?.opinions).toBeNull();
      expect(one?.voters.filter((voter) => voter.in)).toHaveLength(2);
      expect(JSON.stringify(one)).not.toMatch(/我的意见|收费明细|不同意/);
    }
    const peeking = { round, person: expertAt(work, 0).person };
    const asked = await scene().open.app.ask(
      ZHANJIANG,
      evaluation.ownRound,
      peeking,
      expertAt(work, 2).chat,
    );
    expect(asked.kind).toBe('denied');
    await work.vote(expertAt(work, 2), round, 'for');
    const entries = await scene().open.app.gate.transaction(ZHANJIANG, (tx) =>
      tx.table(auditEntries).find({ type: 'evaluation.opinion-given' }),
    );
    expect(entries.length).toBeGreaterThan(2);
    for (const { facts } of entries)
      expect(Object.keys(facts as object).sort()).toEqual([
        'changed',
        'number',
        'opinion',
        'person',
        'round',
        'task',
      ]);
    const [counted] = await shown(work, auditor);
    expect(counted?.opinions).toHaveLength(3);
    expect(counted?.round).toMatchObject({ status: 'counted', verdict: 'for' });
  });

  it('B-20 ZJ-13.2b three to two stays three to two when the minority goes on record', async () => {
    const work = await workWith(scene().open, 5);
    await work.begin();
    const round = await work.openRound();
    await voteAll(work, round, ['for', 'for', 'for', 'against', 'against']);
    const before = (await shown(work))[0]?.round;
    expect(before).toMatchObject({
      tally: { for: 3, against: 2, abstain: 0, missing: 0 },
      verdict: 'for',
    });
    const dissent = { round, reasons: '收费明细第12行是两次不同检查' };
    const { chat } = expertAt(work, 3);
    await work.done(chat, evaluation.recordOwnDissent, dissent);
    expect(await work.no(chat, evaluation.recordOwnDissent, dissent)).toBe(
      'evaluation.dissent-recorded',
    );
    expect(await work.no(expertAt(work, 0).chat, evaluation.recordOwnDissent, dissent)).toBe(
      'evaluation.no-dissenter',
    );
    const after = (await shown(work))[0];
    expect(after?.round).toEqual(before);
    expect(after?.opinions?.filter(({ opinion }) => opinion.dissent !== null)).toMatchObject([
      { dissents: true, opinion: { dissent: '收费明细第12行是两次不同检查' } },
    ]);
    // nothing reopens it
    expect(await work.no(chat, evaluation.giveOwnOpinion, { ...OPINION, round })).toBe(
      'evaluation.round-over',
    );
    expect(await work.no(work.head, evaluation.closeOpenRound, { round, reason: '重新计票' })).toBe(
      'evaluation.round-over',
    );
  });

  it('ZJ-13.2a ZJ-15.3 each answers for oneself; an outsider’s round does not exist', async () => {
    const work = await workWith(scene().open, 2);
    await work.begin();
    const round = await work.openRound();
    const opinion = { ...OPINION, round };
    const outsider = { ...expertAt(work, 0).chat, person: 'somebody-else' };
    expect(await work.no(outsider, evaluation.giveOwnOpinion, opinion)).toBe('evaluation.unknown');
    expect(await work.no(work.clerk, evaluation.giveOwnOpinion, opinion)).toBe('denied');
    // until the count one may change one's mind, and stays one vote
    await work.vote(expertAt(work, 0), round, 'against');
    await work.vote(expertAt(work, 0), round, 'for');
    await work.vote(expertAt(work, 1), round, 'for');
    expect((await shown(work))[0]?.round.tally).toMatchObject({ for: 2, against: 0 });
  });

  it('ZJ-15.4 an opinion without its material is not taken', async () => {
    const work = await workWith(scene().open, 1);
    await work.begin();
    const round = await work.openRound();
    const bare = { ...OPINION, round, materials: '' };
    expect(await work.no(expertAt(work, 0).chat, evaluation.giveOwnOpinion, bare)).toBe('denied');
  });

  it('A-25 a tie is decided by the bureau with a reason, the votes stay', async () => {
    const work = await workWith(scene().open, 3);
    await work.begin();
    const round = await work.openRound();
    await voteAll(work, round, ['for', 'against', 'abstain']);
    expect((await shown(work))[0]?.round).toMatchObject({ status: 'tied', verdict: null });
    const decide = { round, verdict: 'against', reason: '证据不足，不予认定' };
    expect(await work.no(work.clerk, evaluation.decideTiedRound, decide)).toBe('denied');
    await work.done(work.head, evaluation.decideTiedRound, decide);
    expect(await work.no(work.head, evaluation.decideTiedRound, decide)).toBe(
      'evaluation.not-tied',
    );
    expect((await shown(work))[0]?.round).toMatchObject({
      status: 'counted',
      verdict: 'against',
      tally: { for: 1, against: 1, abstain: 1 },
      reason: '证据不足，不予认定',
    });
  });

  it('ZJ-13.2a on paper: entered by one with the scan, confirmed by a second', async () => {
    const work = await workWith(scene().open, 2);
    await work.begin();
    const round = await work.openRound('paper');
    const votes = work.experts.map(({ person }) => ({ person, vote: 'for' }));
    const enter = (more: object) =>
      work.no(work.clerk, evaluation.enterPaperResult, { round, votes, scans: [SCAN], ...more });
    expect(await enter({ scans: [] })).toBe('evaluation.scan-needed');
    expect(await enter({ votes: votes.slice(1) })).toBe('evaluation.votes-incomplete');
    expect(await enter({ votes: [votes[0], votes[0]] })).toBe('evaluation.votes-incomplete');
    expect(await enter({})).toBe('done');
    const confirm = (actor: Actor, agrees: boolean) =>
      work.no(actor, evaluation.confirmPaperResult, { round, agrees, reason: '与笔录不符' });
    expect(await confirm(work.clerk, true)).toBe('evaluation.same-person');
    expect(await confirm(work.head, false)).toBe('done');
    expect(await confirm(work.head, true)).toBe('evaluation.no-entry');
    expect(await enter({})).toBe('done');
    expect(await confirm(work.head, true)).toBe('done');
    const [one] = await shown(work);
    expect(one?.round).toMatchObject({ status: 'counted', tally: { for: 2 } });
    expect(one?.opinions?.every(({ opinion }) => opinion.signedAt !== null)).toBe(true);
    expect(
      await work.no(expertAt(work, 0).chat, evaluation.giveOwnOpinion, { ...OPINION, round }),
    ).toBe('evaluation.round-over');
  });

  it('C-05 a question nobody could answer is withdrawn with its reason and asked again on paper', async () => {
    const work = await workWith(scene().open, 1);
    await work.begin();
    const round = await work.openRound();
    const reason = '专家没有微信，改用纸质合议';
    const [event] = await work.done(work.head, evaluation.closeOpenRound, { round, reason });
    expect(event?.type).toBe('evaluation.round-withdrawn');
    const again = await work.openRound('paper', { replaces: round });
    const asked = await work.ask(evaluation.deliberation, { task: work.task });
    expect(asked?.rounds.map(({ round: one }) => [one.id, one.status])).toEqual(
      expect.arrayContaining([
        [round, 'void'],
        [again, 'open'],
      ]),
    );
  });

  it('ZJ-14.5 locked when the signed paper is in', async () => {
    const work = await workWith(scene().open, 2);
    await work.begin();
    const round = await work.openRound();
    const { person } = expertAt(work, 0);
    const sign = (scans: readonly string[]) =>
      work.no(work.clerk, evaluation.noteSignature, { round, person, scans });
    expect(await sign([SCAN])).toBe('evaluation.no-opinion');
    await work.vote(expertAt(work, 0), round, 'for');
    expect(await sign([])).toBe('evaluation.scan-needed');
    expect(await sign([SCAN])).toBe('done');
    const again = { ...OPINION, round };
    expect(await work.no(expertAt(work, 0).chat, evaluation.giveOwnOpinion, again)).toBe(
      'evaluation.opinion-signed',
    );
  });

  it('ZJ-14.5 the work waits for every opinion given by page to be signed on paper', async () => {
    const work = await workWith(scene().open, 2);
    await work.begin();
    for (const expert of work.experts) await work.form3(expert);
    const [one, other] = [expertAt(work, 0), expertAt(work, 1)];
    const round = await work.openRound();
    await voteAll(work, round, ['for', 'for']);
    const onPaper = await work.openRound('paper');
    const votes = work.experts.map(({ person }) => ({ person, vote: 'for' }));
    const result = { round: onPaper, votes, scans: [SCAN] };
    await work.done(work.clerk, evaluation.enterPaperResult, result);
    await work.done(work.head, evaluation.confirmPaperResult, { round: onPaper, agrees: true });
    const end = () => work.perform(work.leader, evaluation.closeWork, { task: work.task });
    const unsigned = { kind: 'opinion-unsigned', count: 1, title: '是否重复收费' };
    expect(await end()).toMatchObject({
      reason: {
        code: 'evaluation.incomplete',
        obstacles: expect.arrayContaining(
          work.experts.map(({ person }) => ({ ...unsigned, person })),
        ),
      },
    });
    await work.sign(one, round);
    const shownWork = await work.ask(evaluation.oneWork, { task: work.task });
    const name = shownWork?.experts.find(({ invitation }) => invitation.person === other.person);
    expect(shownWork?.obstacles).toEqual([
      expect.stringMatching(new RegExp(`^${name?.name}：合议第1项.*上传签字页扫描件；.*记明原因$`)),
    ]);
    await work.sign(other, round);
    expect(await end()).toMatchObject({ kind: 'done' });
  });

  it('ZJ-14.5 who can never sign: the head says why, the opinion and the votes stay, the work can end', async () => {
    const work = await workWith(scene().open, 2);
    await work.begin();
    for (const expert of work.experts) await work.form3(expert);
    const [one, other] = [expertAt(work, 0), expertAt(work, 1)];
    const round = await work.openRound();
    const note = (actor: typeof work.head, { person }: typeof one, reason: string) =>
      work.no(actor, evaluation.noteSignatureImpossible, { round, person, reason });
    await work.vote(one, round, 'for');
    // until the count the opinion may still be changed
    expect(await note(work.head, one, '本人已经去世')).toBe('evaluation.not-counted');
    await work.vote(other, round, 'for');
    const reason = '本人已于10月20日去世';
    expect(await note(work.clerk, one, reason)).toBe('denied');
    expect(await note(work.head, one, '去世')).toBe('denied');
    expect(await note(work.head, one, reason)).toBe('done');
    expect(await note(work.head, one, reason)).toBe('evaluation.no-signature-awaited');
    await work.sign(other, round);
    const unsignable = { reason, by: work.head.account };
    const kept = { person: one.person, vote: 'for', signedAt: null, voidAt: null };
    expect(await work.ask(evaluation.deliberation, { task: work.task })).toMatchObject({
      rounds: [
        {
          round: { tally: { for: 2, against: 0 } },
          voters: [{ unsigned: false }, { unsigned: false }],
          opinions: expect.arrayContaining([
            expect.objectContaining({
              opinion: expect.objectContaining({
                ...kept,
                unsignable: expect.objectContaining(unsignable),
              }),
            }),
          ]),
        },
      ],
    });
    const end = await work.perform(work.leader, evaluation.closeWork, { task: work.task });
    expect(end).toMatchObject({ kind: 'done' });
  });

  it('ZJ-14.5 draw-11 opinions of a question that became void wait for nobody', async () => {
    const work = await workWith(scene().open, 2);
    await work.begin();
    const round = await work.openRound();
    await voteAll(work, round, ['for', 'for']);
    const [gone, stays] = [expertAt(work, 0), expertAt(work, 1)];
    await work.done(work.clerk, draws.discloseInstitution, { task: work.task });
    await work.done(gone.chat, draws.declareDrawConflict, {
      invitation: gone.invitation,
      needsRecusal: true,
      reason: '想起爱人持有股份',
    });
    await scene().office.settle();
    // whoever is asked for in place of the recused may not be there yet
    const again = await work.openRound('page', { replaces: round, onlyPresent: true });
    await work.vote(stays, again, 'for');
    for (const expert of work.experts) await work.form3(expert);
    const end = () => work.perform(work.leader, evaluation.closeWork, { task: work.task });
    expect(await end()).toMatchObject({
      reason: { obstacles: [{ kind: 'opinion-unsigned', person: stays.person, count: 2 }] },
    });
    await work.sign(stays, again);
    expect(await end()).toMatchObject({ kind: 'done' });
  });

  it('ZJ-13.2a a question before all have signed in needs a word that the others are left out', async () => {
    const work = await workWith(scene().open, 2);
    await work.prepare();
    await work.done(work.clerk, evaluation.startWork, { task: work.task });
    const [one, late] = [expertAt(work, 0), expertAt(work, 1)];
    const ask = (more: object = {}) =>
      work.perform(work.clerk, evaluation.askExperts, {
        task: work.task,
        title: '是否重复收费',
        text: '住院号12的检查费是否重复收取',
        way: 'page',
        dueAt: '2026-10-16T17:00:00+08:00',
        ...more,
      });
    expect(await ask({ onlyPresent: true })).toMatchObject({
      reason: { code: 'evaluation.nobody-present' },
    });
    await work.signIn(one);
    const found = await work.ask(evaluation.deliberation, { task: work.task });
    expect(found?.absent).toMatchObject([
      { person: late.person, name: expect.stringContaining('专家'), isNoted: false },
    ]);
    expect(await ask()).toMatchObject({
      reason: { code: 'evaluation.not-all-here', missing: 1 },
    });
    expect(await ask({ onlyPresent: true })).toMatchObject({ events: [{ voters: [one.person] }] });
    await work.signIn(late);
    expect(await ask()).toMatchObject({
      events: [{ voters: expect.arrayContaining([one.person, late.person]) }],
    });
  });

  it('draw-11 opinions of a recused expert are void and kept, the round is held again', async () => {
    const work = await workWith(scene().open, 2);
    await work.begin();
    const round = await work.openRound();
    await voteAll(work, round, ['for', 'for']);
    const [gone, stays] = [expertAt(work, 0), expertAt(work, 1)];
    const make = (person: string) =>
      work.no(work.clerk, evaluation.voidExpertOpinions, { task: work.task, person });
    expect(await make(stays.person)).toBe('evaluation.still-on-panel');
    await work.done(work.clerk, draws.discloseInstitution, { task: work.task });
    await work.done(gone.chat, draws.declareDrawConflict, {
      invitation: gone.invitation,
      needsRecusal: true,
      reason: '想起爱人持有股份',
    });
    const late = { ...OPINION, round };
    expect(await work.no(gone.chat, evaluation.giveOwnOpinion, late)).toBe(
      'evaluation.not-on-panel',
    );
    // as a consequence of the recusal, by itself
    await scene().office.settle();
    expect(await make(gone.person)).toBe('evaluation.nothing-to-void');
    const [first] = await shown(work);
    expect(first?.round).toMatchObject({ status: 'void', tally: { for: 2 } });
    const kept = first?.opinions?.find(({ opinion }) => opinion.person === gone.person);
    expect(kept?.opinion).toMatchObject({ text: '我的意见是同意' });
    expect(kept?.opinion.voidAt).not.toBeNull();
    // whoever is asked for in place of the recused may not be there yet
    const again = await work.openRound('page', { replaces: round, onlyPresent: true });
    await work.vote(stays, again, 'against');
    expect((await shown(work))[1]?.round).toMatchObject({ status: 'counted', verdict: 'against' });
  });

  it('ZJ-14.1 ZJ-17.3 due, reminded before, overdue as a fact', async () => {
    const work = await workWith(scene().open, 2);
    await work.begin();
    const round = await work.openRound();
    const { app, clock } = scene().open;
    const kept = await app.gate.transaction(ZHANJIANG, (tx) =>
      tx.table(notices).find({ kind: 'evaluation.opinion-reminder' }),
    );
    const own = kept.filter(({ noticeKey }) => noticeKey.includes(round));
    expect(own.map(({ notBefore }) => notBefore)).toEqual([
      '2026-10-15T09:00:00.000Z',
      '2026-10-15T09:00:00.000Z',
    ]);
    await work.vote(expertAt(work, 0), round, 'for');
    const over = (person: string) =>
      app.gate.transaction(ZHANJIANG, (tx) =>
        evaluation.evaluationContext.isOver(tx, 'evaluation.opinion-reminder', { round, person }),
      );
    expect(await over(expertAt(work, 0).person)).toBe(true);
    expect(await over(expertAt(work, 1).person)).toBe(false);
    clock.set('2026-10-16T18:00:00+08:00');
    const dues = await app.gate.transaction(ZHANJIANG, async (tx) =>
      evaluation.evaluationContext.deadlines(tx, await app.world(tx, evaluation.EVALUATION)),
    );
    expect(dues.find(({ key }) => key.includes(round))).toMatchObject({
      subject: 'overdue-opinion',
      id: work.task,
    });
    const timing = async (index: number) => {
      const { person } = expertAt(work, index);
      const record = await work.ask(evaluation.personRecord, { person });
      const facts = record?.tasks.find(({ task }) => task === work.task);
      return facts?.dues.find((one) => one.round.id === round)?.timing;
    };
    expect([await timing(0), await timing(1)]).toEqual(['in-time', 'missing']);
    await work.done(work.head, evaluation.closeOpenRound, { round, reason: '逾期未交，先行计票' });
    expect((await shown(work))[0]?.round).toMatchObject({
      tally: { for: 1, missing: 1 },
      reason: '逾期未交，先行计票',
    });
  });
});

const OPINION = { vote: 'for', text: '我认为是重复收费', materials: '收费明细第12行' };

describe('A-25 the majority', () => {
  const policy = (value: 'cast' | 'all') => {
    const evaluationPolicy = { majority: { value, clause: 'A-25' } };
    return { evaluation: evaluationPolicy } as evaluation.EvaluationPolicy;
  };
  const tallies = fc.record({
    for: fc.nat(9),
    against: fc.nat(9),
    abstain: fc.nat(9),
    missing: fc.nat(9),
  });

  it('is never both, and the same votes with sides changed give the other side', () => {
    fc.assert(
      fc.property(tallies, fc.constantFrom('cast' as const, 'all' as const), (tally, value) => {
        const one = verdictOf(tally, policy(value));
        const mirrored = { ...tally, for: tally.against, against: tally.for };
        const other = verdictOf(mirrored, policy(value));
        expect([one, other]).toEqual(
          one === null ? [null, null] : [one, one === 'for' ? 'against' : 'for'],
        );
      }),
    );
  });

  it.each([
    [{ for: 3, against: 2, abstain: 0, missing: 0 }, 'cast', 'for'],
    [{ for: 1, against: 0, abstain: 4, missing: 0 }, 'cast', 'for'],
    [{ for: 1, against: 0, abstain: 4, missing: 0 }, 'all', null],
    [{ for: 2, against: 2, abstain: 1, missing: 0 }, 'cast', null],
    [{ for: 0, against: 3, abstain: 0, missing: 2 }, 'all', 'against'],
  ] as const)('%j by %s: %s', (tally, value, verdict) => {
    expect(verdictOf(tally, policy(value))).toBe(verdict);
  });
});
