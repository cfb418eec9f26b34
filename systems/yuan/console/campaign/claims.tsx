import {
  Badge,
  Button,
  Card,
  EmptyState,
  ErrorState,
  Query,
  Section,
  Select,
  useFormat,
  useText,
} from '@finharbor/ui';
import { type ClaimView, type Rejection, rejections } from '@finharbor/yuan/contract';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { yuan } from '../api.ts';
import { useFen } from './parts.tsx';

type Cursor = Parameters<typeof yuan.listClaims>[0]['query']['cursor'];

/** The bureau's review of claims. */
export function Claims({ id }: { readonly id: string }): ReactElement {
  const text = useText('yuanCampaigns');
  const list = useInfiniteQuery({
    queryKey: ['yuan', 'campaign', id, 'claims'],
    queryFn: async ({ pageParam, signal }) =>
      (await yuan.listClaims({ params: { id }, query: { cursor: pageParam }, signal })).body,
    initialPageParam: undefined as Cursor,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  return (
    <Section title={text('claims.title')}>
      <Query query={list}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <EmptyState title={text('claims.none')} />;
          return (
            <ul className="grid gap-3">
              {items.map((claim) => (
                <li key={claim.id}>
                  <One claim={claim} />
                </li>
              ))}
            </ul>
          );
        }}
      </Query>
      {list.hasNextPage && (
        <Button onPress={() => void list.fetchNextPage()} pending={list.isFetchingNextPage}>
          {text('more')}
        </Button>
      )}
    </Section>
  );
}

function One({ claim }: { readonly claim: ClaimView }): ReactElement {
  const text = useText('yuanCampaigns');
  const fen = useFen();
  const { dateTime } = useFormat();
  const { invoice, priceMinor, amountMinor, state, why, dealer, askedAtMs } = claim;
  return (
    <Card>
      <p className="font-semibold">
        <Badge tone={state === 'rejected' ? 'bad' : state === 'asked' ? 'warn' : 'good'}>
          {text(`claim.${state}`)}
        </Badge>{' '}
        {invoice}
      </p>
      <p>{text('claims.line', { price: fen(priceMinor), amount: fen(amountMinor) })}</p>
      <p className="text-quiet text-sm">
        {dateTime(askedAtMs)} · {text(dealer === null ? 'claim.toWallet' : 'claim.toDealer')}
        {why && ` · ${text(`why.${why}`)}`}
      </p>
      {state === 'asked' && <Decide claim={claim} />}
    </Card>
  );
}

function Decide({ claim: { id, campaign } }: { readonly claim: ClaimView }): ReactElement {
  const text = useText('yuanCampaigns');
  const client = useQueryClient();
  const [why, setWhy] = useState<Rejection | undefined>();
  const decide = useMutation({
    mutationFn: (reason: Rejection | null) =>
      yuan.postClaimDecision({ params: { id }, body: { why: reason } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['yuan', 'campaign', campaign] }),
  });
  return (
    <div className="mt-3 flex flex-wrap items-end gap-3">
      {decide.error && <ErrorState error={decide.error} />}
      <Button variant="primary" pending={decide.isPending} onPress={() => decide.mutate(null)}>
        {text('claims.approve')}
      </Button>
      <Select
        label={text('claims.why')}
        options={rejections.map((one) => ({ id: one, label: text(`why.${one}`) }))}
        selected={why}
        onChange={setWhy}
      />
      <Button
        variant="danger"
        isDisabled={why === undefined}
        pending={decide.isPending}
        onPress={() => decide.mutate(why!)}
      >
        {text('claims.reject')}
      </Button>
    </div>
  );
}
