import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Log, openLog, publish } from '@finharbor/evidence';
import { generateSigningKey, manualClock, systemRandom } from '@finharbor/kernel';
import { testDatabase } from '@finharbor/kernel/testing';
import { type Kysely, sql } from 'kysely';
import { ledgerMigrations } from '../migrations.ts';
import type { NewTransfer } from '../model/transfer.ts';
import { openLedger } from '../postgres/open.ts';
import type { WrittenLedger } from '../postgres/written-ledger.ts';
import type { ProofPolicy } from './check.ts';
import { checkpointJournal } from './checkpoint.ts';
import type { Stretch } from './stretch.ts';

/** What the journals of tests are called. */
export const journal = 'example.com/ledger';

/** A ledger with a real writer on a database of its own, and an evidence log of its own. */
export type Scene = AsyncDisposable & {
  readonly url: string;
  readonly db: Kysely<unknown>;
  readonly clock: ReturnType<typeof manualClock>;
  readonly ledger: WrittenLedger;
  readonly log: Log;
  readonly policy: ProofPolicy;
  /** Makes a checkpoint of the journal, and publishes the log. */
  readonly checkpoint: (mostEntries?: number) => Promise<readonly Stretch[]>;
  /** Changes the database as somebody does who owns it: no trigger sees it. */
  readonly tamper: (statement: string) => Promise<void>;
};

/** Sets up a ledger and a log. */
export async function openScene(): Promise<Scene> {
  const { url, db, ...database } = await testDatabase<unknown>([ledgerMigrations]);
  const clock = manualClock(1_795_248_000_000);
  const ledger = await openLedger({ url, clock, random: systemRandom });
  const directory = await mkdtemp(join(tmpdir(), 'ledger-evidence-'));
  const log = await openLog({ directory, origin: 'example.com/log', key: generateSigningKey() });
  return {
    ...{ url, db, clock, ledger, log },
    policy: { journal, logKey: log.verifierKey, witnessKeys: [], quorum: 0 },
    async checkpoint(mostEntries) {
      const options = { url, journal, log, random: systemRandom };
      const added = await checkpointJournal({
        ...options,
        ...(mostEntries !== undefined && { mostEntries }),
      });
      await publish(log, {
        witnessKeys: [],
        quorum: 0,
        ask: () => Promise.reject(new Error('There is no witness.')),
      });
      return added;
    },
    async tamper(statement) {
      await db.connection().execute(async (connection) => {
        await sql`set session_replication_role = replica`.execute(connection);
        await sql.raw(statement).execute(connection);
        await sql`set session_replication_role = origin`.execute(connection);
      });
    },
    async [Symbol.asyncDispose]() {
      await ledger[Symbol.asyncDispose]();
      await log.close();
      await rm(directory, { recursive: true });
      await database[Symbol.asyncDispose]();
    },
  };
}

/** A transfer of 10 from account 1 to account 4. */
export function transfer(id: bigint, change: Partial<NewTransfer> = {}): NewTransfer {
  return { id, debitAccountId: 1n, creditAccountId: 4n, amount: 10n, ledger: 1, code: 1, ...change };
}
