import {
  Button,
  Callout,
  DescriptionList,
  ErrorSummary,
  Query,
  Section,
  saveFile,
  useFormat,
  useText,
} from '@finharbor/ui';
import type { BatchView, Report } from '@finharbor/yuan/contract';
import { useMutation } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { yuanText } from '../amounts.ts';
import { yuan } from '../api.ts';
import { useReport } from './reading.ts';

/** A batch held against the ledger, and what became of each payment as files. */
export function ReportPart({ batch }: { readonly batch: BatchView }): ReactElement {
  const text = useText('yuanFunds');
  const isOver = batch.state === 'done' || batch.state === 'cancelled';
  return (
    <Section title={text('report.title')}>
      {isOver ? <Held id={batch.id} /> : <p className="text-quiet">{text('report.later')}</p>}
      <Files batch={batch} />
    </Section>
  );
}

function Held({ id }: { readonly id: string }): ReactElement {
  return <Query query={useReport(id)}>{(report) => <Sums report={report} />}</Query>;
}

function Sums({ report }: { readonly report: Report }): ReactElement {
  const text = useText('yuanFunds');
  const { number } = useFormat();
  return (
    <>
      {report.isReconciled ? (
        <Callout tone="good" title={text('report.agrees')} />
      ) : (
        <Callout tone="bad" title={text('report.differs')}>
          {text('report.lines', { lines: report.differences.join(', ') })}
        </Callout>
      )}
      <DescriptionList
        items={[
          { term: text('report.reserved'), value: yuanText(report.reservedMinor) },
          {
            term: text('report.paid'),
            value: text('report.paidTo', {
              amount: yuanText(report.paid.sumMinor),
              n: number(report.paid.count),
            }),
          },
          { term: text('report.held'), value: yuanText(report.heldMinor) },
          { term: text('report.returned'), value: yuanText(report.returnedMinor) },
        ]}
      />
    </>
  );
}

function Files({ batch: { id } }: { readonly batch: BatchView }): ReactElement {
  const text = useText('yuanFunds');
  const save = useMutation({
    mutationFn: async (kind: 'csv' | 'pain002') => {
      const { body } =
        kind === 'csv'
          ? await yuan.getFundCsv({ params: { id } })
          : await yuan.getFundStatusReport({ params: { id } });
      const file = await new Response(body.bytes as ReadableStream<Uint8Array<ArrayBuffer>>).blob();
      saveFile(kind === 'csv' ? `${id}.csv` : `${id}.pain.002.xml`, file);
    },
  });
  return (
    <div className="no-print my-3 flex flex-wrap gap-3">
      <ErrorSummary error={save.error} />
      <Button onPress={() => save.mutate('csv')} pending={save.isPending}>
        {text('report.csv')}
      </Button>
      <Button onPress={() => save.mutate('pain002')} pending={save.isPending}>
        {text('report.pain002')}
      </Button>
    </div>
  );
}
