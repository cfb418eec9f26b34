import {
  EmptyState,
  Grid,
  LinkButton,
  PageHeader,
  Query,
  TextLink,
  useBilingual,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import type { WalletView } from '@finharbor/yuan/contract';
import type { ReactElement } from 'react';
import { Amount, HideAmounts } from './balance.tsx';
import { OpenWallet } from './open.tsx';
import { useWallets } from './read.ts';

/** One's own wallets. */
export function Screen(): ReactElement {
  const text = useText('yuanWallets');
  const parts = useText('yuanParts');
  const wallets = useWallets();
  const isHolder = useWho()?.roles.some((role) => role !== 'cashier') ?? false;
  return (
    <>
      <PageHeader title={text('title')} lead={parts('simulation')} actions={<HideAmounts />} />
      <Query query={wallets}>
        {(items) => (
          <>
            {items.length === 0 ? (
              <EmptyState title={text('none')} body={text('noneHelp')} />
            ) : (
              <div className="mb-6">
                <Grid>
                  {items.map((wallet) => (
                    <WalletCard key={wallet.number} wallet={wallet} isHolder={isHolder} />
                  ))}
                </Grid>
              </div>
            )}
            {isHolder && <OpenWallet isFirst={items.length === 0} />}
          </>
        )}
      </Query>
    </>
  );
}

type CardProps = { readonly wallet: WalletView; readonly isHolder: boolean };

function WalletCard({ wallet, isHolder }: CardProps): ReactElement {
  const text = useText('yuanWallets');
  const say = useBilingual();
  const { number, label, merchant, tier } = wallet;
  return (
    <section className="rounded-2xl border border-line bg-surface p-5 shadow-xs">
      <h2 className="font-semibold text-base">
        <TextLink href={`/app/wallets/${number}`}>
          <Verbatim>{label}</Verbatim>
        </TextLink>
      </h2>
      <p className="my-1 font-semibold text-3xl">
        <Amount fen={wallet.availableMinor} />
      </p>
      <p className="text-quiet text-sm">
        {say(wallet.operatorName)} · {tier === null ? text('corporate') : text('tier', { n: tier })}
        {wallet.parent !== null && ` · ${text('sub')}`}
      </p>
      {merchant && <p className="text-quiet text-sm">{text('shop', { name: say(merchant.name) })}</p>}
      {isHolder && wallet.state === 'open' && (
        <p className="mt-3 flex flex-wrap gap-2">
          <LinkButton href={`/app/wallets/${number}/pay`} variant="primary">
            {text('pay.title')}
          </LinkButton>
          <LinkButton href={`/app/wallets/${number}/receive`}>{text('receive.title')}</LinkButton>
        </p>
      )}
    </section>
  );
}
