import type { OverseenJobState } from '@finharbor/harbor/contract';
import { Badge, type Tone, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';

const tones: Readonly<Record<OverseenJobState, Tone>> = {
  asked: 'warn',
  refused: 'bad',
  accepted: 'accent',
  partly_used: 'accent',
  used: 'good',
};

/** Where a job stands as far as the hub knows, as a mark. */
export function JobStateBadge({ state }: { readonly state: OverseenJobState }): ReactElement {
  const text = useText('oversight');
  return <Badge tone={tones[state]}>{text(`jobState.${state}`)}</Badge>;
}
