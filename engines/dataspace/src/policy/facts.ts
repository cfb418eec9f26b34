/** What is known of one use when it is judged; what is left out is not known, and a rule that asks for it refuses. */
export type Facts = {
  readonly nowMs?: number;
  /** When the agreement was concluded. */
  readonly agreedAtMs?: number;
  /** Which use under the agreement this is; the first is 1. */
  readonly use?: number;
  /** Everybody who is given data or a result. */
  readonly recipient?: string | readonly string[];
  /** What it is used for, as purposes of the taxonomy. */
  readonly purpose?: string | readonly string[];
  /** Where it is used: ISO 3166 codes, such as `CN-GD`. */
  readonly place?: string | readonly string[];
  /** How long the consumer keeps it. */
  readonly retentionMs?: number;
  readonly consent?: 'given' | 'missing' | 'withdrawn' | 'expired';
  /** Whether rows of subjects that have withdrawn are left out. */
  readonly withdrawnSubjects?: 'left_out' | 'used';
  /** The fewest subjects of a group of which anything is opened. */
  readonly smallestGroup?: number;
  /** What numbers that are opened are multiples of. */
  readonly resultStep?: number;
  /** ε and δ of all that was told under the agreement, this use included. */
  readonly epsilon?: number;
  readonly delta?: number;
  /** Bounds that the plan puts on the rows of each side. */
  readonly fewestRows?: number;
  readonly mostRows?: number;
  readonly learner?: 'consumer' | 'both';
  readonly told?: 'figures' | 'rows';
  readonly modelOpenedTo?: 'nobody' | 'consumer' | 'all';
  /** Whether the holder has approved this very computation. */
  readonly approval?: 'each' | 'none';
  /** What a payment comes to, in the currency's smallest unit. */
  readonly paid?: { readonly amountMinor: number; readonly currency: string };
};
/** The name of a fact. */
export type FactName = keyof Facts;
