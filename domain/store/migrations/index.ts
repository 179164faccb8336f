import type { MigrationInterface } from 'typeorm';
import { First1790000000001 } from './0001-first.ts';

/** In the order they run; numbered, forward only, one file for every dialect. */
export const MIGRATIONS: readonly (new () => MigrationInterface)[] = [First1790000000001];
