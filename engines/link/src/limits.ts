/** How long and how much a link allows. Times in milliseconds, sizes in bytes; every default can be overridden. */
export type LinkLimits = {
  /** From the TCP connection to the authenticated hello. */
  readonly handshakeMs: number;
  /** How long `open` and `accept` wait for the other side, and how long an incoming session may stand unaccepted. */
  readonly waitMs: number;
  /** How long `close` waits for the peer's goodbye. */
  readonly closeMs: number;
  /** A side that sends nothing else sends a heartbeat this often. */
  readonly heartbeatMs: number;
  /** A peer from which no whole frame came for this long is gone. */
  readonly silenceMs: number;
  /** The largest message, up to 64 MiB. */
  readonly messageBytes: number;
  /** Messages that nobody has received yet; beyond it the sender is held back. One message may overshoot. */
  readonly queueBytes: number;
  /** Connections from one address that are not authenticated yet. */
  readonly halfOpenPerAddress: number;
  /** Connections that are not authenticated yet, from all addresses. */
  readonly halfOpen: number;
  /** Authenticated sessions of one peer that stand unaccepted. */
  readonly waitingPerPeer: number;
  /** Life of the certificate; a new one is made when half of it has passed. */
  readonly certificateMs: number;
};

const mebibyte = 1024 * 1024;

/** What holds where an option names no other limit. */
export const defaultLimits: LinkLimits = {
  handshakeMs: 5_000,
  waitMs: 30_000,
  closeMs: 5_000,
  heartbeatMs: 1_000,
  silenceMs: 4_000,
  messageBytes: 64 * mebibyte,
  queueBytes: 4 * mebibyte,
  halfOpenPerAddress: 32,
  halfOpen: 256,
  waitingPerPeer: 64,
  certificateMs: 24 * 3_600_000,
};
