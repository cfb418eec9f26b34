import type { UsedRecord } from '@finharbor/sandbox/contract';
import { Badge, type Column, DataTable, Query, type Tone, useFormat, useText, Verbatim } from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { pilots } from '../api.ts';

type Data = UsedRecord & { readonly body: { readonly kind: 'data' } };

/** It is looked at again while it is in sight: contracts are used at any time. */
const againMs = 15_000;

const tones: Readonly<Record<string, Tone>> = {
  ...{ in_force: 'good', proposed: 'warn', not_yet_valid: 'warn' },
  ...{ declined: 'bad', ended: 'bad', expired: 'bad', replaced: 'bad' },
};

/** The contracts that a project's data comes under, and how far each is used at this moment. */
export function Usage({ number }: { readonly number: string }): ReactElement {
  const text = useText('pilot');
  const used = useQuery({
    queryKey: ['pilots', 'usage', number],
    queryFn: async ({ signal }) =>
      (await pilots.listUsedRecords({ params: { number }, signal })).body.items.filter(isData),
    refetchInterval: againMs,
  });
  const columns = useColumns();
  return (
    <Query query={used}>
      {(rows) => (
        <DataTable
          caption={text('usage.title')}
          exportName={`${number} ${text('usage.title')}`}
          rows={rows}
          rowKey={({ id }) => id}
          columns={columns}
        />
      )}
    </Query>
  );
}

function isData(one: UsedRecord): one is Data {
  return one.body.kind === 'data';
}

function useColumns(): readonly Column<Data>[] {
  const text = useText('pilot');
  const { number, dateTime } = useFormat();
  const count = (value: number | null | undefined): string =>
    value === undefined ? '' : value === null ? text('usage.unlimited') : number(value);
  return [
    {
      id: 'product',
      header: text('recordField.product'),
      cell: ({ body }) => <Verbatim>{body.product}</Verbatim>,
      sortBy: ({ body }) => body.product,
    },
    {
      id: 'contract',
      header: text('recordField.contract'),
      cell: ({ body }) => <Verbatim>{body.contract}</Verbatim>,
      sortBy: ({ body }) => body.contract,
    },
    {
      id: 'state',
      header: text('usage.state'),
      cell: ({ onFile }) => {
        const state = onFile?.state ?? 'unknown';
        return <Badge tone={tones[state] ?? 'neutral'}>{text(`usage.is.${state}`)}</Badge>;
      },
      text: ({ onFile }) => text(`usage.is.${onFile?.state ?? 'unknown'}`),
    },
    {
      id: 'made',
      header: text('usage.made'),
      cell: ({ onFile }) => count(onFile?.usesMade),
      sortBy: ({ onFile }) => onFile?.usesMade ?? 0,
      align: 'end',
    },
    {
      id: 'left',
      header: text('usage.left'),
      cell: ({ onFile }) => count(leftOf(onFile)),
      sortBy: ({ onFile }) => leftOf(onFile) ?? 0,
      align: 'end',
    },
    {
      id: 'last',
      header: text('usage.last'),
      cell: ({ onFile }) => lastOf(onFile, { dateTime, never: text('usage.never') }),
      sortBy: ({ onFile }) => onFile?.lastUseAtMs ?? 0,
    },
  ];
}

/** Null where the contract names no number, undefined where there is no such contract. */
function leftOf(onFile: UsedRecord['onFile']): number | null | undefined {
  if (onFile === null) return undefined;
  return onFile.usesAllowed === null ? null : Math.max(0, onFile.usesAllowed - onFile.usesMade);
}

type Said = { readonly dateTime: (ms: number) => string; readonly never: string };

function lastOf(onFile: UsedRecord['onFile'], { dateTime, never }: Said): string {
  if (onFile === null) return '';
  return onFile.lastUseAtMs === null ? never : dateTime(onFile.lastUseAtMs);
}
