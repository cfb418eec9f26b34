import { peopleBook } from '@finharbor/access';
import type { Note } from '@finharbor/harbor';
import { type Clock, idSource, systemRandom } from '@finharbor/kernel';
import {
  keepRunning,
  type MoneyPast,
  openTill,
  reportedLimits,
  type YuanContext,
  yuanEndpoints,
  yuanErrors,
} from '@finharbor/yuan';
import type { Kysely } from 'kysely';
import type { HubConfig } from './config.ts';
import { type ServerTables, tablesOf } from './database.ts';
import type { HubLedger } from './ledger.ts';
import { personalOf } from './personal.ts';
import type { ServedSystem } from './web.ts';

/** What the digital yuan is opened on. */
export type YuanParts = {
  readonly config: HubConfig;
  readonly db: Kysely<ServerTables>;
  readonly clock: Clock;
  readonly books: Pick<HubLedger, 'money' | 'past' | 'watch'>;
  readonly note: Note;
};

/** The digital yuan at the hub: what it serves, and what it does by itself until the signal fires. */
export type HubYuan = {
  readonly served: ServedSystem;
  readonly work: (signal: AbortSignal) => Promise<void>;
};

/** Opens the simulation of the digital yuan on the hub's ledger. */
export function openHubYuan({ config, db, clock, books, note }: YuanParts): HubYuan {
  const past: MoneyPast = {
    transfers: books.past,
    made: books.money.lookupTransfers,
    ...books.watch,
  };
  const ctx: YuanContext = {
    db: tablesOf(db),
    clock,
    newId: idSource(clock, systemRandom),
    random: systemRandom,
    till: openTill(books.money, clock),
    past,
    limits: reportedLimits,
    people: peopleBook(personalOf(config, db, clock)),
    note,
  };
  return {
    served: { endpoints: yuanEndpoints(ctx), errors: [yuanErrors] },
    work: (signal) => keepRunning(ctx, signal),
  };
}
