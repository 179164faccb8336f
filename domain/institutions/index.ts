import { defineContext } from '../kernel/context.ts';
import type { InstitutionsEvent, InstitutionsRefusal } from './model.ts';
import { institutions, record } from './records.ts';
import { refuse } from './wording.ts';

export {
  creditCode,
  IMPORT_COLUMNS,
  INSTITUTION_KINDS,
  INSTITUTION_KIND_WORDS,
  MOST_ROWS,
  type ImportColumn,
  type ImportCounts,
  type PlannedRow,
  type SheetRow,
  type Institution,
  type InstitutionDetails,
  type InstitutionKind,
} from './model.ts';
export {
  findInstitutions,
  readInstitution,
  readInstitutions,
  readInstitutionsById,
} from './records.ts';
export { matching, namesOf, ownersOf } from './rules.ts';
export * from './actions.ts';

export const institutionsContext = defineContext<InstitutionsEvent>({
  name: 'institutions',
  tables: [institutions],
  policies: [],
  actions: [],
  record,
  refuse: (refusal) => refuse(refusal as InstitutionsRefusal),
});
