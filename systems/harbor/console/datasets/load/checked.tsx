import { maxRows } from '@finharbor/harbor/contract';
import { Button, Checkbox, DataTable, useFormat, useText } from '@finharbor/ui';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import type { Fault } from '../csv/check.ts';
import type { Inspection } from '../csv/inspect.ts';
import type { Target } from './load-file.tsx';

type Props = {
  readonly inspection: Inspection;
  readonly fileName: string;
  readonly target: Target;
  readonly onLoad: () => void;
};

/** What the check found. Faulty rows are left out only where the person says so. */
export function Checked({ inspection, fileName, target, onLoad }: Props): ReactElement {
  const { rows, faultyRows, faultCount, openQuote } = inspection;
  const [leaveOut, setLeaveOut] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const text = useText('datasets');
  const { number } = useFormat();
  useEffect(() => box.current?.focus(), []);
  const isSound = faultCount === 0 && openQuote === undefined;
  const mayLoad = rows > 0 && openQuote === undefined && (isSound || leaveOut);
  return (
    <div ref={box} tabIndex={-1} className="mt-6">
      <h2 className="mb-3 font-semibold text-xl">
        {isSound ? text('check.sound', { rows: number(rows) }) : text('check.faulty')}
      </h2>
      {openQuote !== undefined && (
        <p className="mb-3">{text('unreadable.quote', { file: fileName, line: openQuote })}</p>
      )}
      {faultCount > 0 && <Faults inspection={inspection} fileName={fileName} />}
      {faultCount > 0 && openQuote === undefined && rows > 0 && (
        <Checkbox isSelected={leaveOut} onChange={setLeaveOut}>
          {text('check.leaveOut', { faulty: number(faultyRows), rows: number(rows) })}
        </Checkbox>
      )}
      <TooMany rows={rows + (target.dataset?.rows ?? 0)} />
      <div className="mt-4">
        <Button variant="primary" onPress={onLoad} isDisabled={!mayLoad}>
          {text('check.load', { rows: number(rows) })}
        </Button>
      </div>
    </div>
  );
}

function TooMany({ rows }: { readonly rows: number }): ReactElement | null {
  const text = useText('datasets');
  const { number } = useFormat();
  return rows <= maxRows ? null : (
    <p className="mt-4 max-w-prose rounded-md border border-warn bg-warn-soft px-4 py-2">
      {text('check.many', { most: number(maxRows) })}
    </p>
  );
}

function Faults({ inspection, fileName }: Pick<Props, 'inspection' | 'fileName'>): ReactElement {
  const { faults, faultCount, faultyRows } = inspection;
  const text = useText('datasets');
  const { number } = useFormat();
  const adviceOf = ({ code, value, earlier = 0 }: Fault): string =>
    text(`fault.${code}`, { value, line: earlier });
  return (
    <>
      <p className="mb-2">
        {text('check.count', { faults: number(faultCount), rows: number(faultyRows) })}{' '}
        {faultCount > faults.length && text('check.first', { kept: number(faults.length) })}
      </p>
      <DataTable
        caption={text('check.faulty')}
        exportName={text('check.fileName', { file: fileName.replace(/\.\w+$/, '') })}
        rows={faults}
        rowKey={({ line, column, code }) => `${line} ${column} ${code}`}
        columns={[
          {
            id: 'line',
            header: text('check.line'),
            cell: ({ line }) => number(line),
            sortBy: ({ line }) => line,
          },
          { id: 'column', header: text('check.column'), cell: ({ column }) => column || '—' },
          {
            id: 'value',
            header: text('check.value'),
            cell: ({ value }) => (value.length > 40 ? `${value.slice(0, 40)}…` : value || '—'),
            text: ({ value }) => value,
          },
          { id: 'todo', header: text('check.todo'), cell: adviceOf },
        ]}
      />
    </>
  );
}
