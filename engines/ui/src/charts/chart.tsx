import type { EChartsOption } from 'echarts';
import { type ReactElement, type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from '../forms/button.tsx';
import { useText } from '../i18n/hooks.ts';

/** The numbers of a chart as a table. */
export type ChartTable = {
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
};

type ChartProps = {
  readonly caption: string;
  /** What a person who cannot see the picture should know of it. */
  readonly summary: string;
  readonly option: (colours: Colours) => EChartsOption;
  readonly table: ChartTable;
};

/** The page's own colours and font as they are now. */
export type Colours = {
  readonly ink: string;
  readonly line: string;
  readonly accent: string;
  readonly good: string;
  readonly bad: string;
  readonly warn: string;
  /** Resolved: a drawing measures its texts where `inherit` means nothing. */
  readonly font: string;
};

/** A picture with its caption, its words and, one press away, its very numbers. */
export function Chart({ caption, summary, option, table }: ChartProps): ReactElement {
  const [isTable, setTable] = useState(false);
  const text = useText('ui');
  return (
    <figure className="mb-6 rounded-lg border border-line bg-surface p-4 shadow-xs">
      <figcaption className="mb-2 flex flex-wrap items-baseline justify-between gap-2">
        <span className="font-semibold">{caption}</span>
        <span className="no-print">
          <Button variant="quiet" onPress={() => setTable(!isTable)}>
            {isTable ? text('chart.picture') : text('chart.table')}
          </Button>
        </span>
      </figcaption>
      {isTable ? <Numbers caption={caption} table={table} /> : <Picture summary={summary} option={option} />}
      <p className="text-quiet text-sm">{summary}</p>
    </figure>
  );
}

function Picture({ summary, option }: Pick<ChartProps, 'summary' | 'option'>): ReactElement {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current!;
    let isGone = false;
    let end = (): void => {};
    void import('./echarts.ts').then(({ chartIn }) => {
      if (isGone) return;
      const chart = chartIn(element);
      const draw = (): void => chart.setOption({ animation: false, ...option(coloursOf(element)) }, true);
      draw();
      const size = new ResizeObserver(() => chart.resize());
      size.observe(element);
      const theme = new MutationObserver(draw);
      theme.observe(document.documentElement, { attributeFilter: ['data-theme', 'data-contrast'] });
      const paper = matchMedia('print');
      const print = (): void => {
        draw();
        chart.getZr().flush();
      };
      paper.addEventListener('change', print);
      end = () => {
        size.disconnect();
        theme.disconnect();
        paper.removeEventListener('change', print);
        chart.dispose();
      };
    });
    return () => {
      isGone = true;
      end();
    };
  }, [option]);
  return <div ref={box} role="img" aria-label={summary} className="h-72 w-full" />;
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

function coloursOf(element: Element): Colours {
  const style = getComputedStyle(element);
  const of = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    ink: of('ink'),
    line: of('line'),
    accent: of('accent'),
    good: of('good'),
    bad: of('bad'),
    warn: of('warn'),
    font: style.fontFamily,
  };
}
