export type { Accepted, Answer, Refused } from './course/answer.ts';
export { type CarriedOut, carryOut } from './course/carry-out.ts';
export { compile } from './course/compile.ts';
export type { PaymentAsked, ProgramEvent } from './course/event.ts';
export { eventSchema as programEventSchema } from './course/event.ts';
export {
  accountsOf as programAccounts,
  type ProgramAccounts,
  programDigest,
  sealId,
  transferParts,
} from './course/ids.ts';
export { conclude, type Outcome as ProgramOutcome } from './course/outcome.ts';
export type { Refusal, Unmet } from './course/refusal.ts';
export { replay } from './course/replay.ts';
export {
  type EscrowState,
  type ExchangeState,
  type ProgramState,
  startOf,
  stateSchema as programStateSchema,
} from './course/state.ts';
export { programErrors } from './errors.ts';
export {
  parseProgram,
  parseProgramEvent,
  parseProgramState,
  programEventJson,
  programJson,
  programStateJson,
} from './read.ts';
export { splitAtRandom, splitEvenly } from './shares.ts';
export type { Condition, Fact, Leaf, Moment, Term } from './value/condition.ts';
export type {
  Books,
  Escrow,
  Exchange,
  Fee,
  Leg,
  Party,
  Payee,
  Pays,
  Program,
  Release,
} from './value/program.ts';
export { type OnWire, programSchema } from './value/schema.ts';
export { explain } from './words/explain.ts';
export { explainRefusal } from './words/explain-refusal.ts';
export type { Line } from './words/line.ts';
export type { Language } from './words/text.ts';
