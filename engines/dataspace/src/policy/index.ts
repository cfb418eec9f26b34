export { type Action, actions } from './actions.ts';
export { canonicalTerms } from './canonical.ts';
export { endOf, type PolicyEnd } from './end-of.ts';
export {
  type Decision,
  type Deed,
  type Due,
  evaluate,
  type Finding,
  type PolicyRequest,
  type RefusalCode,
} from './evaluate.ts';
export { demandsFusion, type Enforcement, enforcement, explain, type Line } from './explain.ts';
export type { FactName, Facts } from './facts.ts';
export { type Containment, type Excess, isWithin } from './is-within.ts';
export { type Capabilities, judgeOffer, type OfferJudgement } from './judge-offer.ts';
export type {
  Agreement,
  AtomicConstraint,
  Constraint,
  Duty,
  Offer,
  Operator,
  Policy,
  Rule,
} from './model.ts';
export { currencyUnit, odrl, own, ownNamespace } from './namespaces.ts';
export { type Operand, operands } from './operands.ts';
export { type Purpose, purposes } from './purposes.ts';
export type { Fault } from './reader.ts';
export { type Objection, reasonOf } from './reason.ts';
export { type Difference, type Sameness, sameTerms } from './same-terms.ts';
