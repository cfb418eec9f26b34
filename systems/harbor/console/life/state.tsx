import { type LifeState, lifeStates } from '@finharbor/harbor/contract';
import { Badge, Callout, Steps, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';

const tones = {
  draft: 'neutral',
  registration: 'warn',
  review: 'accent',
  listed: 'good',
  suspended: 'warn',
  withdrawn: 'bad',
} as const;

/** Where a product stands. */
export function LifeBadge({ state }: { readonly state: LifeState }): ReactElement {
  const text = useText('life');
  return <Badge tone={tones[state]}>{text(`state.${state}`)}</Badge>;
}

/** A product's way with the step it has reached, and what that means. */
export function LifeSteps({
  state,
  isReviewDemanded = true,
}: {
  readonly state: LifeState;
  readonly isReviewDemanded?: boolean;
}): ReactElement {
  const text = useText('life');
  const isStopped = state === 'suspended' || state === 'withdrawn';
  // Suspended and withdrawn are no steps on the way, and take the place of the list they stop.
  const steps: readonly LifeState[] = [...lifeStates.slice(0, 3), isStopped ? state : 'listed'];
  const { [state]: tone } = tones;
  return (
    <>
      <Steps
        label={text('steps')}
        steps={steps.map((step) => text(`state.${step}`))}
        current={steps.indexOf(state)}
      />
      <Callout tone={tone === 'neutral' ? 'accent' : tone} title={text(`state.${state}`)}>
        <p>{text(`stateHelp.${state}`)}</p>
        {!isReviewDemanded && state !== 'listed' && !isStopped && <p>{text('notDemanded')}</p>}
      </Callout>
    </>
  );
}
