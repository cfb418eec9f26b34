import type { NegotiationState, Role, TransferState } from '../domain.ts';

/** What is said in a negotiation. The event message is two: which one it is decides what follows. */
export const negotiationMessages = [
  'request',
  'offer',
  'accepted',
  'agreement',
  'verification',
  'finalized',
  'termination',
] as const;
export type NegotiationMessageKind = (typeof negotiationMessages)[number];

/** What is said in a transfer. */
export const transferMessages = ['request', 'start', 'suspension', 'completion', 'termination'] as const;
export type TransferMessageKind = (typeof transferMessages)[number];

/** Before a process's first message it has no state. */
type From<State> = State | 'none';
type Step<State> = {
  readonly by: readonly Role[];
  readonly from: readonly From<State>[];
  readonly to: State;
};

const either: readonly Role[] = ['consumer', 'provider'];

const negotiationSteps: Readonly<Record<NegotiationMessageKind, Step<NegotiationState>>> = {
  request: { by: ['consumer'], from: ['none', 'OFFERED'], to: 'REQUESTED' },
  offer: { by: ['provider'], from: ['none', 'REQUESTED'], to: 'OFFERED' },
  accepted: { by: ['consumer'], from: ['OFFERED'], to: 'ACCEPTED' },
  agreement: { by: ['provider'], from: ['REQUESTED', 'ACCEPTED'], to: 'AGREED' },
  verification: { by: ['consumer'], from: ['AGREED'], to: 'VERIFIED' },
  finalized: { by: ['provider'], from: ['VERIFIED'], to: 'FINALIZED' },
  // The specification's picture leaves some of these to one side; its text, which counts, allows either in any state.
  termination: {
    by: either,
    from: ['REQUESTED', 'OFFERED', 'ACCEPTED', 'AGREED', 'VERIFIED'],
    to: 'TERMINATED',
  },
};

const transferSteps: Readonly<Record<TransferMessageKind, readonly Step<TransferState>[]>> = {
  request: [{ by: ['consumer'], from: ['none'], to: 'REQUESTED' }],
  start: [
    { by: ['provider'], from: ['REQUESTED'], to: 'STARTED' },
    { by: either, from: ['SUSPENDED'], to: 'STARTED' },
  ],
  suspension: [{ by: either, from: ['STARTED'], to: 'SUSPENDED' }],
  completion: [{ by: either, from: ['STARTED'], to: 'COMPLETED' }],
  termination: [{ by: either, from: ['REQUESTED', 'STARTED', 'SUSPENDED'], to: 'TERMINATED' }],
};

/** The state after a message of this sender, or nothing where the protocol allows none. */
export function nextNegotiationState(
  from: NegotiationState | undefined,
  sender: Role,
  message: NegotiationMessageKind,
): NegotiationState | undefined {
  return after([negotiationSteps[message]], from, sender);
}

/** The state after a message of this sender, or nothing where the protocol allows none. */
export function nextTransferState(
  from: TransferState | undefined,
  sender: Role,
  message: TransferMessageKind,
): TransferState | undefined {
  return after(transferSteps[message], from, sender);
}

/** Whether nothing can follow. */
export function isOver(state: NegotiationState | TransferState): boolean {
  return state === 'FINALIZED' || state === 'COMPLETED' || state === 'TERMINATED';
}

function after<State>(
  steps: readonly Step<State>[],
  from: State | undefined,
  sender: Role,
): State | undefined {
  return steps.find((step) => step.by.includes(sender) && step.from.includes(from ?? 'none'))?.to;
}
