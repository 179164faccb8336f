import type { Json } from '../kernel/action.ts';
import { defineContext, named } from '../kernel/context.ts';
import type { Tx } from '../store/scope.ts';
import { awaitApplication, forgetRefused } from './actions.ts';
import { announce, say } from './notice-wording.ts';
import type { NominationEvent } from './model-events.ts';
import type { NominationRefusal } from './model-refusals.ts';
import { NOMINATION } from './policy.ts';
import { readUnapplied } from './invited-queries.ts';
import { readApplication, readUntouched } from './records.ts';
import { applications, entryTermsTable, reveals } from './tables-records.ts';
import { refuse } from './wording.ts';
import { record } from './writing-records.ts';

export {
  faultsOf,
  PIECE_ROLES,
  PIECE_ROLE_WORDS,
  TITLE_LEVELS,
  WORK_KINDS,
  WORK_KIND_WORDS,
  type ApplicationInput,
  type Form1,
  type HistoryRow,
  type Piece,
  type PieceRole,
} from './input.ts';
export {
  APPLICATION_STATES,
  APPLICATION_STATE_WORDS,
  EXCEPTION_WORDS,
  type Application,
  type ApplicationState,
  type RevealedField,
  type Snapshot,
  type Terms,
} from './model.ts';
export type { ApprovalEvent, NominationEvent } from './model-events.ts';
export type { NominationRefusal } from './model-refusals.ts';
export {
  NOMINATION,
  type ChainLine,
  type EntryPolicy,
  type Exception,
  type NominationPolicy,
  type OptionalField,
} from './policy.ts';
export { compositionOf, type Composition, type Share, type Traits } from './composition-rules.ts';
export { gatherApproval } from './gather.ts';
export { approvalEvents, approvalProblem, type ApprovalFacts } from './rules-decision.ts';
export { employerName } from './rules.ts';
export { ageOf, categoryOf, isWithin, limitWords } from './rules-conditions.ts';
export { applicationsIn, readApplication } from './records.ts';
export { FIELD_WORDS } from './wording.ts';
export { receiptWords, SIGN_OFF_FORM } from './notice-wording.ts';
export * from './actions.ts';
export * from './invite-actions.ts';
export * from './queries.ts';
export * from './sheet-queries.ts';
export * from './turn-queries.ts';
export * from './invited-queries.ts';

export const nominationContext = defineContext<NominationEvent>({
  name: 'nomination',
  tables: [applications, entryTermsTable, reveals],
  policies: [NOMINATION],
  actions: [named(awaitApplication), named(forgetRefused)],
  record,
  announce,
  say,
  isOver: (tx, kind, params) => {
    if (kind === 'nomination.line-due') return isSigned(tx, params);
    return kind === 'nomination.to-appoint' ? isAppointed(tx, params) : Promise.resolve(false);
  },
  followUps: (event) =>
    event.type === 'nomination.approved'
      ? [
          {
            action: 'membership.appoint',
            key: `membership.appoint:${event.application}`,
            input: {
              person: event.person,
              roster: event.roster,
              route: event.route,
              category: event.category,
              furtherCategories: event.furtherCategories,
              speciality: event.private.speciality,
              application: event.application,
              startsOn: event.startsOn,
            },
          },
        ]
      : [],
  deadlines: async (tx, { now, policy }) => [
    ...(await readUntouched(tx, now)),
    ...(await readUnapplied(tx, { now, policy: NOMINATION.shape.parse(policy) })),
  ],
  refuse: (refusal) => refuse(refusal as NominationRefusal),
});

/** A colleague has signed the line meanwhile, or it went back: the page would find nothing to do. */
const isSigned = async (
  tx: Tx,
  { application, line }: Readonly<Record<string, Json>>,
): Promise<boolean> => {
  const found = typeof application === 'string' ? await readApplication(tx, application) : null;
  return found?.state !== 'reviewed' || found.lines.some((one) => one.line === line);
};

/** Somebody has appointed, or the application has ended otherwise. */
const isAppointed = async (
  tx: Tx,
  { application }: Readonly<Record<string, Json>>,
): Promise<boolean> =>
  typeof application !== 'string' || (await readApplication(tx, application))?.state !== 'selected';
