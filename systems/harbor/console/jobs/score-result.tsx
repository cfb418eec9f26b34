import type { ScoreResult as Result } from '@finharbor/harbor/contract';
import { Card, Stat, useBilingual, useFormat, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';

/** One firm's points and the reasons that cost it the most. */
export function ScoreResult({ points, reasons }: Result): ReactElement {
  const text = useText('harbor');
  const say = useBilingual();
  const { number } = useFormat();
  return (
    <div className="mb-6 grid gap-4 sm:grid-cols-2">
      <Stat label={text('score.points')} value={number(points)} />
      <Card title={text('score.reasons')}>
        <ol className="list-decimal ps-6">
          {reasons.map((reason) => (
            <li key={reason.en}>{say(reason)}</li>
          ))}
        </ol>
      </Card>
    </div>
  );
}
