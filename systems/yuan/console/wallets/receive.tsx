import { Code, PageHeader, Query, useBilingual, useText, Verbatim } from '@finharbor/ui';
import { codeText, type WalletView } from '@finharbor/yuan/contract';
import { useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Qr } from '../parts/qr.tsx';
import { Amount } from './balance.tsx';
import { useWallet } from './read.ts';

/** One's own code, by which others pay into the wallet. */
export function Screen(): ReactElement {
  const text = useText('yuanWallets');
  const { number = '' } = useParams({ strict: false }) as { readonly number?: string };
  const crumbs = [
    { label: text('title'), href: '/app/wallets' },
    { label: text('wallet'), href: `/app/wallets/${number}` },
  ];
  return (
    <>
      <PageHeader title={text('receive.title')} crumbs={crumbs} />
      <Query query={useWallet(number)}>{(wallet) => <OwnCode wallet={wallet} />}</Query>
    </>
  );
}

function OwnCode({ wallet }: { readonly wallet: WalletView }): ReactElement {
  const text = useText('yuanWallets');
  const say = useBilingual();
  const { number, merchant, label, availableMinor } = wallet;
  const code = codeText({ kind: merchant ? 'merchant' : 'wallet', wallet: number });
  return (
    <div className="mx-auto max-w-sm text-center">
      <p className="mb-3 font-semibold text-lg">
        {merchant ? say(merchant.name) : <Verbatim>{label}</Verbatim>}
      </p>
      <Qr text={code} label={text('receive.picture')} />
      <p className="my-3">
        <Code copyable>{code}</Code>
      </p>
      <p className="mb-3 text-quiet">{text(merchant ? 'receive.shopHelp' : 'receive.help')}</p>
      <p aria-live="polite">
        {text('available')} <Amount fen={availableMinor} />
      </p>
    </div>
  );
}
