import {
  intersectionResult,
  type JobView,
  scoreResult,
  statisticsResult,
  type TrainingResult,
  trainingResult,
  withheldResult,
} from '@finharbor/harbor/contract';
import {
  Button,
  DataTable,
  Grid,
  Section,
  Select,
  Stat,
  saveFile,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { BarChart, LineChart } from '@finharbor/ui/charts';
import { type ReactElement, useMemo, useState } from 'react';
import { Delivered } from '../delivery/result.tsx';
import { Intersection } from './intersection.tsx';
import { defaultRates, ksLines, type Report, rocPoints } from './report.ts';
import { ScoreResult } from './score-result.tsx';
import { Stages } from './stages.tsx';
import { Statistics } from './statistics/result.tsx';
import { TrainingRecord } from './training/record.tsx';
import { Scorecard, useBins } from './training/scorecard.tsx';
import { Withheld } from './withheld.tsx';

/** What this party learned from a job that is done. */
export function Result({ job }: { readonly job: JobView }): ReactElement {
  const text = useText('harbor');
  const save = (): void =>
    saveFile(
      `job-${job.id}.json`,
      new Blob([JSON.stringify(job.result, null, 2)], { type: 'application/json' }),
    );
  return (
    <>
      <Outcome job={job} />
      {job.result !== null && job.kind !== 'deliver' && (
        <div className="no-print mb-6">
          <Button onPress={save}>{text('result.save')}</Button>
        </div>
      )}
    </>
  );
}

function Outcome({ job }: { readonly job: JobView }): ReactElement {
  const text = useText('harbor');
  const { kind, result } = job;
  const found = useMemo(
    () => ({
      training: kind === 'train' ? trainingResult.safeParse(result).data : undefined,
      score: kind === 'score' ? scoreResult.safeParse(result).data : undefined,
      intersection: kind === 'intersect' ? intersectionResult.safeParse(result).data : undefined,
      withheld: kind === 'intersect' ? withheldResult.safeParse(result).data : undefined,
      statistics: kind === 'statistics' ? statisticsResult.safeParse(result).data : undefined,
    }),
    [kind, result],
  );
  if (kind === 'deliver') return <Delivered job={job} />;
  if (found.training) return <Training job={job} result={found.training} />;
  if (found.score) return <ScoreResult {...found.score} />;
  if (found.intersection) return <Intersection job={job} result={found.intersection} />;
  if (found.withheld) return <Withheld result={found.withheld} />;
  if (found.statistics) return <Statistics job={job} result={found.statistics} />;
  return <p className="mb-6">{text('score.nothing')}</p>;
}

type TrainingProps = { readonly job: JobView; readonly result: TrainingResult };

function Training({ job, result }: TrainingProps): ReactElement {
  const text = useText('harbor');
  const { number, bytes, duration } = useFormat();
  const { rows, report, points, opened, labels, stages } = result;
  const total = (of: 'ms' | 'bytesSent' | 'bytesReceived'): number =>
    stages.reduce((sum, stage) => sum + stage[of], 0);
  return (
    <>
      <Grid>
        <Stat label={text('result.rows')} value={number(rows)} hint={text('result.rowsHint')} />
        <Stat label={text('result.time')} value={duration(total('ms'))} />
        <Stat label={text('result.sent')} value={bytes(total('bytesSent'))} />
        <Stat label={text('result.received')} value={bytes(total('bytesReceived'))} />
      </Grid>
      <div className="mb-8" />
      {report && <ReportView report={report} labels={labels} />}
      {!report && !opened && <p className="my-6">{text('result.nothing')}</p>}
      {report && points && (
        <Section title={text('points.title')}>
          <p className="max-w-prose">{text('points.scale', points)}</p>
          {!opened?.points && <p className="max-w-prose">{text('points.opened')}</p>}
        </Section>
      )}
      <Scorecard job={job} result={result} />
      <Stages stages={stages} />
      <TrainingRecord job={job.id} />
    </>
  );
}

type ReportProps = { readonly report: Report; readonly labels: TrainingResult['labels'] };

function ReportView({ report, labels }: ReportProps): ReactElement {
  const text = useText('harbor');
  const lines = useMemo(() => {
    const ks = ksLines(report.roc.joint);
    return {
      roc: [
        { name: text('model.joint'), points: rocPoints(report.roc.joint) },
        { name: text('model.offices'), points: rocPoints(report.roc.offices) },
      ],
      ks: [
        { name: text('result.bad'), points: ks.bad },
        { name: text('result.good'), points: ks.good },
      ],
    };
  }, [report, text]);
  const { joint, alone } = report;
  return (
    <>
      <Models report={report} />
      <p className="mb-6 max-w-prose">
        {text(joint.outOfTime.auc > alone.outOfTime.auc ? 'result.better' : 'result.notBetter')}
      </p>
      <div className="grid gap-4 lg:grid-cols-2">
        <LineChart
          caption={text('result.roc')}
          summary={text('result.rocSummary', {
            joint: joint.auc.toFixed(3),
            offices: report.offices.auc.toFixed(3),
          })}
          xLabel={text('result.goodShare')}
          yLabel={text('result.badShare')}
          lines={lines.roc}
          isUnit
        />
        <LineChart
          caption={text('result.ks')}
          summary={text('result.ksSummary', { ks: joint.ks.toFixed(3) })}
          xLabel={text('result.threshold')}
          yLabel={text('result.share')}
          lines={lines.ks}
        />
      </div>
      <Bins report={report} labels={labels} />
    </>
  );
}

function Models({ report }: { readonly report: Report }): ReactElement {
  const text = useText('harbor');
  const { number } = useFormat();
  const rows = (['alone', 'offices', 'joint'] as const).map((id) => ({ id, ...report[id] }));
  return (
    <Section title={text('result.models')}>
      <DataTable
        caption={text('result.models')}
        rows={rows}
        rowKey={({ id }) => id}
        columns={[
          { id: 'model', header: text('result.model'), cell: ({ id }) => text(`model.${id}`) },
          { id: 'auc', header: 'AUC', cell: ({ auc }) => number(auc, 4), align: 'end' },
          { id: 'ks', header: 'KS', cell: ({ ks }) => number(ks, 4), align: 'end' },
          {
            id: 'oauc',
            header: text('result.outAuc'),
            cell: ({ outOfTime }) => number(outOfTime.auc, 4),
            align: 'end',
          },
          {
            id: 'oks',
            header: text('result.outKs'),
            cell: ({ outOfTime }) => number(outOfTime.ks, 4),
            align: 'end',
          },
        ]}
      />
    </Section>
  );
}

function Bins({ report: { features }, labels }: ReportProps): ReactElement {
  const text = useText('harbor');
  const binOf = useBins(labels);
  const sorted = useMemo(() => features.toSorted((a, b) => b.iv - a.iv), [features]);
  const [chosen, setChosen] = useState(() => keyOf(sorted[0]!));
  const feature = sorted.find((one) => keyOf(one) === chosen) ?? sorted[0]!;
  const categories = useMemo(() => feature.bins.map((_, at) => binOf(feature, at)), [feature, binOf]);
  const series = useMemo(
    () => [{ name: text('result.woe'), values: feature.bins.map(({ woe }) => woe) }],
    [feature, text],
  );
  return (
    <Section title={text('result.bins')}>
      <p className="mb-3 max-w-prose text-quiet">{text('result.binsHelp')}</p>
      <Select
        label={text('result.feature')}
        selected={chosen}
        onChange={setChosen}
        options={sorted.map((one) => ({ id: keyOf(one), label: `${keyOf(one)} (IV ${one.iv.toFixed(3)})` }))}
      />
      <BarChart
        caption={text('result.woeOf', { feature: chosen })}
        summary={text('result.woeSummary', {
          feature: chosen,
          n: feature.bins.length,
          iv: feature.iv.toFixed(3),
        })}
        categories={categories}
        series={series}
        categoryLabel={text('result.binTitle')}
        digits={3}
      />
      <DefaultRates feature={feature} name={chosen} categories={categories} />
      <DataTable
        caption={text('result.counts')}
        rows={feature.bins.map((bin, at) => ({ ...bin, at }))}
        rowKey={({ at }) => String(at)}
        columns={[
          {
            id: 'bin',
            header: text('result.binTitle'),
            cell: ({ at }) => <Verbatim>{categories[at]}</Verbatim>,
          },
          { id: 'woe', header: text('result.woe'), cell: ({ woe }) => woe.toFixed(3), align: 'end' },
          {
            id: 'bad',
            header: text('result.bad'),
            cell: ({ bad }) => bad ?? text('result.own'),
            align: 'end',
          },
          {
            id: 'good',
            header: text('result.good'),
            cell: ({ good }) => good ?? text('result.own'),
            align: 'end',
          },
        ]}
      />
    </Section>
  );
}

type RatesProps = {
  readonly feature: Report['features'][number];
  readonly name: string;
  readonly categories: readonly string[];
};

/** The share of defaults in each bin, where its counts were opened. */
function DefaultRates({ feature, name, categories }: RatesProps): ReactElement | null {
  const text = useText('training');
  const { percent } = useFormat();
  const rates = useMemo(() => defaultRates(feature), [feature]);
  const series = useMemo(
    () => [{ name: text('rate.name'), values: rates.map((rate) => rate && rate * 100) }],
    [rates, text],
  );
  const known = rates.filter((rate) => rate !== null);
  if (known.length === 0) return null;
  return (
    <BarChart
      caption={text('rate.title', { feature: name })}
      summary={text('rate.summary', {
        least: percent(Math.min(...known), 1),
        most: percent(Math.max(...known), 1),
      })}
      categories={categories}
      series={series}
      categoryLabel={text('scorecard.bin')}
      digits={1}
    />
  );
}

function keyOf({ party, feature }: Report['features'][number]): string {
  return `${party} · ${feature}`;
}
