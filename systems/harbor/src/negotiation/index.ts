export { contractBehaviour } from './behaviour.ts';
export { contractCatalogue } from './catalogue.ts';
export { conclude } from './conclude.ts';
export type { NegotiatorContext } from './context.ts';
export { decisionStore } from './decisions.ts';
export { judgeTermsOf } from './judge.ts';
export { type Negotiator, openNegotiator } from './negotiator.ts';
export { type ConnectorPeer, pinnedParties } from './parties.ts';
