import { DataSource } from 'typeorm';
import { databaseOptions } from './domain/store/database.ts';
import { TABLES } from './domain/contexts.ts';

/** For the TypeORM command line only: `npx tsx node_modules/typeorm/cli.js migration:show -d ormconfig.ts`. */
export default new DataSource(
  await databaseOptions({
    url: process.env.DATABASE_URL ?? 'sqlite:data/jiandu.db',
    tables: TABLES,
  }),
);
