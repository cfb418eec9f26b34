import {
  type AskedField,
  Badge,
  Button,
  type Column,
  clock,
  dayOf,
  EmptyState,
  FilterRow,
  type FilterValues,
  type Tone,
  useAddressFilters,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import type { OrderView } from '@finharbor/yuan/contract';
import { type ReactElement, useState } from 'react';
import { yuanOf, yuanText } from '../amounts.ts';
import { yuan } from '../api.ts';
import { Paged } from '../parts/paged.tsx';
import type { Shop } from './page.tsx';
import { RefundDialog } from './refund.tsx';

const tones: Readonly<Record<OrderView['state'], Tone>> = {
  open: 'accent',
  paid: 'good',
  ended: 'neutral',
  expired: 'neutral',
};
const againMs = 5_000;
const dayMs = 86_400_000;

/** A till's orders, today's unless others are asked for, with refunds. */
export function Orders({ shop }: { readonly shop: Shop }): ReactElement {
  const text = useText('yuanTill');
  const fields: readonly AskedField[] = [
    { id: 'q', label: text('reference'), kind: 'text' },
    { id: 'at', label: text('orders.at'), kind: 'days' },
  ];
  const [values, apply] = useAddressFilters(fields);
  const [refunding, setRefunding] = useState<OrderView>();
  const asked = askedOf(values);
  const columns = useColumns();
  return (
    <>
      <FilterRow fields={fields} values={values} onApply={apply} />
      <Paged
        what={['orders', shop.number, JSON.stringify(values)]}
        read={async ({ signal, ...page }) =>
          (await yuan.listOrders({ params: { number: shop.number }, query: { ...asked, ...page }, signal }))
            .body
        }
        file={{ name: text('orders.file'), columns }}
        refetchInterval={againMs}
      >
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState title={text('orders.none')} body={text('orders.noneHelp')} />
          ) : (
            <ul className="mb-4 rounded-2xl border border-line bg-surface px-4">
              {rows.map((order) => (
                <Line key={order.id} order={order} onRefund={() => setRefunding(order)} />
              ))}
            </ul>
          )
        }
      </Paged>
      {refunding && <RefundDialog order={refunding} onClose={() => setRefunding(undefined)} />}
    </>
  );
}

function Line({
  order: { reference, amountMinor, madeAtMs, state },
  onRefund,
}: {
  readonly order: OrderView;
  readonly onRefund: () => void;
}): ReactElement {
  const text = useText('yuanTill');
  const { dateTime } = useFormat();
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 border-line border-b py-3 last:border-b-0">
      <span className="min-w-0">
        <span className="font-medium">
          <Verbatim>{reference}</Verbatim>
        </span>
        <span className="block text-quiet text-sm">{dateTime(madeAtMs)}</span>
      </span>
      <span className="flex flex-wrap items-center gap-3">
        <Badge tone={tones[state]}>{text(`state.${state}`)}</Badge>
        <span className="font-semibold tabular-nums">{yuanText(amountMinor)}</span>
        {state === 'paid' && (
          <Button onPress={onRefund} aria-label={text('refund.of', { reference })}>
            {text('refund.title')}
          </Button>
        )}
      </span>
    </li>
  );
}

function startOf(day: string | undefined): number | undefined {
  const ms = Date.parse(`${day}T00:00:00+08:00`);
  return Number.isNaN(ms) ? undefined : ms;
}

/** The day is today's where nothing is asked for. */
function askedOf(values: FilterValues): Parameters<typeof yuan.listOrders>[0]['query'] {
  const isAsked = Object.keys(values).length > 0;
  const until = startOf(values['at.to']);
  return {
    ...(values.q === undefined ? {} : { q: values.q }),
    from: isAsked ? startOf(values['at.from']) : startOf(dayOf(clock.nowMs())),
    until: until === undefined ? undefined : until + dayMs,
  };
}

function useColumns(): readonly Column<OrderView>[] {
  const text = useText('yuanTill');
  const { dateTime } = useFormat();
  return [
    { id: 'at', header: text('orders.at'), cell: ({ madeAtMs }) => dateTime(madeAtMs) },
    { id: 'reference', header: text('reference'), cell: ({ reference }) => reference },
    { id: 'amount', header: text('orders.amount'), cell: ({ amountMinor }) => yuanOf(amountMinor) },
    { id: 'state', header: text('orders.state'), cell: ({ state }) => text(`state.${state}`) },
    { id: 'payment', header: text('orders.payment'), cell: ({ payment }) => payment ?? '' },
    { id: 'id', header: text('orders.number'), cell: ({ id }) => id },
  ];
}
