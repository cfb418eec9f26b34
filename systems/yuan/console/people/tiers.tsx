import {
  Badge,
  Button,
  Card,
  EmptyState,
  Grid,
  newId,
  Query,
  Section,
  useFormat,
  useText,
} from '@finharbor/ui';
import type { WalletView } from '@finharbor/yuan/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { yuanOf } from '../amounts.ts';
import { yuan } from '../api.ts';
import { CloseWallet } from './close-wallet.tsx';
import { RaiseTier } from './raise-tier.tsx';

/** My wallets, each with its tier and the way to another. */
export function Tiers(): ReactElement {
  const text = useText('yuanPeople');
  const wallets = useQuery({
    queryKey: ['yuan', 'wallets'],
    queryFn: async () => (await yuan.listWallets({})).body.items,
  });
  return (
    <Section title={text('tiers.title')}>
      <Query query={wallets}>
        {(items) =>
          items.length === 0 ? (
            <OpenFirst />
          ) : (
            <Grid>
              {items.map((wallet) => (
                <OneWallet key={wallet.number} wallet={wallet} />
              ))}
            </Grid>
          )
        }
      </Query>
    </Section>
  );
}

/** A wallet of tier 4 is opened with a press, at the first bank there is. */
function OpenFirst(): ReactElement {
  const text = useText('yuanPeople');
  const client = useQueryClient();
  const [id] = useState(newId);
  const opening = useMutation({
    async mutationFn() {
      const { operators } = (await yuan.getScheme({})).body;
      const plain = { parent: null, singleMinor: null, dayMinor: null };
      const body = { ...plain, id, operator: operators[0]?.code ?? '', label: text('tiers.myWallet') };
      await yuan.postWallet({ body });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['yuan'] }),
  });
  return (
    <EmptyState
      title={text('tiers.none')}
      body={text('tiers.noneBody')}
      action={
        <Button variant="primary" pending={opening.isPending} onPress={() => opening.mutate()}>
          {text('tiers.open')}
        </Button>
      }
    />
  );
}

function OneWallet({ wallet }: { readonly wallet: WalletView }): ReactElement {
  const text = useText('yuanPeople');
  const { money } = useFormat();
  const { tier, parent, state, limits } = wallet;
  const changes = useQuery({
    queryKey: ['yuan', 'tier', wallet.number],
    queryFn: async () => (await yuan.listTierChanges({ params: { number: wallet.number } })).body.items,
  });
  const [latest] = changes.data ?? [];
  const limit = (fen: bigint | null): string =>
    fen === null ? text('tiers.unlimited') : money(yuanOf(fen), 'CNY');
  return (
    <Card title={text('tiers.walletName', { label: wallet.label, number: wallet.number.slice(-4) })}>
      <p className="mb-2 flex flex-wrap gap-2">
        {tier !== null && <Badge tone="accent">{text(`tier.${tier}`)}</Badge>}
        {state !== 'open' && <Badge tone="bad">{text(`state.${state}`)}</Badge>}
        {latest?.state === 'waiting' && (
          <Badge tone="warn">{text(`waits.${latest.waitsFor ?? 'age'}`)}</Badge>
        )}
        {latest?.state === 'granted' && latest.lost && <Badge tone="warn">{text('tiers.lowered')}</Badge>}
        {latest?.state === 'refused' && <Badge tone="bad">{text('tiers.refused')}</Badge>}
      </p>
      {latest?.state === 'refused' && <p className="mb-2">{latest.refusal}</p>}
      {latest?.lost && <p className="mb-2">{text(`lost.${latest.lost}`)}</p>}
      <p className="mb-3 text-quiet text-sm">
        {text('tiers.limits', {
          single: limit(limits.singleMinor),
          day: limit(limits.dayMinor),
          balance: limit(limits.balanceMinor),
        })}
      </p>
      <div className="flex flex-wrap gap-2">
        {tier !== null && parent === null && state === 'open' && latest?.state !== 'waiting' && (
          <RaiseTier wallet={wallet} tier={tier} />
        )}
        {state === 'open' && <CloseWallet wallet={wallet} />}
      </div>
    </Card>
  );
}
