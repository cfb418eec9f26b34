import {
  Button,
  Card,
  EmptyState,
  Grid,
  LinkButton,
  PageHeader,
  Query,
  Section,
  TextLink,
  useBilingual,
  useFormat,
  useText,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import type { CampaignView } from '@finharbor/yuan/contract';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { yuan } from '../api.ts';
import { MyPurses } from './my-purses.tsx';
import { StateBadge, useFen } from './parts.tsx';

type Cursor = Parameters<typeof yuan.listCampaigns>[0]['query']['cursor'];

/** All campaigns. */
export function Screen(): ReactElement {
  const text = useText('yuanCampaigns');
  const roles = useWho()?.roles ?? [];
  const isMaker = roles.includes('teller') || roles.includes('bureau');
  const list = useInfiniteQuery({
    queryKey: ['yuan', 'campaigns'],
    queryFn: async ({ pageParam, signal }) =>
      (await yuan.listCampaigns({ query: { cursor: pageParam }, signal })).body,
    initialPageParam: undefined as Cursor,
    getNextPageParam: ({ next }) => next ?? undefined,
    refetchInterval: 10_000,
  });
  return (
    <>
      <PageHeader
        title={text('title')}
        lead={text('lead')}
        actions={
          isMaker && (
            <LinkButton href="/app/campaigns/new" variant="primary">
              {text('make.title')}
            </LinkButton>
          )
        }
      />
      {roles.includes('resident') && <Mine />}
      <Query query={list}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          return items.length === 0 ? (
            <EmptyState title={text('none')} body={text('noneHelp')} />
          ) : (
            <Grid>
              {items.map((campaign) => (
                <One key={campaign.id} campaign={campaign} />
              ))}
            </Grid>
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

/** What somebody has got, in all of their wallets. */
function Mine(): ReactElement {
  const text = useText('yuanCampaigns');
  const wallets = useQuery({
    queryKey: ['yuan', 'wallets'],
    queryFn: async () => (await yuan.listWallets({})).body.items,
  });
  return (
    <Section title={text('purses.title')}>
      <Query query={wallets}>
        {(items) => items.map(({ number }) => <MyPurses key={number} wallet={number} />)}
      </Query>
    </Section>
  );
}

function One({ campaign }: { readonly campaign: CampaignView }): ReactElement {
  const text = useText('yuanCampaigns');
  const say = useBilingual();
  const fen = useFen();
  const { dateTime } = useFormat();
  const { id, title, about, terms, budgetMinor, opensAtMs, closesAtMs, isCity } = campaign;
  return (
    <Card>
      <h2 className="mb-1 font-semibold text-base">
        <TextLink href={`/app/campaigns/${id}`}>{say(title)}</TextLink>
      </h2>
      <p className="mb-2">
        <StateBadge campaign={campaign} /> {text(`kind.${terms.kind}`)} · {text(isCity ? 'city' : 'bank')}
      </p>
      <p className="mb-2 font-semibold text-2xl">{fen(budgetMinor)}</p>
      <p className="mb-2">{say(about)}</p>
      <p className="text-quiet text-sm">
        {text('times', { opens: dateTime(opensAtMs), closes: dateTime(closesAtMs) })}
      </p>
    </Card>
  );
}
