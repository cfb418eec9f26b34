import type { EChartsOption } from 'echarts';
import { type ReactElement, useEffect, useRef } from 'react';
import { ChartFrame, type ChartTable } from './frame.tsx';

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
  /** What a drawing lies on. */
  readonly surface: string;
  readonly line: string;
  readonly accent: string;
  readonly good: string;
  readonly bad: string;
  readonly warn: string;
  /** Resolved: a drawing measures its texts where `inherit` means nothing. */
  readonly font: string;
};

/** A drawn chart with its caption, its words and its numbers. */
export function Chart({ caption, summary, option, table }: ChartProps): ReactElement {
  return (
    <ChartFrame caption={caption} summary={summary} table={table}>
      <Picture summary={summary} option={option} />
    </ChartFrame>
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

function coloursOf(element: Element): Colours {
  const style = getComputedStyle(element);
  const of = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    ink: of('ink'),
    surface: of('surface'),
    line: of('line'),
    accent: of('accent'),
    good: of('good'),
    bad: of('bad'),
    warn: of('warn'),
    font: style.fontFamily,
  };
}
