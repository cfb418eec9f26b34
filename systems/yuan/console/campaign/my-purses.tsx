import {
  Badge,
  Card,
  EmptyState,
  Grid,
  Query,
  TextLink,
  useBilingual,
  useFormat,
  useText,
} from '@finharbor/ui';
import type { PurseView } from '@finharbor/yuan/contract';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { yuan } from '../api.ts';
import { useFen } from './parts.tsx';

/** Red packets, vouchers and other money under a purpose of a wallet. */
export function MyPurses({ wallet }: { readonly wallet: string }): ReactElement {
  const text = useText('yuanCampaigns');
  const purses = useQuery({
    queryKey: ['yuan', 'purses', wallet],
    queryFn: async ({ signal }) => (await yuan.listPurses({ params: { number: wallet }, signal })).body.items,
    refetchInterval: 10_000,
  });
  return (
    <Query query={purses}>
      {(items) =>
        items.length === 0 ? (
          <EmptyState title={text('purses.none')} />
        ) : (
          <Grid>
            {items.map((purse) => (
              <One key={purse.id} purse={purse} />
            ))}
          </Grid>
        )
      }
    </Query>
  );
}

function One({ purse }: { readonly purse: PurseView }): ReactElement {
  const text = useText('yuanCampaigns');
  const say = useBilingual();
  const fen = useFen();
  const { dateTime } = useFormat();
  const { title, leftMinor, merchants, categories, expiresAtMs, state, area, subject } = purse;
  const where = [
    ...(merchants ?? []).map(say),
    ...(categories ?? []).map((category) => text(`category.${category}`)),
  ];
  return (
    <Card title={say(title)}>
      <p className="font-semibold text-2xl">{fen(leftMinor)}</p>
      <p>{where.length === 0 ? text('purses.anywhere') : where.join(text('comma'))}</p>
      <p className="text-quiet text-sm">
        {state === 'closed' ? (
          <Badge>{text('purses.over')}</Badge>
        ) : (
          expiresAtMs !== null && text('purses.until', { at: dateTime(expiresAtMs) })
        )}{' '}
        {area === 'campaign' && <TextLink href={`/app/campaigns/${subject}`}>{text('campaign')}</TextLink>}
      </p>
    </Card>
  );
}
