import { LinkButton, PageHeader, Query, useText } from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { hub } from '../api.ts';
import { Disputes } from './disputes.tsx';

/** Every dispute, for who decides and who watches. */
export function Screen(): ReactElement {
  const text = useText('settlement');
  const disputes = useQuery({
    queryKey: ['settlement', 'all-disputes'],
    queryFn: async () => (await hub.listAllDisputes({})).body,
  });
  return (
    <>
      <PageHeader title={text('disputes.title')} lead={text('disputes.houseLead')} />
      <Query query={disputes} shape="table">
        {(found) => (
          <Disputes
            disputes={found}
            at="/app/arbitration"
            action={<LinkButton href="/app/settlements">{text('house.title')}</LinkButton>}
          />
        )}
      </Query>
    </>
  );
}
