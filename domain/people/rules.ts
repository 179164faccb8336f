import { newId } from '../kernel/fresh.ts';
import { err, ok, type NonEmpty, type Result } from '../kernel/result.ts';
import type { ChatIdentity } from '../kernel/actor.ts';
import type { World } from '../kernel/world.ts';
import type {
  Binding,
  BindingTarget,
  Consent,
  Employment,
  Misses,
  OpenCode,
  Particulars,
  PeopleEvent,
  PeopleRefusal,
  Person,
  RevealedField,
} from './model.ts';

type Decision = Result<NonEmpty<PeopleEvent>, PeopleRefusal>;
type Plain = World<object>;

const MINUTE = 60_000;
const CODE_DAYS = 7;
/** minutes to wait after the third, fourth … wrong code */
const WAITS = [0, 0, 1, 5, 30, 120, 1440];

type Source = Extract<PeopleEvent, { type: 'people.registered' }>['source'];

/** One person, one record: a second record with the same citizen number is refused. */
export const register = (
  known: Person | null,
  input: { readonly source: Source; readonly particulars: Particulars },
  world: Plain,
): Decision =>
  known === null
    ? ok([
        {
          type: 'people.registered',
          person: newId(world.seed, 'person'),
          source: input.source,
          private: { particulars: input.particulars },
        },
      ])
    : err({ code: 'people.already-known', person: known.id });

export const correct = (
  known: Person | null,
  input: { readonly particulars: Particulars; readonly expectVersion: number },
): Decision => {
  if (known === null) return err({ code: 'people.unknown' });
  if (known.version !== input.expectVersion) return err({ code: 'people.changed-meanwhile' });
  const fields = Object.keys(input.particulars).filter(
    (field) =>
      JSON.stringify(input.particulars[field as keyof Particulars]) !==
      JSON.stringify(known.particulars[field as keyof Particulars]),
  );
  return ok([
    {
      type: 'people.corrected',
      person: known.id,
      version: known.version + 1,
      fields,
      private: { before: known.particulars, particulars: input.particulars },
    },
  ]);
};

export interface ResolvingFacts {
  readonly known: Person | null;
  readonly chosen: { readonly id: string; readonly name: string } | null;
}

interface Resolving {
  readonly expectVersion: number;
  readonly place: number | null;
  readonly institution: string | null;
}

/** What an employer known by words only is, as staff found out (draw-7); the words stay as they were said. */
export const resolveEmployer = ({ known, chosen }: ResolvingFacts, input: Resolving): Decision => {
  if (known === null) return err({ code: 'people.unknown' });
  if (input.institution !== null && chosen === null)
    return err({ code: 'people.unknown-institution' });
  const employments = withEmployer(known.particulars.employments, input.place, chosen);
  return employments === null
    ? err({ code: 'people.changed-meanwhile' })
    : correct(known, { particulars: { ...known.particulars, employments }, ...input });
};

/** null: there is no such employment, or there is one where none was. */
const withEmployer = (
  employments: readonly Employment[],
  place: number | null,
  chosen: ResolvingFacts['chosen'],
): Employment[] | null => {
  const resolved = { institution: chosen?.id ?? null, outside: chosen === null };
  if (place === null) {
    const unit = chosen?.name ?? NO_EMPLOYER;
    return employments.length > 0 ? null : [{ ...ANY_POST, unit, ...resolved }];
  }
  if (place >= employments.length) return null;
  return employments.map((one, at) => (at === place ? { ...one, ...resolved } : one));
};

/** How somebody is written down who works nowhere. */
export const NO_EMPLOYER = '无工作单位';
const ANY_POST = { kind: 'main', post: '', since: null, until: null } as const;

/** A code that staff hand over: good once, for seven days; only its digest is kept. */
export const issueCode = (
  exists: boolean,
  input: BindingTarget & { readonly digest: string },
  world: Plain,
): Decision =>
  exists
    ? ok([
        {
          type: 'people.code-issued',
          code: newId(world.seed, 'code'),
          person: input.person,
          account: input.account,
          expiresAt: new Date(world.now.getTime() + CODE_DAYS * 1440 * MINUTE).toISOString(),
          private: { digest: input.digest },
        },
      ])
    : err({ code: 'people.unknown' });

export interface BindFacts {
  readonly code: OpenCode | null;
  readonly misses: Misses;
  readonly existing: readonly Binding[];
}

/** Wrong codes are remembered and slowed down; a right one binds this chat and nothing else. */
export const bind = (facts: BindFacts, identity: ChatIdentity, world: Plain): Decision => {
  const { misses, code } = facts;
  if (misses.waitUntil !== null && misses.waitUntil > world.now)
    return err({ code: 'people.wait', until: misses.waitUntil });
  if (code === null || code.expiresAt <= world.now) return ok([missed(misses, identity, world)]);
  return ok([
    {
      type: 'people.bound',
      binding: newId(world.seed, 'binding'),
      code: code.id,
      ...joined(code.target, facts.existing[0]),
      private: { identity },
    },
  ]);
};

/** A chat may belong to a person and to an account: a second code adds what the first left open. */
const joined = (target: BindingTarget, current: Binding | undefined): BindingTarget => ({
  person: target.person ?? current?.person ?? null,
  account: target.account ?? current?.account ?? null,
});

const missed = (misses: Misses, identity: ChatIdentity, world: Plain): PeopleEvent => {
  const count = misses.misses + 1;
  const minutes = WAITS[Math.min(count, WAITS.length) - 1] ?? 0;
  return {
    type: 'people.bind-missed',
    misses: count,
    waitUntil:
      minutes === 0 ? null : new Date(world.now.getTime() + minutes * MINUTE).toISOString(),
    private: { identity },
  };
};

export const unbind = (
  binding: Binding | null,
  input: { readonly by: 'self' | 'staff'; readonly reason: string },
): Decision =>
  binding === null
    ? err({ code: 'people.not-bound' })
    : ok([
        {
          type: 'people.unbound',
          binding: binding.id,
          by: input.by,
          ...(input.reason === '' ? {} : { private: { reason: input.reason } }),
        },
      ]);

/** Consent may be taken back at any time; what stood until then stays on record (GP-2b). */
export const withdraw = (
  known: readonly Consent[],
  input: { readonly person: string; readonly text: string },
): Decision => {
  const standing = known.find(
    ({ text, withdrawnAt }) => text === input.text && withdrawnAt === null,
  );
  return standing === undefined
    ? err({ code: 'people.no-consent' })
    : ok([{ type: 'people.consent-withdrawn', ...input, version: standing.version }]);
};

/** One value of one person, for one member of staff, with a reason that stays on record. */
export const reveal = (
  known: Person | null,
  input: { readonly field: RevealedField; readonly reason: string },
  { account, seed }: { readonly account: string; readonly seed: string },
): Decision =>
  known === null
    ? err({ code: 'people.unknown' })
    : ok([
        {
          type: 'people.revealed',
          reveal: newId(seed, 'reveal'),
          person: known.id,
          field: input.field,
          account,
          private: { reason: input.reason },
        },
      ]);
