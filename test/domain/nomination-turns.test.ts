import { describe, expect, it } from 'vitest';
import { nomination, type Role } from '../../domain/index.ts';
import { isTurnOf, type Turn, type TurnState } from '../../domain/nomination/turn-rules.ts';
import { demoBureaus, ZHANJIANG } from '../support/app.ts';

const entry = new Map(demoBureaus()).get(ZHANJIANG)!.section(nomination.NOMINATION).rosters.experts!
  .entry!;

const turn = (over: Partial<Turn> = {}): Turn => ({
  roster: 'experts',
  terms: '',
  reviewer: 'rev',
  signers: [],
  ...over,
});

const isMine = (state: TurnState, one: Turn, account: string, ...roles: Role[]): boolean =>
  isTurnOf({ state, turn: one, entry }, { account, roles });

describe('whose turn it is (C-05, F2-11)', () => {
  it('ZJ-8.2a a new one is the reviewer’s, by role', () => {
    expect(isMine('submitted', turn({ reviewer: null }), 'a', 'clerk')).toBe(true);
    expect(isMine('submitted', turn({ reviewer: null }), 'a', 'auditor')).toBe(false);
    // sent back, it is the same reviewer's again
    expect(isMine('submitted', turn(), 'rev', 'clerk')).toBe(true);
  });

  it('F2-11 F2-12 each further line is the next role’s, once', () => {
    expect(isMine('reviewed', turn(), 'head', 'sectionHead')).toBe(true);
    expect(isMine('reviewed', turn(), 'boss', 'leader')).toBe(false);
    const signed = turn({ signers: ['head'] });
    expect(isMine('reviewed', signed, 'other', 'sectionHead')).toBe(false);
    expect(isMine('reviewed', signed, 'boss', 'leader')).toBe(true);
  });

  it('C-05 nobody is asked for a second line, and the reviewer does not choose', () => {
    expect(isMine('reviewed', turn(), 'rev', 'sectionHead')).toBe(false);
    expect(isMine('reviewed', turn({ signers: ['head'] }), 'head', 'leader')).toBe(false);
    expect(isMine('qualified', turn({ signers: ['head', 'boss'] }), 'boss', 'leader')).toBe(true);
    expect(isMine('qualified', turn(), 'rev', 'leader')).toBe(false);
    const two = { ...entry, onePersonPerLine: { ...entry.onePersonPerLine, value: false } };
    const asked = { state: 'qualified', turn: turn(), entry: two } as const;
    expect(isTurnOf(asked, { account: 'rev', roles: ['leader'] })).toBe(true);
  });
});
