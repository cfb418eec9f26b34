import type { EChartsOption } from 'echarts';
import { type ReactElement, useCallback } from 'react';
import { Chart, type Colours } from './chart.tsx';

/** One line: its name and its points, x first. */
export type Line = { readonly name: string; readonly points: readonly (readonly [x: number, y: number])[] };

type LineChartProps = {
  readonly caption: string;
  readonly summary: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly lines: readonly Line[];
  readonly digits?: number;
  /** A share of 0 to 1 on both axes, with the diagonal for comparison. */
  readonly isUnit?: boolean;
};

const dashes = ['solid', 'dashed', 'dotted'] as const;
const marks = ['circle', 'rect', 'triangle'] as const;

/** Lines over numbers, told apart by dash and mark and not by colour alone. */
export function LineChart(props: LineChartProps): ReactElement {
  const { lines, xLabel, yLabel, digits = 3, isUnit = false } = props;
  const option = useCallback(
    (colours: Colours) => optionOf({ lines, xLabel, yLabel, isUnit }, colours),
    [lines, xLabel, yLabel, isUnit],
  );
  const rows = lines.flatMap(({ name, points }) =>
    points.map(([x, y]) => [name, x.toFixed(digits), y.toFixed(digits)] as const),
  );
  return (
    <Chart
      caption={props.caption}
      summary={props.summary}
      option={option}
      table={{ head: ['', xLabel, yLabel], rows }}
    />
  );
}

function optionOf(
  {
    lines,
    xLabel,
    yLabel,
    isUnit,
  }: Pick<LineChartProps, 'lines' | 'xLabel' | 'yLabel'> & { isUnit: boolean },
  colours: Colours,
): EChartsOption {
  const palette = [colours.accent, colours.warn, colours.bad, colours.good];
  const axis = {
    type: 'value' as const,
    nameLocation: 'middle' as const,
    nameTextStyle: { color: colours.ink },
    axisLabel: { color: colours.ink },
    axisLine: { onZero: false, lineStyle: { color: colours.ink } },
    splitLine: { lineStyle: { color: colours.line } },
    ...(isUnit ? { min: 0, max: 1 } : {}),
  };
  return {
    textStyle: { fontFamily: colours.font },
    legend: { top: 0, textStyle: { color: colours.ink } },
    grid: { left: 56, right: 16, top: 32, bottom: 44 },
    tooltip: { trigger: 'axis', renderMode: 'richText' },
    xAxis: { ...axis, name: xLabel, nameGap: 28 },
    yAxis: { ...axis, name: yLabel, nameGap: 40 },
    series: [
      ...lines.map(({ name, points }, at) => ({
        type: 'line' as const,
        name,
        data: points.map(([x, y]) => [x, y]),
        symbol: points.length > 40 ? 'none' : marks[at % marks.length]!,
        symbolSize: 6,
        itemStyle: { color: palette[at % palette.length]! },
        lineStyle: { color: palette[at % palette.length]!, width: 2, type: dashes[at % dashes.length]! },
      })),
      ...(isUnit
        ? [
            {
              type: 'line' as const,
              data: [
                [0, 0],
                [1, 1],
              ],
              symbol: 'none',
              silent: true,
              lineStyle: { color: colours.line, width: 1 },
            },
          ]
        : []),
    ],
  };
}
