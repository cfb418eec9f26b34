import {
  EmptyState,
  LinkButton,
  PageHeader,
  Query,
  Select,
  Tabs,
  useBilingual,
  useText,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import type { WalletView } from '@finharbor/yuan/contract';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useWallets } from '../wallets/read.ts';
import { Charge } from './charge.tsx';
import { OpenShop } from './open-shop.tsx';
import { Orders } from './orders.tsx';
import { StaticCode } from './static-code.tsx';
import { Today } from './today.tsx';

const tabs = [
  { id: 'charge', Content: Charge },
  { id: 'today', Content: Today },
  { id: 'orders', Content: Orders },
  { id: 'code', Content: StaticCode },
] as const;

type TabId = (typeof tabs)[number]['id'];
type Asked = { readonly tab?: TabId; readonly wallet?: string };

/** A shop: a wallet that takes payments as a merchant. */
export type Shop = WalletView & { readonly merchant: NonNullable<WalletView['merchant']> };

/** A shop's till: asks to be paid, shows the day and its orders, and gives back. */
export function Screen(): ReactElement {
  const text = useText('yuanTill');
  const parts = useText('yuanParts');
  const isOwner = useWho()?.roles.includes('owner') ?? false;
  return (
    <>
      <PageHeader title={text('title')} lead={parts('simulation')} />
      <Query query={useWallets()}>
        {(wallets) => {
          const shops = wallets.filter((one): one is Shop => one.merchant !== null);
          const others = wallets.filter(({ merchant }) => merchant === null);
          return (
            <>
              {shops.length > 0 ? (
                <Till shops={shops} />
              ) : (
                <EmptyState
                  title={text('none')}
                  body={text(isOwner ? 'noneOwner' : 'noneCashier')}
                  action={
                    isOwner &&
                    wallets.length === 0 && <LinkButton href="/app/wallets">{text('toWallets')}</LinkButton>
                  }
                />
              )}
              {isOwner && others.length > 0 && <OpenShop wallets={others} isFirst={shops.length === 0} />}
            </>
          );
        }}
      </Query>
    </>
  );
}

function Till({ shops }: { readonly shops: readonly Shop[] }): ReactElement {
  const text = useText('yuanTill');
  const say = useBilingual();
  const { tab = 'charge', wallet } = useSearch({ strict: false }) as Asked;
  const navigate = useNavigate();
  const go = (search: Asked): void => void navigate({ to: '.', search: search as never, replace: true });
  const shop = shops.find(({ number }) => number === wallet) ?? shops[0]!;
  return (
    <>
      {shops.length > 1 ? (
        <Select
          label={text('shop')}
          options={shops.map(({ number, merchant }) => ({ id: number, label: say(merchant.name) }))}
          selected={shop.number}
          onChange={(number) => go({ tab, wallet: number })}
        />
      ) : (
        <p className="mb-3 font-semibold text-lg">{say(shop.merchant.name)}</p>
      )}
      <Tabs
        label={text('title')}
        selected={tabs.some(({ id }) => id === tab) ? tab : 'charge'}
        onSelect={(chosen) => go({ tab: chosen, wallet: shop.number })}
        tabs={tabs.map(({ id, Content }) => ({
          id,
          label: text(`tab.${id}`),
          content: <Content key={shop.number} shop={shop} />,
        }))}
      />
    </>
  );
}
