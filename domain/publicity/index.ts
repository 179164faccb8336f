import type { Json } from '../kernel/action.ts';
import { defineContext, named, type Said } from '../kernel/context.ts';
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
  takeDownRoster,
} from './actions.ts';
export * from './objection-actions.ts';
export * from './queries.ts';
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
  deadlines: (tx, { now }) => readDue(tx, now),
  refuse: (refusal) => refuse(refusal as PublicityRefusal),
});
