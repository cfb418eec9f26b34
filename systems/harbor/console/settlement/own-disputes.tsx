import { LinkButton, PageHeader, Query, useText } from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { node } from '../api.ts';
import { Disputes } from './disputes.tsx';

/** The disputes this party is a side of. */
export function Screen(): ReactElement {
  const text = useText('settlement');
  const disputes = useQuery({
    queryKey: ['settlement', 'disputes'],
    queryFn: async () => (await node.listDisputes({})).body,
  });
  return (
    <>
      <PageHeader title={text('disputes.title')} lead={text('disputes.lead')} />
      <Query query={disputes} shape="table">
        {(found) => (
          <Disputes
            disputes={found}
            at="/app/disputes"
            action={<LinkButton href="/app/settlement">{text('title')}</LinkButton>}
          />
        )}
      </Query>
    </>
  );
}
