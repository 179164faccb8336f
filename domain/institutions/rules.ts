import { newId } from '../kernel/fresh.ts';
import { couldBeSameName, plainName } from '../kernel/names.ts';
import { err, ok, type NonEmpty, type Result } from '../kernel/result.ts';
import type { World } from '../kernel/world.ts';
import type {
  Institution,
  InstitutionDetails,
  InstitutionsEvent,
  InstitutionsRefusal,
} from './model.ts';

type Decision = Result<NonEmpty<InstitutionsEvent>, InstitutionsRefusal>;

/** A new entry of the list; the same name twice is the same institution. */
export const register = (
  all: readonly Institution[],
  input: { readonly details: InstitutionDetails },
  world: World<object>,
): Decision => {
  const twin = namesake(all, input.details.name, null);
  if (twin !== null) return alreadyKnown(twin);
  const clash = codeClash(all, input.details, null);
  if (clash !== null) return codeInUse(clash);
  const institution = newId(world.seed, 'institution');
  return ok([{ type: 'institutions.registered', institution, details: input.details }]);
};

interface Correction {
  readonly institution: string;
  readonly version: number;
  readonly details: InstitutionDetails;
}

/** A corrected entry; refused where a colleague saved first (F22). */
export const correct = (all: readonly Institution[], input: Correction): Decision => {
  const known = all.find((one) => one.id === input.institution);
  if (known === undefined) return err({ code: 'institutions.unknown' });
  if (known.version !== input.version) return err({ code: 'institutions.changed-meanwhile' });
  const twin = namesake(all, input.details.name, known.id);
  if (twin !== null) return alreadyKnown(twin);
  const clash = codeClash(all, input.details, known.id);
  if (clash !== null) return codeInUse(clash);
  const fields = changedFields(known, input.details);
  if (fields.length === 0) return err({ code: 'institutions.nothing-changed' });
  return ok([
    {
      type: 'institutions.corrected',
      institution: known.id,
      version: known.version + 1,
      fields,
      details: input.details,
    },
  ]);
};

const alreadyKnown = (twin: Institution): Decision =>
  err({ code: 'institutions.already-known', institution: twin.id, name: twin.name });

const codeInUse = ({ creditCode, name }: Institution): Decision =>
  err({ code: 'institutions.code-in-use', creditCode: creditCode ?? '', name });

/**
 * Another entry with the same credit code, unless the two say that they are of one legal entity (B-16):
 * a code typed for the wrong institution would make strangers recuse and kin pass.
 */
export const codeClash = (
  all: readonly Institution[],
  details: InstitutionDetails,
  except: string | null,
): Institution | null =>
  all.find(
    (one) =>
      one.id !== except &&
      one.creditCode !== null &&
      one.creditCode === details.creditCode &&
      !areOfOneEntity(one, details),
  ) ?? null;

const areOfOneEntity = (one: InstitutionDetails, other: InstitutionDetails): boolean =>
  (one.legalEntity !== null || other.legalEntity !== null) && ownerOf(one) === ownerOf(other);

const namesake = (
  all: readonly Institution[],
  name: string,
  except: string | null,
): Institution | null =>
  all.find((one) => one.id !== except && plainName(one.name) === plainName(name)) ?? null;

/** What of an entry would become different. */
export const changedFields = (known: Institution, details: InstitutionDetails): string[] =>
  Object.entries(details)
    .filter(([field, value]) => {
      const before: unknown = known[field as keyof InstitutionDetails];
      return JSON.stringify(before) !== JSON.stringify(value);
    })
    .map(([field]) => field);

/** Every name an institution goes by: its own, the popular ones, the former ones. */
export const namesOf = (institution: InstitutionDetails): readonly string[] => [
  institution.name,
  ...institution.popularNames,
  ...institution.formerNames,
];

/** Who owns it: its legal entity, else itself by credit code (ZJ-11.3, B-16). */
export const ownerOf = (
  institution: Pick<InstitutionDetails, 'legalEntity' | 'creditCode'>,
): string | null => institution.legalEntity ?? institution.creditCode;

/**
 * The owner at the top of each: a branch names its hospital, which may name its own legal entity
 * (draw-7); a circle of names ends where it began.
 */
export const ownersOf = (all: readonly Institution[]): ReadonlyMap<string, string | null> => {
  const next = new Map<string, string>();
  for (const { creditCode, legalEntity } of all)
    if (creditCode !== null && legalEntity !== null) next.set(creditCode, legalEntity);
  return new Map(all.map((one) => [one.id, topOf(ownerOf(one), next)]));
};

const topOf = (owner: string | null, next: ReadonlyMap<string, string>): string | null => {
  if (owner === null) return null;
  const path = [owner];
  let above = next.get(owner);
  while (above !== undefined && !path.includes(above)) {
    path.push(above);
    above = next.get(above);
  }
  // every member of a circle has to find the same one
  const circle = above === undefined ? path.slice(-1) : path.slice(path.indexOf(above));
  return circle.sort()[0] ?? owner;
};

/**
 * The institutions that these words may mean, best first: a name said exactly,
 * then names that begin with the words, then names that contain them or are contained.
 */
export const matching = (all: readonly Institution[], words: string): readonly Institution[] =>
  all
    .map((institution) => ({ institution, rank: rankOf(institution, words) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank)
    .map(({ institution }) => institution);

const rankOf = (institution: Institution, words: string): number =>
  Math.max(...namesOf(institution).map((name) => closeness(name, words)));

const closeness = (name: string, words: string): number => {
  const [known, said] = [plainName(name), plainName(words)];
  if (said === '') return 0;
  if (known === said) return 3;
  if (known.startsWith(said)) return 2;
  return couldBeSameName(known, said) ? 1 : 0;
};
