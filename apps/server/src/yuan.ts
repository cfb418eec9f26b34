import type { Note } from '@finharbor/harbor';
import { type Clock, idSource, type SigningKey, signBytes, systemRandom } from '@finharbor/kernel';
import {
  keepRunning,
  type MoneyPast,
  openTill,
  receiptWords,
  reportedLimits,
  type YuanContext,
  yuanEndpoints,
  yuanErrors,
} from '@finharbor/yuan';
import type { Kysely } from 'kysely';
import { type ServerTables, tablesOf } from './database.ts';
import type { HubLedger } from './ledger.ts';
import type { ServedSystem } from './web.ts';

/** What the digital yuan is opened on. */
export type YuanParts = {
  readonly db: Kysely<ServerTables>;
  readonly clock: Clock;
  readonly books: Pick<HubLedger, 'money' | 'past'>;
  /** The hub's own, for receipts. */
  readonly key: SigningKey;
  readonly note: Note;
};

/** The digital yuan at the hub: what it serves, and what it does by itself until the signal fires. */
export type HubYuan = {
  readonly served: ServedSystem;
  readonly work: (signal: AbortSignal) => Promise<void>;
};

/** Opens the simulation of the digital yuan on the hub's ledger. */
export function openHubYuan({ db, clock, books, key, note }: YuanParts): HubYuan {
  const past: MoneyPast = { transfers: books.past, made: books.money.lookupTransfers };
  const ctx: YuanContext = {
    db: tablesOf(db),
    clock,
    newId: idSource(clock, systemRandom),
    random: systemRandom,
    till: openTill(books.money, clock),
    past,
    limits: reportedLimits,
    sign: (message) => ({ key: key.publicKey, signature: signBytes(key, receiptWords, message) }),
    note,
  };
  return {
    served: { endpoints: yuanEndpoints(ctx), errors: [yuanErrors] },
    work: (signal) => keepRunning(ctx, signal),
  };
}
