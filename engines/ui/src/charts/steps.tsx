import type { EChartsOption } from 'echarts';
import { type ReactElement, useCallback } from 'react';
import { useFormat } from '../format/use-format.ts';
import { Chart, type Colours } from './chart.tsx';

/** What is true from a moment on, until the next one says otherwise; `shown` is how the value is written. */
export type Step = { readonly atMs: number; readonly value: number; readonly shown: string };

/** One line of steps. */
export type StepLine = {
  readonly name: string;
  readonly steps: readonly Step[];
  /** What it means; without it its colour is by its place. */
  readonly tone?: 'warn' | 'bad';
};

type StepChartProps = {
  readonly caption: string;
  readonly summary: string;
  readonly timeLabel: string;
  readonly valueLabel: string;
  readonly lines: readonly StepLine[];
};

// An axis of time is divided by UTC or by the reader's own zone, and days here are China's.
const zoneMs = 8 * 3_600_000;
// Digits alone: names of months would be in the language that the drawing guesses.
const shortTimes = {
  ...{ year: '{yyyy}', month: '{yyyy}-{MM}', day: '{MM}-{dd}', hour: '{HH}:{mm}', minute: '{HH}:{mm}' },
  ...{ second: '{HH}:{mm}:{ss}', millisecond: '{HH}:{mm}:{ss}' },
};
const dashes = ['solid', 'dashed', 'dotted'] as const;
const marks = ['circle', 'rect', 'triangle'] as const;

/** Values that hold until they change, over time, told apart by dash and mark and not by colour alone. */
export function StepChart(props: StepChartProps): ReactElement {
  const { lines, timeLabel, valueLabel } = props;
  const { dateTime } = useFormat();
  const option = useCallback(
    (colours: Colours) => optionOf({ lines, timeLabel, valueLabel }, colours),
    [lines, timeLabel, valueLabel],
  );
  const rows = lines.flatMap(({ name, steps }) =>
    steps.map(({ atMs, shown }) => [name, dateTime(atMs), shown] as const),
  );
  return (
    <Chart
      caption={props.caption}
      summary={props.summary}
      option={option}
      table={{ head: ['', timeLabel, valueLabel], rows }}
    />
  );
}

function optionOf(
  { lines, timeLabel, valueLabel }: Pick<StepChartProps, 'lines' | 'timeLabel' | 'valueLabel'>,
  colours: Colours,
): EChartsOption {
  const palette = [colours.accent, colours.warn, colours.good, colours.bad, colours.ink];
  const coloured = lines.map((line, at) => ({
    ...line,
    colour: line.tone ? colours[line.tone] : palette[at % palette.length]!,
  }));
  const axis = {
    nameTextStyle: { color: colours.ink },
    axisLabel: { color: colours.ink, hideOverlap: true },
    axisLine: { onZero: false, lineStyle: { color: colours.ink } },
    splitLine: { lineStyle: { color: colours.line } },
  };
  return {
    useUTC: true,
    textStyle: { fontFamily: colours.font },
    legend: { top: 0, textStyle: { color: colours.ink } },
    grid: { left: 8, right: 24, top: 40, bottom: 28, containLabel: true },
    tooltip: { trigger: 'axis', renderMode: 'richText' },
    xAxis: {
      ...axis,
      axisLabel: { ...axis.axisLabel, formatter: shortTimes },
      ...{ type: 'time', name: timeLabel, nameLocation: 'middle', nameGap: 30 },
    },
    yAxis: { ...axis, type: 'value', name: valueLabel },
    series: coloured.map(({ name, steps, colour }, at) => ({
      type: 'line' as const,
      name,
      step: 'end' as const,
      data: steps.map(({ atMs, value }) => [atMs + zoneMs, value]),
      symbol: steps.length > 60 ? 'none' : marks[at % marks.length]!,
      symbolSize: 6,
      itemStyle: { color: colour },
      lineStyle: { color: colour, width: 2, type: dashes[at % dashes.length]! },
      ...(at === 0 ? { areaStyle: { color: colours.accent, opacity: 0.12 } } : {}),
    })),
  };
}
