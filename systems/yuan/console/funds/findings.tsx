import { type Column, Section, useBilingual, useFormat, useText, Verbatim } from '@finharbor/ui';
import type { BatchView, LineFinding } from '@finharbor/yuan/contract';
import type { ReactElement } from 'react';
import { yuan } from '../api.ts';
import { More } from '../more.tsx';

/** What is wrong with a file, line by line, and what to do. */
export function Findings({ batch }: { readonly batch: BatchView }): ReactElement {
  const text = useText('yuanFunds');
  const say = useBilingual();
  const { number } = useFormat();
  const columns: readonly Column<LineFinding>[] = [
    {
      id: 'line',
      header: text('line'),
      cell: ({ line }) => number(line),
      sortBy: ({ line }) => line,
      align: 'end',
    },
    { id: 'what', header: text('finding'), cell: (finding) => say(finding), text: (finding) => say(finding) },
    {
      id: 'code',
      header: text('code'),
      cell: ({ code }) => <Verbatim>{code}</Verbatim>,
      text: ({ code }) => code,
    },
  ];
  return (
    <Section title={text('findings')}>
      <More
        what={['fund-findings', batch.id, batch.state]}
        read={async (cursor) =>
          (await yuan.listFundFindings({ params: { id: batch.id }, query: { cursor, limit: 50 } })).body
        }
        caption={text('findings')}
        columns={columns}
        rowKey={({ no }) => String(no)}
      />
    </Section>
  );
}
