import { memo, type ReactElement, useEffect, useRef } from 'react';
import { classes } from '../../classes.ts';
import { TextLink } from '../../forms/button.tsx';
import { useText } from '../../i18n/hooks.ts';
import { Icon } from '../../icons/icon.tsx';
import type { Choosing } from './choosing.ts';
import type { Column } from './column.ts';
import type { TableModel } from './model.ts';
import type { TableSettings } from './settings.ts';

type Density = TableSettings['density'];

const padding: Readonly<Record<Density, string>> = { normal: 'px-3 py-2', compact: 'px-3 py-1' };
const tick = 'size-6 cursor-pointer align-middle accent-accent pointer-coarse:size-7';

type HeadProps<Row> = {
  readonly model: TableModel<Row>;
  readonly choosing: Choosing<Row> | undefined;
  /** Stays in sight while the rows below it are scrolled. */
  readonly isSticky?: boolean;
};

/** The headings, those that can be sorted as buttons. */
export function Head<Row>({ model, choosing, isSticky = false }: HeadProps<Row>): ReactElement {
  const { density } = model.settings;
  return (
    <thead className={classes(isSticky && 'sm:sticky sm:top-0 sm:z-10')}>
      <tr className="bg-sunken" {...(isSticky ? { 'aria-rowindex': 1 } : {})}>
        {choosing && (
          <th scope="col" className={classes('w-12', padding[density])}>
            <ChooseAll choosing={choosing} rows={model.ordered} />
          </th>
        )}
        {model.columns.map((column) => (
          <Header
            key={column.id}
            column={column}
            order={model.orderOf(column.id)}
            density={density}
            onSort={() => model.sort(column.id)}
          />
        ))}
      </tr>
    </thead>
  );
}

function ChooseAll<Row>({
  choosing,
  rows,
}: {
  readonly choosing: Choosing<Row>;
  readonly rows: readonly Row[];
}): ReactElement {
  const text = useText('ui');
  const box = useRef<HTMLInputElement>(null);
  const { count } = choosing;
  const isAll = count > 0 && count === rows.length;
  useEffect(() => {
    box.current!.indeterminate = count > 0 && !isAll;
  }, [count, isAll]);
  return (
    <input
      ref={box}
      type="checkbox"
      className={tick}
      aria-label={text('bulk.all')}
      checked={isAll}
      onChange={() => choosing.chooseAll(!isAll)}
    />
  );
}

type RowProps<Row> = {
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
  readonly density: Density;
  readonly href: ((row: Row) => string) | undefined;
  /** Where rows can be chosen: what the box says, whether it is ticked, and how to change that. */
  readonly choice?: string | undefined;
  readonly isChosen?: boolean;
  readonly onChoose?: ((row: Row) => void) | undefined;
  /** In a table of which only a part is in the page: which of all rows this is, from 0. */
  readonly at?: number;
};

function PlainRow<Row>(props: RowProps<Row>): ReactElement {
  const { row, columns, density, href, choice, isChosen = false, onChoose, at } = props;
  return (
    <tr
      className={classes('hover:bg-accent-soft/40', isChosen && 'bg-accent-soft')}
      {...(at === undefined ? {} : { 'aria-rowindex': at + 2, 'data-row': at })}
      {...(choice !== undefined && at !== undefined ? { 'aria-selected': isChosen } : {})}
    >
      {choice !== undefined && (
        <td className={classes('border-line border-t', padding[density])} {...focusable(at)}>
          <input
            type="checkbox"
            className={tick}
            aria-label={choice}
            checked={isChosen}
            onChange={() => onChoose?.(row)}
          />
        </td>
      )}
      {columns.map((column, place) => (
        <Cell
          key={column.id}
          column={column}
          row={row}
          density={density}
          at={at}
          href={place === 0 ? href : undefined}
        />
      ))}
    </tr>
  );
}

/** One row; drawn again only where something of it has changed. */
export const TableRow = memo(PlainRow) as typeof PlainRow;

type CellProps<Row> = Pick<RowProps<Row>, 'row' | 'density' | 'href'> & {
  readonly column: Column<Row>;
  readonly at: number | undefined;
};

function Cell<Row>({ column, row, density, href, at }: CellProps<Row>): ReactElement {
  const content = column.cell(row);
  return (
    <td
      data-label={column.header}
      className={classes(
        'border-line border-t align-top',
        padding[density],
        column.align === 'end' && 'sm:text-end',
        column.isAct && 'no-print',
      )}
      {...focusable(at)}
    >
      {href === undefined ? content : <TextLink href={href(row)}>{content}</TextLink>}
    </td>
  );
}

/** The arrow keys bring the focus to every cell of a table that scrolls. */
function focusable(at: number | undefined): { readonly tabIndex?: number } {
  return at === undefined ? {} : { tabIndex: -1 };
}

type HeaderProps<Row> = {
  readonly column: Column<Row>;
  readonly order: ReturnType<TableModel<Row>['orderOf']>;
  readonly density: Density;
  readonly onSort: () => void;
};

function Header<Row>({ column, order, density, onSort }: HeaderProps<Row>): ReactElement {
  const text = useText('ui');
  const { header, sortBy, align, isAct } = column;
  return (
    <th
      scope="col"
      {...(sortBy ? { 'aria-sort': order } : {})}
      className={classes(
        'text-start align-middle font-semibold text-quiet',
        padding[density],
        align === 'end' && 'sm:text-end',
        isAct && 'no-print',
      )}
    >
      {sortBy ? (
        <button
          type="button"
          className="inline-flex min-h-6 cursor-pointer items-center gap-1 text-start hover:text-ink"
          title={text('sort')}
          onClick={onSort}
        >
          {header}
          <Icon name={order === 'none' ? 'sort' : order} />
        </button>
      ) : (
        header
      )}
    </th>
  );
}
