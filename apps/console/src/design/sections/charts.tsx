import { useBilingual, useText } from '@finharbor/ui';
import { BarChart, LineChart, type Park, ParkMap, PulseBars, StepChart } from '@finharbor/ui/charts';
import { type ReactElement, useMemo } from 'react';
import { districts } from '../samples.ts';

const applied = [12, 14, 13, 17, 16, 19, 22, 21, 24, 26, 25, 28, 30, 31];
const offered = [7, 8, 8, 11, 10, 12, 14, 14, 16, 17, 17, 19, 20, 21];
const curve = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1].map((x) => [x, x ** 0.35] as const);

const firstDayMs = Date.parse('2026-11-02T09:30:00+08:00');
const stood = [0, 1200, 1080, 960, 2160, 2040, 1900];
const beats = Array.from({ length: 60 }, (_, at) => Math.round(40 + 30 * Math.sin(at / 5)));

/** Made-up parks on a made-up shore. */
const outlines = [
  {
    id: 'harbour',
    name: { en: 'Harbour Quarter', zh: '海港片区' },
    value: 412,
    outline: [
      [0, 0],
      [34, 0],
      [40, 22],
      [18, 34],
      [0, 26],
    ],
  },
  {
    id: 'tower',
    name: { en: 'Tower Park', zh: '高塔园区' },
    value: 268,
    outline: [
      [34, 0],
      [78, 4],
      [70, 30],
      [40, 22],
    ],
  },
  {
    id: 'garden',
    name: { en: 'Garden Valley', zh: '花园谷' },
    value: 97,
    outline: [
      [0, 26],
      [18, 34],
      [24, 60],
      [0, 58],
    ],
  },
  {
    id: 'mill',
    name: { en: 'Old Mill', zh: '老厂坊' },
    value: 151,
    outline: [
      [18, 34],
      [40, 22],
      [70, 30],
      [62, 58],
      [24, 60],
    ],
  },
  {
    id: 'bridge',
    name: { en: 'Bridgehead', zh: '桥头堡' },
    value: 33,
    outline: [
      [78, 4],
      [100, 14],
      [96, 50],
      [62, 58],
      [70, 30],
    ],
  },
] as const;

/** Lines, bars and a curve of shares, each with its numbers one press away. */
export function Charts(): ReactElement {
  const text = useText('design');
  const say = useBilingual();
  const lines = useMemo(
    () => [
      { name: text('chart.applied'), points: applied.map((y, x) => [x + 1, y] as const) },
      { name: text('chart.offered'), points: offered.map((y, x) => [x + 1, y] as const) },
    ],
    [text],
  );
  const parks = useMemo(
    () => outlines.map(({ name, ...park }): Park => ({ ...park, name: say(name) })),
    [say],
  );
  const roc = useMemo(() => [{ name: text('chart.model'), points: curve }], [text]);
  const bars = useMemo(
    () => ({
      categories: districts.map(say),
      series: [
        { name: text('chart.with'), values: [42, 18, 25, 12, 33] },
        { name: text('chart.without'), values: [65, 22, 30, 19, 41] },
      ],
    }),
    [text, say],
  );
  return (
    <div className="grid gap-x-5 lg:grid-cols-2">
      <LineChart
        caption={text('chart.lines')}
        summary={text('chart.linesSummary')}
        xLabel={text('chart.day')}
        yLabel={text('chart.count')}
        lines={lines}
        digits={0}
      />
      <BarChart
        caption={text('chart.bars')}
        summary={text('chart.barsSummary')}
        categoryLabel={text('table.district')}
        {...bars}
      />
      <LineChart
        caption={text('chart.roc')}
        summary={text('chart.rocSummary')}
        xLabel={text('chart.x')}
        yLabel={text('chart.y')}
        lines={roc}
        isUnit
      />
      <OverTime />
      <ParkMap
        caption={text('chart.map')}
        summary={text('chart.mapSummary')}
        parkLabel={text('chart.park')}
        valueLabel={text('chart.firms')}
        parks={parks}
      />
    </div>
  );
}

/** What holds until it changes, and what is counted while it is looked at. */
function OverTime(): ReactElement {
  const text = useText('design');
  const steps = useMemo(
    () => [
      {
        name: text('chart.balance'),
        steps: stood.map((value, day) => ({
          atMs: firstDayMs + day * 86_400_000,
          value,
          shown: String(value),
        })),
      },
    ],
    [text],
  );
  return (
    <>
      <StepChart
        caption={text('chart.steps')}
        summary={text('chart.stepsSummary')}
        timeLabel={text('chart.day')}
        valueLabel={text('chart.balance')}
        lines={steps}
      />
      <PulseBars
        caption={text('chart.pulse')}
        summary={text('chart.pulseSummary')}
        perSecond={beats}
        secondLabel={text('chart.second')}
        valueLabel={text('chart.count')}
      />
    </>
  );
}
