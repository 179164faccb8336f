import type { Role } from '../../domain/index.ts';

/** Who does the daily work. */
export const OFFICE_ROLES: readonly Role[] = ['clerk', 'sectionHead', 'leader', 'liaison'];

/** The office and 纪检. */
export const CASE_ROLES: readonly Role[] = [...OFFICE_ROLES, 'discipline'];

/** Everybody but the administrator of accounts. */
export const READING_ROLES: readonly Role[] = [...CASE_ROLES, 'auditor'];
