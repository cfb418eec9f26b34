import {
  Badge,
  Button,
  type Column,
  DataTable,
  EmptyState,
  ErrorSummary,
  Form,
  LinkButton,
  newId,
  PageHeader,
  Query,
  Section,
  Select,
  Tabs,
  TextField,
  useBilingual,
  useFormat,
  useText,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import type { AskView, PlanView, SoldCard } from '@finharbor/yuan/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { yuan } from '../api.ts';
import { AskBadge, CardBadge, useFen, useWallets } from './parts.tsx';

const tabIds = ['till', 'sold', 'plans'] as const;
type TabId = (typeof tabIds)[number];

/** A merchant's prepaid cards: uses of today, cards sold, plans offered. */
export function Screen(): ReactElement {
  const text = useText('yuanPrepaid');
  const say = useBilingual();
  const wallets = useWallets();
  const isOwner = useWho()?.roles.includes('owner') ?? false;
  const [chosen, setChosen] = useState<string>();
  return (
    <>
      <PageHeader
        title={text('shop.title')}
        lead={text('shop.lead')}
        actions={
          isOwner && (
            <LinkButton href="/app/card-plans/new" variant="primary">
              {text('shop.offer')}
            </LinkButton>
          )
        }
      />
      <Query query={wallets}>
        {(items) => {
          const shops = items.filter(({ merchant }) => merchant !== null);
          const shop = shops.find(({ number }) => number === chosen) ?? shops.at(-1);
          if (!shop) return <EmptyState title={text('shop.none')} body={text('shop.noneHelp')} />;
          return (
            <>
              {shops.length > 1 && (
                <Select
                  label={text('shop.which')}
                  options={shops.map(({ number, merchant }) => ({ id: number, label: say(merchant!.name) }))}
                  selected={shop.number}
                  onChange={setChosen}
                />
              )}
              <Parts key={shop.number} number={shop.number} />
            </>
          );
        }}
      </Query>
    </>
  );
}

type Props = { readonly number: string };

function Parts({ number }: Props): ReactElement {
  const text = useText('yuanPrepaid');
  const { tab } = useSearch({ strict: false }) as { readonly tab?: TabId };
  const navigate = useNavigate();
  const content = {
    till: <Till number={number} />,
    sold: <Sold number={number} />,
    plans: <Plans number={number} />,
  };
  return (
    <Tabs
      label={text('shop.title')}
      selected={tab !== undefined && tabIds.includes(tab) ? tab : 'till'}
      onSelect={(next) => void navigate({ to: '.', search: { tab: next } as never, replace: true })}
      tabs={tabIds.map((id) => ({ id, label: text(`shop.${id}`), content: content[id] }))}
    />
  );
}

/** Types in a code that a consumer shows, and sees what was asked within a day. */
function Till({ number }: Props): ReactElement {
  const text = useText('yuanPrepaid');
  const fen = useFen();
  const { dateTime } = useFormat();
  const client = useQueryClient();
  const [code, setCode] = useState('');
  const asks = useQuery({
    queryKey: ['yuan', 'shop', number, 'asks'],
    queryFn: async ({ signal }) => (await yuan.listSliceAsks({ params: { number }, signal })).body.items,
    refetchInterval: 3_000,
  });
  const release = useMutation({
    mutationFn: () => yuan.postSliceCode({ body: { wallet: number, code: code.replaceAll(/\s/g, '') } }),
    onSuccess: () => setCode(''),
    onSettled: () => client.invalidateQueries({ queryKey: ['yuan', 'shop', number] }),
  });
  const columns: readonly Column<AskView>[] = [
    {
      id: 'at',
      header: text('shop.at'),
      cell: ({ askedAtMs }) => dateTime(askedAtMs),
      sortBy: (one) => one.askedAtMs,
    },
    { id: 'no', header: text('shop.no'), cell: ({ slice }) => slice, align: 'end' },
    { id: 'amount', header: text('shop.amount'), cell: (one) => fen(one.amountMinor), align: 'end' },
    { id: 'state', header: text('shop.state'), cell: ({ state }) => <AskBadge state={state} /> },
  ];
  return (
    <>
      <Form onSubmit={() => release.mutate()} error={release.error}>
        <TextField
          label={text('shop.code')}
          description={text('shop.codeHelp')}
          name="code"
          inputMode="numeric"
          autoComplete="off"
          maxLength={12}
          value={code}
          onChange={setCode}
        />
        <Button
          type="submit"
          variant="primary"
          pending={release.isPending}
          isDisabled={code.trim().length < 8}
        >
          {text('shop.release')}
        </Button>
      </Form>
      {release.isSuccess && code === '' && (
        <p role="status" className="my-4 rounded-md bg-good-soft p-4 font-semibold text-good text-xl">
          {text('shop.released', { amount: fen(release.data.body.amountMinor) })}
        </p>
      )}
      <Section title={text('shop.today')}>
        <Query query={asks}>
          {(items) => (
            <DataTable
              caption={text('shop.today')}
              columns={columns}
              rows={items}
              rowKey={({ id }) => id}
              empty={<EmptyState title={text('shop.noAsks')} />}
            />
          )}
        </Query>
      </Section>
    </>
  );
}

function Sold({ number }: Props): ReactElement {
  const text = useText('yuanPrepaid');
  const say = useBilingual();
  const fen = useFen();
  const { date } = useFormat();
  const client = useQueryClient();
  const sold = useQuery({
    queryKey: ['yuan', 'shop', number, 'sold'],
    queryFn: async ({ signal }) =>
      (await yuan.listSoldCards({ params: { number }, query: {}, signal })).body.items,
    refetchInterval: 5_000,
  });
  const ask = useMutation({
    mutationFn: (card: string) => yuan.postSliceAsk({ body: { id: newId(), wallet: number, card } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['yuan', 'shop', number] }),
  });
  const used = ({ asks }: SoldCard): number => asks.filter(({ state }) => state === 'released').length;
  const waits = ({ asks }: SoldCard): boolean => asks.some(({ state }) => state === 'asked');
  const columns: readonly Column<SoldCard>[] = [
    { id: 'number', header: text('number'), cell: (card) => card.number, sortBy: (card) => card.number },
    { id: 'plan', header: text('shop.plan'), cell: ({ plan }) => say(plan.name) },
    {
      id: 'used',
      header: text('shop.used'),
      cell: (card) => `${used(card)} / ${card.plan.slices.length}`,
      align: 'end',
    },
    { id: 'left', header: text('left'), cell: ({ leftMinor }) => fen(leftMinor), align: 'end' },
    {
      id: 'until',
      header: text('validUntil'),
      cell: (card) => date(card.validUntilMs),
      sortBy: (card) => card.validUntilMs,
    },
    { id: 'state', header: text('shop.state'), cell: (card) => <CardBadge {...card} /> },
    {
      id: 'act',
      header: text('shop.act'),
      isAct: true,
      cell: (card) =>
        card.state === 'open' &&
        (waits(card) ? (
          <AskBadge state="asked" />
        ) : (
          <Button onPress={() => ask.mutate(card.id)} pending={ask.isPending && ask.variables === card.id}>
            {text('shop.ask')}
          </Button>
        )),
    },
  ];
  return (
    <>
      <p className="mb-3 max-w-prose text-quiet">{text('shop.soldHelp')}</p>
      <ErrorSummary error={ask.error} />
      <Query query={sold} shape="table">
        {(items) => (
          <DataTable
            id="yuan-sold-cards"
            exportName="prepaid-cards"
            caption={text('shop.sold')}
            columns={columns}
            rows={items}
            rowKey={({ id }) => id}
            empty={<EmptyState title={text('shop.noneSold')} />}
          />
        )}
      </Query>
    </>
  );
}

function Plans({ number }: Props): ReactElement {
  const text = useText('yuanPrepaid');
  const say = useBilingual();
  const fen = useFen();
  const client = useQueryClient();
  const isOwner = useWho()?.roles.includes('owner') ?? false;
  const plans = useQuery({
    queryKey: ['yuan', 'shop', number, 'plans'],
    queryFn: async ({ signal }) => (await yuan.listCardPlans({ params: { number }, signal })).body.items,
  });
  const withdraw = useMutation({
    mutationFn: (id: string) => yuan.deleteCardPlan({ params: { number, id } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['yuan', 'shop', number] }),
  });
  const columns: readonly Column<PlanView>[] = [
    { id: 'name', header: text('shop.plan'), cell: ({ name }) => say(name) },
    { id: 'price', header: text('price'), cell: (plan) => fen(plan.priceMinor), align: 'end' },
    { id: 'slices', header: text('shop.slices'), cell: ({ slices }) => slices.length, align: 'end' },
    { id: 'days', header: text('shop.days'), cell: ({ validDays }) => validDays, align: 'end' },
    {
      id: 'state',
      header: text('shop.state'),
      cell: ({ state }) => (
        <Badge tone={state === 'offered' ? 'good' : 'neutral'}>{text(`shop.${state}`)}</Badge>
      ),
    },
    {
      id: 'act',
      header: text('shop.act'),
      isAct: true,
      cell: ({ id, state }) =>
        isOwner &&
        state === 'offered' && <Button onPress={() => withdraw.mutate(id)}>{text('shop.withdraw')}</Button>,
    },
  ];
  return (
    <>
      <ErrorSummary error={withdraw.error} />
      <Query query={plans} shape="table">
        {(items) => (
          <DataTable
            caption={text('shop.plans')}
            columns={columns}
            rows={items}
            rowKey={({ id }) => id}
            empty={<EmptyState title={text('shop.noPlans')} />}
          />
        )}
      </Query>
    </>
  );
}
