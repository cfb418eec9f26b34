import type { Clock } from '@finharbor/kernel';
import type { Kysely } from 'kysely';
import type { HarborTables } from '../database.gen.ts';
import type { Store } from '../store.ts';
import { computationStore } from './computations.ts';
import { dataStore, peerStore, resultStore, useStore } from './data.ts';
import { documentStore } from './documents.ts';
import { firmKeyStore } from './firm-keys.ts';
import { jobStore } from './jobs.ts';

/** The harbor's store on one party's own database. */
export function postgresStore(db: Kysely<HarborTables>, clock: Clock): Store {
  return {
    documents: documentStore(db, clock),
    firmKeys: firmKeyStore(db),
    peers: peerStore(db),
    jobs: jobStore(db, clock),
    data: dataStore(db, clock),
    uses: useStore(db, clock),
    results: resultStore(db, clock),
    computations: computationStore(db, clock),
  };
}
