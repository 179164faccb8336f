import type { ComponentChildren, JSX } from 'preact';

export interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** numbers and short codes keep to one line */
  readonly narrow?: boolean;
}

interface TableProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** what the reader can do when there is nothing */
  readonly empty: ComponentChildren;
}

/** A table that becomes a list of cards on a phone; with nothing in it, it says what to do. */
export const Table = <Row,>(props: TableProps<Row>): JSX.Element => {
  if (props.rows.length === 0) return <Empty>{props.empty}</Empty>;
  return (
    <table class="table">
      <caption class="unseen">{props.caption}</caption>
      <thead>
        <tr>
          {props.columns.map((column) => (
            <th key={column.head} scope="col">
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => (
          <tr key={props.rowKey(row)}>
            {props.columns.map((column) => (
              <td
                key={column.head}
                data-head={column.head}
                class={column.narrow === true ? 'narrow' : undefined}
              >
                <div>{column.cell(row)}</div>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
};

export const Empty = ({ children }: { readonly children: ComponentChildren }): JSX.Element => (
  <div class="empty">
    <p>{children}</p>
  </div>
);

interface PagerProps {
  readonly path: string;
  /** the query as it stands, without the page */
  readonly query: Readonly<Record<string, string>>;
  readonly page: number;
  readonly size: number;
  readonly total: number;
}

/** 共 N 条, and where this page stands among them. */
export const Pager = (props: PagerProps): JSX.Element | null => {
  const { page, size, total } = props;
  const last = Math.max(1, Math.ceil(total / size));
  return (
    <nav class="pager" aria-label="分页">
      <span>
        共{total}条{last > 1 ? `，第${Math.min(page, last)}页，共${last}页` : ''}
      </span>
      {page > 1 ? <a href={pageHref(props, page - 1)}>上一页</a> : null}
      {page < last ? <a href={pageHref(props, page + 1)}>下一页</a> : null}
    </nav>
  );
};

const pageHref = ({ path, query }: PagerProps, page: number): string => {
  const filled = Object.entries(query).filter(([, value]) => value !== '');
  const words = new URLSearchParams([...filled, ['page', String(page)]]);
  return `${path}?${words.toString()}`;
};

interface FilterProps {
  readonly path: string;
  readonly children: ComponentChildren;
  /** something is filtered: offer to show everything again */
  readonly active: boolean;
}

/** Search and filters by GET: the address can be kept and the back button works. */
export const Filter = ({ path, children, active }: FilterProps): JSX.Element => (
  <form method="get" action={path} class="filter" role="search">
    {children}
    <div class="buttons">
      <button type="submit" class="button plain">
        查找
      </button>
      {active ? <a href={path}>显示全部</a> : null}
    </div>
  </form>
);
