import { Callout, LinkButton, useBilingual, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { yuanText } from '../../amounts.ts';
import { keptPayment } from './kept.ts';

/** Says that a payment of this wallet has no answer yet, and leads to it. */
export function KeptPayment({ wallet }: { readonly wallet: string }): ReactElement | null {
  const text = useText('yuanWallets');
  const say = useBilingual();
  const kept = keptPayment(wallet);
  if (!kept) return null;
  const facts = { amount: yuanText(kept.payment.amountMinor), to: say(kept.to) };
  return (
    <Callout tone="warn" title={text('pay.keptTitle')}>
      <p className="mb-2">{text('pay.kept', facts)}</p>
      <LinkButton href={`/app/wallets/${wallet}/pay`}>{text('pay.toKept')}</LinkButton>
    </Callout>
  );
}
