import type { LifeView } from '@finharbor/harbor/contract';
import { Disclosure, EmptyState, Meter, useFormat, useText, Verbatim } from '@finharbor/ui';
import type { ReactElement } from 'react';

type Report = NonNullable<LifeView['quality']>;
type Column = Report['body']['columns'][number];

const largeDrift = 0.25;
const slightDrift = 0.1;

/** What the holder's node found in the rows, as bars. */
export function Quality({ report }: { readonly report: Report | null }): ReactElement {
  const text = useText('life');
  const { number, dateTime } = useFormat();
  if (!report) return <EmptyState title={text('quality.none')} />;
  const { rows, loadedAt, smallestGroup, columns } = report.body;
  return (
    <>
      <p className="mb-4 max-w-prose text-quiet">
        {text('quality.lead', {
          rows: number(rows),
          at: dateTime(Date.parse(loadedAt)),
          group: number(smallestGroup),
        })}
      </p>
      <ul className="grid gap-x-8 md:grid-cols-2">
        {columns.map((column) => (
          <li key={column.name}>
            <ColumnQuality column={column} rows={rows} />
          </li>
        ))}
      </ul>
    </>
  );
}

function ColumnQuality({ column, rows }: { readonly column: Column; readonly rows: number }): ReactElement {
  const text = useText('life');
  const { number, percent } = useFormat();
  const { name, present, distinct, range, cells, drift } = column;
  const share = rows === 0 ? 0 : present / rows;
  return (
    <div className="mb-5">
      <h3 className="mb-1 font-medium">
        <Verbatim>{name}</Verbatim>
      </h3>
      <Meter
        label={text('quality.complete', { share: percent(share, 0) })}
        value={share}
        max={1}
        valueText={text('quality.rowsShown', { n: number(present) })}
        tone={share > 0.95 ? 'good' : 'warn'}
      />
      <p className="text-sm">{text('quality.distinct', { n: number(distinct) })}</p>
      {range && (
        <p className="text-sm">
          {text('quality.range', { min: short(range.min, number), max: short(range.max, number) })}
        </p>
      )}
      {drift !== null && (
        <p className={drift > largeDrift ? 'font-medium text-bad text-sm' : 'text-sm'}>
          {text('quality.drift', { value: number(drift, drift > slightDrift ? 2 : 3) })}
        </p>
      )}
      {cells.length > 0 && <Cells column={column} />}
    </div>
  );
}

function Cells({ column: { name, kind, cells, present } }: { readonly column: Column }): ReactElement {
  const text = useText('life');
  const { number, percent } = useFormat();
  const of = (at: number): string => (kind === 'numeric' ? bounds(at) : value(at));
  const bounds = (at: number): string => {
    const [from, to] = [cells[at]!.from, cells[at + 1]?.from];
    const words = { from: short(from ?? 0, number), to: short(to ?? 0, number) };
    if (from === null) return to === undefined ? text('quality.all') : text('quality.below', words);
    return text(to === undefined || to === null ? 'quality.above' : 'quality.between', words);
  };
  const value = (at: number): string => {
    const { label } = cells[at]!;
    if (label === '') return text('quality.others');
    return label.startsWith('#')
      ? text('quality.rank', { n: label.slice(1) })
      : text('quality.value', { value: label });
  };
  return (
    <Disclosure title={text('quality.spread', { column: name })}>
      {cells.map(({ count }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: cells of one report do not move
        <Meter key={at} label={of(at)} value={count} max={present} valueText={percent(count / present, 0)} />
      ))}
    </Disclosure>
  );
}

/** Bounds have two significant digits; no more are shown. */
function short(value: number, number: (value: number, digits?: number) => string): string {
  return number(value, Number.isInteger(value) ? 0 : 2);
}
