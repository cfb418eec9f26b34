import { lazy, type ReactElement, type ReactNode, Suspense } from 'react';
import { Loading } from '../../states/loading.tsx';
import { Pagination } from '../pagination.tsx';
import type { Bulk } from './bulk/action.ts';
import type { BulkBar as Bar } from './bulk/bar.tsx';
import { Head, TableRow } from './cells.tsx';
import { type Choosing, useChoosing } from './choosing.ts';
import type { Column } from './column.ts';
import { type TableModel, useTableModel } from './model.ts';
import type { ScrolledTable as Scrolled } from './scrolled/table.tsx';
import { pageSizes } from './settings.ts';
import type { TableTools as LazyTools } from './tools.tsx';
import { useWide } from './wide.ts';

// A table that is only read should not wait for menus, nor a short one for what a long one needs.
// (`lazy` knows no generic components.)
const TableTools = lazy(async () => ({
  default: (await import('./tools.tsx')).TableTools,
})) as unknown as typeof LazyTools;
const ScrolledTable = lazy(async () => ({
  default: (await import('./scrolled/table.tsx')).ScrolledTable,
})) as unknown as typeof Scrolled;
const BulkBar = lazy(async () => ({
  default: (await import('./bulk/bar.tsx')).BulkBar,
})) as unknown as typeof Bar;

/** What a table is made of. */
export type TableProps<Row> = {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Where the first cell of a row leads. */
  readonly href?: (row: Row) => string;
  readonly empty?: ReactNode;
  /** A name for this table: columns and density can be chosen, and the choice is kept under it in this browser. */
  readonly id?: string;
  /** A file's name without its ending: the rows can be saved. */
  readonly exportName?: string;
  /** A filter; the order of the rows is not worked out again for it. */
  readonly keep?: ((row: Row) => boolean) | undefined;
  /** For tens of thousands of rows: no pages but a box that scrolls, with only the rows in sight in the page. */
  readonly isScrolled?: boolean;
  /** Rows can be chosen. */
  readonly bulk?: Bulk<Row>;
  /** Stands among the table's tools, also while a filter leaves nothing. */
  readonly tools?: ReactNode;
};

/**
 * A table that a screen reader reads as one; on a narrow page each row becomes a block with its headings beside the values. Above fifty
 * rows it has pages, unless it scrolls.
 */
export function DataTable<Row>(props: TableProps<Row>): ReactElement {
  const { columns, rows, rowKey, empty, id, keep, bulk, isScrolled = false } = props;
  const model = useTableModel({ columns, rows, rowKey, id, keep, isScrolled });
  const choosing = useChoosing({ rows: model.ordered, rowKey, nameOf: bulk?.nameOf ?? rowKey });
  const isEmpty = model.ordered.length === 0 && empty !== undefined;
  const shown = { ...props, model, choosing: bulk && choosing };
  return (
    <div className="mb-5">
      {!(isEmpty && rows.length === 0) && <Tools table={props} model={model} />}
      {/* It stays where it is when what is done with the rows takes them out of the table. */}
      {bulk && choosing.hasBegun && (
        <Suspense>
          <BulkBar choosing={choosing} actions={bulk.actions} total={model.ordered.length} />
        </Suspense>
      )}
      {isEmpty ? (
        empty
      ) : isScrolled ? (
        <Suspense fallback={<Loading shape="table" />}>
          <ScrolledTable {...shown} href={props.href} />
        </Suspense>
      ) : (
        <PagedTable {...shown} />
      )}
    </div>
  );
}

type ToolsProps<Row> = { readonly table: TableProps<Row>; readonly model: TableModel<Row> };

function Tools<Row>({ table, model }: ToolsProps<Row>): ReactElement | null {
  const { columns, id, exportName, tools } = table;
  if (id === undefined && exportName === undefined) return null;
  return (
    <Suspense fallback={<div className="mb-2 min-h-9 pointer-coarse:min-h-11" />}>
      <TableTools
        columns={columns}
        model={model}
        {...(id === undefined ? {} : { onChange: model.change })}
        {...(exportName === undefined ? {} : { exportName })}
      >
        {tools}
      </TableTools>
    </Suspense>
  );
}

type PagedProps<Row> = Pick<TableProps<Row>, 'caption' | 'rowKey' | 'href'> & {
  readonly model: TableModel<Row>;
  readonly choosing: Choosing<Row> | undefined;
};

function PagedTable<Row>({ caption, rowKey, href, model, choosing }: PagedProps<Row>): ReactElement {
  const { ref, reachable } = useWide(caption);
  return (
    <>
      <div ref={ref} {...reachable} className="overflow-x-auto rounded-lg border border-line bg-surface">
        <table className="stacks w-full border-collapse text-sm">
          <caption className="sr-only">{caption}</caption>
          <Head model={model} choosing={choosing} />
          <tbody>
            {model.rows.map((row) => (
              <TableRow
                key={rowKey(row)}
                row={row}
                columns={model.columns}
                density={model.settings.density}
                href={href}
                choice={choosing?.labelOf(row)}
                isChosen={choosing?.isChosen(row) ?? false}
                onChoose={choosing?.choose}
              />
            ))}
          </tbody>
        </table>
      </div>
      {model.page.isPaged && <Pages caption={caption} model={model} />}
    </>
  );
}

type PagesProps<Row> = { readonly caption: string; readonly model: TableModel<Row> };

function Pages<Row>({ caption, model }: PagesProps<Row>): ReactElement {
  const { page, settings, change, turnTo, ordered } = model;
  return (
    <Pagination
      label={caption}
      page={page.index}
      pageSize={settings.pageSize}
      total={ordered.length}
      onPage={turnTo}
      pageSizes={pageSizes}
      onPageSize={(pageSize) => {
        change({ pageSize });
        turnTo(0);
      }}
    />
  );
}
