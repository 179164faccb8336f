import type { Json } from '../kernel/action.ts';
import { defineContext, named, type FollowUp, type Said } from '../kernel/context.ts';
import type { Day } from '../kernel/day.ts';
import type { Tx } from '../store/scope.ts';
import { endDuePublicities } from './actions.ts';
import type { PublicityEvent, PublicityRefusal } from './model.ts';
import { announce, say, sayDecided } from './notice-wording.ts';
import { PUBLICITY } from './policy.ts';
import { readDue, readObjection, readPublicity } from './records.ts';
import { PUBLICITY_TABLES } from './tables-records.ts';
import { refuse } from './wording.ts';
import { record } from './writing-records.ts';

export {
  OBJECTION_STATE_WORDS,
  PUBLICITY_STATE_WORDS,
  PUBLISH_FIELDS,
  PUBLISH_FIELD_WORDS,
  type PublicRow,
  type PublicityState,
  type PublishField,
} from './model.ts';
export { PUBLICITY, type PublicityPolicy } from './policy.ts';
export { howToObject, listTitle, noticeTitle, objectionReceipt } from './notice-wording.ts';
export { SOURCE_OF_OBJECTION } from './wording.ts';
export {
  appointCandidate,
  cancelPublicity,
  endDuePublicities,
  endPublicity,
  notePublicityPlacement,
  noteRosterPlacement,
  publishRoster,
  startPublicity,
  takeDownFromNotice,
  takeDownRoster,
} from './actions.ts';
export * from './objection-actions.ts';
export * from './queries.ts';
export * from './own-queries.ts';
export * from './objection-queries.ts';
export * from './roster-queries.ts';

type Params = Readonly<Record<string, Json>>;

const idIn = (params: Params, name: string): string => {
  const value = params[name];
  return typeof value === 'string' ? value : '';
};

/** The reason of a decision lies sealed in the row: it is in no parameter. */
const sayFrom = async (tx: Tx, kind: string, params: Params): Promise<Said | null> => {
  if (kind !== 'publicity.objection-decided') return null;
  const objection = await readObjection(tx, idIn(params, 'objection'));
  return objection === null ? null : sayDecided(objection);
};

/** A period that was cancelled or has ended meanwhile is not announced after all, a decided objection not urged. */
const isOver = async (tx: Tx, kind: string, params: Params): Promise<boolean> => {
  switch (kind) {
    case 'publicity.started':
      return (await readPublicity(tx, idIn(params, 'publicity')))?.state !== 'open';
    case 'publicity.to-decide':
      return (await readObjection(tx, idIn(params, 'objection')))?.state !== 'open';
    default:
      return false;
  }
};

/** While candidates are shown nobody is urged to handle them; afterwards it is counted anew (ZJ-8.2b). */
const followUps = (event: PublicityEvent): readonly FollowUp[] => {
  switch (event.type) {
    case 'publicity.started':
      return event.applications.map((one) => awaiting(event, one, event.lastDay));
    case 'publicity.ended':
    case 'publicity.cancelled':
      return event.private.told.map(({ application }) => awaiting(event, application, null));
    case 'publicity.placed':
    case 'publicity.candidates-taken-down':
    case 'publicity.objected':
    case 'publicity.objection-decided':
    case 'publicity.roster-published':
    case 'publicity.roster-placed':
    case 'publicity.roster-taken-down':
      return [];
  }
};

const awaiting = (
  { type, publicity }: Extract<PublicityEvent, { readonly publicity: string }>,
  application: string,
  from: Day | null,
): FollowUp => ({
  action: 'nomination.await',
  input: { application, from },
  key: `nomination.await:${type}:${publicity}:${application}`,
});

export const publicityContext = defineContext<PublicityEvent>({
  name: 'publicity',
  tables: [...PUBLICITY_TABLES],
  policies: [PUBLICITY],
  actions: [named(endDuePublicities)],
  record,
  // nobody learns who objected (C-01)
  anonymous: ['publicity.objected'],
  announce,
  say,
  sayFrom,
  isOver,
  followUps,
  deadlines: (tx, { now }) => readDue(tx, now),
  refuse: (refusal) => refuse(refusal as PublicityRefusal),
});
