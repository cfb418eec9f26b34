/**
 * One ordered, authenticated conversation between two parties about one session. Messages carry a label that both
 * programs expect in the same order; a message under another label is a fault of the peer (`link.unexpected_label`).
 */
export type Channel = {
  /** The other end's party name. */
  readonly peer: string;
  /** Resolves once the message is handed to the transport and there is room for more (back-pressure). */
  readonly send: (label: string, payload: Uint8Array) => Promise<void>;
  /** The next message, which must carry `label`. Errors: `link.unexpected_label`, `link.peer_gone`, `link.replayed`, `link.altered`. */
  readonly receive: (label: string) => Promise<Uint8Array<ArrayBuffer>>;
  /** Bytes and messages so far, payload and framing together. */
  readonly traffic: () => Traffic;
  /** SHA-256 over everything sent and received so far, in hex, for receipts. */
  readonly transcript: () => { readonly sent: string; readonly received: string };
  /** Says goodbye once everything sent has left. */
  readonly close: () => Promise<void>;
  /** Ends at once; the peer's pending calls fail with `link.peer_gone` and this reason's code. */
  readonly abort: (reasonCode: string) => void;
};

/** What went over a channel. */
export type Traffic = {
  readonly bytesSent: number;
  readonly bytesReceived: number;
  readonly messagesSent: number;
  readonly messagesReceived: number;
};
