import { EmptyState, useText } from '@finharbor/ui';
import { PagedTable, type PagedTableProps } from '@finharbor/ui/paged';
import type { ReactElement } from 'react';

type MoreProps<Row> = Omit<PagedTableProps<Row>, 'more' | 'empty' | 'id' | 'isExported'> & {
  readonly empty: string;
};

/** A list of the committee's that the server gives page by page. */
export function More<Row>({ what, empty, ...table }: MoreProps<Row>): ReactElement {
  const text = useText('ethics');
  return (
    <PagedTable
      {...table}
      isExported
      what={['ethics', ...what]}
      more={text('more')}
      empty={<EmptyState title={empty} />}
    />
  );
}
