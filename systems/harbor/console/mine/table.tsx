import type { UsesOfMonth } from '@finharbor/harbor/contract';
import { type Column, DataTable, useFormat, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { type Dimension, type Group, groupsOf } from './groups.ts';
import { useGroupName } from './names.ts';

/** How often the data were used, by what was chosen; a row narrows the page down to itself. */
export function UsesTable({
  rows,
  by,
}: {
  readonly rows: readonly UsesOfMonth[];
  readonly by: Dimension;
}): ReactElement {
  const text = useText('mine');
  const nameOf = useGroupName();
  const { number, dateTime } = useFormat();
  const name = ({ like }: Group): string => nameOf(by, like);
  const columns: readonly Column<Group>[] = [
    { id: 'name', header: text(`dimension.${by}`), cell: name, sortBy: name },
    {
      id: 'uses',
      header: text('uses'),
      cell: ({ uses }) => number(uses),
      sortBy: ({ uses }) => uses,
      align: 'end',
    },
    {
      id: 'consumers',
      header: text('consumers'),
      cell: ({ consumers }) => number(consumers),
      sortBy: ({ consumers }) => consumers,
      align: 'end',
    },
    {
      id: 'last',
      header: text('lastUse'),
      cell: ({ lastAtMs }) => dateTime(lastAtMs),
      sortBy: ({ lastAtMs }) => lastAtMs,
      text: ({ lastAtMs }) => dateTime(lastAtMs),
    },
  ];
  const filter = by === 'purpose' ? 'contract' : by;
  return (
    <DataTable
      caption={text(`counted.${by}`)}
      rows={groupsOf(rows, by)}
      rowKey={({ key }) => key}
      href={({ key }) => `/app/data-uses?by=${by}&${filter}=${key}`}
      columns={columns}
      id={`/data-uses/${by}`}
      exportName={text('title')}
    />
  );
}
