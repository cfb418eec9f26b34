import type { DataAddress, Transfer } from '../domain.ts';

/** One way in which data moves under an agreement; what starts, stops and checks it at its side. All may be repeated. */
export type DataPlane = {
  /** The `format` of transfers, as the catalogue's distributions name it. */
  readonly format: string;
  /** At the provider: opens the way, and tells the consumer's address to use where data is pulled. */
  readonly start: (transfer: Transfer) => Promise<DataAddress | undefined>;
  readonly suspend: (transfer: Transfer) => Promise<void>;
  /** Closes the way for good. */
  readonly stop: (transfer: Transfer) => Promise<void>;
};
