import { lazy, type ReactElement, type ReactNode, Suspense } from 'react';
import { Pagination } from '../pagination.tsx';
import { Body, Head } from './cells.tsx';
import type { Column } from './column.ts';
import { csvOf } from './csv.ts';
import { type TableModel, useTableModel } from './model.ts';
import { pageSizes } from './settings.ts';

// A table that is only read should not wait for menus.
const TableTools = lazy(async () => ({ default: (await import('./tools.tsx')).TableTools }));

type TableProps<Row> = {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Where the first cell of a row leads. */
  readonly href?: (row: Row) => string;
  readonly empty?: ReactNode;
  /** A name for this table: columns and density can be chosen, and the choice is kept under it in this browser. */
  readonly id?: string;
  /** A file's name without its ending: the rows can be saved as CSV. */
  readonly exportName?: string;
};

/**
 * A table that a screen reader reads as one; on a narrow page each row becomes a block with its headings beside the values. Above fifty
 * rows it has pages.
 */
export function DataTable<Row>(props: TableProps<Row>): ReactElement {
  const { caption, columns, rows, rowKey, href, empty, id, exportName } = props;
  const model = useTableModel({ columns, rows, rowKey, id });
  if (rows.length === 0 && empty !== undefined) return <>{empty}</>;
  return (
    <div className="mb-5">
      {(id !== undefined || exportName !== undefined) && (
        <Suspense fallback={<div className="mb-2 min-h-9 pointer-coarse:min-h-11" />}>
          <TableTools
            columns={columns}
            total={rows.length}
            settings={model.settings}
            {...(id === undefined ? {} : { onChange: model.change })}
            {...(exportName === undefined ? {} : { exportName })}
            csv={() => csvOf(columns, model.ordered())}
          />
        </Suspense>
      )}
      <div className="overflow-x-auto rounded-lg border border-line bg-surface">
        <table className="stacks w-full border-collapse text-sm">
          <caption className="sr-only">{caption}</caption>
          <Head model={model} />
          <Body model={model} rowKey={rowKey} href={href} />
        </table>
      </div>
      {model.page.isPaged && <Pages caption={caption} total={rows.length} model={model} />}
    </div>
  );
}

type PagesProps<Row> = {
  readonly caption: string;
  readonly total: number;
  readonly model: TableModel<Row>;
};

function Pages<Row>({ caption, total, model }: PagesProps<Row>): ReactElement {
  const { page, settings, change, turnTo } = model;
  return (
    <Pagination
      label={caption}
      page={page.index}
      pageSize={settings.pageSize}
      total={total}
      onPage={turnTo}
      pageSizes={pageSizes}
      onPageSize={(pageSize) => {
        change({ pageSize });
        turnTo(0);
      }}
    />
  );
}
