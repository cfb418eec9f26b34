import type { Behaviour, Negotiation, NegotiationMove } from '@finharbor/dataspace';
import type { NegotiatorContext } from './context.ts';
import type { Decision } from './decisions.ts';
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
  { ctx, decisions }: NegotiatorContext,
  { state, offer }: Negotiation,
): Promise<NegotiationMove> {
  if (state === 'ACCEPTED') return { kind: 'agree' };
  if (state === 'VERIFIED') return { kind: 'finalize' };
  const contractId = contractIdOf(offer['@id']);
  if (state !== 'REQUESTED' || !contractId) return { kind: 'wait' };
  const decided = (await decisions.of(contractId)) ?? (await signedDecision(ctx, contractId));
  return decided ? moveOf(decided) : { kind: 'wait' };
}

/** What this party had signed on a contract before connectors negotiated, or before it was asked again. */
async function signedDecision(
  { store, party }: NegotiatorContext['ctx'],
  contract: string,
): Promise<Decision | undefined> {
  const [approval] = await store.documents.find('approval', { contract, issuer: party });
  return approval?.body;
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
