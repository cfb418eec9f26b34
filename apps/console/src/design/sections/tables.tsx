import {
  Badge,
  Button,
  type Column,
  DataTable,
  EmptyState,
  Pagination,
  useBilingual,
  useFormat,
  useText,
} from '@finharbor/ui';
import { type ReactElement, useMemo, useState } from 'react';
import { type Firm, firms, tones } from '../samples.ts';

const many = firms(213);
const few = firms(3);

/** A small table, a large one with everything it can do, an empty one, and pages by themselves. */
export function Tables(): ReactElement {
  const text = useText('design');
  const columns = useColumns();
  const [page, setPage] = useState(0);
  const [size, setSize] = useState(10);
  return (
    <>
      <DataTable caption={text('table.small')} columns={columns} rows={few} rowKey={({ uscc }) => uscc} />
      <DataTable
        id="design"
        exportName="firms"
        caption={text('table.large')}
        columns={columns}
        rows={many}
        rowKey={({ uscc }) => uscc}
        href={({ uscc }) => `/app/design?firm=${uscc}#tables`}
      />
      <DataTable
        caption={text('table.empty')}
        columns={columns}
        rows={[]}
        rowKey={({ uscc }) => uscc}
        empty={
          <EmptyState
            title={text('table.none')}
            body={text('table.noneHelp')}
            action={<Button>{text('table.all')}</Button>}
          />
        }
      />
      <Pagination
        label={text('section.tables')}
        page={page}
        pageSize={size}
        total={213}
        onPage={setPage}
        pageSizes={[10, 20]}
        onPageSize={(next) => {
          setSize(next);
          setPage(0);
        }}
      />
    </>
  );
}

function useColumns(): readonly Column<Firm>[] {
  const text = useText('design');
  const say = useBilingual();
  const { date, money, number, uscc } = useFormat();
  return useMemo(() => {
    const heading = (id: string) => ({ id, header: text(`table.${id}`) });
    return [
      { ...heading('name'), cell: ({ name }) => say(name), sortBy: ({ name }) => say(name) },
      { ...heading('code'), cell: (firm) => uscc(firm.uscc), text: (firm) => firm.uscc },
      {
        ...heading('district'),
        cell: ({ district }) => say(district),
        sortBy: ({ district }) => say(district),
      },
      {
        ...heading('limit'),
        cell: ({ limit }) => money(String(limit), 'CNY'),
        sortBy: ({ limit }) => limit,
        align: 'end',
      },
      {
        ...heading('change'),
        cell: ({ change }) => `${number(change, 2)}%`,
        sortBy: ({ change }) => change,
        align: 'end',
      },
      {
        ...heading('state'),
        cell: ({ state }) => <Badge tone={tones[state]}>{text(`state.${state}`)}</Badge>,
        sortBy: ({ state }) => text(`state.${state}`),
      },
      {
        ...heading('since'),
        cell: ({ sinceMs }) => date(sinceMs),
        sortBy: ({ sinceMs }) => sinceMs,
        text: ({ sinceMs }) => date(sinceMs),
      },
    ];
  }, [text, say, date, money, number, uscc]);
}
