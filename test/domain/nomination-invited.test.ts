import { describe, expect, it } from 'vitest';
import type { Day } from '../../domain/index.ts';
import type { Term } from '../../domain/membership/index.ts';
import type { Application, Invited } from '../../domain/nomination/model.ts';
import { announce } from '../../domain/nomination/notice-wording.ts';
import { isUsed } from '../../domain/nomination/rules-route.ts';
import { review, type Handling } from '../../domain/nomination/rules-review.ts';
import { valuesOf } from '../../domain/nomination/rules-terms.ts';
import { refuse } from '../../domain/nomination/wording.ts';
import { shownProblem } from '../../domain/publicity/appointment-rules.ts';
import { PUBLICITY } from '../../domain/publicity/policy.ts';
import { start } from '../../domain/publicity/rules.ts';
import { demoBureaus, ZHANJIANG } from '../support/app.ts';
import { form1Of } from '../support/applying.ts';
import {
  CHAT,
  ZJ,
  callOf,
  handExpert,
  refusalIn,
  submitted,
  worldAt,
} from '../support/nominating.ts';

const YES = { id: 'i1', number: 'YQ2026-0001', approvedBy: 'leader' };
const GIVEN = { facts: { open: null, invitation: YES } };
const WHOLE: Invited = {
  invitation: 'i1',
  number: 'YQ2026-0001',
  approvedBy: 'leader',
  skipsReview: true,
  skipsPublicity: true,
};

/** Zhanjiang, where the invited are spared other things. */
const sparing = (over: { skipsReview?: boolean; skipsPublicity?: boolean }): typeof ZJ => {
  const { experts } = ZJ.rosters;
  if (experts?.calls === undefined) throw new Error('no calls');
  const { invitation } = experts.calls;
  const calls = {
    ...experts.calls,
    invitation: { ...invitation, value: { ...invitation.value, ...over } },
  };
  return { ...ZJ, rosters: { ...ZJ.rosters, experts: { ...experts, calls } } };
};

describe('an application that comes by an invitation (A-21, ZJ-7.2)', () => {
  it('A-21 ZJ-7.2 given a yes, when form 1 is handed in without a call, then it comes by the invitation', () => {
    const event = submitted(handExpert({}, GIVEN));
    expect(event).toMatchObject({ route: 'invitation', campaign: null, invited: WHOLE });
    const within = { facts: { open: callOf('experts'), invitation: YES } };
    expect(submitted(handExpert({ campaign: 'c1' }, within))).toMatchObject({
      route: 'invitation',
      campaign: null,
    });
  });

  it('A-21 ZJ-6 the same form and the same declarations are asked of the invited', () => {
    expect(refusalIn(handExpert({ declarations: ['law'] }, GIVEN))).toMatchObject({
      code: 'nomination.declarations-missing',
    });
    expect(refusalIn(handExpert({ form1: null }, GIVEN))).toMatchObject({
      code: 'nomination.form-incomplete',
    });
    const foreign = { form1: form1Of({ nationality: '其他' }) };
    expect(refusalIn(handExpert(foreign, GIVEN))).toEqual({ code: 'nomination.not-citizen' });
  });

  it('A-21 A-37 who is never shown need not agree to it; where the measure shows the invited, they must', () => {
    const silent = { publication: null };
    expect(submitted(handExpert(silent, GIVEN)).publication).toBe(null);
    const policy = sparing({ skipsPublicity: false });
    expect(refusalIn(handExpert(silent, { ...GIVEN, policy }))).toEqual({
      code: 'nomination.publication-missing',
    });
    expect(submitted(handExpert({}, { ...GIVEN, policy })).invited).toEqual({
      ...WHOLE,
      skipsPublicity: false,
    });
  });

  it('A-21 a yes is used once: by a term, by an application that stands, by another way in, by time', () => {
    const yes = { id: 'i1', proposedAt: new Date('2026-10-12T02:00:00Z') };
    const nothing = { terms: [], applications: [] };
    const since = '2025-10-12' as Day;
    const by = (state: Application['state']) => ({
      ...nothing,
      applications: [{ invitation: 'i1', state }],
    });
    const term = (over: Partial<Term>) => ({
      ...nothing,
      terms: [{ application: 'other', startsOn: '2020-01-01', ...over } as Term],
    });
    expect(isUsed(yes, nothing, since)).toBe(false);
    expect(isUsed(yes, by('withdrawn'), since)).toBe(false);
    expect(isUsed(yes, by('submitted'), since)).toBe(true);
    expect(isUsed(yes, by('refused'), since)).toBe(true);
    expect(isUsed(yes, term({}), since)).toBe(false);
    expect(isUsed(yes, term({ application: 'i1' }), since)).toBe(true);
    expect(isUsed(yes, term({ startsOn: '2026-11-01' as Day }), since)).toBe(true);
    expect(isUsed(yes, nothing, '2026-10-13' as Day)).toBe(true);
  });
});

const applicationOf = (over: object, policy = ZJ, more: Partial<Application> = {}): Application => {
  const event = submitted(handExpert(over, { ...GIVEN, policy }));
  const { number, roster, route, campaign, invited, terms, age, exceptions } = event;
  return {
    id: event.application,
    ...{ number, roster, route, campaign, invited, terms, age, exceptions },
    snapshot: event.private.snapshot,
    identity: CHAT,
    source: 'chat',
    pieces: event.pieces,
    state: 'submitted',
    publication: event.publication,
    submittedAt: new Date('2026-10-12T02:00:00Z'),
    touchBy: new Date('2026-10-19T09:30:00Z'),
    ...{ review: null, lines: [], returned: null, selection: null, decision: null, person: null },
    version: 1,
    ...more,
  };
};

const entryOf = (policy: typeof ZJ) => {
  const entry = policy.rosters.experts?.entry;
  if (entry === undefined) throw new Error('no entry');
  return entry;
};

const reviewed = (
  application: Application,
  input: { readonly conclusion?: 'qualified' | 'unqualified'; readonly text?: string } = {},
) => {
  const entry = entryOf(ZJ);
  const facts: Handling = {
    application,
    terms: { ...valuesOf('experts', entry, ZJ), notedAt: new Date('2026-10-12T02:00:00Z') },
    account: 'clerk',
    roles: ['clerk', 'sectionHead', 'leader'],
    colleagues: [],
  };
  const found = input.conclusion === 'unqualified' ? ('notMet' as const) : ('met' as const);
  const findings = entry.conditions.value.map(({ id }) => ({
    condition: id,
    found,
    note: '',
  }));
  const filled = { conclusion: 'qualified' as const, text: '材料齐全，符合条件', ...input };
  return review(
    facts,
    { expectVersion: 1, findings, unitPhone: '', practice: '', ...filled },
    worldAt('2026-10-13', ZJ),
  );
};

const typesIn = (decision: ReturnType<typeof reviewed>) =>
  decision.ok ? decision.value.map(({ type }) => type) : decision.error;

describe('the shortened review (A-21, ZJ-7.2)', () => {
  it('A-21 ZJ-7.2 given an invitation that skips the review, when the reviewer says 合格, then the invited is selected by who approved it', () => {
    const decision = reviewed(applicationOf({}));
    expect(typesIn(decision)).toEqual(['nomination.reviewed', 'nomination.selected']);
    const [first, chosen] = decision.ok ? decision.value : [];
    expect(first).toMatchObject({ by: 'clerk', next: null, signers: [] });
    expect(chosen).toMatchObject({ by: 'leader', invited: WHOLE });
    const reason = chosen?.type === 'nomination.selected' ? chosen.private.reason : '';
    expect(reason).toContain('YQ2026-0001');
    expect(reason).toContain('材料齐全');
    expect(chosen).toMatchObject({ appointers: ['leader'] });
    if (chosen?.type !== 'nomination.selected') throw new Error('nobody was chosen');
    const told = announce(chosen, worldAt('2026-10-13', ZJ));
    expect(told.map(({ kind, to }) => [kind, to])).toContainEqual([
      'nomination.to-appoint',
      { to: 'role', role: 'leader' },
    ]);
  });

  it('A-21 ZJ-8.2b who is shown first has no appointment waiting yet', () => {
    const policy = sparing({ skipsPublicity: false });
    const decision = reviewed(applicationOf({}, policy));
    const chosen = decision.ok ? decision.value[1] : undefined;
    expect(chosen).toMatchObject({ type: 'nomination.selected', appointers: [] });
  });

  it('A-21 ZJ-6 given the same, when a condition is not met, then 不合格 goes the usual way, signed by others', () => {
    const decision = reviewed(applicationOf({}), { conclusion: 'unqualified' });
    expect(typesIn(decision)).toEqual(['nomination.reviewed']);
    expect(decision.ok ? decision.value[0] : null).toMatchObject({
      next: entryOf(ZJ).chain.value[1]?.id,
    });
  });

  it('A-21 ZJ-6.5b given a soft rule that is not met, when the review says nothing of it, then it is asked for', () => {
    const below = { form1: form1Of({ titleLevel: '中级', title: '主治医师' }) };
    const application = applicationOf(below);
    expect(application.exceptions).toEqual(['title']);
    const silent = reviewed(application);
    expect(typesIn(silent)).toEqual({
      code: 'nomination.exception-unspoken',
      exception: 'title',
    });
    expect(silent.ok ? '' : refuse(silent.error as never)).toContain('职称或年限方面的考虑');
    const spoken = reviewed(application, { text: '职称虽为中级，临床经验丰富，同意' });
    expect(typesIn(spoken)).toContain('nomination.selected');
  });

  it('A-21 given a measure that spares nothing, when the reviewer says 合格, then the next line signs', () => {
    const policy = sparing({ skipsReview: false, skipsPublicity: false });
    expect(typesIn(reviewed(applicationOf({}, policy)))).toEqual(['nomination.reviewed']);
  });
});

describe('publicity of the invited (A-21, ZJ-7.2, ZJ-8.2b)', () => {
  const policy = demoBureaus().get(ZHANJIANG)?.section(PUBLICITY);
  if (policy === undefined) throw new Error('no such bureau');

  it('A-21 ZJ-7.2 who is spared it is appointed without, and put on no list; who is not, is shown first', () => {
    const spared = applicationOf({ publication: null }, ZJ, { state: 'selected' });
    expect(shownProblem(spared, [], policy)).toBe(null);
    const listed = start(
      { found: [spared], shown: [], running: 1, account: 'clerk' },
      { roster: 'experts', applications: [spared.id], firstDay: null },
      { ...worldAt('2026-10-13', ZJ), policy },
    );
    expect(listed).toMatchObject({ ok: false, error: { code: 'publicity.invited' } });
    const shown = applicationOf({}, sparing({ skipsPublicity: false }), { state: 'selected' });
    expect(shownProblem(shown, [], policy)).toMatchObject({ code: 'publicity.not-shown' });
  });
});
