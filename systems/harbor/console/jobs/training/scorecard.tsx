import type { JobView, TrainingResult } from '@finharbor/harbor/contract';
import {
  Button,
  DataTable,
  Section,
  Select,
  saveFile,
  useFormat,
  useProblem,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { BarChart } from '@finharbor/ui/charts';
import { usePlace } from '@finharbor/ui/screens';
import { useMutation } from '@tanstack/react-query';
import { type ReactElement, useCallback, useMemo, useState } from 'react';
import { node } from '../../api.ts';
import { usePartyName } from '../../parties/names.ts';

type Opened = NonNullable<TrainingResult['opened']>;
type Points = NonNullable<Opened['points']>;
type Labels = TrainingResult['labels'];

/** The scorecard and its coefficients, as far as the plan opened them to this party. */
export function Scorecard({
  job,
  result,
}: {
  readonly job: JobView;
  readonly result: TrainingResult;
}): ReactElement | null {
  const { opened, labels } = result;
  if (!opened) return null;
  return (
    <>
      {opened.points && <PointsOf job={job.id} opened={opened} points={opened.points} labels={labels} />}
      {opened.coefficients && <Coefficients job={job.id} coefficients={opened.coefficients} />}
    </>
  );
}

type PointsProps = {
  readonly job: string;
  readonly opened: Opened;
  readonly points: Points;
  readonly labels: Labels;
};

function PointsOf({ job, opened, points, labels }: PointsProps): ReactElement {
  const text = useText('training');
  const nameOf = usePartyName();
  const binOf = useBins(labels);
  const { number } = useFormat();
  const rows = points.features.flatMap(({ party, feature, points: each }) =>
    each.map((value, at) => ({ party, feature, value, at, bin: binOf({ party, feature }, at) })),
  );
  return (
    <Section title={text('scorecard.title')}>
      <p className="max-w-prose">{text('scorecard.openedHere')}</p>
      <p className="mb-4 max-w-prose">{text('scorecard.base', { base: number(points.base) })}</p>
      <PointsChart points={points} binOf={binOf} />
      <DataTable
        caption={text('scorecard.title')}
        id="scorecard"
        exportName={`scorecard-${job}`}
        tools={<Downloads job={job} opened={opened} />}
        rows={rows}
        rowKey={({ party, feature, at }) => `${party} ${feature} ${at}`}
        columns={[
          {
            id: 'feature',
            header: text('scorecard.feature'),
            cell: ({ feature }) => <Verbatim>{feature}</Verbatim>,
            sortBy: ({ feature }) => feature,
          },
          {
            id: 'party',
            header: text('scorecard.party'),
            cell: ({ party }) => nameOf(party),
            sortBy: ({ party }) => nameOf(party),
          },
          {
            id: 'bin',
            header: text('scorecard.bin'),
            cell: ({ bin }) => <Verbatim>{bin}</Verbatim>,
            text: ({ bin }) => bin,
          },
          {
            id: 'points',
            header: text('scorecard.points'),
            cell: ({ value }) => number(value),
            sortBy: ({ value }) => value,
            align: 'end',
          },
        ]}
      />
      <p className="max-w-prose text-quiet text-sm">{text('scorecard.otherBins')}</p>
    </Section>
  );
}

type BinOf = (of: { readonly party: string; readonly feature: string }, at: number) => string;

/** Own bins by what they hold, those of others by number. */
export function useBins(labels: Labels): BinOf {
  const { party: own } = usePlace();
  const text = useText('harbor');
  return useCallback(
    ({ party, feature }, at) =>
      (party === own ? labels?.[feature]?.[at] : undefined) ?? text('result.bin', { n: at + 1 }),
    [own, labels, text],
  );
}

function PointsChart({ points, binOf }: { readonly points: Points; readonly binOf: BinOf }): ReactElement {
  const text = useText('training');
  const nameOf = usePartyName();
  const keyOf = ({ party, feature }: Points['features'][number]): string => `${party} ${feature}`;
  const [chosen, setChosen] = useState(() => keyOf(points.features[0]!));
  const feature = points.features.find((one) => keyOf(one) === chosen)!;
  const series = useMemo(() => [{ name: text('scorecard.points'), values: feature.points }], [feature, text]);
  return (
    <>
      <Select
        label={text('scorecard.feature')}
        selected={chosen}
        onChange={setChosen}
        options={points.features.map((one) => ({
          id: keyOf(one),
          label: `${nameOf(one.party)} · ${one.feature}`,
        }))}
      />
      <BarChart
        caption={text('scorecard.chart', { feature: feature.feature })}
        summary={text('scorecard.chartSummary', {
          least: Math.min(...feature.points),
          most: Math.max(...feature.points),
        })}
        categories={feature.points.map((_, at) => binOf(feature, at))}
        categoryLabel={text('scorecard.bin')}
        series={series}
      />
    </>
  );
}

function Downloads({ job, opened }: Pick<PointsProps, 'job' | 'opened'>): ReactElement {
  const text = useText('training');
  const pmml = useMutation({
    mutationFn: async () => {
      const { body } = await node.getScorecardPmml({ params: { id: job } });
      saveFile(`scorecard-${job}.pmml`, new Blob([new Uint8Array(body)], { type: 'application/xml' }));
    },
  });
  const problem = useProblem(pmml.error);
  const json = (): void =>
    saveFile(
      `scorecard-${job}.json`,
      new Blob([JSON.stringify(opened, null, 2)], { type: 'application/json' }),
    );
  return (
    <>
      <Button pending={pmml.isPending} onPress={() => pmml.mutate()}>
        {text('scorecard.pmml')}
      </Button>
      <Button onPress={json}>{text('scorecard.json')}</Button>
      {problem && (
        <span role="alert" className="self-center text-bad text-sm">
          {problem.title}
        </span>
      )}
    </>
  );
}

type CoefficientsProps = {
  readonly job: string;
  readonly coefficients: NonNullable<Opened['coefficients']>;
};

function Coefficients({ job, coefficients }: CoefficientsProps): ReactElement {
  const text = useText('training');
  const nameOf = usePartyName();
  const { number } = useFormat();
  const figure = (id: 'value' | 'standardError' | 'z', header: string, digits: number) => ({
    id,
    header,
    cell: (row: (typeof coefficients)[number]) => number(row[id], digits),
    sortBy: (row: (typeof coefficients)[number]) => row[id],
    align: 'end' as const,
  });
  return (
    <Section title={text('coefficients.title')}>
      <DataTable
        caption={text('coefficients.title')}
        id="coefficients"
        exportName={`coefficients-${job}`}
        rows={coefficients}
        rowKey={({ party, feature }) => `${party} ${feature}`}
        columns={[
          {
            id: 'feature',
            header: text('scorecard.feature'),
            cell: ({ feature }) =>
              feature === '' ? text('coefficients.intercept') : <Verbatim>{feature}</Verbatim>,
            text: ({ feature }) => feature || text('coefficients.intercept'),
          },
          {
            id: 'party',
            header: text('scorecard.party'),
            cell: ({ party, feature }) => (feature === '' ? '—' : nameOf(party)),
          },
          figure('value', text('coefficients.value'), 4),
          figure('standardError', text('coefficients.error'), 4),
          figure('z', 'z', 2),
          {
            id: 'p',
            header: 'p',
            cell: ({ p }) => (p < 0.0001 ? `< ${number(0.0001, 4)}` : number(p, 4)),
            sortBy: ({ p }) => p,
            align: 'end',
          },
        ]}
      />
      <p className="max-w-prose text-quiet text-sm">{text('coefficients.caution')}</p>
    </Section>
  );
}
