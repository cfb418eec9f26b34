import { Card, Grid, PageHeader, Query, useBilingual, useFormat, useText } from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { yuanOf } from '../amounts.ts';
import { yuan } from '../api.ts';

/** One's own wallets. */
export function Screen(): ReactElement {
  const text = useText('yuanWallets');
  const say = useBilingual();
  const { money } = useFormat();
  const wallets = useQuery({
    queryKey: ['yuan', 'wallets'],
    queryFn: async () => (await yuan.listWallets({})).body.items,
  });
  return (
    <>
      <PageHeader title={text('title')} lead={text('lead')} />
      <Query query={wallets}>
        {(items) => (
          <Grid>
            {items.map((wallet) => (
              <Card key={wallet.number} title={wallet.label}>
                <p className="font-semibold text-2xl">{money(yuanOf(wallet.availableMinor), 'CNY')}</p>
                <p className="text-quiet text-sm">{say(wallet.operatorName)}</p>
              </Card>
            ))}
          </Grid>
        )}
      </Query>
    </>
  );
}
