import {
  type Column,
  DataTable,
  EmptyState,
  PageHeader,
  Query,
  useBilingual,
  useFormat,
  useText,
} from '@finharbor/ui';
import type { TransparencyRow } from '@finharbor/yuan/contract';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { yuan } from '../api.ts';

/** How many lawful requests there were and what became of them, for everybody. */
export function Screen(): ReactElement {
  const text = useText('yuanInquiry');
  const columns = useColumns();
  const report = useQuery({
    queryKey: ['yuan', 'transparency'],
    queryFn: async () => (await yuan.getTransparency({})).body.rows,
  });
  return (
    <>
      <PageHeader title={text('report')} lead={text('reportLead')} />
      <Query query={report} shape="table">
        {(rows) => (
          <DataTable
            caption={text('report')}
            exportName={text('report')}
            rows={rows}
            rowKey={({ month, article }) => `${month} ${article}`}
            columns={columns}
            empty={<EmptyState title={text('none')} />}
          />
        )}
      </Query>
    </>
  );
}

function useColumns(): readonly Column<TransparencyRow>[] {
  const text = useText('yuanInquiry');
  const say = useBilingual();
  const { number } = useFormat();
  const count = (id: 'asked' | 'answered' | 'refused'): Column<TransparencyRow> => ({
    id,
    header: text(`count.${id}`),
    cell: (row) => number(row[id]),
    sortBy: (row) => row[id],
    align: 'end',
  });
  return [
    { id: 'month', header: text('month'), cell: ({ month }) => month, sortBy: ({ month }) => month },
    {
      id: 'law',
      header: text('law'),
      cell: ({ law, article }) => (law === null ? text('basisOf.other') : `${say(law)} ${article}`),
    },
    count('asked'),
    count('answered'),
    count('refused'),
  ];
}
