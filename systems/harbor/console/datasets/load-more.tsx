import { PageHeader, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { type OwnDataset, useNameOf } from './datasets.ts';
import { LoadFile } from './load/load-file.tsx';
import { OneDataset } from './one.tsx';

/** More rows for a data set, or newer ones for firms that stand in it. */
export function Screen(): ReactElement {
  return <OneDataset>{(dataset) => <LoadMore dataset={dataset} />}</OneDataset>;
}

function LoadMore({ dataset }: { readonly dataset: OwnDataset }): ReactElement {
  const text = useText('datasets');
  const nameOf = useNameOf();
  return (
    <>
      <PageHeader
        crumbs={[
          { href: '/app/datasets', label: text('list.title') },
          { href: `/app/datasets/${dataset.id}`, label: nameOf(dataset) },
        ]}
        title={text('load.more')}
        lead={text('load.moreLead')}
      />
      <LoadFile id={dataset.id} dataset={dataset} />
    </>
  );
}
