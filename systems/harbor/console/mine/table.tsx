import type { UsesOfMonth } from '@finharbor/harbor/contract';
import { type Column, DataTable, useFormat, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { useYuan } from '../settlement/amounts.ts';
import { earnedBy, useEarnings } from './earned.ts';
import { type Dimension, type Group, groupsOf } from './groups.ts';
import { useGroupName } from './names.ts';

/** How often the data were used, by what was chosen; a row narrows the page down to itself. */
export function UsesTable({
  rows,
  by,
  isNarrowed,
}: {
  readonly rows: readonly UsesOfMonth[];
  readonly by: Dimension;
  /** These are not all uses there are. */
  readonly isNarrowed: boolean;
}): ReactElement {
  const text = useText('mine');
  const nameOf = useGroupName();
  const yuan = useYuan();
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
  // Earnings are those of all uses: beside a part of them they would be read as those of the part.
  const earned = earnedBy(useEarnings(), by);
  const withEarned: readonly Column<Group>[] =
    earned && !isNarrowed
      ? [
          ...columns,
          {
            id: 'earned',
            header: text('earned'),
            cell: ({ key }) => yuan(earned.get(key) ?? '0'),
            sortBy: ({ key }) => Number(earned.get(key) ?? '0'),
            align: 'end',
          },
        ]
      : columns;
  const filter = by === 'purpose' ? 'contract' : by;
  return (
    <DataTable
      caption={text(`counted.${by}`)}
      rows={groupsOf(rows, by)}
      rowKey={({ key }) => key}
      href={({ key }) => `/app/data-uses?by=${by}&${filter}=${key}`}
      columns={withEarned}
      id={`/data-uses/${by}`}
      exportName={text('title')}
    />
  );
}
