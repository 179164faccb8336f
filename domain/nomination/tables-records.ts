import type { Day } from '../kernel/day.ts';
import type { Roster } from '../kernel/world.ts';
import type { Route } from '../membership/index.ts';
import { day, defineTable, id, int, json, key, long, maybe, str, time } from '../store/columns.ts';
import type { Piece } from './input.ts';
import type {
  ApplicationState,
  Conclusion,
  Invited,
  RevealedField,
  Source,
  Terms,
} from './model.ts';
import type { EntryPolicy, Exception } from './policy.ts';

/** Columns after `version` were added with form 1 and 2: rows of the first release have none of them. */
export interface ApplicationRow {
  readonly id: string;
  readonly number: string;
  readonly citizenPrint: string;
  readonly chat: string | null;
  /** sealed ChatIdentity */
  readonly identity: string | null;
  /** sealed Snapshot, never changed (GP-14.2) until it is forgotten */
  readonly sealed: string;
  readonly source: Source;
  /** of the first release: `pieces` since then */
  readonly scans: readonly string[];
  readonly state: ApplicationState;
  readonly age: number;
  /** of the first release: `exceptions` since then */
  readonly ageReview: number;
  readonly submittedAt: string;
  readonly touchBy: string;
  readonly conclusion: Conclusion | null;
  /** sealed Findings; in the first release the text alone */
  readonly findings: string | null;
  readonly reviewedBy: string | null;
  readonly reviewedAt: string | null;
  /** sealed: why it was approved or refused */
  readonly reason: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly person: string | null;
  readonly version: number;
  readonly roster: Roster | null;
  readonly route: Route | null;
  readonly campaign: string | null;
  readonly terms: string | null;
  readonly referenceDay: Day | null;
  readonly pieces: readonly Piece[] | null;
  readonly exceptions: readonly Exception[] | null;
  readonly publication: string | null;
  /** sealed SignedLine[] */
  readonly lines: string | null;
  /** sealed SignedLine */
  readonly returned: string | null;
  /** sealed: why it was selected */
  readonly choice: string | null;
  readonly chosenBy: string | null;
  readonly chosenAt: string | null;
  /** refused or withdrawn: from here the months of A-38 run */
  readonly endedAt: string | null;
  readonly forgottenAt: string | null;
  /** audit entries whose private parts are about this person */
  readonly entries: readonly number[] | null;
  /** the invitation it came by, with what it is spared */
  readonly invited: Invited | null;
}

export const applications = defineTable<ApplicationRow>({
  name: 'application',
  columns: {
    id: key(id()),
    number: str(20),
    citizenPrint: str(64),
    chat: maybe(str(64)),
    identity: maybe(long()),
    sealed: long(),
    source: str(10),
    scans: json(),
    state: str(12),
    age: int(),
    ageReview: int(),
    submittedAt: time(),
    touchBy: time(),
    conclusion: maybe(str(12)),
    findings: maybe(long()),
    reviewedBy: maybe(str(36)),
    reviewedAt: maybe(time()),
    reason: maybe(long()),
    decidedBy: maybe(str(36)),
    decidedAt: maybe(time()),
    person: maybe(str(36)),
    version: int(),
    roster: maybe(str(20)),
    route: maybe(str(20)),
    campaign: maybe(id()),
    terms: maybe(str(64)),
    referenceDay: maybe(day()),
    pieces: maybe(json()),
    exceptions: maybe(json()),
    publication: maybe(str(40)),
    lines: maybe(long()),
    returned: maybe(long()),
    choice: maybe(long()),
    chosenBy: maybe(id()),
    chosenAt: maybe(time()),
    endedAt: maybe(time()),
    forgottenAt: maybe(time()),
    entries: maybe(json()),
    invited: maybe(json()),
  },
  indices: [
    { name: 'application_number', columns: ['bureau', 'number'], unique: true },
    { name: 'application_citizen', columns: ['bureau', 'citizenPrint', 'state'] },
    { name: 'application_chat', columns: ['bureau', 'chat'] },
    { name: 'application_state', columns: ['bureau', 'state', 'touchBy'] },
  ],
});

interface TermsRow {
  readonly id: string;
  readonly digest: string;
  readonly roster: Roster;
  readonly measure: string;
  readonly status: Terms['status'];
  readonly entry: EntryPolicy;
  readonly notedAt: string;
}

/** The measure's values that applications have begun with (B-25). */
export const entryTermsTable = defineTable<TermsRow>({
  name: 'entry_terms',
  columns: {
    id: key(id()),
    digest: str(64),
    roster: str(20),
    measure: str(100),
    status: str(10),
    entry: json(),
    notedAt: time(),
  },
  indices: [{ name: 'entry_terms_digest', columns: ['bureau', 'digest'], unique: true }],
});

interface RevealRow {
  readonly id: string;
  readonly application: string;
  /** a revealed field, or the paper that was printed */
  readonly field: RevealedField | 'application' | 'review';
  readonly account: string;
  readonly at: string;
}

export const reveals = defineTable<RevealRow>({
  name: 'application_reveal',
  columns: { id: key(id()), application: id(), field: str(20), account: id(), at: time() },
});
