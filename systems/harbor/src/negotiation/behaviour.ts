import type { Behaviour, Negotiation, NegotiationMove } from '@finharbor/dataspace';
import type { NegotiatorContext } from './context.ts';
import { contractIdOf } from './names.ts';

/**
 * What a node's connector does of itself: it asks nobody where a person has decided, or where both sides have. Offers that stand for
 * no signed contract, and counter-offers, wait for a person.
 */
export function contractBehaviour(parts: NegotiatorContext): Behaviour {
  return {
    negotiation: (negotiation) =>
      negotiation.role === 'provider' ? provide(parts, negotiation) : Promise.resolve(consume(negotiation)),
    transfer: async () => ({ kind: 'wait' }),
    admits: async () => undefined,
  };
}

async function provide(
  { decisions }: NegotiatorContext,
  { state, offer }: Negotiation,
): Promise<NegotiationMove> {
  if (state === 'ACCEPTED') return { kind: 'agree' };
  if (state === 'VERIFIED') return { kind: 'finalize' };
  const contractId = contractIdOf(offer['@id']);
  const decided = state === 'REQUESTED' && contractId ? await decisions.of(contractId) : undefined;
  return decided ? moveOf(decided) : { kind: 'wait' };
}

/** What an approver's decision means to the other side. */
export function moveOf({
  decision,
  reason,
}: {
  readonly decision: string;
  readonly reason: string;
}): NegotiationMove {
  if (decision === 'approved') return { kind: 'agree' };
  return { kind: 'terminate', reason: { code: 'contract.declined', text: reason === '' ? [] : [reason] } };
}

function consume({ state }: Negotiation): NegotiationMove {
  return state === 'AGREED' ? { kind: 'verify' } : { kind: 'wait' };
}
