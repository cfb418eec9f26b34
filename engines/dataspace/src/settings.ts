/** How patient a connector is, and how much it does at once. */
export type ConnectorSettings = {
  /** How often a message is tried before it is given up; an answer ends it at once, whichever it is. */
  readonly attempts: number;
  /** The wait after the first failure; doubles with each further one, up to the longest. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  /** How long the other side may take to answer. */
  readonly timeoutMs: number;
  /** How long a process is one's to go on with; after that another of the same database takes over. At least thrice `timeoutMs`. */
  readonly leaseMs: number;
  /** How often one looks for what another left behind. */
  readonly pollMs: number;
  /** A wait before each step of one's own. */
  readonly stepDelayMs: number;
  /** Messages and questions under way at once. */
  readonly atOnce: number;
};

export const usualSettings: ConnectorSettings = {
  attempts: 20,
  firstWaitMs: 500,
  longestWaitMs: 300_000,
  timeoutMs: 10_000,
  leaseMs: 30_000,
  pollMs: 1_000,
  stepDelayMs: 0,
  atOnce: 64,
};
