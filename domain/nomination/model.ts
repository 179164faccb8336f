import type { ChatIdentity } from '../kernel/actor.ts';
import type { Roster } from '../kernel/world.ts';
import type { Route } from '../membership/index.ts';
import type { ApplicationInput, Piece } from './input.ts';
import type { EntryPolicy, Exception } from './policy.ts';

/**
 * 已收到 → (reviewer) 审查中 → (last line of form 2) 合格 → (择优) 已选定 → 已聘任; or 未获聘任, 已撤回.
 * Qualified and selected are two decisions (ZJ-8.2a); whether a selected one is shown in public is the
 * publicity's own state.
 */
export const APPLICATION_STATES = [
  'submitted',
  'reviewed',
  'qualified',
  'selected',
  'approved',
  'refused',
  'withdrawn',
] as const;
export type ApplicationState = (typeof APPLICATION_STATES)[number];

/** The words an applicant reads (GP-9.5b: coarse). */
export const APPLICATION_STATE_WORDS: Readonly<Record<ApplicationState, string>> = {
  submitted: '已收到，等待审核',
  reviewed: '审核中',
  qualified: '审核合格，等待选定',
  selected: '已选定，等待公示或聘任',
  approved: '已同意聘任',
  refused: '未获聘任',
  withdrawn: '已撤回',
};

/** Somebody still has to act on it. */
export const OPEN_STATES: readonly ApplicationState[] = [
  'submitted',
  'reviewed',
  'qualified',
  'selected',
];

export const SOURCES = ['chat', 'phone', 'visit', 'letter'] as const;
export type Source = (typeof SOURCES)[number];

/** The application as confirmed: never changed afterwards (GP-14.2, ZJ-8.1). */
export interface Snapshot extends ApplicationInput {
  readonly consentText: string;
  readonly publicationText: string;
  readonly declarationTexts: readonly string[];
}

export const EXCEPTION_WORDS: Readonly<Record<Exception, string>> = {
  age: '年龄超出一般规定',
  title: '职称或工作年限低于一般要求',
  employerType: '单位不在一般遴选范围',
};

/** The measure's entry section as it stood when an application began: it keeps it (B-25, GP-16b). */
export interface Terms {
  /** sm3 of the values */
  readonly digest: string;
  readonly roster: Roster;
  readonly measure: string;
  readonly status: 'draft' | 'issued' | 'expired';
  readonly entry: EntryPolicy;
  readonly notedAt: Date;
}

/** It came by an invitation that was approved and accepted, and is spared what the measure said then. */
export interface Invited {
  readonly invitation: string;
  readonly number: string;
  /** who chose the invited by approving the invitation */
  readonly approvedBy: string | null;
  readonly skipsReview: boolean;
  readonly skipsPublicity: boolean;
}

export interface Application {
  readonly id: string;
  readonly number: string;
  readonly roster: Roster;
  readonly route: Route;
  readonly campaign: string | null;
  readonly invited: Invited | null;
  /** digest of the Terms it began with */
  readonly terms: string;
  readonly snapshot: Snapshot;
  readonly identity: ChatIdentity | null;
  readonly source: Source;
  readonly pieces: readonly Piece[];
  readonly state: ApplicationState;
  /** full years on the reference day: the campaign's cut-off day, else the day of confirming */
  readonly age: number;
  readonly exceptions: readonly Exception[];
  /** version of the consent to publication as it stands now; null: never given, or withdrawn */
  readonly publication: string | null;
  readonly submittedAt: Date;
  /** by when somebody acts on it, as the applicant was told */
  readonly touchBy: Date;
  /** form 2's findings, given anew after a line has sent it back */
  readonly review: Review | null;
  /** the lines after the reviewer's, in the order they were signed; a return empties them */
  readonly lines: readonly SignedLine[];
  /** the line that sent it back to the reviewer, until a new review stands */
  readonly returned: SignedLine | null;
  readonly selection: Ruling | null;
  readonly decision: Ruling | null;
  readonly person: string | null;
  readonly version: number;
}

export const CONCLUSIONS = ['qualified', 'unqualified'] as const;
export type Conclusion = (typeof CONCLUSIONS)[number];

export const FINDINGS = ['met', 'notMet', 'unclear'] as const;
export type FindingWord = (typeof FINDINGS)[number];

/** One condition of the measure as the reviewer found it (F2-09). */
export interface Finding {
  readonly condition: string;
  readonly found: FindingWord;
  readonly note: string;
}

/** F2-04, F2-05, F2-09, F2-10. */
export interface Review {
  readonly conclusion: Conclusion;
  readonly findings: readonly Finding[];
  readonly text: string;
  readonly unitPhone: string;
  readonly practice: string;
  readonly by: string;
  readonly at: Date;
}

export const LINE_VERDICTS = ['agree', 'return'] as const;
export type LineVerdict = (typeof LINE_VERDICTS)[number];

/** F2-11, F2-12: signed at the site, by the phone, or on paper with the scan. */
export interface SignedLine {
  readonly line: string;
  readonly verdict: LineVerdict;
  readonly opinion: string;
  /** whose line it is */
  readonly by: string;
  /** the scan of a line signed on paper, and who entered it */
  readonly paper: { readonly scan: string; readonly enteredBy: string } | null;
  readonly at: Date;
}

export interface Ruling {
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
}

/** Name under which the consent of an application is filed with the person (GP-2b). */
export const CONSENT_TEXT = 'application';
/** Name under which the consent to publication is filed with the person. */
export const PUBLICATION_TEXT = 'publication';

export type RevealedField = 'citizenNumber' | 'phone' | 'homeAddress';

/** Why an application did not lead to an appointment; the reason itself is private. */
export type RefusedBecause = 'unqualified' | 'notSelected' | 'objection';
