import { Card, useFormat, useText, Verbatim } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { type Answered, strengthOf } from './shape.ts';

/** How closely two numbers go together, in a figure and in words. */
export function Correlation({ answer: { r, rows }, asked }: Answered<'correlation'>): ReactElement {
  const text = useText('proposals');
  const { number } = useFormat();
  return (
    <Card>
      <p className="mb-1 text-quiet text-sm">
        <Verbatim>{`${asked.x} × ${asked.y}`}</Verbatim>
      </p>
      <p>
        {r === undefined
          ? text('chart.noCorrelation')
          : text('chart.correlation', {
              r: number(r, 3),
              n: number(rows ?? 0),
              words: text(`chart.strength.${strengthOf(r)}`),
            })}
      </p>
    </Card>
  );
}
