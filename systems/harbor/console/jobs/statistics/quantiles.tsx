import { useFormat, useText } from '@finharbor/ui';
import { BarChart } from '@finharbor/ui/charts';
import { type ReactElement, useMemo } from 'react';
import { SaveFigures } from './save.tsx';
import { type Answered, marked } from './shape.ts';

/** How many values lie in each bin, and between which edges the quantiles lie. */
export function Quantiles({ answer, asked, shape }: Answered<'quantiles'>): ReactElement {
  const text = useText('proposals');
  const say = useNumber();
  const { number } = useFormat();
  const { counts, quantiles, noise } = answer;
  const unit = shape.unitOf(asked.column);
  const { names, categories, series } = useMemo(() => {
    const edges = asked.edges.map((edge) => say(edge / unit));
    const names = [
      ...edges.map((n) => text('chart.upTo', { n })),
      text('chart.above', { n: edges.at(-1) ?? '' }),
    ];
    const offBy = noise?.[0];
    return {
      names,
      categories: names.map((name, at) => marked(name, counts[at] === null)),
      series: [
        { name: text('chart.rows'), values: counts, ...(offBy === undefined ? {} : { offBy: 2 * offBy }) },
      ],
    };
  }, [asked, counts, noise, unit, text, say]);
  const words = (quantiles ?? []).map(({ at, above, upTo }) => {
    const [low, high] = [above, upTo].map((edge) => (edge === undefined ? '' : say(edge / unit)));
    const word = above === undefined ? 'atMost' : upTo === undefined ? 'moreThan' : 'between';
    return text(`chart.${word}`, { at: text('chart.quantile', { at }), low: low ?? '', high: high ?? '' });
  });
  const off = noise?.[0] === undefined ? '' : text('chart.noise', { n: number(2 * noise[0], 1) });
  return (
    <>
      <BarChart
        caption={answer.name}
        summary={`${quantiles ? words.join(' · ') : text('chart.noQuantiles')} ${off}`.trim()}
        categories={categories}
        categoryLabel={text('chart.bin')}
        series={series}
        missing={text('chart.withheld')}
      />
      <SaveFigures
        name={answer.name}
        head={[text('chart.bin'), text('chart.rows')]}
        lines={names.map((name, at) => [name, counts[at] ?? ''])}
      />
    </>
  );
}

/** Numbers with no more places than they have. */
function useNumber(): (value: number) => string {
  const { number } = useFormat();
  return useMemo(
    () => (value) => number(value, Math.min(6, String(value).split('.')[1]?.length ?? 0)),
    [number],
  );
}
