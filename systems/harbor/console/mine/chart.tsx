import type { UsesOfMonth } from '@finharbor/harbor/contract';
import { useFormat, useText } from '@finharbor/ui';
import { BarChart } from '@finharbor/ui/charts';
import { type ReactElement, useMemo } from 'react';
import { type Dimension, groupsOf, keyOf, monthsOf } from './groups.ts';
import { useGroupName } from './names.ts';

/** As many series can be told apart; what is less used is added up in one more. */
const drawn = 3;

type Props = { readonly rows: readonly UsesOfMonth[]; readonly by: Dimension };

/** Uses by month, told apart by what they are counted by. */
export function UsesChart({ rows, by }: Props): ReactElement {
  const text = useText('mine');
  const { number } = useFormat();
  const months = useMemo(() => monthsOf(rows), [rows]);
  const series = useSeries({ rows, by }, months);
  return (
    <BarChart
      caption={text('chart')}
      summary={text('summary', {
        n: number(rows.reduce((sum, { uses }) => sum + uses, 0)),
        from: months[0]!,
        until: months.at(-1)!,
      })}
      categories={months}
      categoryLabel={text('dimension.month')}
      series={series}
    />
  );
}

function useSeries({ rows, by }: Props, months: readonly string[]) {
  const text = useText('mine');
  const nameOf = useGroupName();
  const count = (wanted: (row: UsesOfMonth) => boolean): readonly number[] =>
    months.map((month) =>
      rows.reduce((sum, row) => (row.month === month && wanted(row) ? sum + row.uses : sum), 0),
    );
  if (by === 'month') return [{ name: text('uses'), values: count(() => true) }];
  const groups = groupsOf(rows, by);
  const first = groups.slice(0, drawn);
  const keys = new Set(first.map(({ key }) => key));
  return [
    ...first.map(({ key, like }) => ({
      name: nameOf(by, like),
      values: count((row) => keyOf(by, row) === key),
    })),
    ...(groups.length > drawn
      ? [{ name: text('others'), values: count((row) => !keys.has(keyOf(by, row))) }]
      : []),
  ];
}
