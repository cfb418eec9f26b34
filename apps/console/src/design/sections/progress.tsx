import { Meter, ProgressBar, StageList, useFormat, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { Sample } from '../sample.tsx';

/** How far something is, and how much of something is used. */
export function Progress(): ReactElement {
  const text = useText('design');
  return (
    <div className="grid gap-x-8 lg:grid-cols-2">
      <Meters />
      <StageList
        stages={[
          { id: 'align', label: text('progress.align'), state: 'done' },
          { id: 'train', label: text('progress.train'), state: 'running', progress: 0.6 },
          {
            id: 'failed',
            label: text('progress.failed'),
            state: 'failed',
            note: text('progress.failedNote'),
          },
          { id: 'open', label: text('progress.open'), state: 'waiting' },
        ]}
      />
    </div>
  );
}

function Meters(): ReactElement {
  const text = useText('design');
  const { bytes, percent } = useFormat();
  return (
    <div>
      <Meter
        label={text('progress.uses')}
        value={1}
        max={3}
        valueText={text('progress.usesValue', { n: 1, of: 3 })}
      />
      <Meter
        label={text('progress.disk')}
        value={62}
        max={100}
        valueText={bytes(62_000_000_000)}
        tone="good"
      />
      <Meter label={text('progress.quota')} value={0.84} max={1} valueText={percent(0.84)} tone="warn" />
      <Meter label={text('progress.quota')} value={1} max={1} valueText={percent(1)} tone="bad" />
      <Sample label={text('progress.upload')}>
        <ProgressBar label={text('progress.upload')} value={0.35} />
      </Sample>
    </div>
  );
}
