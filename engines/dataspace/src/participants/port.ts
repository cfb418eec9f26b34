/** A message to another participant, of which the credential tells who sent it and that it is unchanged. */
export type OutgoingRequest = {
  readonly method: string;
  /** The whole address it goes to. */
  readonly url: string;
  readonly body: Uint8Array;
  /** The participant it is for. */
  readonly audience: string;
};
/** A message that came in. */
export type IncomingRequest = {
  readonly method: string;
  /** Path and query, or the whole address it was sent to. */
  readonly url: string;
  readonly body: Uint8Array;
  readonly authorization: string | undefined;
};
/** Who sent it, or why that cannot be believed; `reason` is for this side's log, never for the sender. */
export type Authentication =
  | { readonly kind: 'participant'; readonly id: string }
  | { readonly kind: 'refused'; readonly reason: string };

/** Who takes part, and how its messages are known: the seam between the protocol and identity (did:web, DCP, a static token). */
export type Participants = {
  /** This side's participant id. */
  readonly self: string;
  /** The value of the `Authorization` header; a fresh one for each attempt, also of the same message. */
  readonly authorize: (request: OutgoingRequest) => Promise<string>;
  readonly authenticate: (request: IncomingRequest) => Promise<Authentication>;
};
