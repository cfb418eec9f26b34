import type { NewTransfer, Transfer } from '@finharbor/ledger';
import type { Kysely, Transaction } from 'kysely';
import type { HarborTables } from '../database.gen.ts';
import type { HubContext } from '../hub/context.ts';
import type { NewPurse } from './purses.ts';

/** What became of transfers that were asked for. */
export type Fate =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'posted' }
  | { readonly kind: 'refused'; readonly outcomes: readonly string[] };

/** How an account stands, in fen. */
export type PurseSums = {
  readonly debitsPending: bigint;
  readonly debitsPosted: bigint;
  readonly creditsPending: bigint;
  readonly creditsPosted: bigint;
};

/** The harbor's money, as the server hands it over: the one ledger, which other systems keep their accounts in too. */
export type SettlementLedger = {
  /** Opens accounts and names them; those that are open stay as they are. */
  readonly open: (accounts: readonly NewPurse[]) => Promise<void>;
  /** Says in a transaction of the caller's own that transfers are to be made, if it commits; the same again changes nothing. */
  readonly intend: (tx: Transaction<HarborTables>, transfers: readonly NewTransfer[]) => Promise<void>;
  /** What became of askings, by the id of the first transfer of each. */
  readonly fates: (db: Kysely<HarborTables>, ids: readonly bigint[]) => Promise<ReadonlyMap<bigint, Fate>>;
  /** Accounts that are open, by id. */
  readonly stands: (ids: readonly bigint[]) => Promise<ReadonlyMap<bigint, PurseSums>>;
  /** The transfers that were made. */
  readonly made: (ids: readonly bigint[]) => Promise<readonly Transfer[]>;
};

/** What the settlement of the hub works with. */
export type Settling = Pick<HubContext, 'party' | 'key' | 'store' | 'clock' | 'note'> & {
  readonly db: Kysely<HarborTables>;
  readonly ledger: SettlementLedger;
  /** The proof of an entry of the log in the checkpoint that is served; nothing where there is no such entry. */
  readonly proof: (index: number) => Promise<string | undefined>;
};
