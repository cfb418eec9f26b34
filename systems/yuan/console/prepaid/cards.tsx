import {
  Button,
  Callout,
  Card,
  Dialog,
  EmptyState,
  ErrorSummary,
  Grid,
  newId,
  PageHeader,
  Query,
  Section,
  Select,
  TextLink,
  useBilingual,
  useFormat,
  useText,
} from '@finharbor/ui';
import type { CardView, PlanView } from '@finharbor/yuan/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { yuan } from '../api.ts';
import { CardBadge, Slices, useFen, useWallets } from './parts.tsx';

/** One's prepaid cards, and those that merchants offer. */
export function Screen(): ReactElement {
  const text = useText('yuanPrepaid');
  const cards = useQuery({
    queryKey: ['yuan', 'cards'],
    queryFn: async ({ signal }) => (await yuan.listCards({ signal })).body.items,
    refetchInterval: 5_000,
  });
  const offers = useQuery({
    queryKey: ['yuan', 'card-offers'],
    queryFn: async ({ signal }) => (await yuan.listCardOffers({ signal })).body.items,
  });
  return (
    <>
      <PageHeader title={text('title')} lead={text('lead')} />
      <Query query={cards}>{(items) => <Mine cards={items} />}</Query>
      <Section title={text('offers')}>
        <Query query={offers}>
          {(items) =>
            items.length === 0 ? (
              <EmptyState title={text('noOffers')} />
            ) : (
              <Grid>
                {items.map((plan) => (
                  <Offer key={plan.id} plan={plan} />
                ))}
              </Grid>
            )
          }
        </Query>
      </Section>
    </>
  );
}

function Mine({ cards }: { readonly cards: readonly CardView[] }): ReactElement {
  const text = useText('yuanPrepaid');
  if (cards.length === 0) return <EmptyState title={text('none')} body={text('noneHelp')} />;
  const waiting = cards.filter(({ asks }) =>
    asks.some(({ state, by }) => state === 'asked' && by === 'merchant'),
  );
  const [open, over] = [
    cards.filter(({ state }) => state === 'open'),
    cards.filter(({ state }) => state !== 'open'),
  ];
  return (
    <>
      {waiting.map((card) => (
        <Callout key={card.id} tone="warn" title={text('waits')}>
          <Named card={card} />
        </Callout>
      ))}
      <div className="mb-8">
        <Grid>
          {[...open, ...over].map((card) => (
            <One key={card.id} card={card} />
          ))}
        </Grid>
      </div>
    </>
  );
}

function Named({ card }: { readonly card: CardView }): ReactElement {
  const say = useBilingual();
  return (
    <TextLink href={`/app/cards/${card.id}`}>
      {say(card.plan.merchant.name)} · {say(card.plan.name)}
    </TextLink>
  );
}

function One({ card }: { readonly card: CardView }): ReactElement {
  const text = useText('yuanPrepaid');
  const fen = useFen();
  const { date } = useFormat();
  return (
    <Card>
      <h2 className="mb-1 font-semibold text-base">
        <Named card={card} />
      </h2>
      <p className="mb-2">
        <CardBadge {...card} />
      </p>
      <p className="mb-3 font-semibold text-2xl">{fen(card.leftMinor)}</p>
      <Slices card={card} />
      <p className="mt-3 text-quiet text-sm">{text('until', { day: date(card.validUntilMs) })}</p>
    </Card>
  );
}

function Offer({ plan }: { readonly plan: PlanView }): ReactElement {
  const text = useText('yuanPrepaid');
  const say = useBilingual();
  const fen = useFen();
  const [isBuying, setBuying] = useState(false);
  return (
    <Card>
      <h3 className="font-semibold text-base">{say(plan.name)}</h3>
      <p className="mb-2 text-quiet text-sm">{say(plan.merchant.name)}</p>
      <p className="font-semibold text-2xl">{fen(plan.priceMinor)}</p>
      <p className="mb-3">
        {text('terms', { count: plan.slices.length, days: plan.validDays, cooling: plan.coolingDays })}
      </p>
      <p className="mb-3 text-sm">{say(plan.rules)}</p>
      <Button variant="primary" onPress={() => setBuying(true)}>
        {text('buy')}
      </Button>
      {isBuying && <Buy plan={plan} onClose={() => setBuying(false)} />}
    </Card>
  );
}

type BuyProps = { readonly plan: PlanView; readonly onClose: () => void };

function Buy({ plan, onClose }: BuyProps): ReactElement {
  const text = useText('yuanPrepaid');
  const say = useBilingual();
  const fen = useFen();
  const client = useQueryClient();
  const navigate = useNavigate();
  const wallets = useWallets();
  const [chosen, setChosen] = useState<string>();
  // Whoever presses twice, or again after the line was gone, buys one card; another wallet is another purchase.
  const [ids] = useState(() => new Map<string, string>());
  const buy = useMutation({
    mutationFn: async (wallet: string) => {
      const id = ids.get(wallet) ?? newId();
      ids.set(wallet, id);
      return (await yuan.postCard({ body: { id, plan: plan.id, wallet } })).body;
    },
    // A purchase that was refused stays refused.
    onError: (error) => isAnswer(error) && ids.clear(),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['yuan'] });
      await navigate({ to: `/app/cards/${id}` as never });
    },
  });
  const open = (wallets.data ?? []).filter(({ state }) => state === 'open');
  const wallet = chosen ?? open[0]?.number;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={text('buyTitle', { name: say(plan.name) })}
      actions={
        <Button
          variant="primary"
          pending={buy.isPending}
          isDisabled={wallet === undefined}
          onPress={() => wallet !== undefined && buy.mutate(wallet)}
        >
          {text('pay', { amount: fen(plan.priceMinor) })}
        </Button>
      }
    >
      <ErrorSummary error={buy.error} />
      <Select
        label={text('from')}
        options={open.map(({ number, label, availableMinor }) => ({
          id: number,
          label: `${label} · ${fen(availableMinor)}`,
        }))}
        selected={wallet}
        onChange={setChosen}
      />
      <p>{text('buyHelp')}</p>
    </Dialog>
  );
}

function isAnswer(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'code' in error && String(error.code).startsWith('yuan.')
  );
}
