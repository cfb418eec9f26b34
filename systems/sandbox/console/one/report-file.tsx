import { csvLines } from '@finharbor/sandbox/contract';
import {
  Button,
  Callout,
  clock,
  DataTable,
  dayOf,
  ErrorSummary,
  FileDrop,
  saveFile,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { type ReactElement, useState } from 'react';
import { pilots } from '../api.ts';
import { useDoing } from '../doing.ts';
import { faultsOf, type LineFault } from './check-lines.ts';
import type { ReportProps } from './report.tsx';

type Chosen = { readonly name: string; readonly text: string };

/** Many values by a table: every line is looked at before anything is sent, and all are taken or none. */
export function ReportFile({ one: { number }, indicators }: ReportProps): ReactElement {
  const text = useText('pilot');
  const [chosen, setChosen] = useState<Chosen>();
  const choose = async (file: File): Promise<void> => setChosen({ name: file.name, text: await file.text() });
  const example = (): void => {
    const rows = indicators.map(({ indicator }) => `${indicator},${dayOf(clock.nowMs())},0`);
    saveFile(
      `${number}.csv`,
      new Blob([['indicator,day,value', ...rows, ''].join('\n')], { type: 'text/csv' }),
    );
  };
  return (
    <>
      <p className="mb-3 text-quiet text-sm">{text('report.fileHelp')}</p>
      <p className="mb-3">
        <Button variant="quiet" onPress={example}>
          {text('report.example')}
        </Button>
      </p>
      <FileDrop
        label={text('report.choose')}
        accept={['.csv', 'text/csv']}
        onFile={(file) => void choose(file)}
      />
      {chosen && (
        <Preview key={chosen.text} {...{ number, indicators, chosen }} onOver={() => setChosen(undefined)} />
      )}
    </>
  );
}

type PreviewProps = {
  readonly number: string;
  readonly indicators: ReportProps['indicators'];
  readonly chosen: Chosen;
  readonly onOver: () => void;
};

function Preview({ number, indicators, chosen, onOver }: PreviewProps): ReactElement {
  const text = useText('pilot');
  const lines = csvLines(chosen.text);
  const faults = lines ? faultsOf(lines, indicators, dayOf(clock.nowMs())) : [];
  const send = useDoing({
    run: () => pilots.postReadingsCsv({ params: { number }, body: new TextEncoder().encode(chosen.text) }),
    done: text('report.done', { n: lines?.length ?? 0 }),
    onDone: onOver,
    at: 'report',
  });
  if (lines === null)
    return (
      <Callout tone="bad" title={text('report.noHead')}>
        <code>indicator,day,value</code>
      </Callout>
    );
  const isGood = faults.length === 0 && lines.length > 0;
  return (
    <>
      <ErrorSummary error={send.error} />
      <Callout
        tone={isGood ? 'good' : 'bad'}
        title={text(isGood ? 'report.good' : 'report.bad', { n: lines.length, bad: faults.length })}
      >
        <Verbatim>{chosen.name}</Verbatim>
      </Callout>
      {faults.length > 0 && <Faults faults={faults} />}
      <Button variant="primary" isDisabled={!isGood} pending={send.isPending} onPress={() => send.mutate()}>
        {text('report.sendAll', { n: lines.length })}
      </Button>
    </>
  );
}

function Faults({ faults }: { readonly faults: readonly LineFault[] }): ReactElement {
  const text = useText('pilot');
  return (
    <DataTable
      caption={text('report.faults')}
      rows={faults}
      rowKey={({ line }) => String(line)}
      columns={[
        { id: 'line', header: text('report.line'), cell: ({ line }) => line, align: 'end' },
        { id: 'text', header: text('report.text'), cell: ({ text: said }) => <Verbatim>{said}</Verbatim> },
        { id: 'why', header: text('report.why'), cell: ({ why }) => text(`report.fault.${why}`) },
      ]}
    />
  );
}
