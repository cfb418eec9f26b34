import type { Kysely } from 'kysely';
import type { HarborTables } from '../database.gen.ts';
import { boardFigures, exchangeFigures } from './figures.ts';
import { latestContracts, latestJobs, latestRefusals } from './lists.ts';
import type { OverseenStore } from './store.ts';

/** What is overseen, on the rows that are written with each document. */
export function overseenStore(db: Kysely<HarborTables>): OverseenStore {
  return {
    jobs: (before) => latestJobs(db, before),
    contracts: (at) => latestContracts(db, at),
    refusals: (before) => latestRefusals(db, before),
    figures: (at) => boardFigures(db, at),
    exchange: (at) => exchangeFigures(db, at),
  };
}
