import type { FormKind } from './form-kind.ts';
import { opinionForm } from './opinion.tsx';

export { createForms } from './routes.ts';

/** Every one-time page: one line each. */
export const FORMS: readonly FormKind[] = [opinionForm];
