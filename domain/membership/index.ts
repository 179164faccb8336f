import { defineContext, named } from '../kernel/context.ts';
import { appointMember, lapseEndedTerms } from './actions.ts';
import { MEMBERSHIP, type MembershipEvent, type MembershipRefusal } from './model.ts';
import { record, terms, unavailabilities } from './records.ts';
import { announce, refuse, say } from './wording.ts';

export {
  MEMBERSHIP,
  TERM_STATUSES,
  TERM_STATUS_WORDS,
  type MembershipEvent,
  type MembershipPolicy,
  type MembershipRefusal,
  type Route,
  type Term,
  type TermStatus,
  type Unavailability,
} from './model.ts';
export { activeMembers, membershipsOf, readTerms, unavailabilitiesOn } from './records.ts';
export * from './actions.ts';
export * from './queries.ts';

export const membershipContext = defineContext<MembershipEvent>({
  name: 'membership',
  tables: [terms, unavailabilities],
  policies: [MEMBERSHIP],
  actions: [named(appointMember), named(lapseEndedTerms)],
  record,
  announce,
  say,
  followUps: (event) =>
    event.type === 'membership.consented'
      ? [
          {
            action: 'people.consent',
            input: { person: event.person, text: event.text, version: event.version },
            key: `membership.consented:${event.term}`,
          },
        ]
      : [],
  refuse: (refusal) => refuse(refusal as MembershipRefusal),
});
