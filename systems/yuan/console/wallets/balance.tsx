import { Badge, Button, useBilingual, useText } from '@finharbor/ui';
import type { WalletView } from '@finharbor/yuan/contract';
import type { ReactElement } from 'react';
import { yuanText } from '../amounts.ts';
import { useHidden } from '../parts/hidden.ts';

/** An amount, unless amounts are hidden on this device. */
export function Amount({ fen }: { readonly fen: bigint }): ReactElement {
  const text = useText('yuanParts');
  const [isHidden] = useHidden();
  return <span className="whitespace-nowrap tabular-nums">{isHidden ? text('hidden') : yuanText(fen)}</span>;
}

/** Hides all amounts on this device, or shows them again. */
export function HideAmounts(): ReactElement {
  const text = useText('yuanParts');
  const [isHidden, hide] = useHidden();
  return (
    <Button variant="quiet" onPress={() => hide(!isHidden)}>
      {text(isHidden ? 'show' : 'hide')}
    </Button>
  );
}

/** What is in a wallet, large, with who keeps it and how well its holder is known. */
export function Balance({ wallet }: { readonly wallet: WalletView }): ReactElement {
  const text = useText('yuanWallets');
  const say = useBilingual();
  const { tier, state, setAsideMinor } = wallet;
  return (
    <div className="mb-4 rounded-2xl border border-line bg-surface p-5 shadow-xs">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-quiet">{text('available')}</p>
        <HideAmounts />
      </div>
      <p className="my-1 font-semibold text-4xl">
        <Amount fen={wallet.availableMinor} />
      </p>
      {setAsideMinor > 0n && (
        <p className="text-quiet text-sm">
          {text('setAside')} <Amount fen={setAsideMinor} />
        </p>
      )}
      <p className="mt-2">
        <Badge tone="accent">{tier === null ? text('corporate') : text('tier', { n: tier })}</Badge>
        {state !== 'open' && <Badge tone="bad">{text(`state.${state}`)}</Badge>}
        {wallet.parent !== null && <Badge>{text('sub')}</Badge>}
        <span className="text-quiet text-sm">
          {say(wallet.operatorName)} · {wallet.number}
        </span>
      </p>
    </div>
  );
}
