import type { PublicView } from '@finharbor/casework/contract';
import { Button, Card, EmptyState, FilterBar, PageHeader, Query, TextLink, useText } from '@finharbor/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { cases } from '../api.ts';
import { PublicFacts } from './facts.tsx';
import { SiteLink } from './site-link.tsx';

type Cursor = Parameters<typeof cases.listPublicCases>[0]['query']['cursor'];

/** What is published of cases, the latest first: for everybody. */
export function Screen(): ReactElement {
  const text = useText('cases');
  const [asked, setAsked] = useState('');
  const list = useInfiniteQuery({
    queryKey: ['cases', 'public', asked],
    queryFn: async ({ pageParam, signal }) =>
      (await cases.listPublicCases({ query: { cursor: pageParam, ...(asked && { text: asked }) }, signal }))
        .body,
    initialPageParam: undefined as Cursor,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  return (
    <>
      <PageHeader title={text('public')} lead={text('publicLead')} />
      <SiteLink />
      <FilterBar label={text('search')} text={asked} onSearch={setAsked} onReset={() => setAsked('')} />
      <Query query={list}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0)
            return (
              <EmptyState
                title={text(asked ? 'nothingFits' : 'nothingPublic')}
                body={text('nothingPublicHelp')}
              />
            );
          return (
            <ul className="grid gap-4">
              {items.map((one) => (
                <li key={one.number}>
                  <Published one={one} />
                </li>
              ))}
            </ul>
          );
        }}
      </Query>
      {list.hasNextPage && (
        <p className="mt-4">
          <Button onPress={() => void list.fetchNextPage()} pending={list.isFetchingNextPage}>
            {text('more')}
          </Button>
        </p>
      )}
    </>
  );
}

function Published({ one }: { readonly one: PublicView }): ReactElement {
  const text = useText('cases');
  return (
    <Card title={one.number}>
      <PublicFacts one={one} />
      <p className="mt-2">
        <TextLink href={`/app/public-cases/${one.number}`}>
          {text('publicOne', { number: one.number })}
        </TextLink>
      </p>
    </Card>
  );
}
