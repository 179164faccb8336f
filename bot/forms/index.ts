import { REPERTOIRE } from '../flows/index.ts';
import { draftForms } from './draft.tsx';
import type { FormKind } from './form-kind.ts';
import { opinionForm } from './opinion.tsx';
import { signOffForm } from './sign-off.tsx';

export { createForms } from './routes.ts';

/** Every one-time page: one line each; chat forms that have a page bring their own. */
export const FORMS: readonly FormKind[] = [opinionForm, signOffForm, ...draftForms(REPERTOIRE)];
