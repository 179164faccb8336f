import { defineContext, named } from '../kernel/context.ts';
import { giveConsent } from './actions.ts';
import type { PeopleEvent, PeopleRefusal } from './model.ts';
import { PEOPLE_TABLES } from './records.ts';
import { record } from './writing-records.ts';
import { refuse } from './wording.ts';

export {
  citizenNumber,
  EMPLOYMENT_KINDS,
  EMPLOYMENT_KIND_WORDS,
  personName,
  phone,
  type Binding,
  type Consent,
  type Employment,
  type GivenConsent,
  type Particulars,
  type PeopleEvent,
  type Person,
} from './model.ts';
export {
  bindingOfChat,
  chatPrint,
  chatsOf,
  consentingTo,
  consentsOf,
  findByCitizenNumber,
  readPeople,
  readPerson,
} from './records.ts';
export { NO_EMPLOYER } from './rules.ts';
export * from './actions.ts';
export * from './queries.ts';

export const peopleContext = defineContext<PeopleEvent>({
  name: 'people',
  tables: [...PEOPLE_TABLES],
  policies: [],
  actions: [named(giveConsent)],
  record,
  // a changed employer may bar somebody from work they were drawn for (ZJ-8.4, ZJ-11.3)
  followUps: (event) =>
    event.type === 'people.corrected' && event.fields.includes('employments')
      ? [
          {
            action: 'draws.recheck',
            input: { person: event.person },
            key: `people.corrected:${event.person}:${event.version}`,
          },
        ]
      : [],
  refuse: (refusal) => refuse(refusal as PeopleRefusal),
});
