import {
  Button,
  Card,
  ConfirmDialog,
  DescriptionList,
  EmptyState,
  ErrorSummary,
  Grid,
  Query,
  useFormat,
  useText,
} from '@finharbor/ui';
import type { WaitingChange } from '@finharbor/yuan/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { yuan } from '../api.ts';
import { useFacts } from './facts.tsx';

/** Changes of tiers that a teller has to look at. */
export function Applications(): ReactElement {
  const text = useText('yuanPeople');
  const waiting = useQuery({
    queryKey: ['yuan', 'tier-changes'],
    queryFn: async () => (await yuan.listWaitingChanges({})).body.items,
  });
  return (
    <Query query={waiting}>
      {(items) =>
        items.length === 0 ? (
          <EmptyState title={text('apply.none')} />
        ) : (
          <Grid>
            {items.map((one) => (
              <One key={one.change.id} waiting={one} />
            ))}
          </Grid>
        )
      }
    </Query>
  );
}

function One({ waiting: { change, wouldSee } }: { readonly waiting: WaitingChange }): ReactElement {
  const text = useText('yuanPeople');
  const { dateTime } = useFormat();
  const client = useQueryClient();
  const [isRefusing, setRefusing] = useState(false);
  const items = useFacts(wouldSee, '—');
  const decide = useMutation({
    mutationFn: (refusal: string | null) =>
      yuan.postTierDecision({ params: { id: change.id }, body: { refusal } }),
    async onSuccess() {
      setRefusing(false);
      await client.invalidateQueries({ queryKey: ['yuan'] });
    },
  });
  return (
    <Card title={text('apply.of', { wallet: change.wallet.slice(-4), tier: text(`tier.${change.to}`) })}>
      <p className="mb-2 text-quiet text-sm">{dateTime(change.askedAtMs)}</p>
      <p className="mb-3 font-medium">{text(`look.${change.waitsFor ?? 'age'}`)}</p>
      <DescriptionList items={items} />
      <ErrorSummary error={isRefusing ? undefined : decide.error} />
      <div className="flex gap-2">
        <Button variant="primary" pending={decide.isPending} onPress={() => decide.mutate(null)}>
          {text('apply.grant')}
        </Button>
        <Button onPress={() => setRefusing(true)}>{text('apply.refuse')}</Button>
      </div>
      <ConfirmDialog
        isOpen={isRefusing}
        onClose={() => setRefusing(false)}
        title={text('apply.refuse')}
        body={text('apply.refuseBody')}
        confirmLabel={text('apply.refuse')}
        reasonLabel={text('apply.reason')}
        pending={decide.isPending}
        error={decide.error}
        onConfirm={(reason) => decide.mutate(reason)}
      />
    </Card>
  );
}
