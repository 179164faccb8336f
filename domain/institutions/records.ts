import { In } from 'typeorm';
import type { ContextSpec } from '../kernel/context.ts';
import { defineTable, id, int, json, key, maybe, str, time } from '../store/columns.ts';
import type { Tx } from '../store/scope.ts';
import type { Institution, InstitutionKind, InstitutionsEvent } from './model.ts';
import { matching } from './rules.ts';

interface InstitutionRow {
  readonly id: string;
  readonly name: string;
  readonly popularNames: readonly string[];
  readonly formerNames: readonly string[];
  readonly creditCode: string | null;
  readonly legalEntity: string | null;
  readonly group: string | null;
  readonly kind: InstitutionKind;
  readonly area: string;
  readonly version: number;
  readonly createdAt: string;
}

export const institutions = defineTable<InstitutionRow>({
  name: 'institution',
  columns: {
    id: key(id()),
    name: str(100),
    popularNames: json(),
    formerNames: json(),
    creditCode: maybe(str(18)),
    legalEntity: maybe(str(18)),
    group: maybe(str(100)),
    kind: str(10),
    area: str(60),
    version: int(),
    createdAt: time(),
  },
  indices: [
    { name: 'institution_name', columns: ['bureau', 'name'] },
    { name: 'institution_credit_code', columns: ['bureau', 'creditCode'] },
  ],
});

const institutionOf = ({ createdAt: _createdAt, ...row }: InstitutionRow): Institution => ({
  ...row,
  popularNames: [...row.popularNames],
  formerNames: [...row.formerNames],
});

/** The bureau's whole list, by name. */
export const readInstitutions = async (tx: Tx): Promise<readonly Institution[]> =>
  (await tx.table(institutions).find({}, { order: { name: 'ASC' } })).map(institutionOf);

export const readInstitution = async (tx: Tx, institution: string): Promise<Institution | null> => {
  const row = await tx.table(institutions).one({ id: institution });
  return row === null ? null : institutionOf(row);
};

/** Those of these ids that are in the list. */
export const readInstitutionsById = async (
  tx: Tx,
  ids: readonly string[],
): Promise<readonly Institution[]> =>
  ids.length === 0
    ? []
    : (await tx.table(institutions).find({ id: In([...ids]) })).map(institutionOf);

/** The institutions that these words may mean, by any of their names, best first. */
export const findInstitutions = async (tx: Tx, words: string): Promise<readonly Institution[]> =>
  matching(await readInstitutions(tx), words);

export const record: ContextSpec<InstitutionsEvent>['record'] = {
  'institutions.registered': (tx, event, { now }) =>
    tx.table(institutions).insert({
      id: event.institution,
      ...event.details,
      version: 1,
      createdAt: now.toISOString(),
    }),
  'institutions.imported': async (tx, event, { now }) => {
    const { added, changed } = event.private;
    await tx.table(institutions).insert(
      added.map(({ institution: id, version, details }) => {
        return { id, ...details, version, createdAt: now.toISOString() };
      }),
    );
    for (const { institution: id, version, details } of changed)
      await tx.table(institutions).change({ id }, { ...details, version });
  },
  'institutions.corrected': async (tx, event) => {
    const set = { ...event.details, version: event.version };
    await tx.table(institutions).change({ id: event.institution }, set);
  },
};
