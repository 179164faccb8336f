import type { Role } from '../kernel/actor.ts';
import type { Roster } from '../kernel/world.ts';
import type { ChainLine, EntryPolicy } from './policy.ts';

/** The states in which a colleague's step is due. */
export const TURN_STATES = ['submitted', 'reviewed', 'qualified'] as const;
export type TurnState = (typeof TURN_STATES)[number];

/** As much of an application as tells whose turn it is. */
export interface Turn {
  readonly roster: Roster;
  /** digest of the values it began with; empty: of the first release */
  readonly terms: string;
  readonly reviewer: string | null;
  /** who signed the lines of form 2 after the reviewer's, in their order */
  readonly signers: readonly string[];
}

interface Asking {
  readonly account: string;
  readonly roles: readonly Role[];
}

/** Whether its next step belongs to this account: by role, and by nobody twice (C-05). */
export const isTurnOf = (
  {
    state,
    turn,
    entry,
  }: { readonly state: TurnState; readonly turn: Turn; readonly entry: EntryPolicy },
  { account, roles }: Asking,
): boolean =>
  roles.some((role) => rolesFor(state, turn, entry).includes(role)) &&
  !(entry.onePersonPerLine.value && hasPart(state, turn, account));

const rolesFor = (
  state: TurnState,
  { signers }: Turn,
  { chain, selection }: EntryPolicy,
): readonly Role[] => {
  const line = (at: number): ChainLine | undefined => chain.value[at];
  switch (state) {
    case 'submitted':
      return line(0)?.roles ?? [];
    case 'reviewed':
      return line(1 + signers.length)?.roles ?? [];
    case 'qualified':
      return selection.value;
  }
};

/** In a chosen one only the reviewer stands back; on form 2 whoever signed a line before. */
const hasPart = (state: TurnState, { reviewer, signers }: Turn, account: string): boolean => {
  switch (state) {
    case 'submitted':
      return false;
    case 'reviewed':
      return reviewer === account || signers.includes(account);
    case 'qualified':
      return reviewer === account;
  }
};
