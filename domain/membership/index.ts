import { defineContext, named } from '../kernel/context.ts';
import { appointMember, lapseEndedTerms } from './actions.ts';
import { bars, groundOf } from './bar-records.ts';
import { letters } from './letter-records.ts';
import { MEMBERSHIP, REMOVAL, type MembershipEvent, type MembershipRefusal } from './model.ts';
import { terms, unavailabilities } from './records.ts';
import { record } from './writing-records.ts';
import { announce, refuse, removed, say } from './wording.ts';

export {
  MEMBERSHIP,
  REMOVAL,
  ROUTES,
  TERM_STATUSES,
  TERM_STATUS_WORDS,
  type Letter,
  type MembershipEvent,
  type MembershipPolicy,
  type MembershipRefusal,
  type Route,
  type Term,
  type TermRoute,
  type TermStatus,
  type Unavailability,
} from './model.ts';
export { isBarred } from './bar-records.ts';
export { bureauOfLetterCode, letterCode } from './letter-records.ts';
export * from './import-actions.ts';
export {
  columnsOf,
  MEMBER_COLUMNS,
  MOST_MEMBERS,
  type MemberColumn,
  type MemberCounts,
  type MemberSheetRow,
  type PlannedMember,
} from './import-model.ts';
export * from './letter-actions.ts';
export { activeMembers, membershipsOf, readTerms, unavailabilitiesOn } from './records.ts';
export * from './actions.ts';
export * from './queries.ts';

export const membershipContext = defineContext<MembershipEvent>({
  name: 'membership',
  tables: [terms, unavailabilities, letters, bars],
  policies: [MEMBERSHIP, REMOVAL],
  actions: [named(appointMember), named(lapseEndedTerms)],
  record,
  announce,
  say,
  sayFrom: async (tx, kind, params) =>
    kind === 'membership.removed' && typeof params.term === 'string'
      ? removed(params, (await groundOf(tx, params.term)) ?? '')
      : null,
  followUps: (event) => {
    if (event.type === 'membership.consented')
      return [
        {
          action: 'people.consent',
          input: { person: event.person, text: event.text, version: event.version },
          key: `membership.consented:${event.term}`,
        },
      ];
    // whoever is removed gives up the work they were drawn for (ZJ-18a)
    return event.type === 'membership.removed'
      ? [
          {
            action: 'draws.recheck',
            input: { person: event.person },
            key: `membership.removed:${event.term}`,
          },
        ]
      : [];
  },
  refuse: (refusal) => refuse(refusal as MembershipRefusal),
});
