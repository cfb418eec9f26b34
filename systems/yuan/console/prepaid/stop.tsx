import { ConfirmDialog, useBilingual, useFormat, useText } from '@finharbor/ui';
import type { Watched } from '@finharbor/yuan/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { yuanOf } from '../amounts.ts';
import { yuan } from '../api.ts';

/** What the bureau decides on a merchant. */
export type StopKind = 'freeze' | 'release' | 'insolvency';

type Props = { readonly one: Watched; readonly kind: StopKind; readonly onClose: () => void };

/** Asks for the reason of a decision on a merchant's prepaid cards, and carries it out. */
export function Stop({ one, kind, onClose }: Props): ReactElement {
  const text = useText('yuanPrepaid');
  const say = useBilingual();
  const { money } = useFormat();
  const client = useQueryClient();
  const stop = useMutation({
    mutationFn: (reason: string) =>
      yuan.postPrepaidStop({ params: { number: one.wallet }, body: { kind, reason } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['yuan', 'prepaid'] });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={text(`stop.${kind}`, { name: say(one.name) })}
      body={text(`stop.${kind}Help`, {
        cards: one.openCards,
        amount: money(yuanOf(one.outstandingMinor), 'CNY'),
      })}
      confirmLabel={text(`watch.${kind}`)}
      danger={kind === 'insolvency'}
      pending={stop.isPending}
      reasonLabel={text('stop.reason')}
      error={stop.error}
      onConfirm={(reason) => stop.mutate(reason)}
    />
  );
}
