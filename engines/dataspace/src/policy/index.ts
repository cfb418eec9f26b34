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
