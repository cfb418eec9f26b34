import type { CustomSeriesOption, EChartsOption } from 'echarts';
import { type ReactElement, useCallback } from 'react';
import { Chart, type Colours } from './chart.tsx';

/** One series of bars, a value for each category; null where there is none to show. */
export type Bars = {
  readonly name: string;
  readonly values: readonly (number | null)[];
  /** How far each value may be off, drawn as a line up and down from the bar's end. */
  readonly offBy?: number;
};

type BarChartProps = {
  readonly caption: string;
  readonly summary: string;
  readonly categories: readonly string[];
  readonly series: readonly Bars[];
  readonly categoryLabel: string;
  readonly digits?: number;
  /** What the table says where there is no value. */
  readonly missing?: string;
};

/** Bars by category. */
export function BarChart(props: BarChartProps): ReactElement {
  const { categories, series, digits = 0, missing = '—' } = props;
  const option = useCallback(
    (colours: Colours) => optionOf({ categories, series, digits }, colours),
    [categories, series, digits],
  );
  const rows = categories.map((category, at) => [
    category,
    ...series.map(({ values }) => values[at]?.toFixed(digits) ?? missing),
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
  const palette = [colours.accent, colours.warn, colours.good, colours.bad, colours.ink];
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
    series: [
      ...series.map(({ name, values }, at) => ({
        type: 'bar' as const,
        name,
        data: [...values],
        itemStyle: { color: palette[at % palette.length]! },
      })),
      ...series.filter(({ offBy = 0 }) => offBy > 0).map((bars) => offByOf(bars, colours)),
    ],
  };
}

function offByOf({ values, offBy = 0 }: Bars, colours: Colours): CustomSeriesOption {
  const shown = values.flatMap((value, at) => (value === null ? [] : [[at, value - offBy, value + offBy]]));
  return {
    type: 'custom',
    silent: true,
    // Above the bars, which are drawn at 2.
    z: 3,
    tooltip: { show: false },
    encode: { x: 0, y: [1, 2] },
    data: shown,
    renderItem(_params, api) {
      const at = api.value(0);
      const [x = 0, low = 0] = api.coord([at, api.value(1)]);
      const [, high = 0] = api.coord([at, api.value(2)]);
      const mark = (stroke: string, lineWidth: number) =>
        [
          { x1: x, y1: low, x2: x, y2: high },
          { x1: x - 5, y1: low, x2: x + 5, y2: low },
          { x1: x - 5, y1: high, x2: x + 5, y2: high },
        ].map((shape) => ({
          type: 'line' as const,
          shape,
          style: { stroke, lineWidth, lineCap: 'square' as const },
        }));
      // Half of it lies on the bar, whose colour may be as dark as the line: an edge keeps it in sight.
      return { type: 'group', children: [...mark(colours.surface, 4), ...mark(colours.ink, 1.5)] };
    },
  };
}
