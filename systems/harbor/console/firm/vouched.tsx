import { firmsAtOnce } from '@finharbor/harbor/contract';
import { type Uscc as UsccCode, usccSchema } from '@finharbor/kernel/contract';
import {
  Code,
  type Column,
  EmptyState,
  FilteredTable,
  type FilterField,
  Query,
  Section,
  useFormat,
  useText,
} from '@finharbor/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { node } from '../api.ts';
import { usePartyOptions } from '../lists/options.ts';
import { usePartyName } from '../parties/names.ts';
import { Uscc } from './uscc.tsx';

type FirmKey = Awaited<ReturnType<typeof node.listFirmKeys>>['body'][number];

/** The keys that count for firms here, and on whose word. */
export function Vouched(): ReactElement {
  const text = useText('firm');
  const wanted = useWantedFirm();
  const vouched = useQuery({
    queryKey: ['firm-keys', 'vouched', wanted],
    queryFn: () => readKeys(wanted),
    placeholderData: keepPreviousData,
  });
  return (
    <Section title={text('registrar.keys')}>
      <Query query={vouched} shape="table">
        {(rows) => <Keys rows={rows} />}
      </Query>
    </Section>
  );
}

/** The firm whose whole code is looked for, which may be none of the latest. */
function useWantedFirm(): UsccCode | undefined {
  const { q } = useSearch({ strict: false }) as { readonly q?: unknown };
  return usccSchema.safeParse(q).data;
}

async function readKeys(wanted: UsccCode | undefined): Promise<readonly FirmKey[]> {
  const [latest, one] = await Promise.all([
    node.listFirmKeys({ query: {} }),
    wanted === undefined ? undefined : node.listFirmKeys({ query: { uscc: wanted } }),
  ]);
  const known = new Set(latest.body.map(({ uscc }) => uscc));
  return [...latest.body, ...(one?.body ?? []).filter(({ uscc }) => !known.has(uscc))];
}

function Keys({ rows }: { readonly rows: readonly FirmKey[] }): ReactElement {
  const text = useText('firm');
  const lists = useText('lists');
  const { number } = useFormat();
  return (
    <>
      {rows.length >= firmsAtOnce && <p className="mb-3">{lists('keys.most', { n: number(firmsAtOnce) })}</p>}
      <FilteredTable
        list="/firm-keys"
        exportName={text('registrar.keys')}
        caption={text('registrar.keys')}
        rows={rows}
        rowKey={({ uscc }) => uscc}
        fields={useFields(rows)}
        columns={useColumns()}
        empty={<EmptyState title={text('registrar.noKeys')} />}
      />
    </>
  );
}

function useFields(rows: readonly FirmKey[]): readonly FilterField<FirmKey>[] {
  const text = useText('firm');
  const lists = useText('lists');
  const partiesOf = usePartyOptions();
  return [
    {
      id: 'q',
      label: lists('keys.text'),
      kind: 'text',
      of: ({ uscc, fingerprint }) => `${uscc} ${fingerprint} ${fingerprint.replaceAll(' ', '')}`,
    },
    {
      id: 'by',
      label: text('registrar.by'),
      kind: 'choice',
      options: partiesOf(rows.map(({ registrar }) => registrar)),
      of: ({ registrar }) => registrar,
    },
    { id: 'since', label: text('registrar.at'), kind: 'days', of: ({ vouchedAt }) => vouchedAt },
  ];
}

function useColumns(): readonly Column<FirmKey>[] {
  const text = useText('firm');
  const nameOf = usePartyName();
  const { dateTime } = useFormat();
  return [
    {
      id: 'firm',
      header: text('registrar.uscc'),
      cell: ({ uscc }) => <Uscc code={uscc} />,
      sortBy: ({ uscc }) => uscc,
    },
    {
      id: 'key',
      header: text('key.fingerprintOf'),
      cell: ({ fingerprint }) => <Code>{fingerprint}</Code>,
      text: ({ fingerprint }) => fingerprint,
    },
    { id: 'by', header: text('registrar.by'), cell: ({ registrar }) => nameOf(registrar) },
    {
      id: 'at',
      header: text('registrar.at'),
      cell: ({ vouchedAt }) => dateTime(vouchedAt),
      sortBy: ({ vouchedAt }) => vouchedAt,
      text: ({ vouchedAt }) => dateTime(vouchedAt),
    },
  ];
}
