import type { ProfileField, Seen } from '@finharbor/access/personal-contract';
import {
  type Column,
  FilteredTable,
  type FilterField,
  Query,
  Section,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { personal } from './api.ts';

const profileFields: readonly ProfileField[] = ['email', 'phone', 'idNumber'];

/** Who else saw a value of mine whole, and the reason they gave. */
export function SeenBy(): ReactElement {
  const text = useText('personal');
  const fields = useFields();
  const columns = useColumns();
  const seen = useQuery({
    queryKey: ['my-reveals'],
    queryFn: async () => (await personal.listMyReveals({})).body,
  });
  return (
    <Section title={text('seen.title')} id="seen">
      <Query query={seen}>
        {(rows) => (
          <FilteredTable
            list="/me/seen"
            exportName={text('seen.title')}
            caption={text('seen.title')}
            rows={rows}
            rowKey={({ seenAtMs, field, by }) => `${seenAtMs} ${field} ${by}`}
            fields={fields}
            columns={columns}
            empty={<p className="text-quiet">{text('seen.none')}</p>}
          />
        )}
      </Query>
    </Section>
  );
}

function useFields(): readonly FilterField<Seen>[] {
  const text = useText('personal');
  const lists = useText('peopleLists');
  return [
    { id: 'seen', label: lists('seen.by'), kind: 'text', of: ({ by, reason }) => `${by} ${reason}` },
    {
      id: 'what',
      label: lists('seen.what'),
      kind: 'choice',
      options: profileFields.map((id) => ({ id, label: text(`field.${id}`) })),
      of: ({ field }) => field,
    },
    { id: 'at', label: lists('seen.at'), kind: 'days', of: ({ seenAtMs }) => seenAtMs },
  ];
}

function useColumns(): readonly Column<Seen>[] {
  const text = useText('personal');
  const lists = useText('peopleLists');
  const { dateTime } = useFormat();
  return [
    {
      id: 'at',
      header: lists('seen.at'),
      cell: ({ seenAtMs }) => dateTime(seenAtMs),
      sortBy: ({ seenAtMs }) => seenAtMs,
      text: ({ seenAtMs }) => dateTime(seenAtMs),
    },
    { id: 'what', header: lists('seen.what'), cell: ({ field }) => text(`field.${field}`) },
    {
      id: 'by',
      header: lists('seen.by'),
      cell: ({ by }) => <Verbatim>{by}</Verbatim>,
      sortBy: ({ by }) => by,
    },
    {
      id: 'reason',
      header: lists('seen.why'),
      cell: ({ reason }) => <Verbatim>{reason}</Verbatim>,
      text: ({ reason }) => reason,
    },
  ];
}
