import {
  Code,
  type Column,
  FilteredTable,
  type FilterField,
  Section,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import type { ReactElement } from 'react';
import type { node } from '../api.ts';

type Refusal = Awaited<ReturnType<typeof node.listRefusals>>['body'][number];

/** What this node refused to take for true; nothing where there is none. */
export function Refused({ rows }: { readonly rows: readonly Refusal[] }): ReactElement | null {
  const text = useText('harbor');
  const fields = useFields(rows);
  const columns = useColumns();
  if (rows.length === 0) return null;
  return (
    <Section title={text('peers.refused')}>
      <FilteredTable
        list="/peers/refused"
        exportName={text('peers.refused')}
        caption={text('peers.refused')}
        rows={rows}
        rowKey={({ id, issuer, seenAtMs }) => `${id} ${issuer} ${seenAtMs}`}
        fields={fields}
        columns={columns}
        empty={null}
      />
    </Section>
  );
}

function useFields(rows: readonly Refusal[]): readonly FilterField<Refusal>[] {
  const text = useText('harbor');
  const lists = useText('lists');
  const types = [...new Set(rows.map(({ type }) => type))].toSorted();
  return [
    {
      id: 'q',
      label: lists('refused.text'),
      kind: 'text',
      of: ({ id, issuer, code }) => [id, issuer, code].join(' '),
    },
    {
      id: 'type',
      label: text('peers.type'),
      kind: 'choice',
      options: types.map((id) => ({ id, label: id })),
      of: ({ type }) => type,
    },
    { id: 'seen', label: text('peers.at'), kind: 'days', of: ({ seenAtMs }) => seenAtMs },
  ];
}

function useColumns(): readonly Column<Refusal>[] {
  const text = useText('harbor');
  const lists = useText('lists');
  const { dateTime } = useFormat();
  return [
    {
      id: 'issuer',
      header: text('party.party'),
      cell: ({ issuer }) => <Verbatim>{issuer}</Verbatim>,
      sortBy: ({ issuer }) => issuer,
    },
    {
      id: 'type',
      header: text('peers.type'),
      cell: ({ type }) => <Verbatim>{type}</Verbatim>,
      sortBy: ({ type }) => type,
    },
    {
      id: 'code',
      header: text('peers.code'),
      cell: ({ code }) => <Code>{code}</Code>,
      sortBy: ({ code }) => code,
    },
    {
      id: 'at',
      header: text('peers.at'),
      cell: ({ seenAtMs }) => dateTime(seenAtMs),
      sortBy: ({ seenAtMs }) => seenAtMs,
      text: ({ seenAtMs }) => dateTime(seenAtMs),
    },
    {
      id: 'id',
      header: lists('refused.number'),
      cell: ({ id }) => <Code>{id}</Code>,
      text: ({ id }) => id,
      isHidden: true,
    },
  ];
}
