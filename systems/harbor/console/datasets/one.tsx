import { EmptyState, LinkButton, Query, useText } from '@finharbor/ui';
import { useParams } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import { type OwnDataset, useDatasets } from './datasets.ts';

/** The data set that the address names, or that there is none. */
export function OneDataset({
  children,
}: {
  readonly children: (dataset: OwnDataset) => ReactNode;
}): ReactElement {
  const { id } = useParams({ strict: false }) as { readonly id?: string };
  const text = useText('datasets');
  const datasets = useDatasets();
  const back = <LinkButton href="/app/datasets">{text('list.title')}</LinkButton>;
  return (
    <Query query={datasets}>
      {(all) => {
        const dataset = all.find((one) => one.id === id);
        if (dataset) return children(dataset);
        return (
          <>
            <h1 className="font-semibold text-2xl">{text('page.gone')}</h1>
            <EmptyState title={text('page.goneHelp')} action={back} />
          </>
        );
      }}
    </Query>
  );
}
