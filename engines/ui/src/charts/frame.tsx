import { type ReactElement, type ReactNode, useState } from 'react';
import { Button } from '../forms/button.tsx';
import { useText } from '../i18n/hooks.ts';

/** The numbers of a picture as a table. */
export type ChartTable = {
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
};

type FrameProps = {
  readonly caption: string;
  readonly summary: string;
  readonly table: ChartTable;
  readonly children: ReactNode;
};

/** A picture with its caption, its words and, one press away, its very numbers. */
export function ChartFrame({ caption, summary, table, children }: FrameProps): ReactElement {
  const [isTable, setTable] = useState(false);
  const text = useText('ui');
  return (
    <figure className="mb-6 min-w-0 rounded-lg border border-line bg-surface p-4 shadow-xs">
      <figcaption className="mb-2 flex flex-wrap items-baseline justify-between gap-2">
        <span className="font-semibold">{caption}</span>
        <span className="no-print">
          <Button variant="quiet" onPress={() => setTable(!isTable)}>
            {isTable ? text('chart.picture') : text('chart.table')}
          </Button>
        </span>
      </figcaption>
      {isTable ? <Numbers caption={caption} table={table} /> : children}
      <p className="text-quiet text-sm">{summary}</p>
    </figure>
  );
}

function Numbers({ caption, table }: { readonly caption: string; readonly table: ChartTable }): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="max-h-96 overflow-auto" tabIndex={0} aria-label={caption}>
      <table className="w-full border-collapse text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {table.head.map((name) => (
              <th key={name} scope="col" className="px-2 py-1 text-start text-quiet">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a drawn chart do not move
            <tr key={at}>
              {row.map((value, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: nor do its columns
                <td key={column} className="border-line border-t px-2 py-1">
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
