import type { DisputeState } from '@finharbor/harbor/contract';
import { Badge, type Tone, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';

const tones: Readonly<Record<DisputeState, Tone>> = {
  filed: 'warn',
  overdue: 'warn',
  answered: 'accent',
  dismissed: 'neutral',
  corrected: 'good',
  refunded: 'good',
};

/** Where a dispute stands. */
export function DisputeBadge({ state }: { readonly state: DisputeState }): ReactElement {
  const text = useText('settlement');
  return <Badge tone={tones[state]}>{text(`dispute.${state}`)}</Badge>;
}
