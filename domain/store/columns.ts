import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';
import { TableColumn, TableIndex, type QueryRunner, Table as TypeormTable } from 'typeorm';

export type Dialect = 'better-sqlite3' | 'mariadb' | 'mysql';

/** The column vocabulary, the same words in table definitions and migrations. */
export interface ColumnSpec {
  readonly kind: 'str' | 'int' | 'long' | 'json' | 'auto';
  readonly length?: number;
  readonly nullable?: boolean;
  readonly primary?: boolean;
}

/** ids are made by the application (uuid) */
export const id = (): ColumnSpec => ({ kind: 'str', length: 36 });
export const str = (length: number): ColumnSpec => ({ kind: 'str', length });
export const int = (): ColumnSpec => ({ kind: 'int' });
/** instants are ISO text in UTC: same bytes and order in every database */
export const time = (): ColumnSpec => ({ kind: 'str', length: 24 });
export const day = (): ColumnSpec => ({ kind: 'str', length: 10 });
/** text of up to 16 MB; sealed values are of this kind */
export const long = (): ColumnSpec => ({ kind: 'long' });
/** plain JSON, never queried by content */
export const json = (): ColumnSpec => ({ kind: 'json' });
export const maybe = (spec: ColumnSpec): ColumnSpec => ({ ...spec, nullable: true });
export const key = (spec: ColumnSpec): ColumnSpec => ({ ...spec, primary: true });

export interface IndexSpec {
  readonly name: string;
  readonly columns: readonly string[];
  readonly unique?: boolean;
}

/** A table as the application reads it; `Row` never includes the bureau, the scope adds it. */
export interface TableSpec<Row extends object> {
  readonly name: string;
  readonly columns: { readonly [K in keyof Row & string]: ColumnSpec };
  readonly indices?: readonly IndexSpec[];
  readonly rowType?: Row;
}

/** A table whatever its rows: what the database and the migrations need. */
export interface AnyTable {
  readonly name: string;
  readonly columns: Readonly<Record<string, ColumnSpec>>;
  readonly indices?: readonly IndexSpec[];
}

export const defineTable = <Row extends object>(spec: TableSpec<Row>): TableSpec<Row> => spec;

const BUREAU: ColumnSpec = { kind: 'str', length: 40 };

/** Every table has the bureau, and it stands first in every key made of several columns. */
export const withBureau = (
  columns: Readonly<Record<string, ColumnSpec>>,
): Readonly<Record<string, ColumnSpec>> => ({ bureau: BUREAU, ...columns });

const databaseType = (spec: ColumnSpec, dialect: Dialect): string => {
  const sqlite = dialect === 'better-sqlite3';
  if (spec.kind === 'str') return 'varchar';
  if (spec.kind === 'int' || spec.kind === 'auto') return sqlite ? 'integer' : 'int';
  return sqlite ? 'text' : 'mediumtext';
};

const JSON_TEXT = {
  to: (value: unknown): unknown =>
    value === null || value === undefined ? value : JSON.stringify(value),
  from: (value: unknown): unknown => (typeof value === 'string' ? JSON.parse(value) : value),
};

const schemaColumn = (spec: ColumnSpec, dialect: Dialect): EntitySchemaColumnOptions => ({
  type: databaseType(spec, dialect) as 'varchar',
  nullable: spec.nullable ?? false,
  ...(spec.length === undefined ? {} : { length: spec.length }),
  ...(spec.primary === true ? { primary: true } : {}),
  ...(spec.kind === 'auto' ? { generated: 'increment' as const } : {}),
  ...(spec.kind === 'json' ? { transformer: JSON_TEXT } : {}),
});

/** The TypeORM entity of a table in one dialect. */
export const entityOf = (table: AnyTable, dialect: Dialect): EntitySchema<object> =>
  new EntitySchema<object>({
    name: table.name,
    tableName: table.name,
    columns: Object.fromEntries(
      Object.entries(withBureau(table.columns)).map(([name, spec]) => [
        name,
        schemaColumn(spec, dialect),
      ]),
    ),
    indices: (table.indices ?? []).map((index) => ({
      name: index.name,
      columns: [...index.columns],
      unique: index.unique ?? false,
    })),
  });

const migrationColumn = (name: string, spec: ColumnSpec, dialect: Dialect): TableColumn =>
  new TableColumn({
    name,
    type: databaseType(spec, dialect),
    isNullable: spec.nullable ?? false,
    ...(spec.length === undefined ? {} : { length: String(spec.length) }),
    ...(spec.primary === true ? { isPrimary: true } : {}),
    ...(spec.kind === 'auto'
      ? { isGenerated: true, generationStrategy: 'increment' as const }
      : {}),
  });

/** Creates one table inside a migration, in the words of this vocabulary. */
export const createTable = async (runner: QueryRunner, spec: AnyTable): Promise<void> => {
  const dialect = dialectOf(runner.dataSource.options.type);
  const columns = Object.entries(withBureau(spec.columns));
  await runner.createTable(
    new TypeormTable({
      name: spec.name,
      columns: columns.map(([name, column]) => migrationColumn(name, column, dialect)),
      indices: (spec.indices ?? []).map(
        (index) =>
          new TableIndex({
            name: index.name,
            columnNames: [...index.columns],
            isUnique: index.unique ?? false,
          }),
      ),
    }),
  );
};

/** Adds columns to a table inside a migration; they may be empty, since rows of earlier releases are. */
export const addColumns = async (
  runner: QueryRunner,
  table: string,
  columns: Readonly<Record<string, ColumnSpec>>,
): Promise<void> => {
  const dialect = dialectOf(runner.dataSource.options.type);
  await runner.addColumns(
    table,
    Object.entries(columns).map(([name, spec]) => migrationColumn(name, maybe(spec), dialect)),
  );
};

export const dialectOf = (type: string): Dialect => {
  if (type === 'better-sqlite3' || type === 'mariadb' || type === 'mysql') return type;
  throw new Error(`no such dialect: ${type}`);
};
