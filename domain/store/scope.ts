import type { EntityManager, FindOptionsWhere, FindOptionsOrder, ObjectLiteral } from 'typeorm';
import type { BureauId } from '../kernel/world.ts';
import type { TableSpec } from './columns.ts';
import type { Vault } from './seal.ts';

export type Where<Row> = FindOptionsWhere<Row> | FindOptionsWhere<Row>[];

export interface Reading<Row> {
  readonly order?: FindOptionsOrder<Row>;
  readonly limit?: number;
  readonly offset?: number;
}

/** One table of one bureau inside one transaction; every read and write is filtered by the bureau. */
export interface Table<Row extends object> {
  find(where: Where<Row>, reading?: Reading<Row>): Promise<Row[]>;
  one(where: Where<Row>): Promise<Row | null>;
  /** only these columns: a row may carry a megabyte of sealed text that nobody asked for */
  some<K extends keyof Row & string>(
    where: Where<Row>,
    columns: readonly K[],
    reading?: Reading<Row>,
  ): Promise<Pick<Row, K>[]>;
  count(where: Where<Row>): Promise<number>;
  insert(rows: Row | readonly Row[]): Promise<void>;
  /** how many rows were changed: 0 means somebody else was first */
  change(where: FindOptionsWhere<Row>, set: Partial<Row>): Promise<number>;
  remove(where: FindOptionsWhere<Row>): Promise<number>;
}

/**
 * An open transaction of one bureau: the only way to its rows. Dead after commit:
 * work left un-awaited fails instead of joining a stranger's transaction.
 */
export interface Tx {
  readonly bureau: BureauId;
  readonly vault: Vault;
  table<Row extends object>(spec: TableSpec<Row>): Table<Row>;
  /** SQL for what the table words cannot say; parameters by `?`, the bureau is the caller's duty */
  sql(statement: string, parameters: readonly (string | number | null)[]): Promise<unknown>;
}

/** What the gate keeps of a transaction, so that it can end it. */
export interface OpenTx {
  readonly tx: Tx;
  readonly end: () => void;
}

const CHUNK = 400;

export const openTx = (manager: EntityManager, bureau: BureauId, vault: Vault): OpenTx => {
  let alive = true;
  const living = (): EntityManager => {
    if (!alive) throw new Error('this transaction has ended');
    return manager;
  };
  const tx: Tx = {
    bureau,
    vault,
    table: (spec) => scopedTable(living, spec, bureau),
    sql: (statement, parameters) => living().query(statement, [...parameters]),
  };
  return {
    tx,
    end: () => {
      alive = false;
    },
  };
};

const scopedTable = <Row extends object>(
  living: () => EntityManager,
  spec: TableSpec<Row>,
  bureau: BureauId,
): Table<Row> => {
  const repository = () => living().getRepository<ObjectLiteral>(spec.name);
  const within = (where: Where<Row>): FindOptionsWhere<ObjectLiteral>[] =>
    (Array.isArray(where) ? where : [where]).map((one) => ({ ...one, bureau }));
  const single = (where: FindOptionsWhere<Row>): FindOptionsWhere<ObjectLiteral> => ({
    ...where,
    bureau,
  });
  return {
    find: async (where, reading = {}) =>
      rowsOf<Row>(await repository().find(finding(within(where), reading))),
    one: async (where) =>
      rowsOf<Row>(await repository().find(finding(within(where), { limit: 1 })))[0] ?? null,
    some: async (where, columns, reading = {}) =>
      rowsOf<Row>(
        await repository().find({
          ...finding(within(where), reading),
          select: Object.fromEntries(columns.map((column) => [column, true])),
        }),
      ),
    count: (where) => repository().count({ where: within(where) }),
    insert: async (rows) => {
      const all = (Array.isArray(rows) ? rows : [rows]) as readonly Row[];
      for (let from = 0; from < all.length; from += CHUNK) {
        const values = all.slice(from, from + CHUNK).map((row) => ({ ...row, bureau }));
        const insert = repository().createQueryBuilder().insert().values(values);
        await insert.updateEntity(false).execute();
      }
    },
    change: async (where, set) => (await repository().update(single(where), set)).affected ?? 0,
    remove: async (where) => (await repository().delete(single(where))).affected ?? 0,
  };
};

const finding = <Row>(
  where: FindOptionsWhere<ObjectLiteral>[],
  { order, limit, offset }: Reading<Row>,
): object => ({
  where,
  ...(order === undefined ? {} : { order }),
  ...(limit === undefined ? {} : { take: limit }),
  ...(offset === undefined ? {} : { skip: offset }),
});

/** Rows leave without the bureau: the scope already says it. */
const rowsOf = <Row>(found: ObjectLiteral[]): Row[] =>
  found.map((row) => {
    const { bureau: _bureau, ...rest } = row;
    return rest as Row;
  });
