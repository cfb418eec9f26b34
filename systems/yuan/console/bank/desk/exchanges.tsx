import type { Page } from '@finharbor/kernel/contract';
import { Button, Query, Switch, useText } from '@finharbor/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { yuan } from '../../api.ts';
import { ExchangeTable } from '../recent.tsx';

const limit = 50;

/** Top-ups and redemptions of all the operator's wallets, the latest first. */
export function Exchanges(): ReactElement {
  const text = useText('yuanBank');
  const [isUnderWay, setUnderWay] = useState(false);
  const rows = useInfiniteQuery({
    queryKey: ['yuan', 'desk-exchanges', isUnderWay],
    queryFn: async ({ pageParam: cursor, signal }) => {
      const state = isUnderWay ? ('under_way' as const) : undefined;
      return (await yuan.listDeskExchanges({ query: { cursor, limit, state }, signal })).body;
    },
    initialPageParam: undefined as NonNullable<Page<unknown>['next']> | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    refetchInterval: 5_000,
  });
  return (
    <>
      <Switch isSelected={isUnderWay} onChange={setUnderWay}>
        {text('desk.underWayOnly')}
      </Switch>
      <Query query={rows} shape="table">
        {({ pages }) => <ExchangeTable caption="exchanges" rows={pages.flatMap(({ items }) => items)} />}
      </Query>
      {rows.hasNextPage && (
        <Button onPress={() => void rows.fetchNextPage()} pending={rows.isFetchingNextPage}>
          {text('desk.more')}
        </Button>
      )}
    </>
  );
}
