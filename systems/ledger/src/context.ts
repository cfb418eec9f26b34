import type { Pause } from '@finharbor/kernel';
import type { LedgerBooks, LedgerPast } from './store.ts';
import type { Meter } from './throughput.ts';

/** What the ledger's API needs of the process around it; the server hands it over. */
export type LedgerContext = {
  readonly books: LedgerBooks;
  readonly past: LedgerPast;
  readonly meter: Meter;
  readonly pause: Pause;
};
