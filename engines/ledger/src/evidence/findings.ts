/** Something that is not as it was, or as it has to be. Moments are timestamps of the journal. */
export type JournalFinding =
  /** A row that is not the one that the log speaks of, one it speaks of that is gone, one it does not speak of. */
  | {
      readonly kind: 'changed' | 'removed' | 'added';
      readonly what: 'entry' | 'account';
      readonly timestamp: bigint;
      readonly stretch: number;
    }
  /** A row with a value that no ledger writes. */
  | { readonly kind: 'malformed'; readonly what: 'entry' | 'account'; readonly timestamp: bigint }
  /**
   * A stretch of the log that does not agree: with the rows, though it cannot be told which (`rows`); with the accounts' last entries
   * (`heads`); with what was posted (`posted`); with what the database keeps of it (`kept`); with the stretch before it (`chain`).
   * `repeated`: the log has more than one with this number. `lost`: the database says that it is in the log, and it is not.
   */
  | {
      readonly kind: 'stretch';
      readonly why: 'rows' | 'heads' | 'posted' | 'kept' | 'chain' | 'repeated' | 'lost';
      readonly stretch: number;
    }
  /** An entry that does not name the one before it on the account. */
  | { readonly kind: 'thread'; readonly timestamp: bigint; readonly accountNo: number }
  /** An entry of an account that there is not, or that resolves a pending transfer that is not pending. */
  | { readonly kind: 'unfounded'; readonly timestamp: bigint; readonly what: 'account' | 'pending' }
  /** What is kept of how an account stood after an entry is not what its entries make. */
  | { readonly kind: 'history'; readonly timestamp: bigint; readonly accountNo: number }
  /** How the writer says an account stands is not what its entries make. */
  | { readonly kind: 'balance'; readonly accountId: bigint }
  /** A page of what proofs are made from is not what the entries make. */
  | { readonly kind: 'head_page'; readonly page: number };

/** Findings, of which the first so many are told and the others counted. */
export class Findings {
  readonly list: JournalFinding[] = [];
  readonly #most: number;
  more = 0;

  constructor(most: number) {
    this.#most = most;
  }

  add(finding: JournalFinding): void {
    if (this.list.length < this.#most) this.list.push(finding);
    else this.more += 1;
  }
}
