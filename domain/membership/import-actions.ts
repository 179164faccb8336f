import { z } from 'zod';
import { readInstitutions } from '../institutions/index.ts';
import { defineAction } from '../kernel/action.ts';
import { holds, type Actor } from '../kernel/actor.ts';
import { plainName } from '../kernel/names.ts';
import { defineQuery } from '../kernel/query.ts';
import { ROSTERS, type Roster } from '../kernel/world.ts';
import { readPeople } from '../people/index.ts';
import type { Tx } from '../store/scope.ts';
import { barPrint, barredPrints } from './bar-records.ts';
import { MEMBER_COLUMNS, MOST_MEMBERS, type MemberSheetRow } from './import-model.ts';
import { importSheet, memberCounts, planMembers, type ImportFacts } from './import-rules.ts';
import { MEMBERSHIP } from './model.ts';
import { readTerms } from './records.ts';

const keepsTheRoster = (actor: Actor): boolean =>
  actor.kind === 'system' || holds(actor, 'clerk', 'sectionHead', 'leader');

const rows = z
  .array(
    z.object({
      line: z.number().int().min(1),
      cells: z.record(z.enum(MEMBER_COLUMNS), z.string().max(2000)),
    }) satisfies z.ZodType<MemberSheetRow>,
  )
  .max(MOST_MEMBERS);

const counts = z.object({
  added: z.coerce.number().int(),
  joined: z.coerce.number().int(),
  same: z.coerce.number().int(),
  faulty: z.coerce.number().int(),
});

const importFacts = async (tx: Tx, roster: Roster): Promise<ImportFacts> => {
  const people = await readPeople(tx);
  const prints = await barredPrints(tx, roster);
  const institutions = await readInstitutions(tx);
  return {
    known: new Map(
      people.flatMap(({ id, particulars: { citizenNumber, name } }) =>
        citizenNumber === null ? [] : [[citizenNumber, { id, name }] as const],
      ),
    ),
    terms: await readTerms(tx),
    barred: (number) => prints.size > 0 && prints.has(barPrint(tx, number)),
    institutions: new Map(institutions.map(({ id, name }) => [plainName(name), id])),
  };
};

/** A roster that was kept in a spreadsheet until now, in one transaction, as the preview said (C-10). */
export const importMembers = defineAction({
  name: 'membership.import',
  input: z.object({
    roster: z.enum(ROSTERS),
    rows,
    onlyGood: z.boolean().default(false),
    expect: counts,
  }),
  policy: MEMBERSHIP,
  permit: keepsTheRoster,
  gather: (tx, { roster }) => importFacts(tx, roster),
  decide: importSheet,
});

/** What importing these rows would do; nothing is written. null: the bureau has no such roster. */
export const previewMembers = defineQuery({
  name: 'membership.preview-import',
  params: z.object({ roster: z.enum(ROSTERS), rows }),
  policy: MEMBERSHIP,
  permit: keepsTheRoster,
  read: async (tx, { roster, rows: read }, { policy }) => {
    const planned = planMembers(await importFacts(tx, roster), { roster, rows: read }, policy);
    return planned === null ? null : { planned, counts: memberCounts(planned) };
  },
});
