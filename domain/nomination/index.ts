import { defineContext } from '../kernel/context.ts';
import { NOMINATION, type NominationEvent, type NominationRefusal } from './model.ts';
import { applications, readUntouched, record, reveals } from './records.ts';
import { announce, refuse, say } from './wording.ts';

export type { ApplicationInput } from './input.ts';
export {
  APPLICATION_STATES,
  APPLICATION_STATE_WORDS,
  NOMINATION,
  type Application,
  type ApplicationState,
  type EntryPolicy,
  type NominationEvent,
  type NominationRefusal,
} from './model.ts';
export { ageOf, isWithin, limitWords } from './rules.ts';
export { receiptWords } from './wording.ts';
export * from './actions.ts';
export * from './queries.ts';

export const nominationContext = defineContext<NominationEvent>({
  name: 'nomination',
  tables: [applications, reveals],
  policies: [NOMINATION],
  actions: [],
  record,
  announce,
  say,
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
              application: event.application,
            },
          },
        ]
      : [],
  deadlines: (tx, { now }) => readUntouched(tx, now),
  refuse: (refusal) => refuse(refusal as NominationRefusal),
});
