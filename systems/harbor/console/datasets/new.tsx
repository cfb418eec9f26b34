import { PageHeader, useText } from '@finharbor/ui';
import { type ReactElement, useState } from 'react';
import { LoadFile } from './load/load-file.tsx';

/** A file becomes a new data set. */
export function Screen(): ReactElement {
  const [id] = useState(() => crypto.randomUUID());
  const text = useText('datasets');
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/datasets', label: text('list.title') }]}
        title={text('list.new')}
        lead={text('load.lead')}
      />
      <LoadFile id={id} dataset={undefined} />
    </>
  );
}
