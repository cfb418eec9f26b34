import type { TrainingResult } from '@finharbor/harbor/contract';
import { DataTable, Section, useFormat, useText } from '@finharbor/ui';
import { BarChart } from '@finharbor/ui/charts';
import { type ReactElement, useMemo } from 'react';

/** What each stage of a finished job took, in time and bytes. */
export function Stages({ stages }: Pick<TrainingResult, 'stages'>): ReactElement {
  const text = useText('harbor');
  const { bytes, duration } = useFormat();
  return (
    <Section title={text('result.stages')}>
      {stages.length > 1 && <Times stages={stages} />}
      <DataTable
        caption={text('result.stages')}
        rows={stages}
        rowKey={({ stage }) => stage}
        columns={[
          { id: 'stage', header: text('job.stage'), cell: ({ stage }) => text(`stage.${stage}`) },
          { id: 'ms', header: text('result.time'), cell: ({ ms }) => duration(ms), align: 'end' },
          {
            id: 'sent',
            header: text('result.sent'),
            cell: ({ bytesSent }) => bytes(bytesSent),
            align: 'end',
          },
          {
            id: 'got',
            header: text('result.received'),
            cell: ({ bytesReceived }) => bytes(bytesReceived),
            align: 'end',
          },
        ]}
      />
    </Section>
  );
}

function Times({ stages }: Pick<TrainingResult, 'stages'>): ReactElement {
  const text = useText('harbor');
  const own = useText('proposals');
  const { duration } = useFormat();
  const total = stages.reduce((sum, { ms }) => sum + ms, 0);
  const longest = stages.toSorted((a, b) => b.ms - a.ms)[0]!;
  const { categories, series } = useMemo(
    () => ({
      categories: stages.map(({ stage }) => text(`stage.${stage}`)),
      series: [{ name: own('result.seconds'), values: stages.map(({ ms }) => ms / 1000) }],
    }),
    [stages, text, own],
  );
  return (
    <BarChart
      caption={own('result.stageTime')}
      summary={own('result.stageTimeSummary', {
        total: duration(total),
        longest: text(`stage.${longest.stage}`),
      })}
      categories={categories}
      categoryLabel={text('job.stage')}
      series={series}
      digits={2}
    />
  );
}
