import type { IntersectionResult, IntersectionSum } from '@finharbor/harbor/contract';
import { Grid, Section, Stat, useFormat, useText } from '@finharbor/ui';
import { BarChart } from '@finharbor/ui/charts';
import { type ReactElement, useMemo } from 'react';
import { SaveFigures } from './statistics/save.tsx';

type Figures = { readonly result: IntersectionResult };

/** What this party was told of a sum over the firms both sides have. */
export function SumTold({ result: { common, sum } }: Figures): ReactElement | null {
  return common === null || !sum ? null : <Sum sum={sum} common={common} />;
}

/** The figures this party was told, as a file; or that it was told none. */
export function SaveTold({ result: { common, sum } }: Figures): ReactElement {
  const text = useText('figures');
  if (common === null) return <p className="mb-6 max-w-prose">{text('result.untoldFigure')}</p>;
  return <Save common={common} sum={sum ?? undefined} />;
}

type Told = { readonly common: number; readonly sum: IntersectionSum };

function Sum({ sum, common }: Told): ReactElement {
  const text = useText('figures');
  const { number } = useFormat();
  const { field, total, mean, decimals, bins } = sum;
  const hint = text('result.overFirms', { n: number(common) });
  return (
    <>
      <div className="mb-6">
        <Grid>
          <Stat label={text('result.total', { field })} value={number(total, decimals)} hint={hint} />
          <Stat label={text('result.mean', { field })} value={number(mean, decimals + 2)} hint={hint} />
        </Grid>
      </div>
      {bins.length > 0 && <Histogram sum={sum} common={common} />}
    </>
  );
}

function Histogram({ sum, common }: Told): ReactElement {
  const text = useText('figures');
  const { number } = useFormat();
  const names = useBins(sum);
  const { field, bins } = sum;
  const series = useMemo(() => [{ name: text('result.firms'), values: bins }], [text, bins]);
  const most = names[bins.indexOf(Math.max(...bins))]!;
  const caption = text('result.histogram', { field });
  return (
    <Section title={caption}>
      <BarChart
        caption={caption}
        summary={text('result.histogramSummary', { n: number(common), bins: bins.length, most })}
        categories={names}
        categoryLabel={text('result.values')}
        series={series}
      />
    </Section>
  );
}

/** What a histogram's bins are called: from each edge to below the next. */
function useBins({ edges, bins, decimals }: IntersectionSum): readonly string[] {
  const text = useText('figures');
  const { number } = useFormat();
  return useMemo(() => {
    const said = edges.map((edge) => number(edge, decimals));
    return bins.map((_, at) => {
      const [low, high] = [said[at - 1], said[at]];
      if (low === undefined) return text('result.below', { n: high ?? '' });
      return high === undefined ? text('result.from', { n: low }) : text('result.between', { low, high });
    });
  }, [edges, bins, decimals, text, number]);
}

function Save({
  common,
  sum,
}: {
  readonly common: number;
  readonly sum: IntersectionSum | undefined;
}): ReactElement {
  const text = useText('figures');
  const names = useBins(sum ?? { edges: [], bins: [], decimals: 0, field: '', total: 0, mean: 0 });
  const { field = '', total = 0, mean = 0, bins = [] } = sum ?? {};
  return (
    <SaveFigures
      name={text('result.common')}
      head={[text('result.figure'), text('result.value')]}
      lines={[
        [text('result.common'), common],
        ...(sum
          ? [
              [text('result.total', { field }), total],
              [text('result.mean', { field }), mean],
            ]
          : []),
        ...bins.map((count, at) => [names[at]!, count]),
      ]}
    />
  );
}
