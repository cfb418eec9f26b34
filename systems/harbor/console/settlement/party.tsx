import { PageHeader, Query, useText } from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { hub } from '../api.ts';
import { usePartyName } from '../parties/names.ts';
import { Months } from './months.tsx';

/** The months of a party, at the hub. */
export function Screen(): ReactElement {
  const { party = '' } = useParams({ strict: false }) as { readonly party?: string };
  const text = useText('settlement');
  const nameOf = usePartyName();
  const months = useQuery({
    queryKey: ['settlement', party, 'months'],
    queryFn: async () => (await hub.listPartyMonths({ params: { party } })).body,
  });
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/settlements', label: text('house.title') }]}
        title={text('house.of', { party: nameOf(party) })}
        lead={text('house.monthsLead')}
      />
      <Query query={months} shape="table">
        {(found) => <Months months={found} href={({ month }) => `/app/settlements/${party}/${month}`} />}
      </Query>
    </>
  );
}
