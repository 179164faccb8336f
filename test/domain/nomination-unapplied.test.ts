import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { campaigns, nomination, WHOLE_POLICY } from '../../domain/index.ts';
import { nominationContext } from '../../domain/nomination/index.ts';
import { openApp, ZHANJIANG, type OpenApp } from '../support/app.ts';
import { expertApplicationOf } from '../support/applying.ts';
import { callingOf } from '../support/calling.ts';
import { citizenOf } from '../support/people.ts';

describe('a yes whose application has not come', () => {
  let open: OpenApp;
  beforeAll(async () => {
    open = await openApp();
    open.clock.set('2026-10-12T10:00:00+08:00');
  });
  afterAll(() => open.close());

  it('A-21 C-10 a yes still owing its application: nobody is asked twice, and after ten working days it stands in the office’s list', async () => {
    const clerk = await open.member(ZHANJIANG, 'clerk');
    const leader = await open.member(ZHANJIANG, 'leader');
    const calling = callingOf(open, ZHANJIANG, clerk);
    const citizenNumber = citizenOf('1985-03-15', '777');
    const person = await calling.person({ name: '郑老师', citizenNumber, phone: '13800138000' });
    const input = { roster: 'experts', category: '法律' };
    const invitation = await calling.proposed(person, input);
    await calling.approved(invitation, leader);
    const late = async () => {
      const { app } = open;
      const all = await app.gate.transaction(ZHANJIANG, async (tx) =>
        nominationContext.deadlines(tx, await app.world(tx, WHOLE_POLICY)),
      );
      return all.filter(({ subject, id }) => subject === 'invitation' && id === invitation);
    };
    open.clock.set('2026-10-13T10:00:00+08:00');
    const accepting = { invitation, answer: 'accept', consent: '2026-1', source: 'phone' };
    await calling.done(clerk, campaigns.answerInvitation, accepting);
    await expect(calling.proposed(person, input)).rejects.toThrow('campaigns.already-invited');
    // ten working days after the yes, not after the letter
    open.clock.set('2026-10-26T17:31:00+08:00');
    expect(await late()).toEqual([]);
    open.clock.set('2026-10-27T17:31:00+08:00');
    expect(await late()).toMatchObject([{ roster: 'experts', audience: 'office' }]);
    const form = expertApplicationOf({ name: '郑老师', citizenNumber });
    const entering = { source: 'letter', application: { ...form, publication: null } };
    await calling.done(clerk, nomination.enterApplication, entering);
    expect(await late()).toEqual([]);
  });
});
