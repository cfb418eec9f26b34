import { FinharborError } from '@finharbor/kernel/contract';
import {
  Button,
  DataTable,
  EmptyState,
  Pagination,
  SaveAll,
  TextLink,
  useBilingual,
  useText,
} from '@finharbor/ui';
import { type ReactElement, useMemo, useState } from 'react';
import { useFirmColumns } from '../firm-columns.tsx';
import { type Firm, firms } from '../samples.ts';

const many = firms(213);
const few = firms(3);
const some = firms(12);

/** A small table, a large one with everything it can do, an empty one, and pages by themselves. */
export function Tables(): ReactElement {
  const text = useText('design');
  const columns = useFirmColumns();
  const bulk = useBulk();
  const [page, setPage] = useState(0);
  const [size, setSize] = useState(10);
  return (
    <>
      <DataTable caption={text('table.small')} columns={columns} rows={few} rowKey={({ uscc }) => uscc} />
      <p className="my-3 flex flex-wrap gap-3">
        <SaveAll
          name="firms"
          columns={columns}
          read={async function* ({ onRead }) {
            onRead(few.length);
            yield few;
          }}
        />
      </p>
      <DataTable
        id="design"
        exportName="firms"
        caption={text('table.large')}
        columns={columns}
        rows={many}
        rowKey={({ uscc }) => uscc}
        href={({ uscc }) => `/app/design?firm=${uscc}#tables`}
      />
      <p className="mb-5">
        <TextLink href="/app/design/long-table">{text('table.toLong')}</TextLink>
      </p>
      <DataTable
        caption={text('table.choosing')}
        columns={columns}
        rows={some}
        rowKey={({ uscc }) => uscc}
        bulk={bulk}
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

/** Two in three can be reminded; one that waits cannot be reached at first. */
function useBulk(): NonNullable<Parameters<typeof DataTable<Firm>>[0]['bulk']> {
  const text = useText('design');
  const say = useBilingual();
  return useMemo(() => {
    const refusing = new Set(some.filter(({ state }) => state === 'waiting').map(({ uscc }) => uscc));
    return {
      nameOf: ({ name }) => say(name),
      actions: [
        {
          id: 'remind',
          label: text('table.remind'),
          consequence: text('table.reminded'),
          isFor: ({ state }) => state !== 'over',
          run: async ({ uscc }) => {
            if (refusing.delete(uscc))
              throw new FinharborError({ code: 'client.unreachable', publicMessage: '' });
          },
        },
      ],
    };
  }, [text, say]);
}
