import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clues, type FollowerActor, type StaffActor } from '../../domain/index.ts';
import { auditEntries } from '../../domain/audit/index.ts';
import { notices } from '../../domain/notices/index.ts';
import { followUps } from '../../domain/exchange/tables.ts';
import * as staffContext from '../../domain/staff/index.ts';
import { openSealed } from '../../scripts/open-sealed.ts';
import { demoBureaus, GAOPING, openApp, SYSTEM, ZHANJIANG, type OpenApp } from '../support/app.ts';
import { follower } from '../support/people.ts';

let open: OpenApp;
let clerk: StaffActor;
let discipline: StaffActor;
const reporter: FollowerActor = follower('reporter');

const body = {
  time: { words: '前天', understood: '2026年10月10日' },
  place: '泫氏街',
  event: '药店用医保卡刷保健品',
  subjectKind: 'institution',
  subject: '惠民大药房',
} as const;

beforeEach(async () => {
  open = await openApp();
  clerk = await open.member(GAOPING, 'clerk');
  discipline = await open.member(GAOPING, 'discipline');
});
afterEach(() => open.close());

const report = async (change: object = {}, evidence: string[] = []) => {
  const input = { body: { ...body, ...change }, evidence };
  const outcome = await open.app.perform(GAOPING, clues.reportClue, input, reporter);
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  const [event] = outcome.events;
  if (event.type !== 'clues.reported') throw new Error('not a report');
  return event;
};

const seenBy = async (actor: StaffActor) => {
  const asked = await open.app.ask(GAOPING, clues.listClues, {}, actor);
  if (asked.kind !== 'found') throw new Error('may not look');
  return asked.value;
};

const colleague = async (name: string, ...roles: StaffActor['roles']): Promise<StaffActor> => {
  const input = {
    login: `n${name.codePointAt(0) ?? 0}`,
    name,
    roles: [...roles],
    passwordHash: 'scrypt$x',
  };
  const outcome = await open.app.perform(GAOPING, staffContext.addAccount, input, SYSTEM);
  const event = outcome.kind === 'done' ? outcome.events[0] : null;
  if (event?.type !== 'staff.added') throw new Error('no account');
  return { kind: 'staff', account: event.account, roles };
};

describe('who may know of a clue', () => {
  it('GP-8.2 given a clue about a pharmacy, then the office sees it and discipline has nothing to do with it', async () => {
    const event = await report();
    expect(event.audience).toBe('office');
    expect((await seenBy(clerk)).total).toBe(1);
    expect((await seenBy(discipline)).total).toBe(0);
  });

  it('GP-8.3a A-17 given a clue about the bureau or its staff, then only discipline sees it and is told', async () => {
    const event = await report({ subjectKind: 'bureauStaff', subject: '窗口的人' });
    expect(event.audience).toBe('discipline');
    expect(event.number).toMatch(/^JX/);
    expect((await seenBy(clerk)).total).toBe(0);
    expect((await seenBy(discipline)).rows[0]?.number).toBe(event.number);
    const told = await open.app.gate.transaction(GAOPING, (tx) => tx.table(notices).find({}));
    expect(told.map((row) => row.kind)).toEqual(['clues.for-discipline']);
  });

  it.each(['医保局的人收了钱', '经办机构拖着不办', '执法人员提前报信'])(
    'C-01 in doubt (“%s”) every member of staff but discipline is kept out, whatever kind was chosen',
    async (event) => {
      expect((await report({ event, subjectKind: 'other' })).audience).toBe('discipline');
    },
  );

  it('B-19 C-01 given a clue that names the liaison, then the liaison finds no row, count, search hit, page, notice, alert or number gap', async () => {
    const liaison = await colleague('孙丽桐', 'liaison', 'clerk', 'discipline');
    const named = await report({ event: '联络的孙丽桐和药店老板是亲戚，重大问题' });
    const plain = await report();
    expect(named.hidden).toEqual([liaison.account]);
    expect((await seenBy(liaison)).rows.map((row) => row.number)).toEqual([plain.number]);
    expect((await seenBy(liaison)).total).toBe(1);
    const search = await open.app.ask(GAOPING, clues.listClues, { number: named.number }, liaison);
    expect(search.kind === 'found' && search.value.total).toBe(0);
    const page = await open.app.ask(GAOPING, clues.readClue, { clue: named.clue }, liaison);
    const nothing = await open.app.ask(GAOPING, clues.readClue, { clue: 'no-such' }, liaison);
    expect(page).toEqual(nothing);
    expect(plain.number).toBe('XS2026-0001');
    const alerts = await open.app.gate.transaction(GAOPING, (tx) => tx.table(followUps).find({}));
    expect(alerts).toEqual([]);
    const entry = await open.app.gate.transaction(GAOPING, (tx) =>
      tx.table(auditEntries).one({ type: 'clues.reported' }),
    );
    expect(
      clues.isVisibleEvent(entry?.facts as Parameters<typeof clues.isVisibleEvent>[0], liaison),
    ).toBe(false);
  });

  it('C-01 given a leader named, or no discipline officer left, then the clue leaves the bureau and nobody here works on it', async () => {
    await colleague('周文澜', 'leader');
    const about = await report({ event: '周文澜让药店不要查' });
    const words = await report({ event: '你们局长打过招呼' });
    expect([about.audience, words.audience]).toEqual(['outside', 'outside']);
    for (const actor of [clerk, discipline]) expect((await seenBy(actor)).total).toBe(0);
  });

  it('C-01 serious clues about institutions go to the liaison at once, named persons taken out', async () => {
    const event = await report({ event: '正在销毁病历，情况紧急' });
    expect(event.serious).toBe(true);
    const alerts = await open.app.gate.transaction(GAOPING, (tx) => tx.table(followUps).find({}));
    expect(alerts.map((row) => row.action)).toEqual(['liaison.raise']);
  });

  it('nobody outside the bureau’s staff lists clues, and another bureau has none of them', async () => {
    await report();
    const asked = await open.app.ask(GAOPING, clues.listClues, {}, reporter);
    expect(asked.kind).toBe('denied');
    const other = await open.member(ZHANJIANG, 'clerk');
    const elsewhere = await open.app.ask(ZHANJIANG, clues.listClues, {}, other);
    expect(elsewhere.kind === 'found' && elsewhere.value.total).toBe(0);
  });
});

describe('a clue that leaves the bureau', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const withKey = demoBureaus((name, text) =>
    name === 'gaoping.yaml'
      ? text.replace(
          /outsideKey:[^]*?-----END PUBLIC KEY-----\n/,
          `outsideKey: { value: ${JSON.stringify(publicKey)}, clause: C-01 }\n`,
        )
      : text,
  );

  it('C-01 is sealed for the outside route: who carries it cannot read it, the receiver can, whoever is named never learns of it', async () => {
    await open.close();
    open = await openApp({ bureaus: withKey });
    discipline = await open.member(GAOPING, 'discipline');
    const named = await colleague('周文澜', 'leader', 'discipline');
    const { clue, number } = await report({ event: '周文澜让药店不要查' });
    const evidence = [{ name: '证据1', mime: 'image/jpeg', digest: 'd', base64: 'AA==' }];
    const sealed = await open.app.perform(
      GAOPING,
      clues.exportOutside,
      { clue, evidence },
      discipline,
    );
    expect(sealed.kind).toBe('done');
    const file = await open.app.ask(GAOPING, clues.readPackage, { clue }, discipline);
    const text = file.kind === 'found' ? (file.value?.package ?? '') : '';
    expect(text).not.toContain('周文澜');
    expect(openSealed(text, privateKey)).toMatchObject({
      number,
      body: { event: '周文澜让药店不要查' },
      evidence,
    });
    expect(() => openSealed(text.replace(/"body":"./, '"body":"x'), privateKey)).toThrow();
    const list = await open.app.ask(GAOPING, clues.listOutside, {}, named);
    expect(list).toMatchObject({ kind: 'found', value: { rows: [] } });
    const again = await open.app.perform(GAOPING, clues.exportOutside, { clue }, named);
    expect(again).toMatchObject({ kind: 'refused', reason: { code: 'clues.unknown' } });
  });

  it('C-01 without a key of the receiver nothing is handed out, and the sentence says what to do', async () => {
    const noKey = demoBureaus((_name, text) =>
      text.replace(/outsideKey:[^]*?-----END PUBLIC KEY-----\n/, '{}\n'),
    );
    await open.close();
    open = await openApp({ bureaus: noKey });
    clerk = await open.member(GAOPING, 'clerk');
    discipline = await open.member(GAOPING, 'discipline');
    const { clue } = await report({ event: '你们局长打过招呼' });
    const outcome = await open.app.perform(GAOPING, clues.exportOutside, { clue }, discipline);
    expect(outcome).toMatchObject({ kind: 'refused', reason: { code: 'clues.no-outside-key' } });
    expect((await open.app.perform(GAOPING, clues.exportOutside, { clue }, clerk)).kind).toBe(
      'denied',
    );
  });
});

describe('what a clue holds', () => {
  it('B-22 GP-8.6h without evidence it is accepted as 待补证, evidence may follow', async () => {
    const event = await report();
    expect(event.evidence).toBe('awaited');
    const outcome = await open.app.perform(
      GAOPING,
      clues.addClueEvidence,
      { number: event.number, pieces: 2 },
      reporter,
    );
    expect(outcome.kind).toBe('done');
    expect((await seenBy(clerk)).rows[0]?.evidence).toBe('supplied');
  });

  it.each(['time', 'place', 'event'] as const)(
    'GP-8.6g without %s there is no clue',
    async (missing) => {
      const { [missing]: _gone, ...rest } = body;
      const outcome = await open.app.perform(GAOPING, clues.reportClue, { body: rest }, reporter);
      expect(outcome.kind).toBe('denied');
    },
  );

  it('state secrets are refused with the official channel named, and nothing is kept', async () => {
    const input = { body: { ...body, event: '附上机密级文件的内容' } };
    const outcome = await open.app.perform(GAOPING, clues.reportClue, input, reporter);
    expect(outcome).toMatchObject({
      kind: 'refused',
      reason: { code: 'clues.state-secret', office: '高平市国家保密局' },
    });
    expect((await seenBy(clerk)).total).toBe(0);
  });

  it('GP-8.6f the words lie sealed in the database and in no event in the open', async () => {
    await report();
    const rows = await open.app.gate.transaction(GAOPING, (tx) => tx.sql('SELECT * FROM clue', []));
    const entries = await open.app.gate.transaction(GAOPING, (tx) =>
      tx.table(auditEntries).find({}),
    );
    expect(JSON.stringify(rows) + JSON.stringify(entries)).not.toMatch(
      /保健品|惠民|泫氏|reporter"|"reporter/,
    );
  });
});

describe('working on a clue', () => {
  it('C-10 a clue taken down by phone has the same numbering, its source and how to reach the person', async () => {
    await report();
    const input = { body, source: 'phone', contact: '13900000009' };
    const outcome = await open.app.perform(GAOPING, clues.enterClue, input, clerk);
    expect(outcome).toMatchObject({
      kind: 'done',
      events: [{ number: 'XS2026-0002', source: 'phone' }],
    });
  });

  it('F22 two colleagues decide on one clue: the second is refused and told', async () => {
    const { clue } = await report();
    const first = await open.app.perform(
      GAOPING,
      clues.acceptClue,
      { clue, expectVersion: 1 },
      clerk,
    );
    const second = await open.app.perform(
      GAOPING,
      clues.acceptClue,
      { clue, expectVersion: 1 },
      clerk,
    );
    expect(first.kind).toBe('done');
    expect(second).toMatchObject({ kind: 'refused', reason: { code: 'clues.changed-meanwhile' } });
  });

  it('GP-9.5b the reporter is told acceptance and outcome in coarse words, never the findings', async () => {
    const { clue } = await report();
    await open.app.perform(GAOPING, clues.acceptClue, { clue, expectVersion: 1 }, clerk);
    const closing = {
      clue,
      expectVersion: 2,
      outcome: 'substantiated',
      findings: '内部核查记录一二三',
    };
    await open.app.perform(GAOPING, clues.closeClue, closing, clerk);
    const own = await open.app.ask(GAOPING, clues.ownClues, {}, reporter);
    expect(own).toMatchObject({
      kind: 'found',
      value: [{ status: 'closed', outcome: 'substantiated' }],
    });
    expect(JSON.stringify(own)).not.toContain('内部核查');
    const told = await open.app.gate.transaction(GAOPING, (tx) => tx.table(notices).find({}));
    expect(told.map((row) => row.kind).sort()).toEqual(['clues.accepted', 'clues.closed']);
    expect(JSON.stringify(told.map((row) => row.params))).not.toContain('内部');
  });

  it('another chat cannot add to a clue nor see it', async () => {
    const { number } = await report();
    const stranger = follower('stranger');
    const add = await open.app.perform(
      GAOPING,
      clues.addClueEvidence,
      { number, pieces: 1 },
      stranger,
    );
    expect(add).toMatchObject({ kind: 'refused', reason: { code: 'clues.unknown' } });
    const own = await open.app.ask(GAOPING, clues.ownClues, {}, stranger);
    expect(own).toEqual({ kind: 'found', value: [] });
  });
});

describe('unfinished clues with evidence', () => {
  it('C-03 discipline sees that one exists and may let its writer be asked; nothing of it is told', async () => {
    const input = { draft: 'd1', identity: reporter.identity };
    await open.app.perform(GAOPING, clues.watchDraft, input, SYSTEM);
    const seen = await open.app.ask(GAOPING, clues.listWatchedDrafts, {}, discipline);
    expect(seen.kind === 'found' && Object.keys(seen.value[0] ?? {})).toEqual(['draft', 'since']);
    expect((await open.app.ask(GAOPING, clues.listWatchedDrafts, {}, clerk)).kind).toBe('denied');
    const asked = await open.app.perform(
      GAOPING,
      clues.askDraftWriter,
      { draft: 'd1' },
      discipline,
    );
    expect(asked.kind).toBe('done');
    const told = await open.app.gate.transaction(GAOPING, (tx) => tx.table(notices).find({}));
    expect(told.map((row) => row.kind)).toEqual(['clues.draft-writer-asked']);
  });
});
