import type { ProposalState } from '@finharbor/harbor/contract';
import { Badge, type Tone, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';

const tones: Readonly<Record<ProposalState, Tone>> = {
  proposed: 'warn',
  approved: 'good',
  declined: 'bad',
  withdrawn: 'neutral',
  contract_over: 'neutral',
};

/** A proposal's state as a mark. */
export function StateBadge({ state }: { readonly state: ProposalState }): ReactElement {
  const text = useText('proposals');
  return <Badge tone={tones[state]}>{text(`state.${state}`)}</Badge>;
}
