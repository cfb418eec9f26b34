import type { EChartsOption } from 'echarts';
import { type ReactElement, useCallback } from 'react';
import { Chart, type Colours } from './chart.tsx';

/** One series of bars, a value for each category. */
export type Bars = { readonly name: string; readonly values: readonly number[] };

type BarChartProps = {
  readonly caption: string;
  readonly summary: string;
  readonly categories: readonly string[];
  readonly series: readonly Bars[];
  readonly categoryLabel: string;
  readonly digits?: number;
};

/** Bars by category. */
export function BarChart(props: BarChartProps): ReactElement {
  const { categories, series, digits = 0 } = props;
  const option = useCallback(
    (colours: Colours) => optionOf({ categories, series, digits }, colours),
    [categories, series, digits],
  );
  const rows = categories.map((category, at) => [
    category,
    ...series.map(({ values }) => (values[at] ?? 0).toFixed(digits)),
  ]);
  return (
    <Chart
      caption={props.caption}
      summary={props.summary}
      option={option}
      table={{ head: [props.categoryLabel, ...series.map(({ name }) => name)], rows }}
    />
  );
}

function optionOf(
  { categories, series, digits }: Pick<BarChartProps, 'categories' | 'series' | 'digits'>,
  colours: Colours,
): EChartsOption {
  const palette = [colours.accent, colours.warn, colours.good, colours.bad];
  const label = { color: colours.ink };
  return {
    textStyle: { fontFamily: colours.font },
    legend: { top: 0, textStyle: label, show: series.length > 1 },
    grid: { left: 8, right: 8, top: 32, bottom: 8, containLabel: true },
    tooltip: { trigger: 'axis', renderMode: 'richText' },
    aria: { enabled: true, decal: { show: series.length > 1 } },
    xAxis: {
      type: 'category',
      data: [...categories],
      axisLabel: { ...label, interval: 0, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      axisLabel: label,
      splitLine: { lineStyle: { color: colours.line } },
      // Counts have no halves.
      ...(digits === 0 ? { minInterval: 1 } : {}),
    },
    series: series.map(({ name, values }, at) => ({
      type: 'bar' as const,
      name,
      data: [...values],
      itemStyle: { color: palette[at % palette.length]! },
    })),
  };
}
