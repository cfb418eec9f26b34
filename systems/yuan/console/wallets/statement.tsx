import {
  type AskedField,
  Badge,
  type Column,
  EmptyState,
  FilterRow,
  type FilterValues,
  TextLink,
  useAddressFilters,
  useBilingual,
  useFormat,
  useText,
} from '@finharbor/ui';
import { type Entry, entryKinds, type WalletView } from '@finharbor/yuan/contract';
import type { ReactElement } from 'react';
import { fenIn, yuanOf } from '../amounts.ts';
import { yuan } from '../api.ts';
import { Paged } from '../parts/paged.tsx';
import { Amount } from './balance.tsx';

/** What came into a wallet and went out of it, found by kind, direction, day and amount. */
export function Statement({ wallet }: { readonly wallet: WalletView }): ReactElement {
  const text = useText('yuanWallets');
  const fields = useFields();
  const columns = useColumns();
  const [values, apply] = useAddressFilters(fields);
  const { number, label, availableMinor } = wallet;
  return (
    <>
      <FilterRow fields={fields} values={values} onApply={apply} />
      <Paged
        // What came or went makes another balance, nearly always.
        what={['entries', number, String(availableMinor), JSON.stringify(values)]}
        read={async ({ signal, ...page }) =>
          (
            await yuan.listWalletEntries({
              params: { number },
              query: { ...askedOf(values), ...page },
              signal,
            })
          ).body
        }
        file={{ name: label, columns }}
      >
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState title={text('statement.none')} body={text('statement.noneHelp')} />
          ) : (
            <ul className="mb-4 rounded-2xl border border-line bg-surface px-4">
              {rows.map((entry) => (
                <Line
                  key={`${entry.movement} ${entry.source} ${entry.atMs} ${entry.amountMinor}`}
                  of={entry}
                  at={number}
                />
              ))}
            </ul>
          )
        }
      </Paged>
    </>
  );
}

function Line({ of: entry, at }: { readonly of: Entry; readonly at: string }): ReactElement {
  const text = useText('yuanWallets');
  const parts = useText('yuanParts');
  const { dateTime } = useFormat();
  const other = useOther();
  const { movement, direction, kind, amountMinor, source, atMs, state } = entry;
  return (
    <li className="flex items-start justify-between gap-3 border-line border-b py-3 last:border-b-0">
      <span className="min-w-0">
        <TextLink href={`/app/wallets/${at}/entries/${movement}`}>
          {other(entry) || parts(`kind.${kind}`)}
        </TextLink>
        <span className="block text-quiet text-sm">
          {parts(`kind.${kind}`)} · {dateTime(atMs)}
        </span>
        {source === 'purpose' && <Badge>{text('statement.purpose')}</Badge>}
        {state === 'pending' && <Badge tone="warn">{text('statement.pending')}</Badge>}
      </span>
      <span className={direction === 'in' ? 'font-semibold text-good' : 'font-semibold'}>
        <span className="sr-only">{text(`statement.${direction}`)} </span>
        <span aria-hidden="true">{direction === 'in' ? '+' : '−'}</span>
        <Amount fen={amountMinor} />
      </span>
    </li>
  );
}

/** Who is on the other side, as far as one may know. */
export function useOther(): (entry: Entry) => string {
  const say = useBilingual();
  return ({ other: { name, number } }) => (name ? say(name) : (number ?? ''));
}

function useFields(): readonly AskedField[] {
  const text = useText('yuanWallets');
  const parts = useText('yuanParts');
  return [
    {
      id: 'kind',
      label: text('statement.kind'),
      kind: 'choice',
      options: entryKinds.map((id) => ({ id, label: parts(`kind.${id}`) })),
    },
    {
      id: 'direction',
      label: text('statement.direction'),
      kind: 'choice',
      options: (['in', 'out'] as const).map((id) => ({ id, label: text(`statement.${id}`) })),
    },
    { id: 'at', label: text('statement.at'), kind: 'days' },
    { id: 'amount', label: text('statement.amount'), kind: 'numbers' },
  ];
}

const dayMs = 86_400_000;

/** When a day of the city begins; undefined for what is no day. */
function startOf(day: string | undefined, plusDays = 0): number | undefined {
  const ms = Date.parse(`${day}T00:00:00+08:00`);
  return Number.isNaN(ms) ? undefined : ms + plusDays * dayMs;
}

function askedOf(values: FilterValues): Parameters<typeof yuan.listWalletEntries>[0]['query'] {
  const { kind, direction } = values;
  return {
    ...(kind === undefined ? {} : { kind: kind as Entry['kind'] }),
    ...(direction === undefined ? {} : { direction: direction as Entry['direction'] }),
    leastMinor: fenIn(values['amount.from'] ?? ''),
    mostMinor: fenIn(values['amount.to'] ?? ''),
    from: startOf(values['at.from']),
    until: startOf(values['at.to'], 1),
  };
}

function useColumns(): readonly Column<Entry>[] {
  const text = useText('yuanWallets');
  const parts = useText('yuanParts');
  const { dateTime } = useFormat();
  const other = useOther();
  return [
    { id: 'at', header: text('statement.at'), cell: ({ atMs }) => dateTime(atMs) },
    { id: 'kind', header: text('statement.kind'), cell: ({ kind }) => parts(`kind.${kind}`) },
    {
      id: 'amount',
      header: text('statement.amountYuan'),
      cell: ({ direction, amountMinor }) => `${direction === 'in' ? '' : '-'}${yuanOf(amountMinor)}`,
    },
    {
      id: 'source',
      header: text('statement.source'),
      cell: ({ source }) => text(source === 'purpose' ? 'statement.purpose' : 'statement.wallet'),
    },
    { id: 'other', header: text('statement.other'), cell: other },
    { id: 'movement', header: text('entry.number'), cell: ({ movement }) => movement },
  ];
}
