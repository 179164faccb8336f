import { dayOf, instantAt } from '../kernel/day.ts';
import { newId } from '../kernel/fresh.ts';
import { err, ok } from '../kernel/result.ts';
import { runningNumber, seriesOf } from '../kernel/running-number.ts';
import type { Roster, World } from '../kernel/world.ts';
import type { Placement } from '../campaigns/index.ts';
import type { Outdated, PublicityRefusal, PublishField, RosterPublication } from './model.ts';
import { placementRefusal, type Decision, type Showing } from './rules.ts';

/** The prefix of a published roster's number: 名单. */
export const LISTS = 'MD';

export interface PublishFacts {
  /** active members whose consent to publication stands */
  readonly persons: readonly string[];
  readonly running: number;
  readonly account: string;
}

/** 公开名单: of those who agreed, and only the fields that the measure lets be shown (GP-6.4b, A-37). */
export const publishRoster = (
  facts: PublishFacts,
  input: { readonly roster: Roster; readonly fields: readonly PublishField[] },
  world: Showing,
): Decision => {
  const { roster, fields } = input;
  const allowed = world.policy.rosters[roster]?.publication?.fields.value;
  if (allowed === undefined) return err({ code: 'publicity.not-asked', roster });
  const closed = fields.find((field) => !allowed.includes(field));
  if (closed !== undefined) return err({ code: 'publicity.field-closed', field: closed });
  if (facts.persons.length === 0) return err({ code: 'publicity.nobody-consents', roster });
  return ok([
    {
      type: 'publicity.roster-published',
      publication: newId(world.seed, 'publication'),
      number: runningNumber(seriesOf(LISTS, world.now), facts.running),
      roster,
      // in the measure's order, whatever order they were ticked in
      fields: allowed.filter((field) => fields.includes(field)),
      persons: facts.persons,
      by: facts.account,
    },
  ]);
};

export interface PublicationFacts {
  readonly publication: RosterPublication | null;
  readonly account: string;
}

export const placeRoster = (
  { publication, account }: PublicationFacts,
  placement: Placement,
  { now }: World<object>,
): Decision => {
  const standing = stands(publication);
  if (!standing.ok) return standing;
  const refusal = placementRefusal(placement, now);
  if (refusal !== null) return err(refusal);
  const { id, number } = standing.value;
  return ok([{ type: 'publicity.roster-placed', publication: id, number, placement, by: account }]);
};

/** 撤下: these persons, or with nobody named the whole list (GP-6.4b). */
export const takeDown = (
  { publication, account }: PublicationFacts,
  { persons }: { readonly persons: readonly string[] },
): Decision => {
  const standing = stands(publication);
  if (!standing.ok) return standing;
  const { id, number, persons: listed, removed } = standing.value;
  const off = persons.filter((person) => listed.includes(person) && !removed.includes(person));
  if (persons.length > 0 && off.length === 0) return err({ code: 'publicity.taken-down' });
  return ok([
    {
      type: 'publicity.roster-taken-down',
      publication: id,
      number,
      persons: off,
      by: account,
    },
  ]);
};

const stands = (publication: RosterPublication | null) => {
  const refusal = (error: PublicityRefusal) => err(error);
  if (publication === null) return refusal({ code: 'publicity.unknown' });
  return publication.takenDownAt === null
    ? ok(publication)
    : refusal({ code: 'publicity.taken-down' });
};

/** What is known of the people of a published roster today. */
export interface Standing {
  readonly active: ReadonlySet<string>;
  readonly consenting: ReadonlySet<string>;
}

/** Who still stands on a list and should not (GP-6.4b: 退出后撤下). */
export const outdatedOf = (
  { persons, removed, takenDownAt }: RosterPublication,
  { active, consenting }: Standing,
): readonly Pick<Outdated, 'person' | 'because'>[] =>
  takenDownAt !== null
    ? []
    : persons
        .filter((person) => !removed.includes(person))
        .filter((person) => !active.has(person) || !consenting.has(person))
        .map((person) => ({ person, because: active.has(person) ? 'consent' : 'left' }));

/** When somebody came to stand there wrongly; the beginning of today where nothing says it. */
export const sinceOf = (at: readonly Date[], now: Date): Date => {
  const past = at.filter((one) => one <= now).map((one) => one.getTime());
  return past.length === 0 ? instantAt(dayOf(now), '00:00') : new Date(Math.max(...past));
};
