import { Select, useFormat, useText } from '@finharbor/ui';
import { BarChart } from '@finharbor/ui/charts';
import { type ReactElement, useMemo, useState } from 'react';
import { SaveFigures } from './save.tsx';
import { type Answered, type Figure, figuresOf, groupsOf, marked } from './shape.ts';

/** Counts, sums and means by groups: one figure at a time as bars, withheld cells marked, noise as lines at the bars. */
export function Groups(answered: Answered<'groups'>): ReactElement {
  const text = useText('proposals');
  const { number } = useFormat();
  const { answer, asked, shape } = answered;
  const figures = useMemo(() => figuresOf({ answer, asked, shape }), [answer, asked, shape]);
  const [shown, setShown] = useState<Figure['of']>('rows');
  const figure = figures.find((one) => one.of === shown) ?? figures[0]!;
  const names = useMemo(
    () =>
      answer.cells.map(({ groups }) =>
        groups.length === 0
          ? text('chart.all')
          : groups.map((at, column) => groupsOf(shape, asked.by[column]!)[at] ?? '?').join(' · '),
      ),
    [answer, asked, shape, text],
  );
  const categories = useMemo(
    () => names.map((name, at) => marked(name, figure.values[at] === null)),
    [names, figure],
  );
  const series = useMemo(
    () => [
      {
        name: text(`chart.${figure.of}`),
        values: figure.values,
        ...(figure.offBy === undefined ? {} : { offBy: figure.offBy }),
      },
    ],
    [figure, text],
  );
  const withheld = figure.values.filter((value) => value === null).length;
  const counts = { n: withheld, of: figure.values.length };
  const noted = text(withheld > 0 ? 'chart.withheldNote' : 'chart.allShown', counts);
  const noise = figure.offBy === undefined ? '' : text('chart.noise', { n: number(figure.offBy, 1) });
  return (
    <>
      {figures.length > 1 && (
        <Select
          label={text('chart.figure')}
          selected={figure.of}
          onChange={setShown}
          options={figures.map(({ of }) => ({ id: of, label: text(`chart.${of}`) }))}
        />
      )}
      <BarChart
        caption={`${answer.name}: ${text(`chart.${figure.of}`)}`}
        summary={`${noted} ${noise}`.trim()}
        categories={categories}
        categoryLabel={text('chart.group')}
        series={series}
        digits={figure.of === 'rows' ? 0 : 2}
        missing={text('chart.withheld')}
      />
      <SaveFigures
        name={answer.name}
        head={[text('chart.group'), ...figures.map(({ of }) => text(`chart.${of}`))]}
        lines={names.map((name, at) => [name, ...figures.map(({ values }) => values[at] ?? '')])}
      />
    </>
  );
}
