import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { holds, type Actor } from '../kernel/actor.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { defineQuery, PORTION } from '../kernel/query.ts';
import { countsOf, importSheet, planImport } from './import-rules.ts';
import {
  IMPORT_COLUMNS,
  institutionDetails,
  INSTITUTION_KINDS,
  MOST_ROWS,
  type SheetRow,
} from './model.ts';
import { findInstitutions, readInstitution, readInstitutions } from './records.ts';
import { correct, matching, register } from './rules.ts';

const keepsTheList = (actor: Actor): boolean =>
  actor.kind === 'system' || holds(actor, 'clerk', 'sectionHead', 'leader');

/** The list is public knowledge; only the site shows it whole. */
const readsTheList = (actor: Actor): boolean => actor.kind !== 'follower' || actor.roles.length > 0;

export const registerInstitution = defineAction({
  name: 'institutions.register',
  input: z.object({ details: institutionDetails }),
  policy: NO_POLICY,
  permit: keepsTheList,
  gather: (tx) => readInstitutions(tx),
  decide: register,
});

export const correctInstitution = defineAction({
  name: 'institutions.correct',
  input: z.object({
    institution: z.string(),
    version: z.coerce.number().int(),
    details: institutionDetails,
  }),
  policy: NO_POLICY,
  permit: keepsTheList,
  gather: (tx) => readInstitutions(tx),
  decide: correct,
});

const sheetRows = z
  .array(
    z.object({
      line: z.number().int().min(1),
      cells: z.record(z.enum(IMPORT_COLUMNS), z.string().max(2000)),
    }) satisfies z.ZodType<SheetRow>,
  )
  .max(MOST_ROWS);

const counts = z.object({
  added: z.coerce.number().int(),
  changed: z.coerce.number().int(),
  same: z.coerce.number().int(),
  faulty: z.coerce.number().int(),
});

/** A whole list from a spreadsheet, in one transaction, as the preview said (C-10). */
export const importInstitutions = defineAction({
  name: 'institutions.import',
  input: z.object({ rows: sheetRows, onlyGood: z.boolean().default(false), expect: counts }),
  policy: NO_POLICY,
  permit: keepsTheList,
  gather: (tx) => readInstitutions(tx),
  decide: importSheet,
});

/** What importing these rows would do; nothing is written. */
export const previewImport = defineQuery({
  name: 'institutions.preview-import',
  params: z.object({ rows: sheetRows }),
  policy: NO_POLICY,
  permit: keepsTheList,
  read: async (tx, { rows }) => {
    const planned = planImport(await readInstitutions(tx), rows);
    return { planned, counts: countsOf(planned) };
  },
});

export const listInstitutions = defineQuery({
  name: 'institutions.list',
  params: z.object({
    search: z.string().trim().max(100).default(''),
    kind: z.enum(INSTITUTION_KINDS).nullable().default(null),
    page: z.coerce.number().int().min(1).default(1),
    size: PORTION,
  }),
  policy: NO_POLICY,
  permit: readsTheList,
  read: async (tx, { search, kind, page, size }) => {
    const all = await readInstitutions(tx);
    const named = search === '' ? all : matching(all, search);
    const found = named.filter((one) => kind === null || one.kind === kind);
    return { rows: found.slice((page - 1) * size, page * size), total: found.length };
  },
});

export const oneInstitution = defineQuery({
  name: 'institutions.one',
  params: z.object({ institution: z.string() }),
  policy: NO_POLICY,
  permit: readsTheList,
  read: (tx, { institution }) => readInstitution(tx, institution),
});

const LOOKED_UP = 5;

/** A volunteer looks an institution up by its popular name (C-11). */
export const lookUpInstitutions = defineQuery({
  name: 'institutions.look-up',
  params: z.object({ words: z.string().trim().min(1).max(100) }),
  policy: NO_POLICY,
  permit: () => true,
  read: async (tx, { words }) => (await findInstitutions(tx, words)).slice(0, LOOKED_UP),
});
