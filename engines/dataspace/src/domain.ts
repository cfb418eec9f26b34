import type { Agreement, Offer } from './policy/model.ts';

/** States of a contract negotiation (Dataspace Protocol 2025-1). */
export type NegotiationState =
  | 'REQUESTED'
  | 'OFFERED'
  | 'ACCEPTED'
  | 'AGREED'
  | 'VERIFIED'
  | 'FINALIZED'
  | 'TERMINATED';
/** States of a transfer process. */
export type TransferState = 'REQUESTED' | 'STARTED' | 'SUSPENDED' | 'COMPLETED' | 'TERMINATED';
/** Which side of a process this one is. */
export type Role = 'consumer' | 'provider';

/** Why a process ended: a stable code, and sentences that name the constraint and the fact that failed, for both sides to read. */
export type Reason = { readonly code: string; readonly text: readonly string[] };

/** A process on one side; `pid` is this side's number, `peerPid` the other's once it is known. */
type Process = {
  readonly pid: string;
  readonly peerPid: string | undefined;
  readonly role: Role;
  /** The other side: participant id and the address its messages go to. */
  readonly peer: string;
  readonly peerAddress: string;
  readonly reason: Reason | undefined;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
};
/** A contract negotiation as one side knows it. */
export type Negotiation = Process & {
  readonly state: NegotiationState;
  readonly datasetId: string;
  /** The latest offer of either side. */
  readonly offer: Offer;
  readonly offeredBy: Role;
  readonly agreement: Agreement | undefined;
};
/** Where and how data is had: an endpoint and its properties, such as a token. */
export type DataAddress = {
  readonly endpointType: string;
  readonly endpoint?: string;
  readonly endpointProperties?: readonly { readonly name: string; readonly value: string }[];
};
/** A transfer process as one side knows it. */
export type Transfer = Process & {
  readonly state: TransferState;
  readonly agreementId: string;
  readonly format: string;
  readonly dataAddress: DataAddress | undefined;
};

/** What a side does next in a negotiation; `wait` leaves it to a person, or to the other side. */
export type NegotiationMove =
  | { readonly kind: 'wait' | 'accept' | 'agree' | 'verify' | 'finalize' }
  | { readonly kind: 'request' | 'offer'; readonly offer: Offer }
  | { readonly kind: 'terminate'; readonly reason: Reason };
/** What a side does next in a transfer. */
export type TransferMove =
  | { readonly kind: 'wait' | 'complete' }
  | { readonly kind: 'start'; readonly dataAddress?: DataAddress }
  | { readonly kind: 'suspend' | 'terminate'; readonly reason: Reason };

/**
 * What its owner decides for a connector. Each is asked after every step that leaves the next to this side, once it is durable, and
 * asked again after a crash: it must be a function of what it is given and of durable facts.
 */
export type Behaviour = {
  readonly negotiation: (negotiation: Negotiation) => Promise<NegotiationMove>;
  readonly transfer: (transfer: Transfer) => Promise<TransferMove>;
  /** Whether the other side may do this, beyond what the protocol's own states allow; a refusal is answered with 400. */
  readonly admits: (step: {
    readonly process: Negotiation | Transfer;
    readonly message: string;
  }) => Promise<Reason | undefined>;
};
