import { type ReactElement, type ReactNode, useState } from 'react';
import { TextLink } from '../forms/button.tsx';
import { useText } from '../i18n/hooks.ts';

/** One column: what it shows of a row, and what it is sorted by. */
export type Column<Row> = {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  readonly align?: 'end';
  readonly sortBy?: (row: Row) => string | number;
};

type Sorting = { readonly id: string; readonly isDown: boolean };

/** A table that a screen reader reads as one; on a narrow page each row becomes a block with its headings beside the values. */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  rowKey,
  href,
  empty,
}: {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Where the first cell of a row leads. */
  readonly href?: (row: Row) => string;
  readonly empty?: ReactNode;
}): ReactElement {
  const [sorting, setSorting] = useState<Sorting>();
  const by = columns.find(({ id }) => id === sorting?.id)?.sortBy;
  const sorted = by ? rows.toSorted((a, b) => compare(by(a), by(b)) * (sorting!.isDown ? -1 : 1)) : rows;
  if (rows.length === 0 && empty !== undefined) return <>{empty}</>;
  return (
    <div className="mb-5 overflow-x-auto rounded-lg border border-line bg-surface">
      <table className="stacks w-full border-collapse text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Header key={column.id} column={column} sorting={sorting} onSort={setSorting} />
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => (
            <tr key={rowKey(row)} className="hover:bg-accent-soft/50">
              {columns.map((column, at) => (
                <Cell
                  key={column.id}
                  column={column}
                  row={row}
                  {...(at === 0 && href ? { href: href(row) } : {})}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell<Row>({
  column,
  row,
  href,
}: {
  readonly column: Column<Row>;
  readonly row: Row;
  readonly href?: string;
}): ReactElement {
  const content = column.cell(row);
  return (
    <td
      data-label={column.header}
      className={`border-line border-t px-3 py-2 align-top ${column.align === 'end' ? 'sm:text-end' : ''}`}
    >
      {href === undefined ? content : <TextLink href={href}>{content}</TextLink>}
    </td>
  );
}

type HeaderProps<Row> = {
  readonly column: Column<Row>;
  readonly sorting: Sorting | undefined;
  readonly onSort: (sorting: Sorting) => void;
};

function Header<Row>({ column, sorting, onSort }: HeaderProps<Row>): ReactElement {
  const text = useText('ui');
  const { id, header, sortBy, align } = column;
  const isSorted = sorting?.id === id;
  const order = isSorted ? (sorting.isDown ? 'descending' : 'ascending') : 'none';
  return (
    <th
      scope="col"
      {...(sortBy ? { 'aria-sort': order as 'ascending' | 'descending' | 'none' } : {})}
      className={`px-3 py-2 text-start font-semibold text-quiet ${align === 'end' ? 'sm:text-end' : ''}`}
    >
      {sortBy ? (
        <button
          type="button"
          className="min-h-6 cursor-pointer"
          title={text('sort')}
          onClick={() => onSort({ id, isDown: isSorted && !sorting.isDown })}
        >
          {header} <span aria-hidden="true">{isSorted ? (sorting.isDown ? '↓' : '↑') : '↕'}</span>
        </button>
      ) : (
        header
      )}
    </th>
  );
}

function compare(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
}
