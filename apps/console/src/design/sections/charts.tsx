import { useBilingual, useText } from '@finharbor/ui';
import { BarChart, LineChart } from '@finharbor/ui/charts';
import { type ReactElement, useMemo } from 'react';
import { districts } from '../samples.ts';

const applied = [12, 14, 13, 17, 16, 19, 22, 21, 24, 26, 25, 28, 30, 31];
const offered = [7, 8, 8, 11, 10, 12, 14, 14, 16, 17, 17, 19, 20, 21];
const curve = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1].map((x) => [x, x ** 0.35] as const);

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
    </div>
  );
}
