import {
  LinkButton,
  PageHeader,
  Query,
  Section,
  TextLink,
  useBilingual,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import type { WalletView } from '@finharbor/yuan/contract';
import { useParams } from '@tanstack/react-router';
import { lazy, type ReactElement, Suspense } from 'react';
import { BigActions } from '../parts/big.tsx';
import { AllowanceMeters } from './allowances.tsx';
import { Amount, Balance } from './balance.tsx';
import { OpenSubWallet } from './open.tsx';
import { KeptPayment } from './pay/kept-payment.tsx';
import { useWallet, useWallets } from './read.ts';
import { Statement } from './statement.tsx';

// The picture brings the charts along, for which a balance need not wait.
const Months = lazy(async () => ({ default: (await import('./months.tsx')).Months }));

/** One wallet: what is in it, what it may still pay, and what came and went. */
export function Screen(): ReactElement {
  const { number = '' } = useParams({ strict: false }) as { readonly number?: string };
  const wallet = useWallet(number);
  const text = useText('yuanWallets');
  const crumbs = [{ label: text('title'), href: '/app/wallets' }];
  return (
    <>
      <PageHeader
        title={wallet.data ? <Verbatim>{wallet.data.label}</Verbatim> : text('wallet')}
        crumbs={crumbs}
      />
      <Query query={wallet}>{(found) => <Wallet wallet={found} />}</Query>
    </>
  );
}

function Wallet({ wallet }: { readonly wallet: WalletView }): ReactElement {
  const text = useText('yuanWallets');
  const say = useBilingual();
  const roles = useWho()?.roles ?? [];
  const isHolder = roles.some((role) => role !== 'cashier');
  const isTill = wallet.merchant !== null && roles.some((role) => role === 'owner' || role === 'cashier');
  return (
    <>
      <Balance wallet={wallet} />
      {isHolder && <KeptPayment wallet={wallet.number} />}
      {isHolder && <Actions wallet={wallet} />}
      {isTill && (
        <p className="mb-5">
          <LinkButton href={`/app/till?wallet=${wallet.number}`}>
            {text('toTill', { name: say(wallet.merchant!.name) })}
          </LinkButton>
        </p>
      )}
      <AllowanceMeters wallet={wallet} />
      <Section title={text('months.title')}>
        <Suspense>
          <Months wallet={wallet.number} />
        </Suspense>
      </Section>
      <Section title={text('statement.title')}>
        <Statement wallet={wallet} />
      </Section>
      {isHolder && <SubWallets wallet={wallet} />}
    </>
  );
}

function Actions({ wallet }: { readonly wallet: WalletView }): ReactElement {
  const text = useText('yuanWallets');
  const at = `/app/wallets/${wallet.number}`;
  return (
    <>
      <BigActions
        items={[
          { href: `${at}/pay`, label: text('pay.title'), icon: 'forward', isFirst: true },
          { href: `${at}/receive`, label: text('receive.title'), icon: 'back' },
          { href: `${at}/top-up`, label: text('topUp'), icon: 'ascending' },
          { href: `${at}/redeem`, label: text('redeem'), icon: 'descending' },
        ]}
      />
      <p className="mb-5">
        <TextLink href={`${at}/accounts`}>{text('accounts')}</TextLink>
      </p>
    </>
  );
}

function SubWallets({ wallet }: { readonly wallet: WalletView }): ReactElement {
  const text = useText('yuanWallets');
  const all = useWallets();
  return (
    <Section title={text('subs.title')}>
      <Query query={all}>
        {(items) => (
          <ul className="mb-4">
            {items
              .filter(({ parent }) => parent === wallet.number)
              .map((sub) => (
                <li
                  key={sub.number}
                  className="flex flex-wrap items-center justify-between gap-3 border-line border-b py-3"
                >
                  <TextLink href={`/app/wallets/${sub.number}`}>
                    <Verbatim>{sub.label}</Verbatim>
                  </TextLink>
                  <span className="flex flex-wrap items-center gap-3">
                    <Amount fen={sub.availableMinor} />
                    <LinkButton
                      href={`/app/wallets/${wallet.number}/pay?code=${encodeURIComponent(`simyuan:wallet:${sub.number}`)}`}
                    >
                      {text('subs.fill')}
                    </LinkButton>
                  </span>
                </li>
              ))}
          </ul>
        )}
      </Query>
      <OpenSubWallet parent={wallet} />
    </Section>
  );
}
