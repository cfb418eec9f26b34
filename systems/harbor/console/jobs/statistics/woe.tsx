import { useText } from '@finharbor/ui';
import { BarChart } from '@finharbor/ui/charts';
import { type ReactElement, useMemo } from 'react';
import { SaveFigures } from './save.tsx';
import { type Answered, groupsOf, ivWordOf } from './shape.ts';

/** Weights of evidence by group, with the information value in words. */
export function Woe({ answer, asked, shape }: Answered<'woe'>): ReactElement {
  const text = useText('proposals');
  const { bins, iv } = answer;
  const names = useMemo(() => groupsOf(shape, asked.bins), [shape, asked]);
  const { categories, series } = useMemo(
    () => ({
      categories: bins.map(({ woe }, at) =>
        woe === undefined ? `${names[at]} (${text('chart.withheld')})` : names[at]!,
      ),
      series: [{ name: text('chart.woe'), values: bins.map(({ woe }) => woe ?? null) }],
    }),
    [bins, names, text],
  );
  return (
    <>
      <BarChart
        caption={`${answer.name}: ${text('chart.woe')}`}
        summary={
          iv === undefined
            ? text('chart.noIv')
            : text('chart.iv', { iv: iv.toFixed(3), words: text(`chart.ivWords.${ivWordOf(iv)}`) })
        }
        categories={categories}
        categoryLabel={text('chart.group')}
        series={series}
        digits={3}
        missing={text('chart.withheld')}
      />
      <SaveFigures
        name={answer.name}
        head={['group', 'good', 'bad', 'woe'].map((id) => text(`chart.${id}`))}
        lines={bins.map(({ good, bad, woe }, at) => [names[at] ?? '', good ?? '', bad ?? '', woe ?? ''])}
      />
    </>
  );
}
