import { afterEach, beforeEach, expect, it } from 'vitest';
import { announceCampaigns } from '../../bot/jobs/campaigns.ts';
import { conversations, type ConversationRow } from '../../domain/exchange/tables.ts';
import { campaigns, people, type StaffActor, type Tx } from '../../domain/index.ts';
import { notices } from '../../domain/notices/tables.ts';
import { GAOPING, openApp, type OpenApp } from '../support/app.ts';
import { callingOf, type Calling } from '../support/calling.ts';
import { openOffice, type Office } from '../support/chat.ts';

let open: OpenApp;
let office: Office;
let clerk: StaffActor;
let head: StaffActor;
let calling: Calling;

beforeEach(async () => {
  open = await openApp();
  office = openOffice(open, GAOPING);
  clerk = await open.member(GAOPING, 'clerk');
  head = await open.member(GAOPING, 'sectionHead');
  calling = callingOf(open, GAOPING, clerk);
});
afterEach(() => open.close());

const within = <T>(work: (tx: Tx) => Promise<T>) => open.app.gate.transaction(GAOPING, work);

/** A follower of the official account, by default one who wrote an hour ago. */
const follows = (name: string, over: Partial<ConversationRow> = {}) =>
  within((tx) =>
    tx.table(conversations).insert({
      id: people.chatPrint(tx, { channel: 'official-account', id: name }),
      channel: 'official-account',
      identity: tx.vault.seal({ channel: 'official-account', id: name }),
      session: null,
      turns: 1,
      following: 1,
      windowUntil: '2026-10-14T01:00:00.000Z',
      windowLeft: 5,
      tapUntil: null,
      tapLeft: 0,
      rightsAt: null,
      draftAt: null,
      draftEvidence: 0,
      draftReminded: 0,
      updatedAt: '2026-10-12T01:00:00.000Z',
      ...over,
    }),
  );

const told = () => within((tx) => tx.table(notices).find({ kind: 'campaigns.published' }));
const run = () => announceCampaigns.run(office.hand(GAOPING));

it('GP-6.1 every follower who may be written to is told once, in chunks; nobody else', async () => {
  for (let n = 0; n < 120; n += 1) await follows(`o-${n}`);
  await follows('gone', { following: 0 });
  await follows('silent', { windowUntil: '2026-10-12T01:59:00.000Z' });
  await follows('never', { windowUntil: null, windowLeft: 0 });
  await follows('last-word', { windowLeft: 1 });
  const call = await calling.published(head);
  await run();
  await run();
  expect(await told()).toHaveLength(120);
  expect((await calling.read(call.id)).announcedAt).not.toBeNull();
});

it('GP-6.1 a duty that died half way goes on and tells nobody twice', async () => {
  for (let n = 0; n < 60; n += 1) await follows(`o-${n}`);
  await calling.published(head);
  let chunks = 0;
  const hand = office.hand(GAOPING);
  const { gate } = hand.app;
  const transaction: typeof gate.transaction = (bureau, work) => {
    chunks += 1;
    if (chunks === 3) return Promise.reject(new Error('the power is gone'));
    return gate.transaction(bureau, work);
  };
  const dying = { ...hand, app: { ...hand.app, gate: { ...gate, transaction } } };
  await expect(announceCampaigns.run(dying)).rejects.toThrow('the power is gone');
  expect(await told()).toHaveLength(50);
  await run();
  expect(await told()).toHaveLength(60);
});

it('GP-6.1 waits for the opening and for office hours; what is over by then is not sent', async () => {
  await follows('o-1', { windowUntil: '2026-10-31T01:00:00.000Z' });
  const call = await calling.published(head, { opensAt: '2026-10-12T18:00:00+08:00' });
  await run();
  open.clock.set('2026-10-12T18:30:00+08:00');
  await run();
  expect(await told()).toHaveLength(0);
  open.clock.set('2026-10-13T08:30:00+08:00');
  await run();
  expect(await told()).toMatchObject([{ validUntil: '2026-10-31T01:00:00.000Z', state: 'ready' }]);
  const closing = { campaign: call.id, expectVersion: 2, reason: '名额已满，提前结束' };
  await calling.done(head, campaigns.closeCampaign, closing);
  await office.settle();
  expect(await told()).toMatchObject([{ state: 'expired' }]);
});
