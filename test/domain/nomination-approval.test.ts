import { describe, expect, it } from 'vitest';
import type { Day } from '../../domain/index.ts';
import type { Application } from '../../domain/nomination/model.ts';
import {
  approvalEvents,
  approvalProblem,
  type ApprovalFacts,
} from '../../domain/nomination/rules-decision.ts';
import { form1Of } from '../support/applying.ts';
import { CHAT, handExpert, submitted } from '../support/nominating.ts';

const FACTS: ApprovalFacts = {
  person: null,
  terms: [],
  isBarred: false,
  binding: null,
  today: '2026-11-20' as Day,
};

const selectedOf = (over: object = {}): Application => {
  const event = submitted(handExpert(over));
  return {
    id: event.application,
    number: event.number,
    roster: event.roster,
    route: event.route,
    invited: null,
    campaign: event.campaign,
    terms: event.terms,
    snapshot: event.private.snapshot,
    identity: CHAT,
    source: 'chat',
    pieces: event.pieces,
    state: 'selected',
    age: event.age,
    exceptions: event.exceptions,
    publication: event.publication,
    submittedAt: new Date('2026-10-12T02:00:00Z'),
    touchBy: new Date('2026-10-19T09:30:00Z'),
    review: null,
    lines: [],
    returned: null,
    selection: null,
    decision: null,
    person: null,
    version: 6,
  };
};

const appoint = (facts: Partial<ApprovalFacts> = {}, over: object = {}) =>
  approvalEvents(selectedOf(over), {
    facts: { ...FACTS, ...facts },
    reason: '经研究，同意聘任',
    by: 'leader',
    seed: 'seed',
  });

const employmentsIn = (events: ReturnType<typeof appoint>) =>
  events.flatMap((event) =>
    event.type === 'people.registered' ? event.private.particulars.employments : [],
  );

describe('what an appointment makes (GP-2b, ZJ-4a)', () => {
  it('GP-2b A-37 person, both consents, the chat and the appointment, in one breath', () => {
    expect(appoint().map(({ type }) => type)).toEqual([
      'people.registered',
      'people.consented',
      'people.consented',
      'people.bound',
      'nomination.approved',
    ]);
  });

  it('ZJ-11.2 ZJ-11.3 the dated rows of form 1 become posts, months reaching from first to last day', () => {
    expect(employmentsIn(appoint())).toMatchObject([
      { unit: '湛江市某某医院', post: '科主任', since: '2018-07-01', until: null },
      { unit: '湛江市第二人民医院', post: '医师', since: '2011-07-01', until: '2018-06-30' },
    ]);
  });

  it('ZJ-11.2 February and a retired person: the last day is the month’s own, no main post is made up', () => {
    const history = [{ from: '2012-02', to: '2024-02', unit: '湛江市第二人民医院', post: '医师' }];
    const over = { employer: null, post: '', form1: form1Of({ history }) };
    expect(employmentsIn(appoint({}, over))).toMatchObject([
      { since: '2012-02-01', until: '2024-02-29' },
    ]);
  });

  it('ZJ-9 category, further ones and the speciality go to the term', () => {
    const form1 = form1Of({ furtherCategories: ['药学'] });
    expect(appoint({}, { form1 }).at(-1)).toMatchObject({
      category: '临床医护',
      furtherCategories: ['药学'],
      private: { speciality: '心血管内科' },
    });
  });

  it('A-36 a known person is not made twice nor given to a strange chat', () => {
    const events = appoint({ person: 'p9' });
    expect(events.map(({ type }) => type)).toEqual([
      'people.consented',
      'people.consented',
      'nomination.approved',
    ]);
    expect(events.at(-1)).toMatchObject({ person: 'p9', bound: false });
  });

  it('the chat of somebody else stays theirs', () => {
    const binding = {
      id: 'b1',
      identity: CHAT,
      person: 'daughter',
      account: null,
      boundAt: new Date('2026-01-01T00:00:00Z'),
      unboundAt: null,
    };
    expect(appoint({ binding }).map(({ type }) => type)).not.toContain('people.bound');
  });

  it('B-17 ZJ-18a a bar that came in between stops the appointment, and only the selected are appointed', () => {
    const barred = { ...FACTS, isBarred: true };
    expect(approvalProblem(selectedOf(), barred)).toMatchObject({ code: 'nomination.barred' });
    const early = { ...selectedOf(), state: 'qualified' } as const;
    expect(approvalProblem(early, FACTS)).toMatchObject({ code: 'nomination.not-waiting' });
    expect(approvalProblem(selectedOf(), FACTS)).toBeNull();
  });
});
