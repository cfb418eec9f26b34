import type { Clock } from '@finharbor/kernel';
import type { Kysely } from 'kysely';
import { cityZone } from '../city-zone.ts';
import type { HarborTables } from '../database.gen.ts';
import { followStore } from '../follow/follows.ts';
import { overseenStore } from '../overseen/postgres.ts';
import { ownUses } from '../owner/uses.ts';
import { catalogueStore } from '../search/find.ts';
import type { Store } from '../store.ts';
import { subjectData } from '../subject/data.ts';
import { computationStore } from './computations.ts';
import { dataStore, peerStore, resultStore, useStore } from './data.ts';
import { documentStore } from './documents.ts';
import { firmKeyStore } from './firm-keys.ts';
import { jobStore } from './jobs.ts';

/** The harbor's store on one party's own database; `registry` is the party that lists products. */
export function postgresStore(db: Kysely<HarborTables>, clock: Clock, registry: string): Store {
  return {
    documents: documentStore(db, { clock, registry }),
    catalogue: catalogueStore(db, { clock, registry }),
    follows: followStore(db),
    subject: (of) => subjectData(db, of),
    overseen: overseenStore(db),
    usesOf: (party) => ownUses(db, { party, zone: cityZone }),
    firmKeys: firmKeyStore(db),
    peers: peerStore(db),
    jobs: jobStore(db, clock),
    data: dataStore(db, clock),
    uses: useStore(db, clock),
    results: resultStore(db, clock),
    computations: computationStore(db, clock),
  };
}
