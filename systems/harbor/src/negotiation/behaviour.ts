import type { Behaviour } from '@finharbor/dataspace';
import type { NegotiatorContext } from './context.ts';
import { moveIn } from './moves.ts';

/** What a node's connector does of itself: it asks nobody where a person has decided, or where both sides have. */
export function contractBehaviour(parts: NegotiatorContext): Behaviour {
  return {
    negotiation: (negotiation) => moveIn(parts, negotiation),
    transfer: async () => ({ kind: 'wait' }),
    admits: async () => undefined,
  };
}
