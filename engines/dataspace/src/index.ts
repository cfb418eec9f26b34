export type {
  Behaviour,
  DataAddress,
  Negotiation,
  NegotiationMove,
  NegotiationState,
  Reason,
  Role,
  Transfer,
  TransferMove,
  TransferState,
} from './domain.ts';
