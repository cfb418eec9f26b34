import type { NodeContext } from '../context.ts';
import type { DecisionStore } from './decisions.ts';
import type { Parties } from './parties.ts';

/** What a node's negotiator works with. `sync` reads the hub's feed up to now. */
export type NegotiatorContext = {
  readonly ctx: NodeContext;
  readonly decisions: DecisionStore;
  readonly parties: Parties;
  readonly sync: () => Promise<unknown>;
};
