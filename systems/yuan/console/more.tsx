import { useText } from '@finharbor/ui';
import { PagedTable, type PagedTableProps } from '@finharbor/ui/paged';
import type { ReactElement } from 'react';

/** A list of the digital yuan's that the server gives page by page. */
export function More<Row>({
  what,
  ...table
}: Omit<PagedTableProps<Row>, 'more' | 'id' | 'isExported'>): ReactElement {
  const text = useText('yuanFunds');
  return <PagedTable {...table} id={`/yuan/${what[0]}`} what={['yuan', ...what]} more={text('more')} />;
}
