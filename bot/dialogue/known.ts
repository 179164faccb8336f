import type { Json, Roster } from '../../domain/index.ts';

/** An institution with everything it is called: its own name first. */
export interface KnownInstitution {
  readonly id: string;
  readonly name: string;
  readonly names: readonly string[];
}

/** An announcement people may apply under now. */
export interface OpenCall {
  readonly id: string;
  readonly roster: Roster;
  readonly title: string;
}

/** A task somebody is invited to or has accepted. */
export interface OwnTask {
  readonly id: string;
  readonly number: string;
  readonly day: string;
}

/** An invitation that waits for an answer in words. */
export interface OpenOffer {
  readonly id: string;
  readonly name: string;
  readonly params: Json;
  /** it was answered; kept so that a second answer is understood (F16) */
  readonly answered?: true;
  /** day and place, where several of a kind are open */
  readonly about?: string;
}
