import type { ReactElement } from 'react';
import { classes } from '../../classes.ts';
import { TextLink } from '../../forms/button.tsx';
import { useText } from '../../i18n/hooks.ts';
import { Icon } from '../../icons/icon.tsx';
import type { Column } from './column.ts';
import type { TableModel } from './model.ts';
import type { TableSettings } from './settings.ts';

/** The headings, those that can be sorted as buttons. */
export function Head<Row>({ model }: { readonly model: TableModel<Row> }): ReactElement {
  return (
    <thead>
      <tr className="bg-sunken">
        {model.columns.map((column) => (
          <Header
            key={column.id}
            column={column}
            order={model.orderOf(column.id)}
            density={model.settings.density}
            onSort={() => model.sort(column.id)}
          />
        ))}
      </tr>
    </thead>
  );
}

type BodyProps<Row> = {
  readonly model: TableModel<Row>;
  readonly rowKey: (row: Row) => string;
  readonly href: ((row: Row) => string) | undefined;
};

/** The rows of the page in sight. */
export function Body<Row>({ model, rowKey, href }: BodyProps<Row>): ReactElement {
  return (
    <tbody>
      {model.rows.map((row) => (
        <tr key={rowKey(row)} className="hover:bg-accent-soft/40">
          {model.columns.map((column, at) => (
            <Cell
              key={column.id}
              column={column}
              row={row}
              density={model.settings.density}
              {...(at === 0 && href ? { href: href(row) } : {})}
            />
          ))}
        </tr>
      ))}
    </tbody>
  );
}

type CellProps<Row> = {
  readonly column: Column<Row>;
  readonly row: Row;
  readonly density: TableSettings['density'];
  readonly href?: string;
};

const padding: Readonly<Record<TableSettings['density'], string>> = {
  normal: 'px-3 py-2',
  compact: 'px-3 py-1',
};

function Cell<Row>({ column, row, density, href }: CellProps<Row>): ReactElement {
  const content = column.cell(row);
  return (
    <td
      data-label={column.header}
      className={classes(
        'border-line border-t align-top',
        padding[density],
        column.align === 'end' && 'sm:text-end',
      )}
    >
      {href === undefined ? content : <TextLink href={href}>{content}</TextLink>}
    </td>
  );
}

type HeaderProps<Row> = {
  readonly column: Column<Row>;
  readonly order: ReturnType<TableModel<Row>['orderOf']>;
  readonly density: TableSettings['density'];
  readonly onSort: () => void;
};

function Header<Row>({ column, order, density, onSort }: HeaderProps<Row>): ReactElement {
  const text = useText('ui');
  const { header, sortBy, align } = column;
  return (
    <th
      scope="col"
      {...(sortBy ? { 'aria-sort': order } : {})}
      className={classes(
        'text-start align-middle font-semibold text-quiet',
        padding[density],
        align === 'end' && 'sm:text-end',
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
