/** What a process of a side opens as; `root` is the address that both of the side's processes are reached at. */
export type Opening = { readonly databaseUrl: string; readonly self: string; readonly root: string };

/** Something to begin as consumer, under a number of the asker's. */
export type Order = {
  readonly no: number;
  readonly kind: 'negotiation' | 'transfer';
  /** The data set, or the agreement. */
  readonly about: string;
  readonly peer: string;
  readonly address: string;
};

/** What a process says: that it listens, and what became of an order. */
export type Message =
  | { readonly kind: 'open'; readonly port: number }
  | { readonly kind: 'begun' | 'failed'; readonly no: number };
