import type { ProposalView } from '@finharbor/harbor/contract';
import { EmptyState, LinkButton, PageHeader, Query, useText } from '@finharbor/ui';
import { usePlace } from '@finharbor/ui/screens';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { node } from '../api.ts';
import { Designer } from './design/designer.tsx';
import { readThere, type There } from './design/offers.ts';

type Search = { readonly contract?: string; readonly from?: string };

/** The consumer's analyst designs a computation under a contract in force and asks the providers to approve it. */
export function Screen(): ReactElement {
  const { contract, from } = useSearch({ strict: false }) as Search;
  const text = useText('proposals');
  const { party } = usePlace();
  const found = useQuery({
    queryKey: ['harbor', 'proposals', 'designer', from ?? ''],
    queryFn: async () => {
      const [there, source] = await Promise.all([readThere(party), sourceOf(from)]);
      return { there, source };
    },
    // What is being filled in is left alone.
    refetchOnWindowFocus: false,
    staleTime: 0,
  });
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/proposals', label: text('title') }]}
        title={text('design')}
        lead={text('new.lead')}
      />
      <Query query={found}>{(all) => <Ready {...all} wanted={contract} />}</Query>
    </>
  );
}

async function sourceOf(id: string | undefined): Promise<ProposalView | undefined> {
  return id === undefined ? undefined : (await node.getProposal({ params: { id } })).body;
}

type ReadyProps = {
  readonly there: There;
  readonly source: ProposalView | undefined;
  readonly wanted: string | undefined;
};

function Ready({ there, source, wanted }: ReadyProps): ReactElement {
  const text = useText('proposals');
  const harbor = useText('harbor');
  if (!there.accepted)
    return (
      <EmptyState
        title={harbor('start.noTrust')}
        body={harbor('start.noTrustHelp')}
        action={<LinkButton href="/app/assumption">{harbor('assumption.title')}</LinkButton>}
      />
    );
  if (there.contracts.length === 0)
    return (
      <EmptyState
        title={text('new.noContract')}
        body={text('new.noContractHelp')}
        action={<LinkButton href="/app/contracts">{harbor('contracts.title')}</LinkButton>}
      />
    );
  if (there.datasets.length === 0)
    return (
      <EmptyState
        title={harbor('start.noData')}
        body={harbor('start.noDataHelp')}
        action={<LinkButton href="/app/datasets/new">{text('new.load')}</LinkButton>}
      />
    );
  return <Designer there={there} source={source} wanted={wanted} />;
}
