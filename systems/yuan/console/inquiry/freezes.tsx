import {
  Badge,
  Button,
  type Column,
  ConfirmDialog,
  DataTable,
  EmptyState,
  Query,
  useBilingual,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import type { FreezeView } from '@finharbor/yuan/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { yuan } from '../api.ts';

/** Orders to freeze wallets of the bank, and the way to end them. */
export function Freezes(): ReactElement {
  const text = useText('yuanInquiry');
  const columns = useColumns();
  const freezes = useQuery({
    queryKey: ['yuan', 'freezes'],
    queryFn: async () => (await yuan.listFreezes({})).body.items,
  });
  return (
    <Query query={freezes} shape="table">
      {(rows) => (
        <DataTable
          caption={text('orders')}
          rows={rows}
          rowKey={({ id }) => id}
          columns={columns}
          empty={<EmptyState title={text('noOrders')} />}
        />
      )}
    </Query>
  );
}

function useColumns(): readonly Column<FreezeView>[] {
  const text = useText('yuanInquiry');
  const say = useBilingual();
  const { dateTime } = useFormat();
  return [
    { id: 'wallet', header: text('walletNumber'), cell: ({ wallet }) => <Verbatim>{wallet}</Verbatim> },
    { id: 'authority', header: text('authority'), cell: ({ authority }) => <Verbatim>{authority}</Verbatim> },
    { id: 'law', header: text('law'), cell: ({ law, article }) => `${say(law)} ${article}` },
    { id: 'document', header: text('document'), cell: ({ document }) => <Verbatim>{document}</Verbatim> },
    {
      id: 'until',
      header: text('freezeUntil'),
      cell: ({ untilMs }) => (untilMs === null ? '—' : dateTime(untilMs)),
    },
    {
      id: 'act',
      header: text('stateOf'),
      cell: (one) => (one.endedAtMs === null ? <End order={one} /> : <Badge>{text('ended')}</Badge>),
      isAct: true,
    },
  ];
}

function End({ order }: { readonly order: FreezeView }): ReactElement {
  const text = useText('yuanInquiry');
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const ending = useMutation({
    mutationFn: (reason: string) => yuan.postFreezeEnd({ params: { id: order.id }, body: { reason } }),
    async onSuccess() {
      setOpen(false);
      await client.invalidateQueries({ queryKey: ['yuan'] });
    },
  });
  return (
    <>
      <Button onPress={() => setOpen(true)}>{text('unfreeze')}</Button>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={text('unfreeze')}
        body={text('unfreezeBody')}
        confirmLabel={text('unfreeze')}
        reasonLabel={text('reason')}
        pending={ending.isPending}
        error={ending.error}
        onConfirm={(reason) => ending.mutate(reason)}
      />
    </>
  );
}
