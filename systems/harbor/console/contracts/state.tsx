import type { ContractState } from '@finharbor/harbor/contract';
import { Badge, type Tone, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';

const tones: Readonly<Record<ContractState, Tone>> = {
  proposed: 'warn',
  declined: 'bad',
  ended: 'neutral',
  replaced: 'neutral',
  not_yet_valid: 'accent',
  expired: 'neutral',
  in_force: 'good',
};

/** A contract's state as a mark. */
export function StateBadge({ state }: { readonly state: ContractState }): ReactElement {
  const text = useText('harbor');
  return <Badge tone={tones[state]}>{text(`state.${state}`)}</Badge>;
}
