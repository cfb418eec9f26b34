import type { Leave, TransferView } from '@finharbor/harbor/contract';
import { Badge, type Tone, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';

/** How a transfer stands, in the words of its texts. */
export const leaveStates = ['may_leave', 'not_assessed', 'may_not_leave', 'assessment_expired'] as const;
type LeaveState = (typeof leaveStates)[number];

const tones: Readonly<Record<LeaveState, Tone>> = {
  may_leave: 'good',
  not_assessed: 'warn',
  may_not_leave: 'bad',
  assessment_expired: 'warn',
};

/** How it stands with one holder. */
export function stateOf(leave: Leave): LeaveState {
  if (leave.kind !== 'refused') return 'may_leave';
  const code = leave.code.replace('transfer.', '');
  return leaveStates.find((state) => state === code) ?? 'may_not_leave';
}

/** How it stands as a whole: the first holder who has not let it go says so. */
export function leaveOf({ leaves }: TransferView): LeaveState {
  return leaves.map(({ leave }) => stateOf(leave)).find((state) => state !== 'may_leave') ?? 'may_leave';
}

/** The same as a mark. */
export function LeaveBadge({ state }: { readonly state: LeaveState }): ReactElement {
  const text = useText('transfers');
  return <Badge tone={tones[state]}>{text(`leave.${state}`)}</Badge>;
}
