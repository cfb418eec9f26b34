import { Button, ErrorState, LinkButton, useBilingual, useFormat, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { yuanText } from '../../amounts.ts';
import { Result } from '../../parts/big.tsx';
import { forgetPayment, type Kept } from './kept.ts';
import { type Fate, useSending } from './sending.ts';

/** What becomes of a payment: it is sent under its number until there is an answer. */
export function SentStep({
  kept,
  onAnew,
}: {
  readonly kept: Kept;
  readonly onAnew: () => void;
}): ReactElement {
  const text = useText('yuanWallets');
  const { fate, sendNow } = useSending(kept);
  const { payment } = kept;
  const giveUp = (): void => {
    forgetPayment(payment.wallet);
    onAnew();
  };
  return (
    <div className="mx-auto max-w-md">
      <Told fate={fate} kept={kept} />
      <div className="flex flex-wrap justify-center gap-3">
        {fate.kind === 'waiting' && (
          <>
            <Button variant="primary" onPress={sendNow}>
              {text('pay.sendNow')}
            </Button>
            <Button variant="quiet" onPress={giveUp}>
              {text('pay.giveUp')}
            </Button>
          </>
        )}
        {fate.kind === 'done' && (
          <>
            <LinkButton variant="primary" href={`/app/wallets/${payment.wallet}`}>
              {text('toWallet')}
            </LinkButton>
            <LinkButton href={`/app/wallets/${payment.wallet}/entries/${payment.id}`}>
              {text('pay.show')}
            </LinkButton>
          </>
        )}
        {fate.kind === 'refused' && (
          <Button variant="primary" onPress={onAnew}>
            {text('pay.anew')}
          </Button>
        )}
      </div>
    </div>
  );
}

function Told({ fate, kept }: { readonly fate: Fate; readonly kept: Kept }): ReactElement {
  const text = useText('yuanWallets');
  const say = useBilingual();
  const { dateTime } = useFormat();
  const amount = yuanText(kept.payment.amountMinor);
  const to = say(kept.to);
  if (fate.kind === 'done')
    return (
      <Result how="done" title={text('pay.done', { amount })}>
        <p>{to}</p>
        <p className="text-quiet text-sm">{dateTime(fate.moved.atMs)}</p>
        {fate.moved.isRepeated && <p className="text-sm">{text('pay.repeated')}</p>}
      </Result>
    );
  if (fate.kind === 'refused')
    return (
      <>
        <Result how="gone" title={text('pay.refused')}>
          <p>{text('pay.notMoved')}</p>
        </Result>
        <ErrorState error={fate.error} />
      </>
    );
  return (
    <Result how="waiting" title={text(fate.kind === 'sending' ? 'pay.sending' : 'pay.waiting')}>
      <p>{text('pay.sendingTo', { amount, to })}</p>
      {fate.kind === 'waiting' && <p className="text-sm">{text('pay.waitingHelp')}</p>}
    </Result>
  );
}
