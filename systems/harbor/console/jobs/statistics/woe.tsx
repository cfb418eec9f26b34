import { useText } from '@finharbor/ui';
import { BarChart } from '@finharbor/ui/charts';
import { type ReactElement, useMemo } from 'react';
import { SaveFigures } from './save.tsx';
import { type Answered, groupsOf, ivWordOf, marked } from './shape.ts';

/** Weights of evidence by group, with the information value in words. */
export function Woe({ answer, asked, shape }: Answered<'woe'>): ReactElement {
  const text = useText('proposals');
  const { bins, iv } = answer;
  const names = useMemo(() => groupsOf(shape, asked.bins), [shape, asked]);
  // Where a bin is withheld no weight can be had of any: what is left are counts.
  const isWhole = bins.every(({ woe }) => woe !== undefined);
  const { categories, series } = useMemo(
    () => ({
      categories: bins.map(({ good }, at) => marked(names[at]!, good === undefined)),
      series: (isWhole ? (['woe'] as const) : (['good', 'bad'] as const)).map((of) => ({
        name: text(`chart.${of}`),
        values: bins.map((bin) => bin[of] ?? null),
      })),
    }),
    [bins, names, isWhole, text],
  );
  return (
    <>
      <BarChart
        caption={`${answer.name}: ${text(isWhole ? 'chart.woe' : 'chart.rows')}`}
        summary={
          iv === undefined
            ? text('chart.noIv')
            : text('chart.iv', { iv: iv.toFixed(3), words: text(`chart.ivWords.${ivWordOf(iv)}`) })
        }
        categories={categories}
        categoryLabel={text('chart.group')}
        series={series}
        digits={isWhole ? 3 : 0}
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
